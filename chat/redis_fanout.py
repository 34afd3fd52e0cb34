"""The fan-out of several processes, through Redis: each passes on what it publishes and hears the others."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from chat.fanout import LOOK, Listeners, Signal, Subscription

logger = logging.getLogger(__name__)

CHANNEL = "bump:chat:"
TIMEOUT_S = 2.0
COMES_BACK_WITHIN_S = 2.0
_ALIVE = f"{CHANNEL}alive"


class ThroughRedis:
    """A `Fanout` on Redis pub/sub.

    Listeners of this process are told at once. When Redis does not answer, the others are told late: they read the
    log again by themselves. A publication takes `TIMEOUT_S` seconds at most and is not repeated.
    """

    def __init__(self, url: str) -> None:
        self.listeners = Listeners()
        self._me = uuid4().hex
        self._redis: Redis = Redis.from_url(
            url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S, health_check_interval=15
        )
        self._hearing: PubSub = self._redis.pubsub()
        self._is_heard = False
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to hear the others."""
        self._task = asyncio.create_task(self._hear())

    async def stop(self) -> None:
        """Hear no more."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task
        with suppress(RedisError, OSError):
            await self._hearing.aclose()  # type: ignore[no-untyped-call]
            await self._redis.aclose()

    async def publish(self, conversation_id: str, *signals: Signal) -> None:
        """Give signals to the listeners of every process."""
        self.listeners.tell(conversation_id, signals)
        told = json.dumps([self._me, [[one.kind, one.data] for one in signals]])
        try:
            await self._redis.publish(CHANNEL + conversation_id, told)
        except (RedisError, OSError, TimeoutError) as error:
            logger.error("the other processes were not told: %s", type(error).__name__)

    @asynccontextmanager
    async def listening(self, conversation_id: str) -> AsyncIterator[Subscription]:
        """Listen to a conversation during the block."""
        subscription = self.listeners.add(conversation_id)
        try:
            await self._follow(conversation_id)
            yield subscription
        finally:
            self.listeners.remove(conversation_id, subscription)
            if not self.listeners.are_there(conversation_id):
                await self._follow_no_more(conversation_id)

    async def _follow(self, conversation_id: str) -> None:
        # Two tasks that connect at once each open a connection, and what one of them subscribed to is never read: so
        # `_hear` alone connects, and then subscribes to all who listen.
        if not self._is_heard:
            return
        try:
            await self._hearing.subscribe(CHANNEL + conversation_id)
        except (RedisError, OSError, TimeoutError) as error:
            logger.error("the other processes are not heard: %s", type(error).__name__)

    async def _follow_no_more(self, conversation_id: str) -> None:
        if self._is_heard:
            with suppress(RedisError, OSError, TimeoutError):
                await self._hearing.unsubscribe(CHANNEL + conversation_id)

    async def _hear(self) -> None:
        """Pass on what the others publish, for ever; after a cut everybody reads the log again."""
        while True:
            try:
                await self._hearing.connect()  # type: ignore[no-untyped-call]
                self._is_heard = True
                wanted = [CHANNEL + one for one in self.listeners.conversations()]
                await self._hearing.subscribe(_ALIVE, *wanted)
                self.listeners.look()
                while True:
                    message = await self._hearing.get_message(timeout=TIMEOUT_S)
                    if message is not None:
                        self._pass_on(message)
            except (RedisError, OSError, TimeoutError) as error:
                self._is_heard = False
                logger.error("the other processes are not heard: %s", type(error).__name__)
                await asyncio.sleep(COMES_BACK_WITHIN_S)

    def _pass_on(self, message: dict[str, Any]) -> None:
        conversation_id = message["channel"].decode().removeprefix(CHANNEL)
        if message["type"] == "subscribe":
            # What was published before Redis knew that we listen did not come here.
            self.listeners.tell(conversation_id, [Signal(LOOK, {})])
        if message["type"] != "message":
            return
        try:
            sender, told = json.loads(message["data"])
            signals = [Signal(str(kind), dict(data)) for kind, data in told]
        except (ValueError, TypeError):
            logger.error("what another process told cannot be read")
            return
        if sender != self._me:
            self.listeners.tell(conversation_id, signals)
