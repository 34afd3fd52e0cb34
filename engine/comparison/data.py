"""The training sentences and the evaluation sets, as every way of understanding gets them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Dict, FrozenSet, Iterator, List, Optional, Sequence

import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "data"
EVALUATION = ROOT / "tests" / "nlu"
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Case:
    """A sentence, its family, and all the families that count as right."""

    text: str
    family: str
    fair: FrozenSet[str]


@dataclass(frozen=True, order=True)
class Example:
    """A training sentence, its label `family/topic`, and the collection that it stands in.

    A collection is what was written together: `faq`, `nlu`, `nlu/situations`, `nlu/voices`.
    """

    label: str
    text: str
    collection: str


def examples(data: Path = DATA) -> List[Example]:
    """Every training sentence, in the order of the files."""
    return [
        Example(block["intent"], line.strip()[2:], str(path.parent.relative_to(data)))
        for path in sorted(data.rglob("*.yml"))
        for block in _blocks(path)
        for line in block["examples"].splitlines()
        if line.strip().startswith("- ")
    ]


def _blocks(path: Path) -> Iterator[Dict[str, Any]]:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    for block in document.get("nlu") or [] if isinstance(document, dict) else []:
        if "intent" in block:
            yield block


def drawn(some: Sequence[Example], size: Optional[int]) -> List[Example]:
    """`size` of them, evenly from the topics and the same at each call; all of them, in their order, for None."""
    if size is None:
        return list(some)
    shuffled = sorted(some)
    random.Random(0).shuffle(shuffled)
    seen: Dict[str, int] = {}
    ranked = []
    for example in shuffled:
        seen[example.label] = seen.get(example.label, 0) + 1
        ranked.append((seen[example.label], example))
    return [example for _, example in sorted(ranked)[:size]]


def classifier_settings() -> Dict[str, Any]:
    """What `config.yml` sets of the product's classifier."""
    pipeline = yaml.safe_load((ROOT / "config.yml").read_text(encoding="utf-8"))["pipeline"]
    (settings,) = [part for part in pipeline if part["name"].endswith(".TopicClassifier")]
    return {key: value for key, value in settings.items() if key != "name"}


def evaluation() -> Dict[str, List[Case]]:
    """Every set by name."""
    return {path.stem: _read(path) for path in sorted(EVALUATION.glob("*.jsonl"))}


def _read(path: Path) -> List[Case]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Case(line["text"], line["family"], frozenset({line["family"], *line.get("alt", [])}))
        for line in lines
    ]


def family_of(label: str) -> str:
    """`refund/ask_refund` -> `refund`."""
    return label.split("/")[0]
