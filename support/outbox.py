"""What is to leave the house: written in the transaction that causes it, done at least once, then erased."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from support.clock import Clock, utc_now
from support.storage.database import Database
from support.storage.outbox_tables import OutboxRow

FIRST_WAIT = timedelta(seconds=15)
LONGEST_WAIT = timedelta(hours=1)
MOST_FAILURES = 40


class TaskKind(StrEnum):
    """`ERASE`: remove what an erased conversation left outside of the database. `TRANSCRIPT`: an e-mail.

    `REMOVE_PHOTOS`: remove the pictures of photos that are gone.
    """

    ERASE = "erase"
    REMOVE_PHOTOS = "remove_photos"
    TRANSCRIPT = "transcript"


@dataclass(frozen=True, slots=True)
class Task:
    id: str
    kind: TaskKind
    payload: Mapping[str, Any]
    failures: int


def put_out(session: Session, kind: TaskKind, payload: Mapping[str, Any], now: datetime) -> None:
    """Add a task to the transaction of `session`."""
    session.add(
        OutboxRow(
            id=uuid4().hex, kind=kind.value, payload=dict(payload), created_at=now, due_at=now, failures=0
        )
    )


class Outbox:
    """Hands out the tasks that are due. `held_s`: seconds a task is kept from others while it is tried."""

    def __init__(self, database: Database, held_s: float = 120.0, clock: Clock = utc_now) -> None:
        self._database = database
        self._held = timedelta(seconds=held_s)
        self._clock = clock

    def put(self, kind: TaskKind, payload: Mapping[str, Any]) -> None:
        """Add a task by itself."""
        with self._database.transaction() as session:
            put_out(session, kind, payload, self._clock())

    def due(self) -> Task | None:
        """The task that has been due the longest, now kept from others; None when nothing is due."""
        now = self._clock()
        # A newer version may have left tasks of other kinds.
        is_due = OutboxRow.due_at <= now, OutboxRow.kind.in_([kind.value for kind in TaskKind])
        oldest = select(OutboxRow).where(*is_due).order_by(OutboxRow.due_at).limit(1)
        with self._database.transaction(read_only=True) as session:
            if session.scalar(oldest) is None:
                return None
        with self._database.transaction() as session:
            row = session.scalar(oldest.with_for_update(skip_locked=True))
            if row is None:
                return None
            row.due_at = now + self._held
            return Task(row.id, TaskKind(row.kind), row.payload, row.failures)

    def done(self, task: Task) -> None:
        """Erase a task."""
        with self._database.transaction() as session:
            session.execute(delete(OutboxRow).where(OutboxRow.id == task.id))

    def failed(self, task: Task) -> bool:
        """Put a task off, twice as long each time; False when it was tried too often and is given up.

        An e-mail is given up. What was promised to be erased is tried until it is.
        """
        failures = task.failures + 1
        if task.kind is TaskKind.TRANSCRIPT and failures >= MOST_FAILURES:
            self.done(task)
            return False
        wait = min(FIRST_WAIT * 2 ** min(task.failures, 20), LONGEST_WAIT)
        with self._database.transaction() as session:
            session.execute(
                update(OutboxRow)
                .where(OutboxRow.id == task.id)
                .values(failures=failures, due_at=self._clock() + wait)
            )
        return True
