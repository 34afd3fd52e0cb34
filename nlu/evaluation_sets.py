"""Sets of sentences for measuring, which no training sentence may resemble."""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz, process

from nlu.errors import NluError
from nlu.training_files import Example, key_of

NEARLY = 90.0
SHORTEST_COMPARED = 4
LINE = '{"text", "family", "alt"}'


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, the family it belongs to, and those that are fair too."""

    text: str
    family: str
    alt: tuple[str, ...] = ()

    @property
    def fair(self) -> frozenset[str]:
        """All the families that count as right."""
        return frozenset({self.family, *self.alt})


def read_set(path: Path, families: Collection[str]) -> list[Labelled]:
    """The lines `{"text", "family", "alt": [families]}` of a file. Raises `NluError`, which names the line.

    `alt` may be missing, other keys are ignored, and a family may be written as `family/topic`.
    """
    if path.is_dir():
        raise NluError(f"{path} is a folder: give a file of lines {LINE}.")
    try:
        content = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise NluError(f"{path} cannot be read: it is not UTF-8.") from error
    except OSError as error:
        raise NluError(f"{path} cannot be read: {error.strerror}.") from error
    labelled = [
        _labelled(line, f"{path}, line {number}", families)
        for number, line in enumerate(content.split("\n"), start=1)
        if line.strip()
    ]
    if not labelled:
        raise NluError(f"{path} holds no sentence.")
    return labelled


def read_lines(path: Path) -> list[str]:
    """The sentences of a file that holds one a line."""
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def _labelled(line: str, where: str, families: Collection[str]) -> Labelled:
    try:
        given = json.loads(line)
        text, family, alt = given["text"], given["family"], given.get("alt") or []
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NluError(f"{where}: not a line {LINE}.") from error
    also = [alt] if isinstance(alt, str) else alt
    if not isinstance(also, list) or not all(isinstance(one, str) for one in (text, family, *also)):
        raise NluError(f"{where}: not a line {LINE}.")
    if not text.strip():
        raise NluError(f"{where}: the text is empty.")
    found = Labelled(_without_halves(text), _family_of(family), tuple(map(_family_of, also)))
    unknown = found.fair - set(families)
    if unknown:
        raise NluError(f"{where}: unknown family {', '.join(sorted(unknown))}.")
    return found


def _family_of(label: str) -> str:
    return label.strip().split("/")[0]


def _without_halves(text: str) -> str:
    """The text with « ? » for each half of an emoji, which JSON can hold and UTF-8 cannot."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def resembling(examples: Iterable[Example], measured: Sequence[str]) -> list[tuple[Example, str]]:
    """The examples that stand, or nearly stand, among the measured sentences, each with the one it resembles.

    Nearly: the same words but for a tenth of their letters. Fewer than four words resemble nothing but themselves.
    """
    keys = {key_of(text): text for text in measured}
    compared = [key for key in keys if len(key.split()) >= SHORTEST_COMPARED]
    found: list[tuple[Example, str]] = []
    for example in examples:
        key = example.key
        if key in keys:
            found.append((example, keys[key]))
        elif len(key.split()) >= SHORTEST_COMPARED:
            near = process.extractOne(key, compared, scorer=fuzz.ratio, score_cutoff=NEARLY)
            if near is not None:
                found.append((example, keys[near[0]]))
    return found
