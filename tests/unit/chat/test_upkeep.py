import asyncio
from typing import cast

from chat.upkeep import Upkeep
from support.errors import StorageUnavailable
from support.retention import Retention


class FakeRetention:
    """Does what it is told, one outcome after the other, then has nothing left to remove."""

    def __init__(self, *outcomes: int | Exception) -> None:
        self.outcomes = list(outcomes)
        self.done = asyncio.Event()
        self.loop = asyncio.get_running_loop()

    def apply(self) -> int:
        if not self.outcomes:
            self.loop.call_soon_threadsafe(self.done.set)
            return 0
        outcome = self.outcomes.pop(0)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome


async def until_done(retention: FakeRetention, every_s: float) -> None:
    running = asyncio.create_task(Upkeep(cast(Retention, retention), every_s=every_s).run())
    try:
        async with asyncio.timeout(10):
            await retention.done.wait()
    finally:
        running.cancel()


async def test_portions_are_removed_until_none_is_left_without_waiting_for_the_next_hour() -> None:
    retention = FakeRetention(100, 3)

    await until_done(retention, every_s=3600)

    assert retention.outcomes == []


async def test_it_goes_on_after_a_failure() -> None:
    retention = FakeRetention(StorageUnavailable("down"), ValueError("unforeseen"))

    await until_done(retention, every_s=0.01)

    assert retention.outcomes == []
