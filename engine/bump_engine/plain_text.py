"""The form in which sentences are compared: lower case, no accents, no drawn-out letters."""

from __future__ import annotations

import re
import unicodedata

_DRAWN_OUT = re.compile(r"(\w)\1{2,}")
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans({"’": "'", "`": "'", "´": "'", "œ": "oe", "æ": "ae"})


def plain(text: str) -> str:
    """`« Çaaaa  MARCHE pas »` -> `« ca marche pas »`."""
    decomposed = unicodedata.normalize("NFKD", text.lower().translate(_QUOTES))
    bare = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _SPACES.sub(" ", _DRAWN_OUT.sub(r"\1", bare)).strip()
