"""The secrets that nobody chose: made at random once, and kept where only we can read them."""

import os
import secrets
from pathlib import Path

from ops.errors import OpsError
from ops.places import SECRET_FILE

_SHORTEST = 16


def shared_secret(configured: str, path: Path = SECRET_FILE) -> str:
    """The configured secret; when there is none, the one kept in `path`, made at random the first time."""
    if configured:
        return configured
    try:
        return _kept(path) or _make(path)
    except OSError as error:
        raise OpsError(
            f"The secret in {path} cannot be used ({error.strerror}): delete that file."
        ) from error


def _kept(path: Path) -> str:
    if not path.exists():
        return ""
    path.chmod(0o600)
    kept = path.read_text(encoding="ascii", errors="replace").strip()
    return kept if len(kept) >= _SHORTEST and kept.isascii() else ""


def _make(path: Path) -> str:
    made = secrets.token_urlsafe(32)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made + "\n")
    return made
