"""A tracker store whose cost does not grow with the conversation.

Rasa's SQL store keeps every event and replays them all at every message. A turn needs the slots, the active loop and
the last turns only, so one row a conversation holds just that. The words people exchanged are kept by the door in
front of the engine, not here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
import time
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any, Dict, Iterable, List, Optional

import sqlalchemy as sa
from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    Event,
    SessionStarted,
    SlotSet,
    deserialise_events,
)
from rasa.shared.core.trackers import DialogueStateTracker

logger = logging.getLogger(__name__)

KEPT_TURNS = 1


@dataclass(frozen=True)
class Stored:
    """The row of a conversation: its events as JSON, None where there is none."""

    sender_id: str
    events: Optional[str]


# What the turn that runs has read already, for who reads it next.
JUST_READ: ContextVar[Optional[Stored]] = ContextVar("just_read", default=None)
LOCKED_POLL_S = 0.02

_metadata = sa.MetaData()
_trackers = sa.Table(
    "engine_trackers",
    _metadata,
    sa.Column("conversation_id", sa.String(255), primary_key=True),
    sa.Column("events", sa.Text, nullable=False),
    sa.Column("saved_at", sa.DateTime, nullable=False, index=True),
)


def compact_events(tracker: DialogueStateTracker, kept_turns: int = KEPT_TURNS) -> List[Event]:
    """The shortest list of events that replays to the tracker's slots, loop and last turns."""
    events = list(tracker.events)
    tail_start = _start_of_last_turns(events, kept_turns)
    if tail_start == 0:
        return events
    began = events[0].timestamp
    state: List[Event] = [
        ActionExecuted(ACTION_SESSION_START_NAME, timestamp=began),
        SessionStarted(timestamp=began),
    ]
    state += [
        SlotSet(name, slot.value, timestamp=began)
        for name, slot in tracker.slots.items()
        if slot.value != slot.initial_value
    ]
    loop = _loop_before(events[:tail_start])
    if loop is not None:
        state.append(ActiveLoop(loop, timestamp=began))
    return state + events[tail_start:]


def _start_of_last_turns(events: List[Event], kept_turns: int) -> int:
    listens = [
        index
        for index, event in enumerate(events)
        if isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
    ]
    if len(listens) <= kept_turns:
        return 0
    return listens[-kept_turns - 1]


def _loop_before(events: List[Event]) -> Optional[str]:
    name: Optional[str] = None
    for event in events:
        if isinstance(event, ActiveLoop):
            name = event.name
    return name


class CompactTrackerStore(TrackerStore):
    """Keeps one compacted row for each conversation, in SQLite or PostgreSQL.

    A database that does not answer is an error of the turn: it never starts a new conversation in silence.
    """

    def __init__(
        self,
        domain: Optional[Domain],
        host: Optional[str] = None,
        event_broker: Optional[EventBroker] = None,
        url: Optional[str] = None,
        timeout_s: float = 5.0,
        **kwargs: Dict[str, Any],
    ) -> None:
        super().__init__(domain, event_broker, **kwargs)
        self._engine = _create_engine(url or host or "sqlite://", float(timeout_s))
        _metadata.create_all(self._engine)

    async def save(self, tracker: DialogueStateTracker) -> None:
        events = json.dumps([event.as_dict() for event in compact_events(tracker)])
        await asyncio.to_thread(self._write, tracker.sender_id, events)

    async def retrieve(self, sender_id: str) -> Optional[DialogueStateTracker]:
        just_read = JUST_READ.get()
        JUST_READ.set(None)
        if just_read is not None and just_read.sender_id == sender_id:
            return self.tracker_in(just_read)
        return self.tracker_in(await self.stored(sender_id))

    async def stored(self, sender_id: str) -> Stored:
        """What is kept of a conversation, as it is kept."""
        return Stored(sender_id, await asyncio.to_thread(self._read, sender_id))

    def tracker_in(self, stored: Stored) -> Optional[DialogueStateTracker]:
        """The tracker that was kept, None where nothing is."""
        if stored.events is None:
            return None
        events = deserialise_events(json.loads(stored.events))
        return DialogueStateTracker.from_events(stored.sender_id, events, slots=self.domain.slots)

    async def put_back(self, stored: Stored) -> None:
        """Keep again what was kept then."""
        if stored.events is None:
            await self.delete(stored.sender_id)
        else:
            await asyncio.to_thread(self._write, stored.sender_id, stored.events)

    async def delete(self, sender_id: str) -> None:
        """Forget a conversation."""
        await asyncio.to_thread(self._delete, sender_id)

    async def keys(self) -> Iterable[str]:
        return await asyncio.to_thread(self._keys)

    def _write(self, conversation_id: str, events: str) -> None:
        values = {"events": events, "saved_at": datetime.now(timezone.utc).replace(tzinfo=None)}
        key = _trackers.c.conversation_id == conversation_id
        with self._engine.begin() as connection:
            updated = connection.execute(_trackers.update().where(key).values(**values))
            if updated.rowcount == 0:
                connection.execute(_trackers.insert().values(conversation_id=conversation_id, **values))

    def _read(self, conversation_id: str) -> Optional[str]:
        query = sa.select(_trackers.c.events).where(_trackers.c.conversation_id == conversation_id)
        with self._engine.connect() as connection:
            return connection.execute(query).scalar_one_or_none()

    def _delete(self, conversation_id: str) -> None:
        with self._engine.begin() as connection:
            connection.execute(_trackers.delete().where(_trackers.c.conversation_id == conversation_id))

    def _keys(self) -> List[str]:
        with self._engine.connect() as connection:
            return list(connection.execute(sa.select(_trackers.c.conversation_id)).scalars())


def _create_engine(url: str, timeout_s: float) -> sa.engine.Engine:
    if url.startswith("sqlite"):
        # SQLAlchemy 1.4 would open a file anew for each transaction, which takes longer than the transaction.
        pool = sa.pool.QueuePool if sa.engine.make_url(url).database else None
        engine = sa.create_engine(
            url,
            poolclass=pool,
            **({"pool_timeout": timeout_s} if pool else {}),
            connect_args={"timeout": timeout_s, "check_same_thread": False},
            hide_parameters=True,
        )
        sa.event.listen(
            engine, "connect", lambda connection, _record: _fast_durable_sqlite(connection, timeout_s)
        )
        return engine
    milliseconds = int(timeout_s * 1000)
    return sa.create_engine(
        url,
        pool_pre_ping=True,
        pool_timeout=timeout_s,
        hide_parameters=True,
        connect_args={
            "connect_timeout": max(1, int(timeout_s)),
            "tcp_user_timeout": milliseconds,
            "options": f"-c statement_timeout={milliseconds}",
        },
    )


def _fast_durable_sqlite(connection: sqlite3.Connection, timeout_s: float) -> None:
    """SQLite refuses to switch at once, whatever its time-out, while another connection writes."""
    deadline = time.monotonic() + timeout_s
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:
            if "locked" not in str(error) or time.monotonic() >= deadline:
                raise
            time.sleep(LOCKED_POLL_S)
    connection.execute("PRAGMA synchronous=NORMAL")
