"""The door to the database: an engine with time-outs, and transactions that commit or leave no trace."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy import exc as sa_exc
from sqlalchemy.orm import Session, sessionmaker

from support.errors import StorageUnavailable

_CONNECT_TIMEOUT_S = 3
_POOL_SIZE = 5
_POOL_OVERFLOW = 5
_POOL_RECYCLE_S = 1800
_LOCKED_POLL_S = 0.02

_FAULT_OF_THE_CALLER = (
    sa_exc.IntegrityError,
    sa_exc.ProgrammingError,
    sa_exc.DataError,
    sa_exc.InternalError,
    sa_exc.NotSupportedError,
)


class Database:
    """A SQLite file (`sqlite:///path`) or a PostgreSQL server (`postgresql+psycopg://...`).

    `statement_timeout_s` bounds a statement and the wait for a free connection on PostgreSQL, the wait for
    the write lock on SQLite. Nothing is opened before the first transaction.
    """

    def __init__(self, url: str, *, statement_timeout_s: float = 5.0) -> None:
        if make_url(url).get_backend_name() == "sqlite":
            self._engine = _sqlite_engine(url, statement_timeout_s)
        else:
            self._engine = _postgresql_engine(url, statement_timeout_s)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)

    @property
    def engine(self) -> Engine:
        """The SQLAlchemy engine, for migrations; business code opens transactions."""
        return self._engine

    @property
    def takes_one_writer(self) -> bool:
        """Whether writers wait for each other, whatever they write."""
        return self._engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(self, *, read_only: bool = False) -> Iterator[Session]:
        """A session whose work is committed at a clean exit, and rolled back at any exception.

        On SQLite a transaction takes the write lock as it opens, so that what it read still holds when it
        writes; one opened `read_only` takes no lock, waits for no writer, and cannot write.

        Raises `StorageUnavailable` when the database does not answer, in time or at all; a violated
        constraint stays SQLAlchemy's `IntegrityError`.
        """
        with _faults_told(), self._sessions.begin() as session:
            session.connection(execution_options={"postgresql_readonly": read_only, "read_only": read_only})
            yield session

    @contextmanager
    def statements(self) -> Iterator[Connection]:
        """The same as `transaction`, for statements alone: a turn's take half the time without a session."""
        with _faults_told(), self._engine.begin() as connection:
            yield connection

    def dispose(self) -> None:
        """Close the pooled connections; the next transaction opens new ones."""
        self._engine.dispose()


@contextmanager
def _faults_told() -> Iterator[None]:
    """A database that does not answer becomes `StorageUnavailable`."""
    try:
        yield
    except _FAULT_OF_THE_CALLER as error:
        if error.connection_invalidated:
            raise StorageUnavailable(_reason(error)) from error
        raise
    except (sa_exc.DBAPIError, sa_exc.TimeoutError, sa_exc.DisconnectionError) as error:
        raise StorageUnavailable(_reason(error)) from error


def _reason(error: sa_exc.SQLAlchemyError) -> str:
    """What went wrong, without the statement and its parameters, which hold personal data."""
    cause = error.orig if isinstance(error, sa_exc.DBAPIError) else error
    return f"{type(cause).__name__}: {cause}"


def _postgresql_engine(url: str, statement_timeout_s: float) -> Engine:
    timeout_ms = round(statement_timeout_s * 1000)
    return create_engine(
        url,
        connect_args={
            "connect_timeout": _CONNECT_TIMEOUT_S,
            "tcp_user_timeout": timeout_ms,
            "options": f"-c statement_timeout={timeout_ms} -c timezone=UTC",
        },
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
        pool_timeout=statement_timeout_s,
        pool_recycle=_POOL_RECYCLE_S,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _sqlite_engine(url: str, busy_timeout_s: float) -> Engine:
    engine = create_engine(url, connect_args={"timeout": busy_timeout_s}, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        _switch_to_wal(connection, busy_timeout_s)
        for pragma in ("synchronous=NORMAL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        read_only = connection.get_execution_options().get("read_only", False)
        # `info` lives as long as the connection to the file, and so does what the pragma sets.
        if connection.info.get("read_only") is not read_only:
            connection.exec_driver_sql(f"PRAGMA query_only={'ON' if read_only else 'OFF'}")
            connection.info["read_only"] = read_only
        connection.exec_driver_sql("BEGIN" if read_only else "BEGIN IMMEDIATE")

    return engine


def _switch_to_wal(connection: sqlite3.Connection, timeout_s: float) -> None:
    """Write ahead from now on; SQLite refuses the switch at once, whatever its time-out, while another writes."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= deadline:
                raise
            time.sleep(_LOCKED_POLL_S)
