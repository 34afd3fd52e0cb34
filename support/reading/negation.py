"""Whether what was just read is put aside by a "pas" before it ("pas Lyon mais Villeurbanne")."""

import re

_NEGATION = re.compile(
    r"\b(?:pas|ni|sauf|non)\s(?:(?:celle|celui|avec|sur|par|via|depuis|dans|de|du|d'|a|au|le|la|les|l'|un"
    r"|une|mon|ma)\s?){0,3}$"
)


def is_negated(text: str, start: int) -> bool:
    """Whether the word at `start` of this plain text is one that the driver rules out."""
    return _NEGATION.search(text[max(0, start - 40) : start]) is not None
