"""The processes under load: a Chat API of its own, an engine that stands in, and a yardstick."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import httpx
from pydantic import SecretStr

from bench.bot import BenchError
from bench.rates import UNLIMITED
from ops.places import ROOT
from ops.ports import free_port
from ops.services import as_environment, chat_url
from support.settings import Settings, load_settings
from support.storage.migrate import upgrade

STARTS_WITHIN_S = 30.0
STOPS_WITHIN_S = 15.0


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the Chat API and the yardstick, an application that does nothing, are found."""

    chat: str
    yardstick: str


@contextmanager
def serving(engine_ms: float, database_url: str = "") -> Iterator[Addresses]:
    """All of them, until the block ends. `engine_ms`: how long the engine takes; a SQLite of its own by default."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = _settings(Path(folder), database_url)
        upgrade(settings.database_url)
        log = stack.enter_context((Path(folder) / "load.log").open("wb")).fileno()
        yardstick = free_port()
        stack.enter_context(_process(("bench.load.yardstick", str(yardstick)), {}, log))
        stand_in = ("bench.load.stand_in", str(settings.engine_port), str(engine_ms))
        stack.enter_context(_process(stand_in, {}, log))
        stack.enter_context(_process(("chat.server",), as_environment(settings), log))
        addresses = Addresses(chat_url(settings), f"http://127.0.0.1:{yardstick}")
        _wait_for(f"{addresses.yardstick}/health")
        _wait_for(f"http://127.0.0.1:{settings.engine_port}/health")
        _wait_for(f"{addresses.chat}/healthz")
        yield addresses


def _settings(folder: Path, database_url: str) -> Settings:
    return load_settings(
        database_url=database_url or f"sqlite:///{folder / 'bump.db'}",
        engine_port=free_port(),
        chat_port=free_port(),
        chat_secret=SecretStr(uuid4().hex),
        engine_secret=SecretStr(uuid4().hex),
        photos_dir=folder / "photos",
        **UNLIMITED,
    )


@contextmanager
def _process(module: Sequence[str], environment: dict[str, str], log: int) -> Iterator[None]:
    child = subprocess.Popen(
        [sys.executable, "-m", *module], cwd=ROOT, env={**os.environ, **environment}, stdout=log, stderr=log
    )
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(STOPS_WITHIN_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait_for(url: str) -> None:
    deadline = time.monotonic() + STARTS_WITHIN_S
    while time.monotonic() < deadline:
        try:
            if httpx.get(url, timeout=2).is_success:
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise BenchError(f"{url} does not answer")
