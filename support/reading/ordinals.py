"""Which item of a numbered list is meant: "2", "la 2", "le deuxième", "n° 2", "la dernière"."""

import re

from support.reading.patterns import inline
from support.reading.plain import plain

_RANKS: dict[str, int] = {
    **dict.fromkeys(("premier", "premiere", "premieres", "1er", "1ere", "prems", "primo", "un", "une"), 1),
    **dict.fromkeys(("deuxieme", "second", "seconde", "deux", "2nd", "2nde", "deusieme", "deuzieme"), 2),
    **dict.fromkeys(("troisieme", "trois", "troisiemme"), 3),
    **dict.fromkeys(("quatrieme", "quatre"), 4),
    **dict.fromkeys(("cinquieme", "cinq"), 5),
    **dict.fromkeys(("sixieme", "six"), 6),
    **dict.fromkeys(("septieme", "sept"), 7),
    **dict.fromkeys(("huitieme", "huit"), 8),
    **dict.fromkeys(("neuvieme", "neuf"), 9),
    **dict.fromkeys(("dixieme", "dix"), 10),
}
_KIND = inline("""
    (?:charge|session|recharge|option|choix|reponse|proposition|ligne|borne|station|solution|bouton
    |possibilite)
""")
_ORDINAL = re.compile(
    inline(rf"""
    (?:(?:oui|euh|alors|bah|ben|je (?:dirais|pense|crois|choisis|veux|prends)|c'?est|c'|ce (?:serait|sera)
    |plutot|non)[ ,]+)*
    (?:le|la|l'|pour|pour la|ma|mon)?\ ?{_KIND}?\ ?(?:numero|num|no|n°|n|n\.|n\ °|nr|\#)?\ ?
    (?:(?P<number>[0-9]{{1,2}})(?:\ ?(?:eme|ieme|e))?
    |(?P<rank>{"|".join(sorted(_RANKS, key=len, reverse=True))})
    |(?P<last>(?P<before>avant[- ]?)?derniere?s?))
    (?:\ {_KIND})?(?:[ ,]+(?:svp|stp|s'il (?:vous|te) plait|merci|de la liste|je (?:crois|pense)|la
    |proposee?))*\ ?[.!)]*
""")
)


def read_ordinal(text: str, count: int) -> int | None:
    """Index (from 0) in a list of `count` items; None unless the text is one ordinal which fits it."""
    match = _ORDINAL.fullmatch(plain(text).strip(" .!«»\"'()"))
    if match is None:
        return None
    if match["last"]:
        index = count - (2 if match["before"] else 1)
    else:
        index = (int(match["number"]) if match["number"] else _RANKS[match["rank"]]) - 1
    return index if 0 <= index < count else None
