"""Bring a database to the schema that this version of the product expects."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url

from support.errors import StorageUnavailable

_ROOT = Path(__file__).resolve().parents[2]


def upgrade(url: str) -> None:
    """Create or update the schema; nothing to do is no error, and several processes may do it at once.

    The folder of a SQLite file is made if need be. Raises `StorageUnavailable`.
    """
    _make_folder(url)
    command.upgrade(_config(url), "head")


def downgrade(url: str, revision: str = "base") -> None:
    """Undo the migrations after `revision`, and the data they hold. Raises `StorageUnavailable`."""
    command.downgrade(_config(url), revision)


def _config(url: str) -> Config:
    config = Config(_ROOT / "alembic.ini")
    config.attributes["url"] = url
    return config


def _make_folder(url: str) -> None:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database in {None, "", ":memory:"}:
        return
    try:
        Path(str(parsed.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageUnavailable(f"the folder of the database cannot be made: {error}") from error
