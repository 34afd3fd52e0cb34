"""Where things are in a checkout."""

import sys
from pathlib import Path

from ops.errors import OpsError

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
LOGS = VAR / "log"
RUN = VAR / "run"
SECRET_FILE = VAR / "engine_secret"
CHAT_SECRET_FILE = VAR / "chat_secret"
APP_TOKEN_SECRET_FILE = VAR / "app_token_secret"
ENGINE_SOURCE = ROOT / "engine"
ENGINE_PYTHON = ENGINE_SOURCE / ".venv" / "bin" / "python"
PYTHON = Path(sys.executable)


def make_folders() -> None:
    """Make the folders of what is written while the product runs. Raises `OpsError`."""
    try:
        for folder in (LOGS, RUN):
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OpsError(f"Cannot write in {VAR} ({error.strerror}): make it writable.") from error


def last_line(log: Path, after: int = 0) -> str:
    """The last line of a log that says something, past its first `after` bytes; empty when there is none."""
    try:
        with log.open("rb") as content:
            content.seek(after)
            lines = content.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
