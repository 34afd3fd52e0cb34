"""The plain form of a sentence: what every reader reads."""

import re
import unicodedata
from functools import lru_cache

_APOSTROPHES = frozenset("'\u2019\u2018\u201b\u02bc\u02bb`\u00b4\u2032\uff07")
_DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014\u2212")
_WORD = re.compile(r"[a-z0-9]+")


@lru_cache(maxsize=4096)
def _fold(character: str) -> str:
    if character in _APOSTROPHES:
        return "'"
    if character in _DASHES:
        return "-"
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    folded = "".join(part for part in decomposed if unicodedata.category(part) not in {"Mn", "Cf", "Cc"})
    folded = folded.replace("œ", "oe").replace("æ", "ae")
    return " " if character.isspace() else folded


def aligned(text: str) -> tuple[str, list[int]]:
    """`plain(text)`, and for each of its characters the index in `text` of the one it comes from."""
    kept: list[str] = []
    origins: list[int] = []
    for index, character in enumerate(text):
        for folded in _fold(character):
            if folded.isspace():
                if not kept or kept[-1] == " ":
                    continue
                folded = " "
            kept.append(folded)
            origins.append(index)
    if kept and kept[-1] == " ":
        kept.pop()
        origins.pop()
    return "".join(kept), origins


def plain(text: str) -> str:
    """The text in lower case, without accents, with straight apostrophes and dashes and single spaces."""
    return aligned(text)[0]


def words(text: str) -> list[str]:
    """The words of `plain(text)`, without punctuation; "c'est" gives two."""
    return _WORD.findall(plain(text))


def spoken(text: str) -> str:
    """The words of the text separated by single spaces: "C'est ça !" is "c est ca"."""
    return " ".join(words(text))
