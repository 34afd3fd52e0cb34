"""What is asked of the engine's channel, and what its refusals mean."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from chat.engine_client import AsyncEngineClient, EngineUnavailable
from support.callers import Caller

CLAIRE = Caller("conv-1", "drv_claire_morel", {"platform": "ios"})


@dataclass
class TinyEngine:
    """Answers each turn with `status` and `body`."""

    status: int = 200
    body: str = '{"messages": [{"text": "Bonjour."}]}'
    turns: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, request: web.Request) -> web.Response:
        self.turns.append(await request.json())
        return web.Response(status=self.status, text=self.body, content_type="application/json")


@pytest.fixture
def engine() -> TinyEngine:
    return TinyEngine()


@pytest.fixture
async def client(engine: TinyEngine) -> AsyncIterator[AsyncEngineClient]:
    app = web.Application()
    app.router.add_post("/turns", engine.take)
    async with TestServer(app) as server:
        opened = AsyncEngineClient(str(server.make_url("")).rstrip("/"), "s3cret", 10.0)
        yield opened
        await opened.close()


async def test_a_turn_carries_its_id_and_who_is_talking(
    client: AsyncEngineClient, engine: TinyEngine
) -> None:
    await client.send(CLAIRE, "C'est réglé", "settled:yes", "conv-1/4")

    assert engine.turns == [
        {
            "conversation_id": "conv-1",
            "caller": CLAIRE.as_metadata(),
            "text": "C'est réglé",
            "choice": "settled:yes",
            "turn_id": "conv-1/4",
        }
    ]


async def test_an_opening_carries_its_id(client: AsyncEngineClient, engine: TinyEngine) -> None:
    await client.open(CLAIRE, "conv-1/0")

    assert (engine.turns[0]["open"], engine.turns[0]["turn_id"]) == (True, "conv-1/0")


@pytest.mark.parametrize(
    ("body", "may_have_run"),
    [
        ('{"error": "turn_not_run"}', False),
        ('{"error": "turn_failed"}', True),
        ("[]", True),
        ("not JSON", True),
        ("", True),
    ],
)
async def test_a_refusal_tells_whether_the_turn_may_have_run(
    client: AsyncEngineClient, engine: TinyEngine, body: str, may_have_run: bool
) -> None:
    engine.status, engine.body = 503, body

    with pytest.raises(EngineUnavailable) as refusal:
        await client.send(CLAIRE, "bonjour", None, "conv-1/2")

    assert refusal.value.was_sent is may_have_run
