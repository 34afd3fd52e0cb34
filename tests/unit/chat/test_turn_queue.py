import asyncio
import threading
from typing import cast

import pytest

from chat.turn_queue import TurnQueue
from support.errors import StorageUnavailable
from support.turns.book import TurnBook
from support.turns.model import Begun


class SlowBook:
    """A book whose database hangs until it is let go; knows in which threads it was asked."""

    def __init__(self) -> None:
        self.let_go = threading.Event()
        self.threads: set[int] = set()
        self.entered = threading.Semaphore(0)

    def begin(self, _conversation_id: str) -> Begun:
        self.threads.add(threading.get_ident())
        self.entered.release()
        self.let_go.wait(10)
        return Begun(None)

    async def is_asked(self, times: int) -> None:
        for _ in range(times):
            assert await asyncio.to_thread(self.entered.acquire, timeout=10)


def queue_of(book: SlowBook, *, one_writer: bool, patience_s: float = 10.0) -> TurnQueue:
    return TurnQueue(cast(TurnBook, book), one_writer=one_writer, patience_s=patience_s)


@pytest.mark.parametrize(("one_writer", "threads"), [(True, 1), (False, 3)])
async def test_a_file_is_written_by_one_thread_and_a_server_by_several(
    one_writer: bool, threads: int
) -> None:
    book = SlowBook()
    queue = queue_of(book, one_writer=one_writer)

    asked = [asyncio.create_task(queue.begin(f"c-{number}")) for number in range(3)]
    await book.is_asked(threads)
    book.let_go.set()
    await asyncio.gather(*asked)

    queue.close()
    assert len(book.threads) == threads


async def test_who_waited_too_long_behind_another_is_told_that_the_database_does_not_answer() -> None:
    book = SlowBook()
    queue = queue_of(book, one_writer=True, patience_s=2.0)
    first = asyncio.create_task(queue.begin("c-1"))
    await book.is_asked(1)
    second = asyncio.create_task(queue.begin("c-2"))
    await asyncio.sleep(2.1)

    book.let_go.set()

    assert await first == Begun(None)
    with pytest.raises(StorageUnavailable):
        await second
    queue.close()
