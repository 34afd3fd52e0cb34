"""The means by which a charge was started or paid."""

import re
from enum import StrEnum

from rapidfuzz.distance import OSA

from support.reading.negation import is_negated
from support.reading.patterns import inline
from support.reading.plain import plain, words


class Means(StrEnum):
    APP = "application"
    BADGE = "badge"
    BANK_CARD = "carte bancaire"


_BY = r"(?:avec|par|via|depuis|a partir de|grace a)(?: (?:le|la|l'|mon|ma|mes|un|une|votre|leur|du|de))? ?"
_STARTED = (
    r"(?:lance\w*|demarr\w+|active\w*|scann\w+|flash\w+|deverrouill\w+)(?: (?:la charge|ma charge"
    r"|la session))?"
)
_ANYWHERE: tuple[tuple[Means, str], ...] = (
    (
        Means.APP,
        rf"\b(?:qr ?-?codes?|q r code|flash ?code|{_BY}(?:app(?:li(?:cation)?)?s?|application bump))\b",
    ),
    (
        Means.APP,
        rf"\b(?:{_BY}|{_STARTED} (?:sur|dans) (?:l'|mon |le )?)(?:app(?:li(?:cation)?)?|tel|telephone"
        rf"|smartphone|portable|mobile)\b",
    ),
    (
        Means.BADGE,
        r"\bcartes? (?:bump|rfid|de (?:re)?charge(?:ment)?|chargemap|shell|total|d'abonnement|de la boite"
        r"|de l'entreprise)\b",
    ),
    (Means.BADGE, r"\b(?:badg\w*|bagde|rfid|bump ?pass|pass ?bump|(?:mon|le|du|avec|un) pass(?!e|word))\b"),
    (
        Means.BANK_CARD,
        r"\b(?:c\.?b\b|cartes? (?:bleues?|bleus?|bancaires?|banquaires?|bleux|de (?:credit|banque|debit"
        r"|paiement)|visa|mastercard)"
        r"|sans[ -]contacts?|(?<=en ligne par )cartes?|(?<=en ligne avec ma )carte"
        r"|(?:apple|google|samsung) ?pay|tpe|terminal|terminaux|lecteur de carte|visa|mastercard)\b",
    ),
)
_WHEN_ASKED: tuple[tuple[Means, str], ...] = (
    *_ANYWHERE,
    (Means.APP, r"\b(?:app(?:li(?:cation)?)?s?|tel|tels|telephone|smartphone|portable|mobile|qr|phone)\b"),
    (Means.BADGE, r"\b(?:pass|porte[ -]?cles?)\b"),
)
# A QR code or a telephone beside another means led to it: « j'ai scanné le QR code et payé par carte bancaire ».
_APP_ITSELF = re.compile(r"\bapp(?:li(?:cation)?)?s?\b")
_FIND = {
    asked: tuple((m, re.compile(p)) for m, p in rows)
    for asked, rows in ((False, _ANYWHERE), (True, _WHEN_ASKED))
}
_ABOUT_BADGE = re.compile(
    inline("""
    \\b(?:command\\w*|perd\\w*|vole|volee?|recu|recevoir|livr\\w*|nouveau|nouvelle|ajout\\w*|supprim\\w*
    |enregistr\\w*|oublie|numero de|code pin|expire\\w*|remplac\\w*)\\b
""")
)
_SPELLINGS = {
    "application": Means.APP,
    "telephone": Means.APP,
    "smartphone": Means.APP,
    "badge": Means.BADGE,
    "terminal": Means.BANK_CARD,
}
_LONGEST_FUZZY_ANSWER = 6


def read_means(text: str, asked: bool = False) -> Means | None:
    """The means the driver says he used; None when none, or several, or a mere "carte".

    `asked`: he answers the question of the means, so that a bare or misspelt word is enough.
    """
    sentence = plain(text)
    if not asked and _ABOUT_BADGE.search(sentence):
        return None
    named = {
        means
        for means, pattern in _FIND[asked]
        for match in pattern.finditer(sentence)
        if not is_negated(sentence, match.start())
    }
    if len(named) > 1 and Means.APP in named and not _APP_ITSELF.search(sentence):
        named.discard(Means.APP)
    if not named and asked:
        named = _misspelt(text)
    return named.pop() if len(named) == 1 else None


def _misspelt(text: str) -> set[Means]:
    said = words(text)
    if len(said) > _LONGEST_FUZZY_ANSWER or "pas" in said:
        return set()
    return {
        means
        for word in said
        for spelling, means in _SPELLINGS.items()
        if OSA.distance(word, spelling) <= (1 if len(spelling) <= 5 else 2)
    }
