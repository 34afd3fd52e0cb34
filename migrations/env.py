"""What Alembic runs: all the migrations in one transaction, by one process at a time."""

from alembic import context
from sqlalchemy import event, text

from support.settings import load_settings
from support.storage.database import Database
from support.storage.tables import metadata

_TIMEOUT_S = 60.0
_LOCK = 7_264_183_401


def _url() -> str:
    asked = context.config.attributes.get("url") or context.get_x_argument(as_dictionary=True).get("url")
    return asked or load_settings().database_url


def _print_sql(url: str) -> None:
    context.configure(url=url, target_metadata=metadata, literal_binds=True)
    with context.begin_transaction():
        context.run_migrations()


def _migrate(url: str) -> None:
    database = Database(url, statement_timeout_s=_TIMEOUT_S)
    on_sqlite = database.engine.dialect.name == "sqlite"
    if on_sqlite:
        # A table altered by copy is dropped and renamed: enforced keys would empty the tables that point to it.
        event.listen(database.engine, "connect", lambda raw, _: raw.execute("PRAGMA foreign_keys=OFF"))
    try:
        with database.transaction() as session:
            if not on_sqlite:
                session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            context.configure(
                connection=session.connection(), target_metadata=metadata, render_as_batch=on_sqlite
            )
            with context.begin_transaction():
                context.run_migrations()
    finally:
        database.dispose()


if context.is_offline_mode():
    _print_sql(_url())
else:
    _migrate(_url())
