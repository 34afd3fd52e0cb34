"""The training sentences and the evaluation sets, as every way of understanding gets them."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, FrozenSet, Iterator, List, Optional, Tuple

import yaml

ROOT = Path(__file__).resolve().parents[2]
SETS = ("plain", "hard", "noisy", "field")
OUT_OF_SCOPE = "out_of_scope"


@dataclass(frozen=True)
class Case:
    """A sentence, its family, and all the families that count as right."""

    text: str
    family: str
    fair: FrozenSet[str]


def training(sample: Optional[int] = None) -> Tuple[List[str], List[str]]:
    """The sentences and their labels, `family/topic`; with `sample`, so many of them, evenly from the topics."""
    pairs = list(_examples())
    if sample is not None:
        random.Random(0).shuffle(pairs)
        seen: Dict[str, int] = {}
        rank = []
        for pair in pairs:
            seen[pair[1]] = seen.get(pair[1], 0) + 1
            rank.append((seen[pair[1]], pair))
        pairs = [pair for _, pair in sorted(rank)[:sample]]
    return [text for text, _ in pairs], [label for _, label in pairs]


def _examples() -> Iterator[Tuple[str, str]]:
    for path in sorted((ROOT / "data").rglob("*.yml")):
        document = yaml.safe_load(path.read_text(encoding="utf-8"))
        for block in document.get("nlu") or [] if isinstance(document, dict) else []:
            for line in block["examples"].splitlines() if "intent" in block else []:
                if line.strip().startswith("- "):
                    yield line.strip()[2:], block["intent"]


def evaluation() -> Dict[str, List[Case]]:
    """Every set by name."""
    return {name: _read(ROOT / "tests" / "nlu" / f"{name}.jsonl") for name in SETS}


def _read(path: Path) -> List[Case]:
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip())
    return [
        Case(line["text"], line["family"], frozenset({line["family"], *line.get("alt", [])}))
        for line in lines
    ]


def family_of(label: str) -> str:
    """`refund/ask_refund` -> `refund`."""
    return label.split("/")[0]
