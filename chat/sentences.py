"""What the door says by itself when the engine cannot."""

from chat.messages import BotMessage
from support.app_screens import Link
from support.settings import Settings


def engine_unavailable(settings: Settings) -> BotMessage:
    """The engine is down, slow or mute, and the message is given up."""
    return BotMessage(
        "Un problème technique de notre côté m'empêche de vous répondre pour le moment. "
        f"Réessayez dans un instant, ou appelez le {settings.support_phone} "
        f"(attente habituelle de {settings.support_phone_wait}).",
        links=(_phone(settings),),
    )


def answered_later(settings: Settings) -> BotMessage:
    """The engine is down, slow or mute, and the message is kept."""
    return BotMessage(
        "Un problème technique de notre côté m'empêche de vous répondre pour le moment. "
        "Votre message est enregistré : restez ici, et j'y réponds dès que c'est rétabli. "
        f"Si c'est urgent, appelez le {settings.support_phone} "
        f"(attente habituelle de {settings.support_phone_wait}).",
        links=(_phone(settings),),
    )


def photo_received() -> BotMessage:
    """A photo was stored."""
    return BotMessage("Votre photo est bien reçue. Si vous envoyez une déclaration, elle y sera jointe.")


def danger_without_engine(settings: Settings) -> BotMessage:
    """A danger is told while nothing else works."""
    return BotMessage(
        "Éloignez-vous tout de suite de la borne et du véhicule, et éloignez les autres personnes.\n"
        "Ne touchez ni le câble, ni la borne, ni la voiture.\n"
        "Appelez le 112 ou le 18, en précisant que c'est électrique.\n"
        f"Ensuite, une fois à l'abri, prévenez-nous au {settings.support_phone}. "
        "Une panne de notre côté m'empêche de transmettre l'alerte moi-même.",
        links=(_phone(settings),),
    )


def _phone(settings: Settings) -> Link:
    return Link(f"Appeler le {settings.support_phone}", settings.phone_link)
