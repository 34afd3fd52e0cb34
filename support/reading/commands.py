"""Words that steer the dialogue rather than answer a question."""

import re
from enum import StrEnum

from support.reading.corrections import is_correction
from support.reading.patterns import inline
from support.reading.persons import asks_for_person
from support.reading.plain import spoken

__all__ = ["Command", "is_correction", "read_command"]


class Command(StrEnum):
    CANCEL = "cancel"
    GO_BACK = "go_back"
    SPEAK_TO_PERSON = "speak_to_person"
    SEND = "send"
    MODIFY = "modify"
    RESTART_MENU = "restart_menu"


_LONGEST_COMMAND = 8

_POLITE = inline("""
    (?:svp|stp|s il (?:vous|te) plait|merci|bonjour|bonsoir|ok|oui|non|bon|alors|euh|ah|oups|mince|desolee?
    |pardon|mais|et|donc|finalement|en fait|maintenant|du coup|allez(?: y)?|hop|c est bon|parfait|tres bien
    |oh|ouais|la|d accord|vas y)
""")
_WISH = inline("""
    (?:je (?:veux|voudrais|souhaite|souhaiterais|prefere|peux|vais)|j aimerais|on peut|puis je
    |est ce que je peux|(?:tu|vous) (?:peux|pouvez|pourriez)|peux tu|pouvez vous|pourriez vous|il faut
    |merci de|veuillez|est ce possible de|possible de|de)
""")
_ENTRY = inline("""
    (?: (?:tout|ca|cela|sa|la|ma|cette|le|mon|ce|declaration|demande|signalement|saisie|reponses?|procedure
    |conversation|formulaire|etape|question|en cours|ici|deja))*
""")
_DETAIL = inline("""
    (?: (?:la|le|l|les|ma|mon|mes|une|un|quelque|qq|quelques|choses?|infos?|informations?|date|heure|jour|lieu
    |ville|station|borne|reponses?|moyen|declaration|demande|recapitulatif|resume|saisie|description|probleme
    |session|charge|connecteur|numero|truc|erreur|montant|de|d|ca|cela|point|details?))*
""")
_PATTERNS: tuple[tuple[Command, str], ...] = (
    (
        Command.RESTART_MENU,
        inline("""
        (?:(?:revenir|retour|retourner|aller|afficher?|voir|montrer?(?: moi)?) )?(?:au |a l |le |l )?
        (?:menu(?: principal| general| de depart)?|(?:page d )?accueil|debut|depart|sommaire)
        |(?:tout |on |je )?(?:recommence[rz]?|reprendre|repartir|repart|redemarrer|reinitialiser|reset
        |restart)
        (?: tout)?(?: (?:a|de|depuis) (?:zero|0)| (?:du|depuis le|au) debut| la conversation)?
        """),
    ),
    (
        Command.CANCEL,
        inline(rf"""
        (?:stop )?(?:j |je |on |tout )?annul(?:er?|ez|ons|es|ation){_ENTRY}
        |(?:on |je )?laiss(?:e|er|ez|es|ons)(?: tomber)?|j ?abandonne|abandonn(?:er|ez|e)|tant pis
        |stop(?: stop)*|(?:stop )?(?:(?:on|j) )?arrete[sz]?(?: la| tout| ici| ca)?|stoppe[rz]? tout
        |arreter tout|tout arreter|quitter|quittez|sortir|(?:quitter|fermer) la conversation
        |je (?:ne )?veux plus(?: continuer| signaler| declarer| rien)?|plus besoin|c est plus la peine
        |oublie[rz]?(?: ca)?
        """),
    ),
    (
        Command.GO_BACK,
        inline(r"""
        (?:(?:je )?(?:reven(?:ir|ez|ons)|retourner|reviens|remonter)|retour)
        (?: (?:en ar+iere|ar+iere|a la (?:question )?(?:precedente|d avant)|a la question|precedent|avant
        |a l etape (?:precedente|d avant)|d une (?:question|etape)))?
        |(?:la |l |a la )?(?:question|etape|page)? ?(?:precedente?|d avant)|(?:en )?ar+iere|back
        |(?:je |j )?(?:m|me|jme|jm) ?(?:suis|sui) (?:tromp\w*|gour\w*|plantee?|emmelee?|embrouillee?)
        (?: de (?:reponse|bouton|choix|touche|ligne|case))?(?: je crois)?
        |j ai (?:fait une (?:erreur|betise|faute)|mal (?:repondu|clique)|repondu trop vite)
        |erreur(?: de (?:ma part|saisie|frappe))?|mauvaise reponse|mauvais bouton|fausse manip\w*
        """),
    ),
    (
        Command.SEND,
        inline(rf"""
        (?:(?:j|je|on|tu|vous) )?(?:(?:l|la|le) )?
        (?:envo[iy](?:e|er|ez|es|ons)|envoi|valid(?:er?|ez|ons)|soumettre|transmettre|transmettez|confirmer
        |confirmez){_ENTRY}
        """),
    ),
    (
        Command.MODIFY,
        inline(rf"""
        (?:je |j )?(?:modif(?:ier|iez|ie|i)?|change[rz]?|corrig(?:er|ez|e)|rectifi(?:er|ez|e)|editer
        |modification|correction){_DETAIL}
        """),
    ),
)
_COMMANDS = tuple(
    (command, re.compile(rf"(?:(?:{_POLITE}|{_WISH}) )*(?:{pattern})(?: {_POLITE})*"))
    for command, pattern in _PATTERNS
)


def read_command(text: str) -> Command | None:
    """The command of a short utterance (8 words at most); a wish to speak to a person may be longer."""
    said = spoken(text)
    if not said:
        return None
    if asks_for_person(said):
        return Command.SPEAK_TO_PERSON
    if len(said.split()) > _LONGEST_COMMAND:
        return None
    return next((command for command, pattern in _COMMANDS if pattern.fullmatch(said)), None)
