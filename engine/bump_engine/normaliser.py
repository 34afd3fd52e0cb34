"""What was typed, in ordinary spelling as far as fixed rules can tell: shorthand, elisions, drawn-out letters, emoji.

The rules know no context and no vocabulary of the domain; repairing a word by its neighbours in the vocabulary is
`spelling.py`'s.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest

from bump_engine.sms_words import SMS_WORDS

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "«": " ", "»": " "})
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|\S")
_ELIDED = re.compile(r"^(qu|jusqu|lorsqu|puisqu|[cdjlmnst])'(.+)$")
_DIGITS_AND_UNIT = re.compile(r"^(\d+)(kwh?|km|mn|min|h|e|eur|euros?|x)$")
_UNITS = {"e": "euros", "eur": "euros", "mn": "min", "x": "fois"}
_SIGNS = {"%": "pour cent", "€": "euros"}
# Shorthand, except before these words: what is left of « c'est », and the possessive.
_UNLESS_BEFORE = {
    "c": ("c est", {"est", "etait", "etais", "était", "étais"}),
    "sa": (
        "ca",
        set(
            "voiture carte borne place charge facture prise femme fille mere mère clio zoe zoé tesla boite".split()
        ),
    ),
}
_EMOJI = {
    "😡": "colere",
    "🤬": "colere",
    "😠": "colere",
    "🙏": "s il vous plait",
    "👍": "d accord",
    "👎": "non",
    "❌": "non",
    "✅": "oui",
    "🔌": "prise",
    "🔋": "batterie",
    "🚗": "voiture",
    "🚙": "voiture",
    "⚡": "courant",
    "💳": "carte bancaire",
    "💶": "euros",
    "💸": "euros",
    "📱": "telephone",
    "👋": "bonjour",
    "🔥": "feu",
    "💨": "fumee",
}


def normalise(text: str) -> str:
    """`« Slt jveux pa payéééé 2x c koi le pb »` -> `« salut je veux pas payé 2 fois c est quoi le probleme »`.

    Lower case; accents are kept, for they tell how a word sounds. Punctuation is dropped, numbers stay.
    """
    lowered = unicodedata.normalize("NFC", text).lower().translate(_QUOTES)
    squeezed = _DRAWN_OUT.sub(r"\1", lowered)
    tokens = _TOKEN.findall(squeezed)
    return " ".join(
        word
        for token, following in zip_longest(tokens, tokens[1:], fillvalue="")
        for word in _words(token, following)
    )


def _words(token: str, following: str) -> list[str]:
    if token in _UNLESS_BEFORE:
        meaning, exceptions = _UNLESS_BEFORE[token]
        return [token] if following in exceptions else meaning.split()
    for table in (SMS_WORDS, _EMOJI, _SIGNS):
        if token in table:
            return table[token].split()
    elided = _ELIDED.match(token)
    if elided:
        return [elided[1], *(_words(elided[2], following) if len(elided[2]) > 1 else elided[2])]
    measured = _DIGITS_AND_UNIT.match(token)
    if measured:
        return [measured[1], _UNITS.get(measured[2], measured[2])]
    if not token[0].isalnum():
        return []
    return token.replace("'", " ").split()
