"""The parts of a long sentence that may each tell a problem of their own."""

from __future__ import annotations

import re
from typing import List

FEWEST_WORDS = 4
_BETWEEN = re.compile(
    r"\s*\n\s*|[.!?;:…]+\s|\s+-\s+"
    r"|,?\s+(?:et|puis|ensuite|sinon|aussi|par contre|par ailleurs|d'ailleurs|autre chose|en plus|de plus)\b"
    r"(?:\s+(?:puis|ensuite|aussi|en plus|de plus|sinon|d'ailleurs|surtout|par ailleurs|au passage))*,?\s+",
    re.IGNORECASE,
)


def clauses(text: str) -> List[str]:
    """`« La borne est en panne et je voudrais ma facture de mai »` -> its two halves.

    A part of fewer than four words is no clause of its own: it stays with its neighbour. One clause when nothing parts.
    """
    parts: List[str] = []
    start = 0
    for match in _BETWEEN.finditer(text):
        before, after = text[start : match.start()], text[match.end() :]
        if _is_whole(before) and _is_whole(after):
            parts.append(before.strip())
            start = match.end()
    parts.append(text[start:].strip())
    return parts


def _is_whole(part: str) -> bool:
    return len(part.split()) >= FEWEST_WORDS
