"""Who is listening to a conversation, and the signals that reach him as things happen.

A signal tells; the log of messages decides. Who missed some, or was too slow to take them, reads the log again.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, Protocol

MOST_WAITING = 256

MESSAGE = "message"
TYPING = "typing"
DELIVERED = "delivered"
STATE = "state"
GONE = "gone"
CLOSING = "closing"
LOOK = "look"


@dataclass(frozen=True, slots=True)
class Signal:
    """`kind` is one of the words above; `data` is JSON. `LOOK`: read the log, something may have been missed."""

    kind: str
    data: Mapping[str, Any]


class Subscription:
    """The signals of one listener, in order. `behind` is set when some were dropped."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[Signal] = asyncio.Queue(MOST_WAITING)
        self.behind = False

    def put(self, signal: Signal) -> None:
        """Give a signal; what finds no room is dropped."""
        try:
            self._queue.put_nowait(signal)
        except asyncio.QueueFull:
            self.behind = True

    async def get(self, timeout_s: float) -> Signal | None:
        """The next signal; None when there is none within `timeout_s` seconds."""
        try:
            return self._queue.get_nowait()
        except asyncio.QueueEmpty:
            pass
        try:
            async with asyncio.timeout(timeout_s):
                return await self._queue.get()
        except TimeoutError:
            return None


class Listeners:
    """The listeners of this process."""

    def __init__(self) -> None:
        self._by_conversation: dict[str, set[Subscription]] = {}
        self.closing = False

    def add(self, conversation_id: str) -> Subscription:
        """A new listener."""
        subscription = Subscription()
        self._by_conversation.setdefault(conversation_id, set()).add(subscription)
        if self.closing:
            subscription.put(Signal(CLOSING, {}))
        return subscription

    def remove(self, conversation_id: str, subscription: Subscription) -> None:
        """A listener left."""
        listening = self._by_conversation.get(conversation_id, set())
        listening.discard(subscription)
        if not listening:
            self._by_conversation.pop(conversation_id, None)

    def tell(self, conversation_id: str, signals: Iterable[Signal]) -> None:
        """Give signals to whoever listens to a conversation here."""
        listening = tuple(self._by_conversation.get(conversation_id, ()))
        for signal in signals:
            for subscription in listening:
                subscription.put(signal)

    def are_there(self, conversation_id: str) -> bool:
        """Whether somebody listens to a conversation here."""
        return conversation_id in self._by_conversation

    def count(self, conversation_id: str) -> int:
        """How many listen to a conversation here."""
        return len(self._by_conversation.get(conversation_id, ()))

    def total(self) -> int:
        """How many listen here in all."""
        return sum(len(listening) for listening in self._by_conversation.values())

    def conversations(self) -> list[str]:
        """The conversations that somebody listens to here."""
        return list(self._by_conversation)

    def look(self) -> None:
        """Signals may have been lost on their way here: everybody is to read the log again."""
        for conversation_id in self.conversations():
            self.tell(conversation_id, [Signal(LOOK, {})])

    def close(self) -> None:
        """Ask everybody to come back later."""
        self.closing = True
        for conversation_id in self.conversations():
            self.tell(conversation_id, [Signal(CLOSING, {})])


class Fanout(Protocol):
    """Carries signals to the listeners of every process."""

    listeners: Listeners

    async def start(self) -> None: ...

    async def publish(self, conversation_id: str, *signals: Signal) -> None: ...

    def listening(self, conversation_id: str) -> AbstractAsyncContextManager[Subscription]: ...

    async def stop(self) -> None: ...


class InProcess:
    """The fan-out of a single process."""

    def __init__(self) -> None:
        self.listeners = Listeners()

    async def start(self) -> None:
        """Nothing is to be started."""

    async def publish(self, conversation_id: str, *signals: Signal) -> None:
        """Give signals to the listeners."""
        self.listeners.tell(conversation_id, signals)

    @asynccontextmanager
    async def listening(self, conversation_id: str) -> AsyncIterator[Subscription]:
        """Listen to a conversation during the block."""
        subscription = self.listeners.add(conversation_id)
        try:
            yield subscription
        finally:
            self.listeners.remove(conversation_id, subscription)

    async def stop(self) -> None:
        """Nothing is to be stopped."""
