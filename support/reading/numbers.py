"""Numbers written in letters, put into digits (by text2num, Belgian and Swiss ones too)."""

import re
from functools import lru_cache

from text_to_num import find_numbers

from support.reading.patterns import inline
from support.reading.plain import aligned

NUMBER = r"[0-9]{1,3}"
"""Pattern of a number, 3 digits at most, over text in figures."""

_TOKEN = re.compile(r"[a-z0-9]+|[^a-z0-9]+")
_MEASURED = re.compile(
    inline(r"""
    \s?-?(?:euros?\b|eur\b|€|balles?\b|kw|kilo|heures?\b|h\b|minutes?\b|min\b|jours?\b|semaines?\b|mois\b)
""")
)
_ARTICLES = {"un", "une"}
_UNACCENTED = {"zero": "zéro"}


class _Word:
    """A token as text2num wants it."""

    def __init__(self, said: str) -> None:
        self._said = _UNACCENTED.get(said, said)

    def text(self) -> str:
        return self._said

    def nt_separated(self, _previous: "_Word") -> bool:
        return False

    def not_a_number_part(self) -> bool:
        return False


def in_figures(text: str) -> tuple[str, list[tuple[int, int]]]:
    """`plain(text)` with its numbers in digits, and for each character the span of `text` it comes from.

    "un" and "une" are numbers only before a unit ("un euro"); ordinals stay in letters.
    """
    figures, spans = _in_figures(text)
    return figures, list(spans)


def figures(text: str) -> str:
    """`plain(text)` with its numbers in digits: « septante-deux euros » is "72 euros"."""
    return _in_figures(text)[0]


@lru_cache(maxsize=256)
def _in_figures(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    sentence, origins = aligned(text)
    tokens = list(_TOKEN.finditer(sentence))
    written: list[str] = []
    spans: list[tuple[int, int]] = []
    position = 0
    for found in find_numbers([_Word(token[0]) for token in tokens], "fr", 0):
        start, end = tokens[found.start].start(), tokens[found.end - 1].end()
        if found.is_ordinal or (sentence[start:end] in _ARTICLES and not _MEASURED.match(sentence, end)):
            continue
        _keep(sentence, origins, position, start, written, spans)
        written.append(found.text)
        spans += [(origins[start], origins[end - 1] + 1)] * len(found.text)
        position = end
    _keep(sentence, origins, position, len(sentence), written, spans)
    return "".join(written), tuple(spans)


def _keep(
    sentence: str,
    origins: list[int],
    start: int,
    end: int,
    written: list[str],
    spans: list[tuple[int, int]],
) -> None:
    written.append(sentence[start:end])
    spans += [(origin, origin + 1) for origin in origins[start:end]]
