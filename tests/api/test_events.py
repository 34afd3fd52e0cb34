"""The events: replayed from the last one seen, each message once, until the token expires or the server stops."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlalchemy import update
from sse_starlette import ServerSentEvent

from chat.fanout import LOOK, MESSAGE, MOST_WAITING, STATE, InProcess, Signal
from chat.identity import Identity
from chat.streams import EventStream
from support.clock import utc_now
from support.storage.conversation_tables import ConversationRow, MessageAuthor, MessageRow, Speaker
from support.turns.model import NewMessage
from tests.api.conftest import CLAIRE, Client, FakeEngine, listening, make_house, texts

SOON_S = 10.0


async def lines_of(url: str, path: str, headers: dict[str, str], lines: list[str]) -> None:
    async with (
        httpx.AsyncClient(base_url=url, timeout=SOON_S) as http,
        http.stream("GET", path, headers=headers) as stream,
    ):
        async for line in stream.aiter_lines():
            lines.append(line)


def shown(lines: list[str]) -> list[int]:
    """The positions of the messages, as they came."""
    return [int(line.removeprefix("id: ")) for line in lines if line.startswith("id: ")]


async def until(condition: Any) -> None:
    async with asyncio.timeout(SOON_S):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


@asynccontextmanager
async def live(url: str, engine: FakeEngine, **settings: Any) -> AsyncIterator[tuple[Any, Client]]:
    """A real server, and a visitor who has opened the chat."""
    house = make_house(url, engine, **settings)
    async with listening(house) as (server, address), httpx.AsyncClient(base_url=address) as http:
        client = Client(http, house, engine)
        await client.open()
        await client.settled(1)
        yield server, client


async def test_what_was_missed_is_replayed_and_then_what_happens_comes(url: str, engine: FakeEngine) -> None:
    async with live(url, engine) as (_, client):
        lines: list[str] = []
        path, address = f"/v1/conversations/{client.id}/events", str(client.http.base_url)
        task = asyncio.create_task(lines_of(address, path, client.headers, lines))
        await until(lambda: shown(lines) == [1])

        await client.say("bonjour", client_id="client-0001")

        await until(lambda: shown(lines) == [1, 2, 3] and "event: typing" in lines[-6:])
        events = [line.removeprefix("event: ") for line in lines if line.startswith("event: ")]
        assert events[:2] == ["state", "message"]
        assert events[2:] == ["message", "delivered", "typing", "message", "typing"]
        delivered = next(line for line in lines if "client-0001" in line and 'position":2}' in line)
        assert json.loads(delivered.removeprefix("data: ")) == {"client_id": "client-0001", "position": 2}
        task.cancel()


@pytest.mark.parametrize(
    ("headers", "query", "positions"),
    [({"Last-Event-ID": "2"}, "", [3]), ({}, "?after=1", [2, 3]), ({"Last-Event-ID": "x"}, "?after=2", [3])],
)
async def test_a_reconnection_replays_from_the_last_event_seen(
    url: str, engine: FakeEngine, headers: dict[str, str], query: str, positions: list[int]
) -> None:
    async with live(url, engine) as (_, client):
        await client.say("bonjour")
        await client.settled(3)
        lines: list[str] = []
        path = f"/v1/conversations/{client.id}/events{query}"
        listener = lines_of(str(client.http.base_url), path, {**client.headers, **headers}, lines)

        task = asyncio.create_task(listener)

        await until(lambda: shown(lines)[-1:] == [3])
        assert shown(lines) == positions
        task.cancel()


async def test_a_server_that_stops_finishes_its_turns_and_tells_its_listeners_to_come_back(
    url: str, engine: FakeEngine
) -> None:
    lines: list[str] = []
    async with live(url, engine) as (server, client):
        path = f"/v1/conversations/{client.id}/events"
        task = asyncio.create_task(lines_of(str(client.http.base_url), path, client.headers, lines))
        await until(lambda: shown(lines) == [1])
        engine.hold = asyncio.Event()
        await client.say("bonjour")
        await until(lambda: len(engine.received) == 2)

        server.stop()
        await task
        engine.hold.set()

    assert "retry: 2000" in lines
    house = make_house(url, engine)
    assert [one.text for one in house.support.messages.transcript(client.id)][-1] == "Vous avez dit : bonjour"
    house.support.database.dispose()


# --- The stream itself ---------------------------------------------------------------------------------------------


def stream_of(client: Client, check_every_s: float = SOON_S) -> EventStream:
    house = client.house
    return EventStream(house.visits, house.support.messages, house.fanout, utc_now, check_every_s)


def identity_of(client: Client, seconds: float = 60.0) -> Identity:
    return Identity(None, client.id, utc_now() + timedelta(seconds=seconds))


async def first(
    stream: EventStream, client: Client, wanted: int, seconds: float = 60.0, after: int = 0
) -> list[ServerSentEvent]:
    found: list[ServerSentEvent] = []
    async with (
        asyncio.timeout(SOON_S),
        aclosing(stream.events(identity_of(client, seconds), client.id, after)) as events,
    ):
        async for event in events:
            found.append(event)
            if len(found) == wanted:
                break
    return found


async def test_the_stream_says_that_the_token_expired_and_ends(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)

    events = await first(stream_of(visitor), visitor, wanted=99, seconds=0.2)

    assert events[-1].event == "expired"
    assert events[-1].data == '{"reason":"token_expired"}'


async def test_the_stream_of_an_erased_conversation_ends(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    ended = asyncio.create_task(first(stream_of(visitor), visitor, wanted=99))
    await until(lambda: visitor.house.fanout.listeners.total() == 1)

    await visitor.http.delete(f"/v1/conversations/{visitor.id}", headers=visitor.headers)

    assert (await ended)[-1].data == '{"reason":"conversation_erased"}'


async def test_a_signal_that_was_lost_is_made_good_by_the_log(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    await visitor.house.answering.stop(0)
    collecting = asyncio.create_task(first(stream_of(visitor, check_every_s=0.05), visitor, wanted=3))
    await until(lambda: visitor.house.fanout.listeners.total() == 1)

    await visitor.house.book.take(visitor.id, None, NewMessage("client-0001", "bonjour"))

    assert [event.id for event in await collecting] == [None, "1", "2"]


def hand_over(client: Client, speaker: Speaker) -> None:
    """Somebody else takes the conversation, in another process that tells nobody."""
    with client.house.support.database.transaction() as session:
        session.execute(update(ConversationRow).values(speaker=speaker))


def say_as_a_person(client: Client, text: str, position: int) -> None:
    """An adviser's message, written by another process."""
    with client.house.support.database.transaction() as session:
        session.add(
            MessageRow(
                conversation_id=client.id,
                position=position,
                author=MessageAuthor.ADVISER,
                text=text,
                created_at=client.house.support.clock(),
            )
        )


