"""Any order of sends, resends, drops and reconnections leaves the same log and shows each message once."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from chat.app import create_app
from chat.engine_client import EngineUnavailable
from chat.identity import Identity
from support.storage.migrate import upgrade
from tests.api.conftest import Client, FakeEngine, make_house
from tests.api.test_events import identity_of, stream_of


class Tab:
    """One listener: the positions it was shown, over all of its connections."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.shown: list[int] = []
        self._task: asyncio.Task[None] | None = None

    def connect(self) -> None:
        self._task = asyncio.create_task(self._listen(identity_of(self._client)))

    async def drop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
            self._task = None

    async def _listen(self, identity: Identity) -> None:
        after = max(self.shown, default=0)
        async for event in stream_of(self._client).events(identity, self._client.id, after):
            if event.event == "message":
                self.shown.append(int(str(event.id)))


class Chat(RuleBasedStateMachine):
    """A driver with two tabs on a bad network, in front of an engine that comes and goes."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = TemporaryDirectory()
        url = f"sqlite:///{Path(self.folder.name) / 'chat.db'}"
        upgrade(url)
        self.engine = FakeEngine()
        self.said: dict[str, str] = {}
        self._run(self._open(url))

    async def _open(self, url: str) -> None:
        house = make_house(url, self.engine, openings_per_minute=1000, address_requests_per_minute=100_000)
        transport = httpx.ASGITransport(create_app(house))
        self.client = Client(
            httpx.AsyncClient(transport=transport, base_url="http://chat"), house, self.engine
        )
        await self.client.open()
        self.tabs = [Tab(self.client), Tab(self.client)]

    def _run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    @rule(words=st.text(st.characters(codec="utf-8"), min_size=1, max_size=20))
    def send(self, words: str) -> None:
        client_id = f"client-{len(self.said):04d}"
        answer = self._run(self.client.say(f"{client_id} {words}", client_id=client_id))
        assert (answer.status_code, answer.json()["duplicate"]) == (202, False)
        self.said[client_id] = answer.json()["message"]

    @precondition(lambda self: self.said)
    @rule(data=st.data())
    def resend(self, data: st.DataObject) -> None:
        client_id = data.draw(st.sampled_from(sorted(self.said)))
        answer = self._run(self.client.say("another text", client_id=client_id))
        assert answer.json() == {"message": self.said[client_id], "duplicate": True}

    @rule(tab=st.integers(0, 1))
    def reconnect(self, tab: int) -> None:
        async def again() -> None:
            await self.tabs[tab].drop()
            self.tabs[tab].connect()
            self.client.house.answering.look(self.client.id)

        self._run(again())

    @rule(tab=st.integers(0, 1))
    def drop(self, tab: int) -> None:
        self._run(self.tabs[tab].drop())

    @rule()
    def time_passes(self) -> None:
        self._run(asyncio.sleep(0.01))

    @rule()
    def engine_breaks(self) -> None:
        self.engine.down = EngineUnavailable("ConnectError", was_sent=False)

    @rule()
    def engine_is_back(self) -> None:
        self.engine.down = None

    @invariant()
    def no_tab_was_shown_a_message_twice_or_out_of_order(self) -> None:
        for tab in self.tabs:
            assert tab.shown == list(range(1, len(tab.shown) + 1))

    def teardown(self) -> None:
        try:
            self._run(self._settle())
        finally:
            self.client.house.support.database.dispose()
            self.loop.close()
            self.folder.cleanup()

    async def _settle(self) -> None:
        """In the end, the engine up and both tabs connected: everything was answered once, and shown."""
        self.engine.down = None
        for tab in self.tabs:
            await tab.drop()
            tab.connect()
        async with asyncio.timeout(20):
            while self._is_unsettled(log := await self.client.history()):
                self.client.house.answering.look(self.client.id)
                await asyncio.sleep(0.02)
        drivers = [one for one in log if one["author"] == "driver"]
        heard = [line for text, _ in self._answered(log) for line in text]
        assert drivers == list(self.said.values())
        assert [one["position"] for one in log] == list(range(1, len(log) + 1))
        assert sorted(heard) == sorted(self.said)
        for tab in self.tabs:
            await tab.drop()
        await self.client.house.answering.stop(5)
        await self.client.http.aclose()

    def _is_unsettled(self, log: list[dict[str, Any]]) -> bool:
        unheard = set(self.said) - {line for text, _ in self._answered(log) for line in text}
        return bool(unheard) or any(len(tab.shown) < len(log) for tab in self.tabs)

    def _answered(self, log: list[dict[str, Any]]) -> list[tuple[list[str], int]]:
        """The client ids that each answer of the engine repeats, and its position."""
        found = []
        for one in log:
            text = one["blocks"][0]["text"]
            if one["author"] == "bot" and text.startswith("Vous avez dit : client-"):
                ids = [part[:4] for part in text.split("client-")[1:]]
                found.append(([f"client-{number}" for number in ids], one["position"]))
        return found


Chat.TestCase.settings = settings(
    max_examples=15, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestAnyOrderOfSendsAndDrops = Chat.TestCase
