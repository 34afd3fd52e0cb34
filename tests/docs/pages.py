"""The pages of documentation of the repository, and what can be read in them."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from support.settings import ROOT

NOT_OURS = {
    ".git",
    ".venv",
    ".tools",
    "var",
    "models",
    "build",
    "node_modules",
    ".pytest_cache",
    ".hypothesis",
}

_FENCE = re.compile(r"^ *```.*?^ *```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#+) +(.+?) *$", re.MULTILINE)


def pages(root: Path = ROOT) -> list[Path]:
    """Every Markdown file of the repository."""
    found = []
    for folder, subfolders, files in root.walk():
        subfolders[:] = [name for name in subfolders if name not in NOT_OURS]
        found += [folder / name for name in files if name.endswith(".md")]
    return sorted(found)


def read(page: str | Path) -> str:
    """The text of a page, named from the root."""
    return (ROOT / page).read_text(encoding="utf-8")


def spans(text: str) -> list[str]:
    """What stands between backquotes, outside of blocks of code."""
    return _SPAN.findall(_FENCE.sub("", text))


def code(text: str) -> list[str]:
    """Blocks of code and what stands between backquotes."""
    return [*_FENCE.findall(text), *spans(text)]


def links(text: str) -> list[str]:
    """The targets of the links, outside of blocks of code."""
    return _LINK.findall(_FENCE.sub("", text))


def section(text: str, heading: str) -> str:
    """What stands under a heading, down to the next of its level or above. Raises `LookupError`."""
    found = list(_HEADING.finditer(_without_blocks(text)))
    for index, match in enumerate(found):
        if match[2] == heading:
            following = (later.start() for later in found[index + 1 :] if len(later[1]) <= len(match[1]))
            return text[match.end() : next(following, len(text))]
    raise LookupError(f"no heading « {heading} »")


def headings(text: str, level: int) -> list[str]:
    """The headings of one level."""
    return [match[2] for match in _HEADING.finditer(_without_blocks(text)) if len(match[1]) == level]


def anchors(text: str) -> set[str]:
    """The anchors that the forge gives to the headings."""
    return {_anchor(match[2]) for match in _HEADING.finditer(_without_blocks(text))}


def rows(text: str) -> Iterator[Sequence[str]]:
    """The cells of each row of the tables of a text, without heads."""
    lines = text.splitlines()
    for before, line in zip(["", *lines], lines, strict=False):
        is_rule = re.fullmatch(r"\|[-| ]+\|", line)
        is_head = line.startswith("|") and not before.startswith("|")
        if line.startswith("|") and not is_rule and not is_head:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def column(text: str, index: int = 0) -> list[str]:
    """One column of the tables of a text, without backquotes."""
    return [row[index].strip("`") for row in rows(text)]


def _without_blocks(text: str) -> str:
    return _FENCE.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), text)


def _anchor(heading: str) -> str:
    kept = (
        letter
        for letter in heading.lower()
        if letter in "-_ " or unicodedata.category(letter)[0] in {"L", "N"}
    )
    return "".join(kept).replace(" ", "-")
