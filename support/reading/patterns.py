"""Regular expressions long enough to be written over several lines."""

import re

_BREAK = re.compile(r"\s*\n\s*")


def inline(pattern: str) -> str:
    """The pattern on one line: its line breaks and its indentation are dropped, its inner spaces kept."""
    return _BREAK.sub("", pattern.strip("\n").strip())


def word_set(text: str) -> frozenset[str]:
    """The words of a text laid out over several lines."""
    return frozenset(text.split())
