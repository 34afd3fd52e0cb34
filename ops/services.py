"""Engine, action server and Chat API: how each is started, and when all are ready."""

import hashlib
import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from uuid import uuid4

import httpx
from pydantic import SecretStr
from sqlalchemy import make_url

from ops.errors import OpsError
from ops.places import ENGINE_PYTHON, ENGINE_SOURCE, LOGS, PYTHON, RUN, last_line
from ops.ports import HOST, require_free
from ops.processes import Running, born, note, rotated, start, stop
from ops.training import QUIET_RASA
from support.callers import Caller
from support.settings import Settings

READY_WITHIN_S = 180.0
FAILING_FOR_S = 10.0
_POLL_S = 0.1
_POLL_FAILING_S = 1.0
_TURN_TIMEOUT_S = 20.0
_SENTENCE = "la charge ne démarre pas"
# What the engine and the action server need not know, nor be restarted for.
OF_THE_CHAT_ALONE = frozenset(
    {
        *("CHAT_HOST", "CHAT_PORT", "CHAT_SECRET", "VISITOR_TOKEN_MINUTES", "DEMO_PAGES"),
        *("APP_TOKEN_ISSUER", "APP_TOKEN_AUDIENCE", "APP_TOKEN_JWKS_URL", "APP_TOKEN_SECRET"),
        *(
            "CORS_ORIGINS",
            "TRUSTED_PROXIES",
            "REDIS_URL",
            "RESUME_HOURS",
            "PHOTOS_DIR",
            "SMTP_URL",
            "MAIL_FROM",
        ),
        *("MESSAGES_PER_MINUTE", "REQUESTS_PER_MINUTE", "ADDRESS_REQUESTS_PER_MINUTE", "OPENINGS_PER_MINUTE"),
        *("STREAMS_PER_CONVERSATION", "STREAMS_IN_ALL"),
    }
)
_INCIDENT = re.compile(r"\bINC-[0-9A-F]{6}\b")


@dataclass(frozen=True, slots=True)
class Service:
    """A process of ours: `setting` is the one that changes its port."""

    name: str
    port: int
    setting: str
    command: tuple[str, ...]
    environment: Mapping[str, str]

    def signature(self, sources: str) -> str:
        """Stands for all it is started with: command, environment, and the fingerprint of its sources."""
        parts = json.dumps([self.command, sorted(self.environment.items()), sources])
        return hashlib.sha256(parts.encode()).hexdigest()


def services(settings: Settings) -> tuple[Service, Service, Service]:
    """The engine, the action server and the Chat API of these settings."""
    chat = as_environment(settings)
    ours = {name: value for name, value in chat.items() if name not in OF_THE_CHAT_ALONE}
    engine = {
        **ours,
        **QUIET_RASA,
        "PYTHONPATH": str(ENGINE_SOURCE),
        "ACTIONS_URL": f"http://{HOST}:{settings.actions_port}/webhook",
        "ENGINE_DATABASE_URL": _for_the_engine(settings.engine_database_url),
    }
    return (
        Service(
            "engine", settings.engine_port, "ENGINE_PORT",
            (str(ENGINE_PYTHON), "-W", "ignore", "-m", "bump_engine.serve"), engine,
        ),
        Service(
            "actions", settings.actions_port, "ACTIONS_PORT", (str(PYTHON), "-m", "actions.server"), ours,
        ),
        Service("chat", settings.chat_port, "CHAT_PORT", (str(PYTHON), "-m", "chat.server"), chat),
    )  # fmt: skip


def as_environment(settings: Settings) -> dict[str, str]:
    """Every setting as an environment variable, secrets in clear."""
    values = ((name.upper(), getattr(settings, name)) for name in type(settings).model_fields)
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else str(value)
        for name, value in values
    }


def chat_url(settings: Settings) -> str:
    """Where this machine finds the Chat API."""
    host = HOST if settings.chat_host in {"0.0.0.0", "::", "localhost"} else settings.chat_host  # noqa: S104
    return f"http://{host}:{settings.chat_port}"


def _for_the_engine(url: str) -> str:
    """The engine's SQLAlchemy 1.4 knows psycopg2 alone."""
    parsed = make_url(url)
    if parsed.get_backend_name() == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg2")
    return parsed.render_as_string(hide_password=False)


class State(Enum):
    """What a real message meets: nobody yet, somebody who fails, or an answer."""

    ABSENT = "absent"
    FAILING = "failing"
    ANSWERING = "answering"


