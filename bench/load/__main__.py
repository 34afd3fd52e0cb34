"""`make load`: a Chat API of its own, an engine that stands in, and 200 drivers for a minute; build/load.json.

Options: `--drivers`, `--seconds`, `--engine-ms`, `--database-url` (SQLite of its own by default).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from uuid import uuid4

import httpx
from pydantic import SecretStr

from bench.bot import BenchError
from ops.places import ROOT
from ops.ports import free_port
from ops.services import as_environment, chat_url
from support.settings import Settings, load_settings
from support.storage.migrate import upgrade

FIGURES = ROOT / "build" / "load.json"
STARTS_WITHIN_S = 30.0
STOPS_WITHIN_S = 15.0
UNLIMITED = 1_000_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run; 0 when nothing was lost and nothing came twice."""
    options = _parser().parse_args(argv)
    FIGURES.parent.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = _settings(Path(folder), options.database_url)
        upgrade(settings.database_url)
        log = stack.enter_context((Path(folder) / "chat.log").open("wb"))
        stand_in = ("bench.load.stand_in", str(settings.engine_port), str(options.engine_ms))
        stack.enter_context(_process(stand_in, {}, log.fileno()))
        _wait_for(f"http://127.0.0.1:{settings.engine_port}/health")
        stack.enter_context(_process(("chat.server",), as_environment(settings), log.fileno()))
        _wait_for(f"{chat_url(settings)}/healthz")
        _drive(chat_url(settings), options.drivers, options.seconds)
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    print(json.dumps(figures, indent=1))
    return 1 if figures["lost"] or figures["doubled"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--drivers", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--engine-ms", type=float, default=30.0)
    parser.add_argument("--database-url", default="")
    return parser


def _settings(folder: Path, database_url: str) -> Settings:
    return load_settings(
        database_url=database_url or f"sqlite:///{folder / 'bump.db'}",
        engine_port=free_port(),
        chat_port=free_port(),
        chat_secret=SecretStr(uuid4().hex),
        engine_secret=SecretStr(uuid4().hex),
        photos_dir=folder / "photos",
        requests_per_minute=UNLIMITED,
        address_requests_per_minute=UNLIMITED,
        openings_per_minute=UNLIMITED,
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


def _drive(url: str, drivers: int, seconds: int) -> None:
    """Let locust drive; its own figures of requests go to the terminal."""
    command = [
        *(sys.executable, "-m", "locust", "-f", str(ROOT / "bench" / "load" / "drivers.py"), "--headless"),
        *("--host", url, "--users", str(drivers), "--spawn-rate", "10", "--run-time", f"{seconds}s"),
        *("--stop-timeout", "30", "--only-summary", "--exit-code-on-error", "0"),
    ]
    environment = {**os.environ, "LOAD_FIGURES": str(FIGURES), "PYTHONPATH": str(ROOT)}
    FIGURES.unlink(missing_ok=True)
    subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=seconds + 120)
    if not FIGURES.exists():
        raise BenchError("locust left no figures")


if __name__ == "__main__":
    raise SystemExit(main())
