"""How much may be asked: counted over the last minute whenever it began, by all processes together."""

import time
from typing import Any
from uuid import uuid4

import pytest

from chat.allowance import Allowance
from chat.problems import Problem
from support.settings import load_settings
from tests.api.conftest import FakeEngine, make_house, serving
from tests.api.test_redis import NOBODY_LISTENS, URL, needs_redis


def allowance(**settings: Any) -> Allowance:
    return Allowance(load_settings(messages_per_minute=4, **settings))


async def taken(counting: Allowance, tries: int, who: str = "conversation-1") -> int:
    """How many of so many messages are let through."""
    passed = 0
    for _ in range(tries):
        try:
            await counting.message(who)
        except Problem:
            continue
        passed += 1
    return passed


class Moment:
    """The time of day, at the beginning of a minute, moved by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now = time.time() // 60 * 60
        monkeypatch.setattr(time, "time", lambda: self.now)


async def test_no_more_pass_at_the_turn_of_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    moment, counting = Moment(monkeypatch), allowance()
    assert await taken(counting, 1) == 1
    moment.now += 58
    assert await taken(counting, 4) == 3

    moment.now += 4

    assert await taken(counting, 4) == 1


async def test_the_time_to_wait_is_until_there_is_room_again(monkeypatch: pytest.MonkeyPatch) -> None:
    moment, counting = Moment(monkeypatch), allowance()
    await taken(counting, 1)
    moment.now += 20
    await taken(counting, 3)

    with pytest.raises(Problem) as refusal:
        await counting.message("conversation-1")

    assert refusal.value.headers["Retry-After"] == "40"
    moment.now += 40.5
    assert await taken(counting, 2) == 1


async def test_each_is_counted_by_himself() -> None:
    counting = allowance()
    await taken(counting, 4)

    assert await taken(counting, 4, who="conversation-2") == 4


@needs_redis
async def test_two_processes_count_together() -> None:
    here, there = allowance(redis_url=URL), allowance(redis_url=URL)
    who = uuid4().hex

    passed = [await taken(one, 2, who) for one in (here, there, here)]

    assert passed == [2, 2, 0]


async def test_without_redis_each_process_counts_its_own(caplog: pytest.LogCaptureFixture) -> None:
    counting = allowance(redis_url=NOBODY_LISTENS)

    assert await taken(counting, 6) == 4
    assert caplog.text.count("counts its own") == 1


async def test_without_redis_the_chat_opens(url: str, engine: FakeEngine) -> None:
    async with serving(make_house(url, engine, redis_url=NOBODY_LISTENS), engine) as client:
        assert (await client.open()).status_code == 201