def states(events: list[ServerSentEvent]) -> list[str]:
    """Who speaks, as it was told."""
    return [json.loads(str(one.data))["speaker"] for one in events if one.event == "state"]


async def test_who_speaks_is_told_when_it_changes_even_without_a_signal(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    collecting = asyncio.create_task(first(stream_of(visitor, check_every_s=0.05), visitor, wanted=3))
    await until(lambda: visitor.house.fanout.listeners.total() == 1)

    hand_over(visitor, Speaker.QUEUE)

    assert states(await collecting) == ["bot", "queue"]


async def test_who_speaks_is_told_before_what_a_person_says(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    async with (
        asyncio.timeout(SOON_S),
        aclosing(stream_of(visitor).events(identity_of(visitor), visitor.id, 1)) as events,
    ):
        begun = [await anext(events)]
        await visitor.house.fanout.publish(visitor.id, Signal("typing", {"active": True}))
        begun.append(await anext(events))
        hand_over(visitor, Speaker.ADVISER)
        said = "Bonjour, je suis Nadia."
        say_as_a_person(visitor, said, position=2)
        await visitor.house.fanout.publish(visitor.id, Signal(MESSAGE, {"position": 2, "author": "adviser"}))

        begun += [await anext(events) for _ in range(2)]

    assert [one.event for one in begun] == ["state", "typing", "state", "message"]
    assert states(begun) == ["bot", "adviser"]
    assert said in str(begun[-1].data)


async def test_who_speaks_is_not_told_again_while_it_does_not_change(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)

    events = await first(stream_of(visitor, check_every_s=0.02), visitor, wanted=9, seconds=0.3)

    assert states(events) == ["bot"]


async def test_a_listener_too_slow_for_the_signals_misses_no_message(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    await visitor.house.answering.stop(0)
    stream = stream_of(visitor)
    async with (
        asyncio.timeout(SOON_S),
        aclosing(stream.events(identity_of(visitor), visitor.id, 1)) as events,
    ):
        await anext(events)
        for _ in range(MOST_WAITING + 20):
            taken = await visitor.house.book.take(visitor.id, None, NewMessage(uuid4().hex, "bonjour"))
            signal = Signal(MESSAGE, {"position": taken.message.position})
            await visitor.house.fanout.publish(visitor.id, signal)

        positions = [int(str((await anext(events)).id)) for _ in range(MOST_WAITING + 20)]

    assert positions == list(range(2, MOST_WAITING + 22))


async def test_a_look_shows_no_message_twice(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    async with (
        asyncio.timeout(SOON_S),
        aclosing(stream_of(visitor).events(identity_of(visitor), visitor.id, 0)) as events,
    ):
        assert [(await anext(events)).event for _ in range(2)] == ["state", "message"]
        await visitor.house.fanout.publish(visitor.id, Signal(LOOK, {}), Signal("typing", {"active": True}))

        assert (await anext(events)).event == "typing"


async def test_who_left_is_not_told_any_more() -> None:
    fanout = InProcess()

    async with fanout.listening("conversation"):
        assert fanout.listeners.are_there("conversation")

    assert not fanout.listeners.are_there("conversation")
    assert fanout.listeners.total() == 0


async def test_too_many_streams_of_one_conversation_are_refused(url: str, engine: FakeEngine) -> None:
    async with live(url, engine, streams_per_conversation=1) as (_, client):
        lines: list[str] = []
        path = f"/v1/conversations/{client.id}/events"
        task = asyncio.create_task(lines_of(str(client.http.base_url), path, client.headers, lines))
        await until(lambda: shown(lines) == [1])

        refused = await client.get(path)

        assert (refused.status_code, refused.json()["code"]) == (429, "too_many_streams")
        task.cancel()


async def test_too_many_streams_in_all_are_refused_with_the_telephone(url: str, engine: FakeEngine) -> None:
    async with live(url, engine, streams_in_all=1) as (_, client):
        lines: list[str] = []
        path = f"/v1/conversations/{client.id}/events"
        task = asyncio.create_task(lines_of(str(client.http.base_url), path, client.headers, lines))
        await until(lambda: shown(lines) == [1])
        another = client.another()
        await another.open()

        refused = await another.get(f"/v1/conversations/{another.id}/events")

        assert (refused.status_code, refused.json()["code"]) == (503, "crowded")
        assert "01 76 40 12 80" in refused.json()["detail"]
        task.cancel()


async def test_a_driver_who_comes_back_is_answered_what_a_dead_process_left(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    taken = await visitor.house.book.take(visitor.id, None, NewMessage("client-0001", "bonjour"))
    assert taken.turn is not None
    await visitor.house.book.fail(taken.turn, lambda _: ("désolé", []), was_sent=False)

    visitor.house.answering.look(visitor.id)

    assert texts(await visitor.settled(4))[-1] == ("bot", "Vous avez dit : bonjour")


async def test_who_listens_is_told_that_another_conversation_took_the_place_of_his(visitor: Client) -> None:
    claire = visitor.as_driver(CLAIRE)
    await claire.open()
    await claire.settled(1)
    first_id = claire.id
    session = visitor.house.support.charging.recent_sessions(CLAIRE)[0].id
    async with visitor.house.fanout.listening(first_id) as subscription:
        await claire.open(context={"session_id": session})

        # The end of the greeting may still be told.
        while (signal := await subscription.get(SOON_S)) is not None and signal.kind != STATE:
            pass

    assert signal is not None
    assert (signal.kind, signal.data["id"], signal.data["closed"]) == (STATE, first_id, True)
