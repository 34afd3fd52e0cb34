"""Several processes through Redis: each hears the others, and an absent Redis loses no message."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import aclosing
from datetime import timedelta

import httpx
import pytest
import redis.asyncio

from chat.app import create_app
from chat.fanout import LOOK, MESSAGE, Signal, Subscription
from chat.identity import Identity
from chat.redis_fanout import CHANNEL, ThroughRedis
from support.clock import utc_now
from tests.api.conftest import CLAIRE, Client, FakeEngine, make_house

URL = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379/15")
NOBODY_LISTENS = "redis://127.0.0.1:9/0"
SOON_S = 10.0


def answers() -> bool:
    try:
        return bool(redis.Redis.from_url(URL, socket_connect_timeout=1).ping())
    except redis.RedisError:
        return False


needs_redis = pytest.mark.skipif(not answers(), reason="no Redis answers; TEST_REDIS_URL names one")


@pytest.fixture
async def two() -> AsyncIterator[tuple[ThroughRedis, ThroughRedis]]:
    first, second = ThroughRedis(URL), ThroughRedis(URL)
    await first.start()
    await second.start()
    yield first, second
    await first.stop()
    await second.stop()


@needs_redis
async def test_a_process_hears_what_another_tells(two: tuple[ThroughRedis, ThroughRedis]) -> None:
    here, there = two
    async with here.listening("conversation-1") as subscription:
        first = await subscription.get(SOON_S)
        assert first is not None
        assert first.kind == LOOK
        await followed("conversation-1")

        await there.publish("conversation-1", Signal(MESSAGE, {"position": 1}))
        await there.publish("conversation-2", Signal(MESSAGE, {"position": 2}))
        await here.publish("conversation-1", Signal(MESSAGE, {"position": 3}))

        positions = [await position_told(subscription) for _ in range(2)]
        nothing_more = await subscription.get(0.1)

    assert sorted(positions) == [1, 3]
    assert nothing_more is None or nothing_more.kind == LOOK


async def followed(conversation_id: str) -> None:
    """Return once Redis knows somebody who listens to it."""
    channel = (CHANNEL + conversation_id).encode()
    async with redis.asyncio.Redis.from_url(URL) as client, asyncio.timeout(SOON_S):
        while (channel, 0) in await client.pubsub_numsub(channel):  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def position_told(subscription: Subscription) -> int:
    """The position of the next message, whatever else is told before."""
    while (signal := await subscription.get(SOON_S)) is not None:
        if signal.kind == MESSAGE:
            return int(signal.data["position"])
    raise AssertionError("no message was told")


@needs_redis
async def test_who_listens_while_a_process_still_connects_hears_the_others() -> None:
    there = ThroughRedis(URL)
    heard = []

    for _ in range(10):
        here = ThroughRedis(URL)
        await here.start()
        await asyncio.sleep(0)
        async with here.listening("conversation-1") as subscription:
            await followed("conversation-1")
            await there.publish("conversation-1", Signal(MESSAGE, {"position": 1}))
            heard.append(await position_told(subscription))
        await here.stop()

    await there.stop()
    assert heard == [1] * 10


@needs_redis
async def test_who_left_is_told_nothing_by_redis(two: tuple[ThroughRedis, ThroughRedis]) -> None:
    here, there = two
    async with here.listening("conversation-1"):
        pass

    await there.publish("conversation-1", Signal(MESSAGE, {"position": 1}))

    assert here.listeners.total() == 0


@needs_redis
async def test_a_driver_sees_in_one_process_what_was_answered_in_another(url: str) -> None:
    engine = FakeEngine()
    here, there = (make_house(url, engine, redis_url=URL) for _ in range(2))
    apps = [create_app(house) for house in (here, there)]
    async with apps[0].router.lifespan_context(apps[0]), apps[1].router.lifespan_context(apps[1]):
        transport = httpx.ASGITransport(apps[1])
        async with httpx.AsyncClient(transport=transport, base_url="http://chat") as http:
            client = Client(http, there, engine).as_driver(CLAIRE)
            await client.open()
            await client.settled(1)
            identity = Identity(CLAIRE, None, utc_now() + timedelta(minutes=1))
            shown: list[int] = []
            async with (
                asyncio.timeout(SOON_S),
                aclosing(here.streams.events(identity, client.id, 1)) as events,
            ):
                await anext(events)
                await client.say("bonjour")
                while len(shown) < 2:
                    event = await anext(events)
                    shown += [int(str(event.id))] if event.event == "message" else []
    assert shown == [2, 3]
    here.support.database.dispose()
    there.support.database.dispose()


async def test_without_redis_the_driver_of_this_process_is_still_told(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fanout = ThroughRedis(NOBODY_LISTENS)
    await fanout.start()

    async with fanout.listening("conversation-1") as subscription:
        await fanout.publish("conversation-1", Signal(MESSAGE, {"position": 1}))
        heard = await subscription.get(SOON_S)

    await fanout.stop()
    assert heard == Signal(MESSAGE, {"position": 1})
    assert "not told" in caplog.text
