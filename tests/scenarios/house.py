"""The whole house on free ports for the scenarios: real Chat API, engine, action servers and database.

Between engine and action server stands a switch, so that a scenario can take the action server down, slow it, or put
one with another setting or a dead database in its place.
"""

import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from ops.services import as_environment
from support.settings import ROOT, Settings

SECRET = "secret-of-the-scenarios"
START_TIMEOUT_S = 120.0
SLOW_S = 4.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Switch:
    """A TCP relay on `port` towards `target`; `down` refuses, `delay_s` holds each connection back."""

    port: int
    target: int
    down: bool = False
    delay_s: float = 0.0
    _listener: socket.socket = field(init=False)
    _open: list[socket.socket] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._accept, daemon=True).start()

    def set(self, target: int, *, down: bool = False, delay_s: float = 0.0) -> None:
        """Change what new connections meet; those that are open are cut."""
        self.target, self.down, self.delay_s = target, down, delay_s
        for connection in self._open:
            _shut(connection)
        self._open.clear()

    def close(self) -> None:
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                inbound, _ = self._listener.accept()
            except OSError:
                return
            if self.down:
                _shut(inbound)
                continue
            threading.Thread(target=self._relay, args=(inbound,), daemon=True).start()

    def _relay(self, inbound: socket.socket) -> None:
        if self.delay_s:
            time.sleep(self.delay_s)
        try:
            outbound = socket.create_connection(("127.0.0.1", self.target))
        except OSError:
            _shut(inbound)
            return
        self._open += [inbound, outbound]
        threading.Thread(target=_pump, args=(inbound, outbound), daemon=True).start()
        threading.Thread(target=_pump, args=(outbound, inbound), daemon=True).start()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    _shut(source)
    _shut(sink)


def _shut(connection: socket.socket) -> None:
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


@contextmanager
def process(
    command: list[str], environment: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """A child that is ended, by its own pid, at the exit."""
    with log.open("wb") as output:
        child = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **environment}, stdout=output, stderr=subprocess.STDOUT
        )
        try:
            yield child
        finally:
            child.terminate()
            try:
                child.wait(10)
            except subprocess.TimeoutExpired:
                child.kill()
                child.wait()


def wait_until_ready(url: str, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline:
        if child.poll() is not None:
            break
        try:
            if httpx.get(url, timeout=10).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise RuntimeError(f"{url} did not come up:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def action_server(name: str, folder: Path, **environment: str) -> Iterator[int]:
    """An action server with these settings; yields its port."""
    port = free_port()
    log = folder / f"actions-{name}.log"
    settings = {"ACTIONS_PORT": str(port), "ENGINE_SECRET": SECRET, **environment}
    with process([sys.executable, "-m", "actions.server"], settings, log) as child:
        _wait_for_port(port, child, log)
        yield port


def _wait_for_port(port: int, child: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and child.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"the action server did not come up:\n{log.read_text(errors='replace')[-2000:]}")


@contextmanager
def engine(folder: Path, actions_port: int) -> Iterator[int]:
    """The engine with the model of the project; yields its port."""
    port = free_port()
    log = folder / "engine.log"
    environment = {
        "PYTHONPATH": str(ROOT / "engine"),
        "ENGINE_PORT": str(port),
        "ENGINE_SECRET": SECRET,
        "ACTIONS_URL": f"http://127.0.0.1:{actions_port}/webhook",
        "ENGINE_DATABASE_URL": f"sqlite:///{folder / 'engine.db'}",
        "MODELS_DIR": os.environ.get("MODELS_DIR", str(ROOT / "models")),
        "ACTION_TIMEOUT_S": "2.5",
        "RASA_TELEMETRY_ENABLED": "false",
        "TF_CPP_MIN_LOG_LEVEL": "3",
    }
    python = str(ROOT / "engine" / ".venv" / "bin" / "python")
    with process([python, "-W", "ignore", "-m", "bump_engine.serve"], environment, log) as child:
        wait_until_ready(f"http://127.0.0.1:{port}/health", child, log)
        yield port


@contextmanager
def chat_api(folder: Path, engine_port: int, settings: Settings) -> Iterator[str]:
    """The Chat API of these settings in front of an engine; yields its address."""
    port = free_port()
    log = folder / "chat.log"
    environment = {**as_environment(settings), "CHAT_PORT": str(port), "ENGINE_PORT": str(engine_port)}
    with process([sys.executable, "-m", "chat.server"], environment, log) as child:
        wait_until_ready(f"http://127.0.0.1:{port}/healthz", child, log)
        yield f"http://127.0.0.1:{port}"
