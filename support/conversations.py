"""The log of what was said: stored before it is answered, the source of every transcript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from support.storage.conversation_tables import MessageAuthor, MessageRow
from support.storage.database import Database

LONGEST_TRANSCRIPT = 200
RECENT_BUBBLES = 30
MOST_SENTENCES = 20_000


@dataclass(frozen=True, slots=True)
class LoggedMessage:
    """`position` counts from 1 within the conversation; `at` is aware UTC; `blocks` are as they were logged."""

    position: int
    author: MessageAuthor
    text: str
    choice: str | None
    at: datetime
    blocks: Sequence[Mapping[str, Any]] = ()
    client_id: str | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """A sentence that was typed, and the value of the choice that its author picked next, if he did."""

    text: str
    next_choice: str | None = None


class MessageLog:
    """Reads the messages of conversations; `support/turns/book.py` writes them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def typed_since(self, moment: datetime, limit: int = MOST_SENTENCES) -> Sequence[Typed]:
        """What drivers typed since a moment, the newest first; picked choices aside."""
        next_choice = func.lead(MessageRow.choice).over(
            partition_by=MessageRow.conversation_id, order_by=MessageRow.position
        )
        said = (
            select(MessageRow.id, MessageRow.text, MessageRow.choice, next_choice.label("next_choice"))
            .where(MessageRow.author == MessageAuthor.DRIVER, MessageRow.created_at >= moment)
            .subquery()
        )
        query = select(said).where(said.c.choice.is_(None)).order_by(said.c.id.desc()).limit(limit)
        with self._database.transaction(read_only=True) as session:
            return [Typed(row.text, row.next_choice) for row in session.execute(query)]

    def transcript(self, conversation_id: str, limit: int = LONGEST_TRANSCRIPT) -> Sequence[LoggedMessage]:
        """The last `limit` messages, the oldest first."""
        query = (
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation_id)
            .order_by(MessageRow.position.desc())
            .limit(limit)
        )
        with self._database.transaction(read_only=True) as session:
            rows = session.scalars(query).all()
        return [logged_message(row) for row in reversed(rows)]

    def following(
        self, conversation_id: str, after: int, limit: int = LONGEST_TRANSCRIPT
    ) -> Sequence[LoggedMessage]:
        """The first `limit` messages whose position is past `after`, the oldest first."""
        query = (
            select(MessageRow)
            .where(MessageRow.conversation_id == conversation_id, MessageRow.position > after)
            .order_by(MessageRow.position)
            .limit(limit)
        )
        with self._database.transaction(read_only=True) as session:
            return [logged_message(row) for row in session.scalars(query)]


def logged_message(row: MessageRow) -> LoggedMessage:
    """The message of a row."""
    return LoggedMessage(
        row.position, row.author, row.text, row.choice, row.created_at, tuple(row.blocks or ()), row.client_id
    )


def last_position(session: Session, conversation_id: str) -> int:
    """The position of the last message; 0 when there is none."""
    query = select(func.max(MessageRow.position)).where(MessageRow.conversation_id == conversation_id)
    return session.scalar(query) or 0
