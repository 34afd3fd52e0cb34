"""A stock bot: what `rasa init` makes, with its default configuration, the REST channel and a SQLite tracker store."""

import json
import os
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from uuid import uuid4

import httpx

from bench.bot import BenchError, elapsed_ms, resident_mib
from ops.places import ENGINE_PYTHON, last_line
from ops.ports import HOST, free_port
from ops.processes import Running, born, myself, start, stop
from ops.progress import progress
from ops.training import QUIET_RASA

SCRIPT = ("hi", "I am feeling very sad today", "yes it did", "are you a bot?", "bye")
READY_WITHIN_S = 300.0
_POLL_S = 0.1
_SCAFFOLD = "import sys; from rasa.cli.scaffold import create_initial_project as make; make(sys.argv[1])"
_STORE = "tracker_store:\n  type: SQL\n  dialect: sqlite\n  db: {path}\n"


class StockConversation:
    """One sender of the REST channel."""

    def __init__(self, client: httpx.Client) -> None:
        self._client = client
        self._sender = uuid4().hex

    def turn(self, index: int) -> float:
        """See `Conversation`."""
        body = {"sender": self._sender, "message": SCRIPT[index % len(SCRIPT)]}
        began = time.perf_counter()
        answer = self._client.post("/webhooks/rest/webhook", json=body)
        took = elapsed_ms(began)
        if not answer.is_success:
            raise BenchError(f"The stock bot answered {answer.status_code}.")
        return took


class Stock:
    """The stock bot, made once in `project` and kept there; its conversations and logs are in `folder`."""

    def __init__(self, project: Path, folder: Path) -> None:
        self._project = project
        self._folder = folder
        self._port = free_port()
        self._client = httpx.Client(base_url=f"http://{HOST}:{self._port}", timeout=60.0)
        self._running: Running | None = None

    def train(self) -> float:
        """Make and train the bot unless it was made before; seconds of its training."""
        note = self._project / "train.json"
        if note.exists():
            return float(json.loads(note.read_text(encoding="utf-8"))["train_s"])
        self._project.mkdir(parents=True, exist_ok=True)
        with progress("Making and training the stock bot"):
            self._call([str(ENGINE_PYTHON), "-c", _SCAFFOLD, str(self._project)])
            began = time.perf_counter()
            self._call([str(ENGINE_PYTHON), "-W", "ignore", "-m", "rasa", "train"])
        train_s = time.perf_counter() - began
        note.write_text(json.dumps({"train_s": round(train_s, 1)}), encoding="utf-8")
        return train_s

    def start(self) -> float:
        """See `Bot`."""
        endpoints = self._folder / "endpoints.yml"
        endpoints.write_text(_STORE.format(path=self._folder / "stock.db"), encoding="utf-8")
        command = [
            str(ENGINE_PYTHON), "-W", "ignore", "-m", "rasa", "run",
            "--interface", HOST, "--port", str(self._port),
            "--model", str(self._project / "models"),
            "--endpoints", str(endpoints),
            "--credentials", str(self._project / "credentials.yml"),
        ]  # fmt: skip
        log = self._folder / "stock.log"
        began = time.perf_counter()
        child = start("stock", command, self._environment(), log)
        self._running = Running("rasa", child.pid, born(child.pid), self._port, myself(), "")
        while not self._answers():
            if child.poll() is not None or time.perf_counter() - began > READY_WITHIN_S:
                raise BenchError(f"The stock bot did not start: {last_line(log)} (whole log: {log})")
            time.sleep(_POLL_S)
        return time.perf_counter() - began

    def stop(self) -> None:
        """See `Bot`."""
        if self._running:
            stop([self._running], self._folder)
        self._running = None

    def converse(self, script: int = 0) -> StockConversation:
        """See `Bot`; there is one script."""
        return StockConversation(self._client)

    def rss_mib(self) -> dict[str, float]:
        """See `Bot`."""
        return resident_mib([self._running] if self._running else [])

    def _answers(self) -> bool:
        try:
            body = {"sender": uuid4().hex, "message": SCRIPT[0]}
            answer = self._client.post("/webhooks/rest/webhook", json=body)
            return answer.is_success and bool(answer.json())
        except (httpx.TransportError, ValueError):
            return False

    def _environment(self) -> Mapping[str, str]:
        return {**os.environ, **QUIET_RASA, "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}

    def _call(self, command: list[str]) -> None:
        log = self._folder / "stock-train.log"
        with log.open("ab") as output:
            code = subprocess.run(
                command, cwd=self._project, env=self._environment(), stdin=subprocess.DEVNULL,
                stdout=output, stderr=subprocess.STDOUT, check=False,
            ).returncode  # fmt: skip
        if code != 0:
            raise BenchError(f"The stock bot could not be made: {last_line(log)} (whole log: {log})")
