"""Services: what they are given, and one line about those that do not start."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import yaml
from pydantic import SecretStr

from ops.errors import OpsError
from ops.places import ENGINE_SOURCE, ROOT
from ops.ports import HOST, free_port
from ops.processes import Running, born, start, stop
from ops.services import (
    OF_THE_CHAT_ALONE,
    Service,
    Started,
    State,
    chat_url,
    services,
    start_all,
    state_of,
    wait_until_answering,
)
from support.settings import Settings


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, engine_secret=SecretStr("a secret of the tests"), **given)  # type: ignore[arg-type]


def child(code: str, folder: Path) -> Started:
    log = folder / "engine.log"
    process = start("engine", [sys.executable, "-c", code], os.environ, log)
    return Started(Running("engine", process.pid, born(process.pid), 5105, "up", ""), process, log)


@contextmanager
def engine_that_says(
    opening: str, answer: str
) -> Iterator[tuple[Settings, list[tuple[str, dict[str, Any]]]]]:
    """Settings that lead to a server in the place of both services, and what is posted to it."""
    posted: list[tuple[str, dict[str, Any]]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            self._send({})

        def do_POST(self) -> None:  # noqa: N802
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            posted.append((self.path, body))
            said = opening if body.get("open") else answer
            self._send({"messages": [{"text": said}] if said else []})

        def _send(self, body: dict[str, Any]) -> None:
            content = json.dumps(body).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer((HOST, 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]
        yield settings(engine_port=port, actions_port=port, chat_port=port), posted
        server.shutdown()


def test_a_house_that_answers_a_typed_sentence_is_ready() -> None:
    with engine_that_says("Bonjour.", "Branchez le câble.") as (ours, _):
        assert state_of(ours) is State.ANSWERING


@pytest.mark.parametrize("answer", ["", "  ", "Référence de l'incident : INC-A1B2C3."])
def test_a_house_that_opens_and_then_fails_is_not_ready(answer: str) -> None:
    with engine_that_says("Bonjour.", answer) as (ours, _):
        assert state_of(ours) is State.FAILING


@pytest.mark.parametrize("opening", ["", "Référence de l'incident : INC-A1B2C3."])
def test_a_house_that_cannot_open_is_not_ready(opening: str) -> None:
    with engine_that_says(opening, "Branchez le câble.") as (ours, _):
        assert state_of(ours) is State.FAILING


@pytest.mark.parametrize("answer", ["Branchez le câble.", ""])
def test_the_conversation_of_the_probe_is_forgotten(answer: str) -> None:
    with engine_that_says("Bonjour.", answer) as (ours, posted):
        state_of(ours)
    assert [path for path, _ in posted] == ["/turns", "/turns", "/forget"]
    assert len({body["conversation_id"] for _, body in posted}) == 1


def test_stock_commands_look_for_the_action_server_where_it_is() -> None:
    endpoints = yaml.safe_load((ROOT / "endpoints.yml").read_text(encoding="utf-8"))
    default = Settings.model_fields["actions_port"].default
    assert endpoints["action_endpoint"]["url"] == f"http://{HOST}:{default}/webhook"


def test_all_services_share_the_secret_and_the_settings() -> None:
    engine, actions, chat = services(settings(database_timeout_s=1.5, action_timeout_s=2.5))
    assert (
        engine.environment["ENGINE_SECRET"] == actions.environment["ENGINE_SECRET"] == "a secret of the tests"
    )
    assert chat.environment["ENGINE_SECRET"] == "a secret of the tests"
    assert engine.environment["ACTION_TIMEOUT_S"] == "2.5"
    assert "DATABASE_TIMEOUT_S" in engine.environment


def test_the_secrets_of_the_chat_are_given_to_the_chat_alone() -> None:
    secret = SecretStr("signs the tokens of the visitors, long")
    engine, actions, chat = services(settings(chat_secret=secret))
    assert chat.environment["CHAT_SECRET"] == secret.get_secret_value()
    assert "CHAT_SECRET" not in {**engine.environment, **actions.environment}


def test_a_setting_of_the_chat_alone_restarts_neither_engine_nor_actions() -> None:
    before, after = services(settings()), services(settings(cors_origins="https://aide.example.org"))
    assert [one.signature("") == other.signature("") for one, other in zip(before, after, strict=True)] == [
        True,
        True,
        False,
    ]


def test_every_setting_kept_from_the_others_is_a_setting() -> None:
    assert {name.lower() for name in OF_THE_CHAT_ALONE} <= set(Settings.model_fields)


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:5900"),
        ("0.0.0.0", "http://127.0.0.1:5900"),
        ("10.1.2.3", "http://10.1.2.3:5900"),
    ],
)
def test_the_chat_is_found_where_it_listens(host: str, url: str) -> None:
    assert chat_url(settings(chat_host=host, chat_port=5900)) == url


def test_the_engine_finds_its_code_and_the_action_server() -> None:
    engine, *_ = services(settings(actions_port=5999))
    assert engine.environment["PYTHONPATH"] == str(ENGINE_SOURCE)
    assert engine.environment["ACTIONS_URL"] == f"http://{HOST}:5999/webhook"


def test_rasa_never_reports_to_its_makers() -> None:
    engine, *_ = services(settings())
    assert engine.environment["RASA_TELEMETRY_ENABLED"] == "false"


def test_the_engine_gets_the_only_postgresql_driver_it_has() -> None:
    engine, *_ = services(settings(engine_database_url="postgresql+psycopg://me:secret@db/bump"))
    assert engine.environment["ENGINE_DATABASE_URL"] == "postgresql+psycopg2://me:secret@db/bump"


def test_a_service_started_with_other_settings_has_another_signature() -> None:
    before, *_ = services(settings())
    after, *_ = services(settings(support_phone_wait="10 minutes"))
    assert before.signature("sources") != after.signature("sources")


def test_a_service_of_other_sources_has_another_signature() -> None:
    engine, *_ = services(settings())
    assert engine.signature("sources") != engine.signature("other sources")


def test_nobody_answers_on_a_port_without_a_server() -> None:
    assert (
        state_of(settings(engine_port=free_port(), actions_port=free_port(), chat_port=free_port()))
        is State.ABSENT
    )


def test_a_child_that_dies_is_reported_by_its_last_line(tmp_path: Path) -> None:
    dying = child("import sys; sys.exit('No model in models: run `make train`.')", tmp_path)
    with pytest.raises(OpsError, match="engine did not start: No model in models: run `make train`") as error:
        wait_until_answering(lambda: State.ABSENT, [dying])
    assert "\n" not in str(error.value)


def test_a_child_that_dies_without_a_word_is_reported_by_its_exit_code(tmp_path: Path) -> None:
    with pytest.raises(OpsError, match="exit code 3"):
        wait_until_answering(lambda: State.ABSENT, [child("import sys; sys.exit(3)", tmp_path)])


def test_what_an_earlier_start_said_is_not_the_reason_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "engine.log").write_text("an old error\n", encoding="utf-8")
    mute = Service(
        "engine", free_port(), "ENGINE_PORT", (sys.executable, "-c", "import sys; sys.exit(3)"), {}
    )
    begun = start_all([mute], "up", "", logs=tmp_path, run=tmp_path)
    with pytest.raises(OpsError, match="it said nothing .exit code 3"):
        wait_until_answering(lambda: State.ABSENT, begun)


def test_waiting_ends_at_the_first_answer() -> None:
    seen = iter([State.ABSENT, State.ABSENT, State.ANSWERING])
    wait_until_answering(lambda: next(seen), [])
    assert list(seen) == []


def test_a_house_whose_every_answer_fails_is_given_up(tmp_path: Path) -> None:
    alive = child("import time; print('ValueError: bad tariff', flush=True); time.sleep(60)", tmp_path)
    try:
        while not alive.log.read_text():
            pass
        with pytest.raises(OpsError, match="gets no answer.*bad tariff"):
            wait_until_answering(lambda: State.FAILING, [alive], failing_s=0.0)
    finally:
        stop([alive.running], tmp_path, grace_s=0.0)


def test_a_port_in_use_stops_everything_before_the_first_start(tmp_path: Path) -> None:
    marker = tmp_path / "started"
    first = Service(
        "first", free_port(), "FIRST_PORT", (sys.executable, "-c", f"open({str(marker)!r}, 'w')"), {}
    )
    import socket

    with socket.create_server((HOST, 0)) as server:
        second = Service("second", server.getsockname()[1], "SECOND_PORT", (sys.executable, "-V"), {})
        with pytest.raises(OpsError, match="SECOND_PORT"):
            start_all([first, second], "up", "", logs=tmp_path, run=tmp_path)
    assert not marker.exists()


def test_what_was_started_is_stopped_when_the_next_cannot_be(tmp_path: Path) -> None:
    first = Service(
        "first", free_port(), "FIRST_PORT", (sys.executable, "-c", "import time; time.sleep(60)"), {}
    )
    second = Service("second", free_port(), "SECOND_PORT", (str(tmp_path / "absent"),), {})
    with pytest.raises(OpsError, match="second"):
        start_all([first, second], "up", "", logs=tmp_path, run=tmp_path)
    assert list(tmp_path.glob("*.json")) == []
