"""The action server, over real HTTP on a free port of loopback."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sanic import Sanic

from actions import server
from actions.server import create_app
from support.callers import Caller
from support.composition import compose
from support.settings import Settings
from tests.actions.conftest import NOBODY_LISTENS
from tests.storage.conftest import NOW

SECRET = "s3cret"
CALLER = Caller("conv-1", "drv_claire_morel")


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a real action server with these settings."""
    support = compose(settings, lambda: NOW)
    app = create_app(support, SECRET, f"test-{uuid4().hex}")
    app.config.TOUCHUP = False  # rewrites Sanic's own methods, once a process
    listener = socket.create_server(("127.0.0.1", 0))
    running = await app.create_server(sock=listener, return_asyncio_server=True)
    assert running is not None
    await running.startup()  # type: ignore[no-untyped-call]
    await running.start_serving()  # type: ignore[no-untyped-call]
    try:
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{listener.getsockname()[1]}") as opened:
            yield opened
    finally:
        await running.close()  # type: ignore[no-untyped-call]
        support.database.dispose()
        Sanic.unregister_app(app)


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with serving(settings) as opened:
        yield opened


def call(action: str = "action_chat", **changes: Any) -> dict[str, Any]:
    """What the engine sends for a turn."""
    message = {
        "text": "merci",
        "intent": {"name": "chitchat", "confidence": 0.9},
        "intent_ranking": [{"name": "chitchat", "confidence": 0.9}],
        "topics": [{"name": "chitchat/thanks", "confidence": 0.9}],
        "metadata": {"caller": CALLER.as_metadata()},
    }
    tracker = {"sender_id": "conv-1", "slots": {}, "latest_message": message, "events": [], "active_loop": {}}
    return {"next_action": action, "sender_id": "conv-1", "tracker": tracker, "domain": {}, **changes}


async def post(client: httpx.AsyncClient, body: Any, secret: str | None = SECRET) -> httpx.Response:
    headers = {"Authorization": f"Bearer {secret}"} if secret is not None else {}
    return await client.post("/webhook", json=body, headers=headers)


async def test_an_action_is_run_for_the_engine(client: httpx.AsyncClient) -> None:
    answer = await post(client, call())

    assert answer.status_code == 200
    assert [one["response"] for one in answer.json()["responses"]] == ["utter_chitchat/thanks"]
    assert answer.json()["events"][-1]["name"] == "action_listen"


@pytest.mark.parametrize("secret", [None, "wrong", "s3cre", "s3crets", "sécret"])
async def test_without_the_secret_nothing_is_run(client: httpx.AsyncClient, secret: str | None) -> None:
    encoded = {b"Authorization": f"Bearer {secret}".encode()} if secret is not None else {}
    answer = await client.post("/webhook", json=call(), headers=encoded)

    assert answer.status_code == 401
    assert answer.json() == {"error": "unauthorized"}


@pytest.mark.parametrize("body", [{}, [], "action_chat", {"next_action": None}, {"next_action": ""}])
async def test_a_call_that_names_no_action_is_refused(client: httpx.AsyncClient, body: Any) -> None:
    assert (await post(client, body)).status_code == 422


async def test_a_body_that_is_no_json_is_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/webhook", content=b"{", headers={"Authorization": f"Bearer {SECRET}"})

    assert answer.status_code in {400, 422}


@pytest.mark.parametrize("domain", [None, {}])
async def test_a_call_without_domain_is_run(client: httpx.AsyncClient, domain: Any) -> None:
    assert (await post(client, call(domain=domain))).status_code == 200


async def test_a_call_whose_domain_is_absent_is_run(client: httpx.AsyncClient) -> None:
    body = call()
    del body["domain"]

    assert (await post(client, body)).status_code == 200


async def test_an_unknown_action_fails_without_repeating_what_was_said(client: httpx.AsyncClient) -> None:
    body = call("action_moon")
    body["tracker"]["latest_message"]["text"] = "ma carte 4970 1000 0000 0009"

    answer = await post(client, body)

    assert answer.status_code == 500
    assert "4970" not in answer.text


async def test_the_health_counts_the_stations(client: httpx.AsyncClient) -> None:
    answer = await client.get("/health")

    assert answer.status_code == 200
    assert answer.json()["ready"] is True
    assert answer.json()["stations"] > 40


async def test_the_health_tells_a_dead_database(settings: Settings) -> None:
    dead = settings.model_copy(update={"database_url": NOBODY_LISTENS})
    async with serving(dead) as client:
        answer = await client.get("/health")

    assert answer.status_code == 503
    assert answer.json() == {"ready": False}


def test_a_bad_setting_stops_the_program_with_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ACTIONS_PORT", "80")

    with pytest.raises(SystemExit) as stop:
        server.main()

    assert stop.value.code == 1
    assert capsys.readouterr().err.startswith("Bad setting: ACTIONS_PORT")


def test_the_program_serves_loopback_alone_on_the_port_of_its_settings(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    served: dict[str, Any] = {}

    class App:
        def run(self, **options: Any) -> None:
            served.update(options)

    def create(_support: object, secret: str) -> App:
        served["secret"] = secret
        return App()

    monkeypatch.setenv("ACTIONS_PORT", "6155")
    monkeypatch.setenv("ENGINE_SECRET", SECRET)
    monkeypatch.setenv("DATABASE_URL", settings.database_url)
    monkeypatch.setattr(server, "create_app", create)

    server.main()

    assert (served["host"], served["port"], served["secret"]) == ("127.0.0.1", 6155, SECRET)


async def test_two_drivers_are_answered_at_the_same_time(client: httpx.AsyncClient) -> None:
    answers = await asyncio.gather(*(post(client, call()) for _ in range(8)))

    assert {answer.status_code for answer in answers} == {200}
