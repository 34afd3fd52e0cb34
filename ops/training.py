"""A model that is always the one of the data: trained when there is none, or when its sources changed."""

import json
import os
import re
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from ops.errors import OpsError
from ops.fingerprint import fingerprint, model_sources
from ops.places import ENGINE_PYTHON, ENGINE_SOURCE, LOGS, ROOT, last_line
from ops.progress import Progress, progress

FINGERPRINT_FILE = "fingerprint.json"
TRAIN_LOG = LOGS / "train.log"
QUIET_RASA = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3"}
_COMPONENT = re.compile(r"(?:Starting to train component|Restored component) '(\w+)'")
_ERROR_LINE = re.compile(r"^(?:\w+\.)*[A-Z]\w*(?:Error|Exception|InvalidRule): (.+)$", re.MULTILINE)
_LONGEST_REASON = 300
_UNUSABLE_IN_A_LINE = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class TrainedModel:
    """What is noted beside a model: its file's name, the fingerprint of its sources, seconds of training."""

    name: str
    fingerprint: str
    train_s: float


def noted_model(models_dir: Path) -> TrainedModel | None:
    """The note beside the model; None when there is none that can be read."""
    try:
        return TrainedModel(**json.loads((models_dir / FINGERPRINT_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def newest_model(models_dir: Path) -> Path | None:
    """The model that the engine would load."""
    return max(models_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_ctime, default=None)


def is_trained(models_dir: Path, wanted: str) -> bool:
    """Whether the newest model was made of just what the fingerprint `wanted` stands for."""
    noted, newest = noted_model(models_dir), newest_model(models_dir)
    return (
        noted is not None and newest is not None and noted.name == newest.name and noted.fingerprint == wanted
    )


def ensure_model(models_dir: Path, *, force: bool = False) -> TrainedModel | None:
    """Train if need be; the new model, or None when there was nothing to do. Raises `OpsError`."""
    try:
        wanted = fingerprint(model_sources())
    except OSError as error:
        raise OpsError(f"{error.filename} cannot be read ({error.strerror}): restore it.") from error
    if not force and is_trained(models_dir, wanted):
        return None
    _require_writable(models_dir)
    train_s = run_training(models_dir, force=force)
    newest = newest_model(models_dir)
    if newest is None:
        raise OpsError(f"Training left no model in {models_dir}. See {TRAIN_LOG}.")
    trained = TrainedModel(newest.name, wanted, round(train_s, 1))
    (models_dir / FINGERPRINT_FILE).write_text(json.dumps(asdict(trained), indent=1), encoding="utf-8")
    return trained


def _require_writable(models_dir: Path) -> None:
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        (models_dir / FINGERPRINT_FILE).unlink(missing_ok=True)
    except OSError as error:
        raise OpsError(
            f"{models_dir} cannot be written ({error.strerror}): mend that, or MODELS_DIR."
        ) from error


def run_training(models_dir: Path, *, force: bool, log: Path = TRAIN_LOG) -> float:
    """Train into `models_dir`, with progress on the terminal; seconds it took. Raises `OpsError`."""
    command = [str(ENGINE_PYTHON), "-m", "bump_engine.train", "--output", str(models_dir)]
    environment = {**os.environ, **QUIET_RASA, "PYTHONPATH": str(ENGINE_SOURCE), "PYTHONUNBUFFERED": "1"}
    log.parent.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    with progress("Training the model") as shown:
        code = _run(command + ["--force"] * force, environment, log, shown)
    if code != 0:
        raise OpsError(
            f"Training failed: {reason_of_failure(log)} Mend that and train again; whole log: {log}"
        )
    return time.monotonic() - began


def reason_of_failure(log: Path) -> str:
    """The error that a log of Rasa ends in, in one sentence, without the trace around it."""
    errors = _ERROR_LINE.findall(log.read_text(encoding="utf-8", errors="replace"))
    reason = errors[-1] if errors else last_line(log) or "No reason was given"
    return _UNUSABLE_IN_A_LINE.sub(" ", reason)[:_LONGEST_REASON].rstrip(" .:") + "."


def _run(command: list[str], environment: dict[str, str], log: Path, shown: Progress) -> int:
    try:
        child = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True, errors="replace",
        )  # fmt: skip
    except OSError as error:
        raise OpsError(f"{command[0]} cannot be run ({error.strerror}): run `make install`.") from error
    with child, log.open("w", encoding="utf-8") as kept:
        try:
            for line in child.stdout or ():
                kept.write(line)
                if match := _COMPONENT.search(line):
                    shown.step(match[1])
        except BaseException:
            child.terminate()
            raise
    return child.returncode
