"""Regular expressions long enough to be written over several lines."""

import re

_BREAK = re.compile(r"\s*\n\s*")


def inline(pattern: str) -> str:
    """The pattern on one line: its line breaks and its indentation are dropped, its inner spaces kept."""
    return _BREAK.sub("", pattern.strip("\n").strip())
