import socket
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from support.errors import StorageUnavailable
from support.storage.database import Database
from support.storage.ticket_tables import TicketCounterRow


def _count_to(database: Database, last: int) -> None:
    with database.transaction() as session:
        session.merge(TicketCounterRow(year=2026, last=last))


def _last(database: Database) -> int | None:
    with database.transaction(read_only=True) as session:
        return session.scalar(select(TicketCounterRow.last).where(TicketCounterRow.year == 2026))


@pytest.fixture
def closed_port() -> Iterator[int]:
    """A port that nobody listens to, and that nobody else can take meanwhile."""
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        yield reserved.getsockname()[1]


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port that accepts connections and never answers."""
    with socket.socket() as mute:
        mute.bind(("127.0.0.1", 0))
        mute.listen()
        yield mute.getsockname()[1]


def test_a_clean_exit_commits(database: Database) -> None:
    _count_to(database, 7)

    assert _last(database) == 7


def test_any_exception_rolls_everything_back_and_goes_on_its_way(database: Database) -> None:
    _count_to(database, 7)

    with pytest.raises(KeyError), database.transaction() as session:
        session.merge(TicketCounterRow(year=2026, last=8))
        session.flush()
        raise KeyError("of the business")

    assert _last(database) == 7


def test_a_violated_constraint_stays_an_integrity_error(database: Database) -> None:
    _count_to(database, 7)

    with pytest.raises(IntegrityError), database.transaction() as session:
        session.add(TicketCounterRow(year=2026, last=1))


def test_a_read_only_transaction_cannot_write(database: Database) -> None:
    with (
        pytest.raises((SQLAlchemyError, StorageUnavailable)),
        database.transaction(read_only=True) as session,
    ):
        session.add(TicketCounterRow(year=2026, last=1))

    assert _last(database) is None


def test_the_transaction_after_a_read_only_one_can_write(database: Database) -> None:
    _last(database)

    _count_to(database, 7)

    assert _last(database) == 7


def test_rows_can_be_read_after_the_transaction(database: Database) -> None:
    _count_to(database, 7)

    with database.transaction() as session:
        row = session.get_one(TicketCounterRow, 2026)

    assert row.last == 7


def test_concurrent_read_then_write_loses_no_update(database: Database) -> None:
    _count_to(database, 0)

    def increment() -> None:
        for _ in range(10):
            with database.transaction() as session:
                session.get_one(TicketCounterRow, 2026, with_for_update=True).last += 1

    threads = [threading.Thread(target=increment) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert _last(database) == 40


def test_a_reader_waits_for_no_writer(database: Database) -> None:
    _count_to(database, 7)

    with database.transaction() as session:
        session.get_one(TicketCounterRow, 2026).last = 8
        session.flush()
        seen_meanwhile = _last(database)

    assert seen_meanwhile == 7


def test_nothing_is_opened_before_the_first_transaction(tmp_path: Path) -> None:
    Database(f"sqlite:///{tmp_path / 'later.db'}")

    assert list(tmp_path.iterdir()) == []


def test_a_disposed_database_opens_again(database: Database) -> None:
    _count_to(database, 7)

    database.dispose()

    assert _last(database) == 7


def test_a_statement_longer_than_the_time_out_is_storage_unavailable(postgresql_url: str) -> None:
    impatient = Database(postgresql_url, statement_timeout_s=0.2)

    with pytest.raises(StorageUnavailable), impatient.transaction() as session:
        session.execute(text("SELECT pg_sleep(60)"))

    impatient.dispose()


def test_a_write_lock_held_longer_than_the_time_out_is_storage_unavailable(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'busy.db'}"
    patient, impatient = Database(url), Database(url, statement_timeout_s=0.1)

    with patient.transaction(), pytest.raises(StorageUnavailable), impatient.transaction():
        pass

    patient.dispose()
    impatient.dispose()


def test_a_server_that_is_not_there_is_storage_unavailable(closed_port: int) -> None:
    database = Database(f"postgresql+psycopg://bump@127.0.0.1:{closed_port}/bump")

    with pytest.raises(StorageUnavailable), database.transaction():
        pass


def test_a_server_that_never_answers_is_given_up(silent_port: int) -> None:
    database = Database(f"postgresql+psycopg://bump@127.0.0.1:{silent_port}/bump")

    with pytest.raises(StorageUnavailable), database.transaction():
        pass


def test_a_connection_cut_by_the_server_is_storage_unavailable_then_comes_back(postgresql_url: str) -> None:
    database = Database(postgresql_url)

    with pytest.raises(StorageUnavailable), database.transaction() as session:
        session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    with database.transaction() as session:
        assert session.scalar(text("SELECT 1")) == 1
    database.dispose()


def test_what_is_said_of_a_failure_names_no_parameter_of_the_statement(postgresql_url: str) -> None:
    impatient = Database(postgresql_url, statement_timeout_s=0.2)

    with pytest.raises(StorageUnavailable) as raised, impatient.transaction() as session:
        session.execute(text("SELECT pg_sleep(60), :secret"), {"secret": "claire@example.org"})

    impatient.dispose()
    assert "claire" not in f"{raised.value} {raised.value.__cause__}"


@pytest.fixture
def being_written(tmp_path: Path) -> Iterator[Path]:
    """A SQLite file that another connection writes, before it is switched to write-ahead, and lets go of late."""
    file = tmp_path / "being_written.db"
    writer = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    writer.execute("CREATE TABLE first (id INTEGER)")
    writer.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.3, lambda: writer.execute("COMMIT"))
    ending.start()
    yield file
    ending.join()
    writer.close()


def test_a_database_opened_while_another_process_makes_it_waits(being_written: Path) -> None:
    database = Database(f"sqlite:///{being_written}")

    with database.transaction(read_only=True) as session:
        assert session.scalar(text("PRAGMA journal_mode")) == "wal"


def test_a_database_that_is_being_made_for_too_long_is_storage_unavailable(being_written: Path) -> None:
    database = Database(f"sqlite:///{being_written}", statement_timeout_s=0.05)

    with pytest.raises(StorageUnavailable), database.transaction():
        pass
