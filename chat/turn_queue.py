"""The turn book as the event loop asks it: in threads of its own, so that no picture or e-mail is waited for."""

import asyncio
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from support.errors import StorageUnavailable
from support.turns.book import TurnBook
from support.turns.model import Answered, Apology, Begun, Bubble, NewMessage, Taken, Turn

THREADS_TO_A_SERVER = 5


class TurnQueue:
    """Hands each call to a thread. What has waited `patience_s` seconds for one is `StorageUnavailable`.

    To a file that takes one writer at a time one thread takes the turns, so that they do not sleep for each other.
    """

    def __init__(self, book: TurnBook, *, one_writer: bool, patience_s: float) -> None:
        self._book = book
        self._threads = ThreadPoolExecutor(1 if one_writer else THREADS_TO_A_SERVER, "turns")
        self._patience_s = patience_s

    async def take(self, conversation_id: str, driver_id: str | None, new: NewMessage) -> Taken:
        """As `TurnBook.take`."""
        return await self._run(lambda: self._book.take(conversation_id, driver_id, new))

    async def begin(self, conversation_id: str) -> Begun:
        """As `TurnBook.begin`."""
        return await self._run(lambda: self._book.begin(conversation_id))

    async def finish(self, turn: Turn, bubbles: Sequence[Bubble]) -> Answered | None:
        """As `TurnBook.finish`."""
        return await self._run(lambda: self._book.finish(turn, bubbles))

    async def fail(
        self, turn: Turn, apologise: Apology, *, was_sent: bool, give_up: bool = False
    ) -> Answered | None:
        """As `TurnBook.fail`."""
        return await self._run(lambda: self._book.fail(turn, apologise, was_sent=was_sent, give_up=give_up))

    def close(self) -> None:
        """Let the threads end."""
        self._threads.shutdown(wait=False)

    async def _run[T](self, call: Callable[[], T]) -> T:
        asked_at = time.monotonic()

        def called() -> T:
            # When the database hangs, those behind are told together rather than one after the other.
            if time.monotonic() - asked_at > self._patience_s:
                raise StorageUnavailable("too much waits for the database")
            return call()

        return await asyncio.get_running_loop().run_in_executor(self._threads, called)
