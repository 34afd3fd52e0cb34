"""The database before the first message: its schema, and a demonstration that is never stale."""

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from ops import preparation
from ops.preparation import prepare_database
from support.charging.demo import demo_is_stale
from support.clock import utc_now
from support.settings import Settings
from support.storage.database import Database


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        _env_file=None,  # type: ignore[call-arg]
        database_url=f"sqlite:///{tmp_path / 'new' / 'bump.db'}",
        engine_database_url=f"sqlite:///{tmp_path / 'engine' / 'engine.db'}",
        engine_secret=SecretStr("a secret of the tests"),
    )


def is_stale(settings: Settings) -> bool:
    database = Database(settings.database_url)
    try:
        return demo_is_stale(database, utc_now())
    finally:
        database.dispose()


def test_a_missing_database_is_made_with_the_demonstration(settings: Settings) -> None:
    prepare_database(settings, demo=True)
    assert not is_stale(settings)


def test_the_folder_of_the_engines_database_is_made(settings: Settings, tmp_path: Path) -> None:
    prepare_database(settings, demo=False)
    assert (tmp_path / "engine").is_dir()


def test_without_the_demonstration_the_tables_are_empty(settings: Settings) -> None:
    prepare_database(settings, demo=False)
    assert is_stale(settings)


def test_a_demonstration_of_yesterday_is_placed_anew(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preparation, "utc_now", lambda: utc_now() - timedelta(days=1))
    prepare_database(settings, demo=True)
    assert is_stale(settings)
    monkeypatch.undo()
    prepare_database(settings, demo=True)
    assert not is_stale(settings)


def test_a_fresh_demonstration_is_left_as_it_is(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    prepare_database(settings, demo=True)
    loads: list[object] = []
    monkeypatch.setattr(preparation, "load_demo", lambda *given: loads.append(given))
    prepare_database(settings, demo=True)
    assert loads == []


def test_a_servers_database_gets_no_demonstration_unasked(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(preparation, "is_file", lambda url: False)
    prepare_database(settings, demo=True)
    assert is_stale(settings)
    assert "make demo-data" in capsys.readouterr().err
