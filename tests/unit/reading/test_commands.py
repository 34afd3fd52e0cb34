"""Commands that steer the dialogue, and corrections of an answer."""

import pytest

from support.reading.commands import Command, is_correction, read_command


@pytest.mark.parametrize(
    "text",
    [
        "annuler",
        "Annule",
        "laisse tomber",
        "j'abandonne",
        "stop on arrete",
        "stop",
        "on arrête",
        "annuler la déclaration",
        "je veux annuler",
        "laissez tomber svp",
        "tant pis",
        "quitter",
        "annuler ma demande",
        "finalement laisse tomber",
        "non annule tout",
        "bon j'abandonne",
        "on annule",
        "stop annule",
        "je voudrais annuler svp",
        "arrêtez tout",
    ],
)
def test_cancel_is_read(text: str) -> None:
    assert read_command(text) is Command.CANCEL


@pytest.mark.parametrize(
    "text",
    [
        "revenir",
        "retour",
        "question précédente",
        "je me suis trompé",
        "revenir en arrière",
        "retour en arrière",
        "oups je me suis trompé",
        "jme suis trompé",
        "précédent",
        "revenir à la question précédente",
        "je me suis tromper",
        "je veux revenir en arrière",
        "en arrière",
        "j'ai fait une erreur",
        "mince je me suis trompée",
        "je me suis trompé de réponse",
        "j'me suis trompé",
        "erreur de ma part",
        "retour arriere",
    ],
)
def test_go_back_is_read(text: str) -> None:
    assert read_command(text) is Command.GO_BACK


@pytest.mark.parametrize(
    "text",
    [
        "je veux parler à quelqu'un",
        "un conseiller svp",
        "passez moi un humain",
        "un vrai humain",
        "appeler quelqu'un du support",
        "conseiller",
        "parler à un conseiller",
        "je voudrais avoir quelqu'un au téléphone",
        "bonjour je suis bloqué à la borne depuis une heure et je veux parler à quelqu'un tout de suite",
        "je voudrais discuter avec une vraie personne",
        "mettez moi en relation avec un conseiller",
        "humain",
        "service client",
        "je veux pas parler à un robot",
        "puis-je avoir un humain",
        "y a quelqu'un ?",
        "rappelez-moi",
        "je veux être rappelé",
        "comment joindre un conseiller",
        "contacter le support",
        "parler a qqn",
        "parler a quelquun",
        "transférez moi vers un agent",
        "il me faut un conseiller",
        "passe moi un conseiller",
        "j'ai besoin de parler à quelqu'un",
        "j'ai déjà expliqué 3 fois, je veux un conseiller",
        "marre de ce bot je veux un humain",
        "est-ce que quelqu'un peut me rappeler",
        "vous pouvez me rappeler ?",
        "Je souhaite contacter votre service client",
        "opérateur",
        "je veux avoir le service client au téléphone",
        "parler",
        "vous appeler",
        "j'arrive pas à charger, j'ai déjà tout essayé, passez moi un conseiller",
        "je suis bloqué sans charge je veux parler à quelqu'un",
        "j'ai déjà appelé mais je veux parler à un humain",
        "pouvez vous me rappeler",
    ],
)
def test_speak_to_person_is_read(text: str) -> None:
    assert read_command(text) is Command.SPEAK_TO_PERSON


@pytest.mark.parametrize(
    "text",
    [
        "envoyer",
        "envoie",
        "valider",
        "c'est bon envoyez",
        "je valide",
        "oui envoyez",
        "envoyer la déclaration",
        "vous pouvez envoyer",
        "tu peux l'envoyer",
        "ok envoie",
        "confirmer",
        "envoi",
        "envoyez svp",
        "parfait, envoyez",
        "valide",
    ],
)
def test_send_is_read(text: str) -> None:
    assert read_command(text) is Command.SEND


@pytest.mark.parametrize(
    "text",
    [
        "modifier",
        "changer",
        "corriger",
        "je veux modifier",
        "modifier la date",
        "changer le lieu",
        "je voudrais corriger quelque chose",
        "modif",
        "changer l'heure",
        "non je veux modifier",
        "modifier une réponse",
        "corriger la ville",
    ],
)
def test_modify_is_read(text: str) -> None:
    assert read_command(text) is Command.MODIFY


