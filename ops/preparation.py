"""What must be true before anything is started: settings, folders, schema, demonstration."""

import fcntl
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import SecretStr
from sqlalchemy import make_url

from ops.errors import OpsError
from ops.places import APP_TOKEN_SECRET_FILE, CHAT_SECRET_FILE, RUN, make_folders
from ops.secret import shared_secret
from support.charging.demo import demo_is_stale, load_demo
from support.clock import utc_now
from support.errors import StorageUnavailable
from support.settings import Settings, load_settings
from support.storage.database import Database
from support.storage.migrate import upgrade


def prepared_settings() -> Settings:
    """The settings, with the secrets. Raises `InvalidSettings`, `OpsError`."""
    settings = load_settings()
    make_folders()
    secrets = {
        "engine_secret": shared_secret(settings.engine_secret.get_secret_value()),
        "chat_secret": shared_secret(settings.chat_secret.get_secret_value(), CHAT_SECRET_FILE),
    }
    if not settings.app_token_jwks_url:
        configured = settings.app_token_secret.get_secret_value()
        secrets["app_token_secret"] = shared_secret(configured, APP_TOKEN_SECRET_FILE)
    return settings.model_copy(update={name: SecretStr(secret) for name, secret in secrets.items()})


def prepare_database(settings: Settings, *, demo: bool) -> None:
    """Bring the schema up to date; with `demo`, place the demonstration anew when it is stale.

    A server's database gets the demonstration by `make demo-data` only, since it may be a real one.
    Raises `OpsError`.
    """
    make_folder_of(settings.engine_database_url)
    with _storage_faults_named(settings):
        upgrade(settings.database_url)
        if not demo:
            return
        with _opened(settings) as database:
            now = utc_now()
            if not demo_is_stale(database, now):
                return
            if is_file(settings.database_url):
                load_demo(database, now)
            else:
                say("The demonstration's data are not fresh in this database: `make demo-data` places them.")


def place_demo(settings: Settings) -> None:
    """Place the demonstration around now, in whatever database is configured. Raises `OpsError`."""
    with _storage_faults_named(settings):
        upgrade(settings.database_url)
        with _opened(settings) as database:
            load_demo(database, utc_now())


def is_file(url: str) -> bool:
    """Whether a database is a file of this machine."""
    return make_url(url).get_backend_name() == "sqlite"


def make_folder_of(url: str) -> None:
    """Make the folder of a SQLite file. Raises `OpsError`."""
    path = make_url(url).database
    if not is_file(url) or not path or path == ":memory:":
        return
    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OpsError(
            f"{Path(path).parent} cannot be made ({error.strerror}): mend that setting."
        ) from error


def say(sentence: str) -> None:
    """Tell the person at the terminal."""
    print(sentence, file=sys.stderr, flush=True)


@contextmanager
def one_at_a_time(folder: Path = RUN) -> Iterator[None]:
    """Hold off other commands that train, start or stop; the lock falls with the process."""
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another `make` is training, starting or stopping: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _opened(settings: Settings) -> Iterator[Database]:
    database = Database(settings.database_url, statement_timeout_s=settings.database_timeout_s)
    try:
        yield database
    finally:
        database.dispose()


@contextmanager
def _storage_faults_named(settings: Settings) -> Iterator[None]:
    try:
        yield
    except StorageUnavailable as error:
        where = make_url(settings.database_url).render_as_string(hide_password=True)
        raise OpsError(
            f"The database {where} cannot be used ({error}): start it, or mend DATABASE_URL."
        ) from error
