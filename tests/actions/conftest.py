"""The business on the demonstration, placed around `NOW` in a SQLite file of the test's own."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from support.charging.demo import load_demo
from support.composition import Support, compose
from support.settings import Settings, load_settings
from support.storage.database import Database
from support.storage.migrate import upgrade
from support.storage.ticket_tables import TicketNoteRow, TicketRow
from tests.actions.dialogue import Driver, caller
from tests.storage.conftest import NOW

NOBODY_LISTENS = "postgresql+psycopg://nobody@127.0.0.1:9/none"
ALWAYS_OPEN = "lun-dim 00:00-23:59"
NEVER_NOW = "dim 09:00-12:00"

Enter = Callable[..., Driver]


@pytest.fixture(scope="session")
def demo_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file that holds the demonstration, to be copied."""
    file = tmp_path_factory.mktemp("demo") / "bump.db"
    upgrade(f"sqlite:///{file}")
    database = Database(f"sqlite:///{file}")
    load_demo(database, NOW)
    database.dispose()
    return file


@pytest.fixture
def settings(demo_file: Path, tmp_path: Path) -> Settings:
    file = tmp_path / "bump.db"
    shutil.copyfile(demo_file, file)
    return load_settings(database_url=f"sqlite:///{file}", support_email="", opening_hours="")


@pytest.fixture
def support(settings: Settings) -> Iterator[Support]:
    composed = compose(settings, lambda: NOW)
    yield composed
    composed.database.dispose()


@pytest.fixture
def enter(settings: Settings) -> Iterator[Enter]:
    """`enter("claire", opening_hours=..., context...)`: somebody who talks to a house with these settings."""
    opened: list[Support] = []

    def somebody(
        alias: str | None = None, *, context: dict[str, str] | None = None, **changes: str
    ) -> Driver:
        composed = compose(settings.model_copy(update=changes), lambda: NOW)
        opened.append(composed)
        return Driver(composed, caller(alias, **(context or {})))

    yield somebody
    for composed in opened:
        composed.database.dispose()


@pytest.fixture
def claire(enter: Enter) -> Driver:
    return enter("claire")


@pytest.fixture
def visitor(enter: Enter) -> Driver:
    return enter()


def tickets(driver: Driver) -> list[TicketRow]:
    """All the tickets of the house, the first first."""
    with driver.support.database.transaction(read_only=True) as session:
        return list(session.scalars(select(TicketRow).order_by(TicketRow.number)))


def notes(driver: Driver) -> list[str]:
    """The notes added to tickets."""
    with driver.support.database.transaction(read_only=True) as session:
        return [row.text for row in session.scalars(select(TicketNoteRow).order_by(TicketNoteRow.id))]
