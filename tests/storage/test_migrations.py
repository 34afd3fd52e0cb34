import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import func, inspect, select

from support.errors import StorageUnavailable
from support.storage.database import Database
from support.storage.migrate import downgrade, upgrade
from support.storage.tables import metadata

ROOT = Path(__file__).resolve().parents[2]


def _tables(url: str) -> set[str]:
    database = Database(url)
    names = set(inspect(database.engine).get_table_names())
    database.dispose()
    return names - {"alembic_version"}


def test_the_migrations_build_exactly_the_tables_of_the_code(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        differences = compare_metadata(context, metadata)

    assert differences == []


def test_downgrading_to_the_base_leaves_no_table(database: Database, empty_url: str) -> None:
    database.dispose()

    downgrade(empty_url)

    assert _tables(empty_url) == set()


def test_a_downgraded_database_can_be_upgraded_again(database: Database, empty_url: str) -> None:
    database.dispose()
    downgrade(empty_url)

    upgrade(empty_url)

    assert _tables(empty_url) == set(metadata.tables)


def test_upgrading_twice_keeps_the_data(demo: Database, empty_url: str) -> None:
    before = _count(demo, "sessions")

    upgrade(empty_url)

    assert _count(demo, "sessions") == before > 0


def test_processes_that_start_together_upgrade_the_database_once(empty_url: str) -> None:
    with ThreadPoolExecutor(2) as starting:
        list(starting.map(_upgrade_in_a_process, [empty_url] * 2))

    assert _tables(empty_url) == set(metadata.tables)


def test_upgrading_says_nothing(empty_url: str, capfd: pytest.CaptureFixture[str]) -> None:
    upgrade(empty_url)

    assert capfd.readouterr() == ("", "")


def test_upgrading_makes_the_folder_of_a_sqlite_file(tmp_path: Path) -> None:
    file = tmp_path / "var" / "data" / "bump.db"

    upgrade(f"sqlite:///{file}")

    assert file.exists()


def test_a_folder_that_cannot_be_made_is_storage_unavailable(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where the folder should be")

    with pytest.raises(StorageUnavailable):
        upgrade(f"sqlite:///{tmp_path / 'var' / 'bump.db'}")


def _count(database: Database, table: str) -> int:
    with database.transaction(read_only=True) as session:
        return session.scalar(select(func.count()).select_from(metadata.tables[table])) or 0


def _upgrade_in_a_process(url: str) -> None:
    program = f"from support.storage.migrate import upgrade; upgrade({url!r})"
    subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True)
