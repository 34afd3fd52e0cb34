"""The Chat API on a real database, in this process, in front of an engine of ten lines."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
import uvicorn

from chat.app import create_app
from chat.engine_client import EngineUnavailable
from chat.house import House, build
from chat.messages import BotMessage
from chat.server import Server
from support.callers import Caller
from support.charging.demo import load_demo
from support.composition import compose
from support.reading.choices import Choice
from support.settings import load_settings
from support.storage.migrate import upgrade

SECRET = "a secret of the tests, long enough"
CLAIRE, TOM = "drv_claire_morel", "drv_tom_girard"
SETTLED, BLOCKED = Choice("settled:yes", "C'est réglé"), Choice("settled:no", "Toujours bloqué")


@dataclass
class FakeEngine:
    """Repeats what it is told, with two choices.

    `down` refuses, `hold` keeps an answer back until it is set, `mute` has nothing to say; `fails` are raised one
    after the other first.
    """

    down: EngineUnavailable | None = None
    hold: asyncio.Event | None = None
    mute: bool = False
    fails: list[EngineUnavailable] = field(default_factory=list)
    received: list[tuple[str, str | None]] = field(default_factory=list)
    turn_ids: list[str] = field(default_factory=list)
    callers: list[Caller] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    async def open(self, caller: Caller, turn_id: str) -> list[BotMessage]:
        return await self.send(caller, "<open>", None, turn_id)

    async def send(self, caller: Caller, text: str, choice: str | None, turn_id: str) -> list[BotMessage]:
        self.received.append((text, choice))
        self.turn_ids.append(turn_id)
        self.callers.append(caller)
        if self.hold is not None:
            await self.hold.wait()
        if self.fails:
            raise self.fails.pop(0)
        if self.down is not None:
            raise self.down
        if self.mute:
            return []
        return [BotMessage(f"Vous avez dit : {text}", choices=(SETTLED, BLOCKED))]

    async def forget(self, conversation_id: str) -> None:
        if self.down is not None:
            raise self.down
        self.forgotten.append(conversation_id)

    async def close(self) -> None:
        """Nothing is open."""


@dataclass
class Client:
    """Somebody at the API: his requests, with his token."""

    http: httpx.AsyncClient
    house: House
    engine: FakeEngine
    token: str | None = None
    id: str = ""

    async def open(self, **body: Any) -> httpx.Response:
        answer = await self.post("/v1/conversations", {"channel": "web", **body})
        if answer.is_success:
            self.id = answer.json()["conversation"]["id"]
            self.token = answer.json().get("token", self.token)
        return answer

    async def post(self, path: str, body: Any = None) -> httpx.Response:
        return await self.http.post(path, json=body, headers=self.headers)

    async def get(self, path: str, **headers: str) -> httpx.Response:
        return await self.http.get(path, headers={**self.headers, **headers})

    async def say(self, text: str | None = None, client_id: str | None = None, **body: Any) -> httpx.Response:
        said = {"client_id": client_id or uuid4().hex, **({"text": text} if text is not None else {}), **body}
        return await self.post(f"/v1/conversations/{self.id}/messages", said)

    async def history(self, after: int = 0, limit: int = 200) -> list[dict[str, Any]]:
        answer = await self.get(f"/v1/conversations/{self.id}/messages?after={after}&limit={limit}")
        found: list[dict[str, Any]] = answer.json()["messages"]
        return found

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"} if self.token else {}

    def another(self, token: str | None = None) -> "Client":
        return Client(self.http, self.house, self.engine, token)

    def as_driver(self, driver_id: str) -> "Client":
        return self.another(self.house.tokens.mint_demo(driver_id, timedelta(minutes=5))[0])

    async def settled(self, count: int) -> list[dict[str, Any]]:
        """The history, once it has `count` messages."""
        async with asyncio.timeout(20):
            while len(found := await self.history()) < count:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
        return found


@pytest.fixture
def url(tmp_path: Path) -> str:
    made = f"sqlite:///{tmp_path / 'chat.db'}"
    upgrade(made)
    return made


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


def make_house(url: str, engine: FakeEngine, **settings: Any) -> House:
    chosen = {
        "database_url": url,
        "chat_secret": SECRET,
        "app_token_secret": SECRET[::-1],
        "demo_pages": True,
        "photos_dir": Path(url.removeprefix("sqlite:///")).parent / "photos",
        "messages_per_minute": 1000,
        "requests_per_minute": 100_000,
        "address_requests_per_minute": 100_000,
        **settings,
    }
    return build(compose(load_settings(**chosen)), engine)


@asynccontextmanager
async def serving(house: House, engine: FakeEngine) -> AsyncIterator[Client]:
    app = create_app(house)
    async with app.router.lifespan_context(app):
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://chat") as http:
            yield Client(http, house, engine)
    house.support.database.dispose()


@pytest.fixture
async def visitor(url: str, engine: FakeEngine) -> AsyncIterator[Client]:
    """A visitor who has not opened the chat yet."""
    house = make_house(url, engine)
    load_demo(house.support.database, datetime.now(UTC))
    async with serving(house, engine) as client:
        yield client


@asynccontextmanager
async def listening(house: House) -> AsyncIterator[tuple[Server, str]]:
    """A real server on a free port of this machine, and its address."""
    config = uvicorn.Config(create_app(house), port=0, log_config=None, timeout_graceful_shutdown=5)
    server = Server(config, house)
    task = asyncio.create_task(server.serve())
    try:
        async with asyncio.timeout(10):
            while not server.started:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        yield server, f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.stop()
        await task
        house.support.database.dispose()


def texts(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Who said what."""
    return [
        (one["author"], "\n".join(block["text"] for block in one["blocks"] if block["type"] == "text"))
        for one in messages
    ]
