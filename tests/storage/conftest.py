"""A migrated database on SQLite, and on PostgreSQL when `TEST_DATABASE_URL` names a server."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.engine import URL

from support.charging.demo import load_demo
from support.charging.sql import SqlChargingBackend
from support.storage.database import Database
from support.storage.migrate import upgrade
from support.storage.tables import metadata

SQLITE, POSTGRESQL = "sqlite", "postgresql"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """A database of its own on the server of `TEST_DATABASE_URL`, dropped afterwards."""
    server = os.environ.get("TEST_DATABASE_URL")
    if not server:
        pytest.skip("TEST_DATABASE_URL names no PostgreSQL server")
    name = f"test_{uuid4().hex}"
    _administer(make_url(server), f"CREATE DATABASE {name}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    _administer(make_url(server), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=[SQLITE, POSTGRESQL])
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without tables."""
    if request.param == SQLITE:
        yield f"sqlite:///{tmp_path / 'test.db'}"
        return
    url: str = request.getfixturevalue("postgresql_url")
    yield url
    _wipe(url)


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    upgrade(empty_url)
    opened = Database(empty_url)
    yield opened
    opened.dispose()


@pytest.fixture
def demo(database: Database) -> Database:
    """A database in which the demonstration is placed around `NOW`."""
    load_demo(database, NOW)
    return database


@pytest.fixture
def backend(demo: Database) -> SqlChargingBackend:
    return SqlChargingBackend(demo)


def _administer(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def _wipe(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
        connection.execute(text("DROP TABLE IF EXISTS alembic_version"))
    engine.dispose()
