"""What was typed, in ordinary spelling as far as fixed rules can tell: shorthand, elisions, drawn-out letters, emoji.

The rules know no context and no vocabulary of the domain; repairing a word by its neighbours in the vocabulary is
`spelling.py`'s.
"""

from __future__ import annotations

import re
import unicodedata

from bump_engine.sms_words import SMS_WORDS

_QUOTES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae", "«": " ", "»": " "})
_DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")
_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*'?|\S")
_ELIDED = re.compile(r"^(qu|jusqu|lorsqu|puisqu|[cdjlmnst])'(.+)$")
_DIGITS_AND_UNIT = re.compile(r"^(\d+)(kwh?|km|min|h|e|eur|euros?|%)$")
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
    return " ".join(word for token in _TOKEN.findall(squeezed) for word in _words(token))


def _words(token: str) -> list[str]:
    if token in SMS_WORDS:
        return SMS_WORDS[token].split()
    if token in _EMOJI:
        return _EMOJI[token].split()
    elided = _ELIDED.match(token)
    if elided:
        return [elided[1], *_words(elided[2])]
    measured = _DIGITS_AND_UNIT.match(token)
    if measured:
        return [measured[1], *_words(measured[2])]
    if not token[0].isalnum():
        return []
    return token.replace("'", " ").split()
