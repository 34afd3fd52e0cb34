"""The training sentences in `data/`: Rasa's YAML, read and written."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from support.reading.plain import spoken

VERSION = "3.1"
_ENTITY_MARKS = str.maketrans("[]{}", "()()")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """A sentence and its label, `family/topic`."""

    label: str
    text: str

    @property
    def family(self) -> str:
        """`refund/ask_refund` -> `refund`."""
        return self.label.split("/")[0]

    @property
    def key(self) -> str:
        """The `key_of` its text."""
        return key_of(self.text)


def key_of(text: str) -> str:
    """What two sentences that differ only in case, accents or punctuation have in common."""
    return spoken(text) or text


def read_examples(folder: Path) -> Iterator[Example]:
    """Every example of every Rasa file under a folder, in the order of the files."""
    for path in sorted(folder.rglob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        if isinstance(document, Mapping):
            yield from _examples_of(document)


def _examples_of(document: Mapping[str, object]) -> Iterator[Example]:
    blocks = document.get("nlu")
    for block in blocks if isinstance(blocks, list) else ():
        for line in str(block.get("examples") or "").splitlines():
            if "intent" in block and line.strip().startswith("- "):
                yield Example(str(block["intent"]), line.strip().removeprefix("- "))


def as_one_line(text: str) -> str:
    """The text as an example of Rasa's: one line, nothing that reads as the mark of an entity."""
    return _SPACES.sub(" ", text.translate(_ENTITY_MARKS)).strip().removeprefix("- ").strip()


def write_family(path: Path, examples: Iterable[Example]) -> None:
    """Write the examples of one family, sorted by topic and by sentence, as a file of Rasa's."""
    by_label: dict[str, list[str]] = {}
    for example in sorted(set(examples)):
        by_label.setdefault(example.label, []).append(example.text)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_rendered(by_label), encoding="utf-8")


def _rendered(by_label: Mapping[str, Sequence[str]]) -> str:
    lines = [f'version: "{VERSION}"', "nlu:"]
    for label, texts in by_label.items():
        lines += [f"- intent: {label}", "  examples: |", *(f"    - {text}" for text in texts)]
    return "\n".join(lines) + "\n"
