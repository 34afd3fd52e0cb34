"""The engine's understanding of many sentences at once, by a process of the engine's own environment."""

import json
import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from actions.understanding import Understanding, read_understanding
from nlu.errors import NluError
from ops.places import ENGINE_PYTHON, ENGINE_SOURCE, ROOT
from ops.training import QUIET_RASA

TIMEOUT_S = 1800.0


@dataclass(frozen=True, slots=True)
class Parsed:
    """`ms` is what the parse took; `vector` is empty unless asked for."""

    text: str
    understanding: Understanding
    ms: float
    vector: tuple[float, ...] = ()


def parse(texts: Sequence[str], models_dir: Path, *, vectors: bool = False) -> list[Parsed]:
    """Parse sentences with the newest model of a folder. Raises `NluError` with the engine's own line."""
    command = [str(ENGINE_PYTHON), "-W", "ignore", "-m", "bump_engine.parse_lines"]
    command += ["--models", str(models_dir), *(["--vectors"] if vectors else [])]
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **QUIET_RASA, "PYTHONPATH": str(ENGINE_SOURCE), "PYTHONIOENCODING": "utf-8"},
            input="".join(json.dumps({"text": text}) + "\n" for text in texts),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NluError(f"The engine cannot parse: {error}. Run `make install`.") from error
    if done.returncode != 0:
        raise NluError((done.stderr.strip().splitlines() or ["The engine said nothing."])[-1])
    lines = [json.loads(line) for line in done.stdout.split("\n") if line]
    return [
        Parsed(text, read_understanding(line), float(line["ms"]), tuple(line.get("vector") or ()))
        for text, line in zip(texts, lines, strict=True)
    ]
