import json
import threading
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from chat.engine_client import AsyncEngineClient, EngineUnavailable
from ops.ports import free_port
from support.app_screens import Link
from support.callers import Caller
from support.reading.choices import Choice

CLAIRE = Caller("conv-1", "drv_claire_morel", {"platform": "iOS"})
ANSWER = {
    "messages": [
        {
            "text": "Bonjour.",
            "buttons": [{"title": "Menu", "payload": "menu"}],
            "custom": {"links": [{"label": "Appeler", "url": "tel:1"}]},
        }
    ]
}


@dataclass
class TinyEngine:
    """A real HTTP server that answers `status` and `body`, once `go` allows it."""

    status: int = 200
    body: bytes = json.dumps(ANSWER).encode()
    go: threading.Event = field(default_factory=threading.Event)
    requests: list[tuple[str, str, Any]] = field(default_factory=list)

    def __post_init__(self) -> None:
        engine = self
        self.go.set()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                engine.requests.append((self.path, self.headers["Authorization"], sent))
                engine.go.wait()
                self.send_response(engine.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(engine.body)))
                self.end_headers()
                self.wfile.write(engine.body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def close(self) -> None:
        self.go.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def engine() -> Iterator[TinyEngine]:
    tiny = TinyEngine()
    yield tiny
    tiny.close()


@pytest.fixture
async def client(engine: TinyEngine) -> AsyncIterator[AsyncEngineClient]:
    opened = AsyncEngineClient(engine.url, "s3cret", 10.0)
    yield opened
    await opened.close()


async def test_a_turn_gives_the_bubbles_of_the_engine(client: AsyncEngineClient) -> None:
    (message,) = await client.send(CLAIRE, "bonjour", None, "turn-1")

    assert message.text == "Bonjour."
    assert message.choices == (Choice("menu", "Menu"),)
    assert message.links == (Link("Appeler", "tel:1"),)


async def test_a_turn_carries_the_secret_and_who_is_talking(
    client: AsyncEngineClient, engine: TinyEngine
) -> None:
    await client.send(CLAIRE, "C'est réglé", "settled:yes", "turn-1")

    path, authorization, body = engine.requests[0]
    assert (path, authorization) == ("/turns", "Bearer s3cret")
    assert body == {
        "conversation_id": "conv-1",
        "caller": CLAIRE.as_metadata(),
        "text": "C'est réglé",
        "choice": "settled:yes",
        "turn_id": "turn-1",
    }


async def test_an_opening_says_so(client: AsyncEngineClient, engine: TinyEngine) -> None:
    await client.open(CLAIRE, "turn-1")

    assert engine.requests[0][2]["open"] is True


async def test_an_engine_that_has_nothing_to_say_gives_nothing(
    client: AsyncEngineClient, engine: TinyEngine
) -> None:
    engine.body = b'{"messages": []}'

    assert await client.send(CLAIRE, "bonjour", None, "turn-1") == []


@pytest.mark.parametrize("status", [401, 422, 500, 503])
async def test_a_turn_that_fails_is_unavailable(
    client: AsyncEngineClient, engine: TinyEngine, status: int
) -> None:
    engine.status = status

    with pytest.raises(EngineUnavailable):
        await client.send(CLAIRE, "bonjour", None, "turn-1")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>Bad gateway</html>",
        b"{}",
        b'{"messages": [{"buttons": [{"title": "x"}]}]}',
        b'{"messages": [',
    ],
)
async def test_an_answer_that_makes_no_sense_is_unavailable(
    client: AsyncEngineClient, engine: TinyEngine, body: bytes
) -> None:
    engine.body = body

    with pytest.raises(EngineUnavailable):
        await client.send(CLAIRE, "bonjour", None, "turn-1")


@pytest.mark.parametrize("body", [b"[]", b'{"messages": null}', b'{"messages": ["Bonjour."]}', b"null"])
async def test_json_of_another_shape_is_unavailable(
    client: AsyncEngineClient, engine: TinyEngine, body: bytes
) -> None:
    engine.body = body

    with pytest.raises(EngineUnavailable):
        await client.send(CLAIRE, "bonjour", None, "turn-1")


async def test_an_engine_that_is_too_slow_is_unavailable_and_not_asked_twice(engine: TinyEngine) -> None:
    engine.go.clear()
    hasty = AsyncEngineClient(engine.url, "s3cret", 0.2)

    with pytest.raises(EngineUnavailable) as refusal:
        await hasty.send(CLAIRE, "bonjour", None, "turn-1")

    assert refusal.value.was_sent
    assert len(engine.requests) == 1
    await hasty.close()


async def test_an_engine_that_does_not_listen_is_unavailable_and_was_sent_nothing() -> None:
    client = AsyncEngineClient(f"http://127.0.0.1:{free_port()}", "s3cret", 10.0)

    with pytest.raises(EngineUnavailable) as refusal:
        await client.open(CLAIRE, "turn-1")

    assert not refusal.value.was_sent
    await client.close()


async def test_the_reason_does_not_repeat_what_was_said(
    client: AsyncEngineClient, engine: TinyEngine
) -> None:
    engine.status = 500

    with pytest.raises(EngineUnavailable) as refusal:
        await client.send(CLAIRE, "ma carte 4970 1000 0000 0009", None, "turn-1")

    assert "4970" not in str(refusal.value)
