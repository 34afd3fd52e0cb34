"""An engine of ten lines in place of the real one."""

import sys
from pathlib import Path

import pytest

from nlu import parser

ANSWERS = """
import json, sys
SURE = {"météo": "out_of_scope", "fume": "danger", "coincé": "cable_stuck"}
for line in sys.stdin:
    text = json.loads(line)["text"]
    family = next((name for word, name in SURE.items() if word in text), "refund")
    ranking = [{"name": family, "confidence": 0.9}, {"name": "other", "confidence": 0.1}]
    places = [{"entity": "LOC", "value": text}]
    vector = {"vector": [1.0, 0.0]} if "--vectors" in sys.argv else {}
    parsed = {"intent": ranking[0], "intent_ranking": ranking, "entities": places, "ms": 5.0, **vector}
    print(json.dumps(parsed, ensure_ascii=False))
"""


class Engine:
    """Runs a script of Python wherever `nlu.parser` would run the engine's."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.runs(ANSWERS)

    def runs(self, script: str) -> None:
        self._path.write_text(f"#!{sys.executable}\n{script}", encoding="utf-8")
        self._path.chmod(0o755)

    def is_missing(self) -> None:
        self._path.unlink()


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engine:
    path = tmp_path / "engine-python"
    monkeypatch.setattr(parser, "ENGINE_PYTHON", path)
    return Engine(path)
