"""The events of one listener: what he missed, then what happens, until his token expires or the house closes."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Mapping
from typing import Any

from sse_starlette import ServerSentEvent

from chat.fanout import CLOSING, GONE, LOOK, MESSAGE, STATE, TYPING, Fanout, Signal, Subscription
from chat.identity import Identity
from chat.wire import conversation_json, message_json
from support.clock import Clock
from support.conversations import MessageLog
from support.errors import SupportError, UnknownConversation
from support.storage.conversation_tables import MessageAuthor
from support.visits import Visits

logger = logging.getLogger(__name__)

KEEP_ALIVE_S = 15.0
RETRY_MS = 2000
REPLAYED_AT_ONCE = 200

type State = tuple[str, bool]


class EventStream:
    """Yields the events of a conversation to one listener, each message once and in order.

    Who speaks is told first, and again as soon as it is seen to have changed, whoever changed it: at a signal, at a
    message of a person, or after `check_every_s` seconds without any.
    """

    def __init__(
        self,
        visits: Visits,
        log: MessageLog,
        fanout: Fanout,
        clock: Clock,
        check_every_s: float = KEEP_ALIVE_S,
    ) -> None:
        self._visits = visits
        self._log = log
        self._fanout = fanout
        self._clock = clock
        self._check_every_s = check_every_s

    async def events(
        self, identity: Identity, conversation_id: str, after: int
    ) -> AsyncIterator[ServerSentEvent]:
        """Events from the message behind position `after` on."""
        # Listening begins before the log is read, so that nothing falls between.
        async with self._fanout.listening(conversation_id) as subscription:
            try:
                async for event in self._follow(subscription, identity, conversation_id, after):
                    yield event
            except UnknownConversation:
                yield _event("expired", {"reason": "conversation_erased"})
            except SupportError as error:
                logger.error("a stream ended: %s", type(error).__name__)
                yield ServerSentEvent(retry=RETRY_MS)

    async def _follow(
        self, subscription: Subscription, identity: Identity, conversation_id: str, position: int
    ) -> AsyncIterator[ServerSentEvent]:
        behind = True
        told: State | None = None
        while True:
            if behind or subscription.behind:
                subscription.behind = False
                visit = await asyncio.to_thread(self._visits.view, conversation_id, identity.driver_id)
                shown = conversation_json(visit)
                if told != _state_in(shown):
                    yield _event(STATE, shown)
                if told is None and visit.answering:
                    yield _event(TYPING, {"by": "bot", "active": True})
                told = _state_in(shown)
                async for message in self._missed(conversation_id, position):
                    position = message["position"]
                    yield _message_event(message)
            left_s = (identity.expires_at - self._clock()).total_seconds()
            if left_s <= 0:
                yield _event("expired", {"reason": "token_expired"})
                return
            signal = await subscription.get(min(left_s, self._check_every_s))
            if signal is not None and signal.kind == CLOSING:
                yield ServerSentEvent(retry=RETRY_MS)
                return
            # Nothing for a while, or a gap: a signal may have been lost between processes. A person who speaks may
            # have begun to.
            behind = (
                signal is None
                or signal.kind == LOOK
                or _tells_of_a_gap(signal, position)
                or _tells_of_a_person(signal)
            )
            if signal is not None and not behind and (event := _event_of(signal, conversation_id, position)):
                position = signal.data.get("position", position) if signal.kind == MESSAGE else position
                told = _state_in(signal.data) if signal.kind == STATE else told
                yield event
                # The event leaves before the next one is prepared.
                await asyncio.sleep(0)

    async def _missed(self, conversation_id: str, after: int) -> AsyncIterator[dict[str, Any]]:
        while True:
            found = await asyncio.to_thread(self._log.following, conversation_id, after, REPLAYED_AT_ONCE)
            for message in found:
                yield message_json(message)
            if len(found) < REPLAYED_AT_ONCE:
                return
            after = found[-1].position


def _state_in(conversation: Mapping[str, Any]) -> State:
    return conversation["speaker"], conversation["closed"]


def _tells_of_a_person(signal: Signal) -> bool:
    return signal.kind == MESSAGE and signal.data.get("author") in (
        MessageAuthor.ADVISER,
        MessageAuthor.SYSTEM,
    )


def _tells_of_a_gap(signal: Signal, position: int) -> bool:
    return signal.kind == MESSAGE and signal.data["position"] > position + 1


def _event_of(signal: Signal, conversation_id: str, position: int) -> ServerSentEvent | None:
    """What a signal shows to who has seen the messages up to `position`; None for a message he has seen."""
    if signal.kind == GONE:
        raise UnknownConversation(conversation_id)
    if signal.kind == MESSAGE:
        return _message_event(signal.data) if signal.data["position"] > position else None
    return _event(signal.kind, signal.data)


def _message_event(message: Mapping[str, Any]) -> ServerSentEvent:
    return _event(MESSAGE, message, id=str(message["position"]))


def _event(kind: str, data: Mapping[str, Any], id: str | None = None) -> ServerSentEvent:
    return ServerSentEvent(
        data=json.dumps(data, ensure_ascii=False, separators=(",", ":")), event=kind, id=id
    )