def state_of(settings: Settings, timeout_s: float = _TURN_TIMEOUT_S) -> State:
    """Open a conversation, send a sentence through understanding, action and database, and forget it all."""
    caller = Caller(f"ready-{uuid4().hex}")
    try:
        actions = httpx.get(f"http://{HOST}:{settings.actions_port}/health", timeout=timeout_s)
        chat = httpx.get(f"{chat_url(settings)}/healthz", timeout=timeout_s)
        with _client_of_the_engine(settings, timeout_s) as engine:
            try:
                answered = (
                    actions.is_success
                    and chat.is_success
                    and all(
                        _is_answered(engine, caller, what) for what in ({"open": True}, {"text": _SENTENCE})
                    )
                )
            finally:
                engine.post("/forget", json={"conversation_id": caller.conversation_id})
    except httpx.TransportError:
        return State.ABSENT
    except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError):
        return State.FAILING
    return State.ANSWERING if answered else State.FAILING


def _client_of_the_engine(settings: Settings, timeout_s: float) -> httpx.Client:
    secret = settings.engine_secret.get_secret_value()
    return httpx.Client(
        base_url=f"http://{HOST}:{settings.engine_port}",
        headers={"Authorization": f"Bearer {secret}"},
        timeout=timeout_s,
    )


def _is_answered(engine: httpx.Client, caller: Caller, what: Mapping[str, object]) -> bool:
    """Whether a turn got words, and not those of an incident."""
    turn = {"conversation_id": caller.conversation_id, "caller": caller.as_metadata(), **what}
    answer = engine.post("/turns", json=turn)
    answer.raise_for_status()
    said = " ".join(str(message.get("text", "")) for message in answer.json()["messages"])
    return bool(said.strip()) and not _INCIDENT.search(said)


def is_answering(settings: Settings) -> bool:
    """Whether a real message gets a real answer."""
    return state_of(settings) is State.ANSWERING


@dataclass(frozen=True, slots=True)
class Started:
    """A child of this command, and where it writes, after `log_start` bytes of earlier starts."""

    running: Running
    child: subprocess.Popen[bytes]
    log: Path
    log_start: int = 0

    def last_words(self) -> str:
        """The last line it wrote; empty when it wrote none."""
        return last_line(self.log, self.log_start)


def start_all(
    wanted: Sequence[Service], owner: str, sources: str, *, logs: Path = LOGS, run: Path = RUN
) -> list[Started]:
    """Start services at the same time. Raises `OpsError` before anything is started when a port is taken."""
    for service in wanted:
        require_free(service.port, service.setting)
    begun: list[Started] = []
    try:
        for service in wanted:
            log = logs / f"{service.name}.log"
            log_start = rotated(log)
            child = start(service.name, service.command, {**os.environ, **service.environment}, log)
            running = Running(
                service.name, child.pid, born(child.pid), service.port, owner, service.signature(sources)
            )
            begun.append(Started(running, child, log, log_start))
            note(running, run)
    except BaseException:
        stop([one.running for one in begun], run)
        raise
    return begun


def wait_until_answering(
    state: Callable[[], State],
    started: Sequence[Started],
    within_s: float = READY_WITHIN_S,
    failing_s: float = FAILING_FOR_S,
) -> None:
    """Wait for the first answer.

    Raises `OpsError` with the last words of the logs when a child dies, when all is there and every answer has
    failed for `failing_s` seconds, or when `within_s` seconds are over.
    """
    deadline = time.monotonic() + within_s
    failing_since: float | None = None
    while (seen := state()) is not State.ANSWERING:
        for one in started:
            if one.child.poll() is not None:
                raise OpsError(f"The {one.running.name} did not start: {_last_words(one)}")
        now = time.monotonic()
        failing_since = (failing_since or now) if seen is State.FAILING else None
        if failing_since is not None and now - failing_since >= failing_s:
            raise OpsError("A message gets no answer. " + " ".join(_named_last_words(one) for one in started))
        if now > deadline:
            words = " ".join(_named_last_words(one) for one in started)
            raise OpsError(f"Not ready within {within_s:.0f} s. {words}")
        time.sleep(_POLL_FAILING_S if failing_since else _POLL_S)


def _last_words(one: Started) -> str:
    said = one.last_words() or f"it said nothing (exit code {one.child.returncode})"
    return f"{said} (whole log: {one.log})"


def _named_last_words(one: Started) -> str:
    return f"Last line of {one.log}: {one.last_words() or 'none'}."