@pytest.mark.parametrize(
    "text",
    [
        "menu",
        "accueil",
        "recommencer depuis le début",
        "recommencer",
        "menu principal",
        "retour au menu",
        "retour à l'accueil",
        "on recommence",
        "tout recommencer",
        "repartir de zéro",
        "revenir au menu",
        "revenir au début",
        "on recommence depuis le début",
        "recommencer à zéro",
    ],
)
def test_restart_menu_is_read(text: str) -> None:
    assert read_command(text) is Command.RESTART_MENU


@pytest.mark.parametrize(
    "text",
    [
        "arrêter la charge",
        "impossible d'arrêter",
        "stop la charge",
        "je veux arrêter la charge",
        "impossible d'arrêter la charge",
        "comment annuler mon abonnement",
        "annuler mon abonnement",
        "annuler la charge",
        "annuler le paiement",
        "changer ma carte bancaire",
        "modifier mon adresse mail",
        "changer de mot de passe",
        "envoyez moi la facture",
        "envoyez un technicien",
        "je n'ai pas reçu la facture",
        "quelqu'un a pris ma place",
        "quelqu'un est garé devant la borne",
        "personne ne répond",
        "je me suis trompé c'était avec la CB",
        "je me suis trompé de place de parking",
        "la charge ne s'arrête pas",
        "hier j'ai appelé le service client",
        "j'ai eu un conseiller hier",
        "pas besoin d'un conseiller",
        "je ne veux pas annuler",
        "oui",
        "non",
        "arrêter",
        "ça recommence",
        "supprimer mon compte",
        "quel est votre numéro de téléphone",
        "je veux changer de carte",
        "le conseiller m'a dit d'attendre",
        "quelqu'un a débranché ma voiture",
        "stopper la session",
        "modifier mes coordonnées bancaires",
        "j'ai appelé l'assistance de la borne",
        "j'ai déjà parlé à un conseiller la semaine dernière et rien",
        "sans parler à quelqu'un",
    ],
)
def test_a_problem_or_a_question_is_no_command(text: str) -> None:
    assert read_command(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "non, c'était à Nantes",
        "en fait c'était hier",
        "plutôt le badge",
        "pas Lyon mais Villeurbanne",
        "je me suis trompé c'était avec la CB",
        "non hier",
        "non à Lyon",
        "c'était plutôt hier soir",
        "je voulais dire Nantes",
        "pardon c'était mardi",
        "erreur, c'est la borne 2",
        "non c'est avec le badge",
        "en fait j'ai payé par carte",
        "finalement c'était le badge",
        "non plutôt le 12",
        "j'ai dit Lyon mais c'était Villeurbanne",
        "oups c'était hier matin",
        "c'était pas hier mais avant-hier",
        "ce n'était pas à Lyon mais à Nantes",
        "non cetait a nantes",
        "euh non c'était vers 18h",
        "en fait à Lyon",
        "je me suis trompé de ville c'est Bron",
        "ah non c'était hier",
        "non en fait c'était avec l'appli",
        "désolé c'était le 12",
        "non avec le badge",
        "en fait plutôt hier",
        "pas le badge mais l'appli",
        "c'est pas Lyon c'est Bron",
        "pas le badge, plutôt l'appli",
        "non la station c'était Cannes",
    ],
)
def test_a_correction_is_read(text: str) -> None:
    assert is_correction(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "non",
        "non merci",
        "oui c'est ça",
        "non c'est pas ça",
        "non ça marche pas",
        "en fait ça marche pas",
        "je me suis trompé",
        "hier soir",
        "à Lyon",
        "ça ne charge pas mais la borne est allumée",
        "c'est plutôt lent",
        "j'ai badgé mais rien ne se passe",
        "le badge",
        "non c'est bon",
        "non c'est tout",
        "je ne suis pas à Lyon",
        "oui",
        "plutôt bien",
        "la borne est en panne",
        "c'est pas normal",
        "non toujours pas",
        "en fait je voudrais savoir le prix",
        "non je ne sais pas",
        "pas de réseau mais la borne marche",
        "le montant c'est 13 euros pour 10 minutes",
    ],
)
def test_a_plain_answer_is_no_correction(text: str) -> None:
    assert is_correction(text) is False
