"""The log of what was said: stored before it is answered, the source of every transcript."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from support.callers import Caller
from support.clock import Clock, utc_now
from support.errors import UnknownConversation
from support.logged_blocks import choices_in
from support.storage.conversation_tables import ConversationRow, MessageAuthor, MessageRow, PhotoRow
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
    """Reads and appends the messages of conversations."""

    def __init__(self, database: Database, clock: Clock = utc_now) -> None:
        self._database = database
        self._clock = clock

    def open(self, caller: Caller, channel: str) -> None:
        """Register the conversation of a caller; nothing happens when it is already his.

        Raises `UnknownConversation` when it is another person's.
        """
        try:
            self._register(caller, channel)
        except IntegrityError:
            self._register(caller, channel)

    def _register(self, caller: Caller, channel: str) -> None:
        now = self._clock()
        with self._database.transaction() as session:
            row = session.get(ConversationRow, caller.conversation_id)
            if row is None:
                session.add(
                    ConversationRow(
                        id=caller.conversation_id,
                        driver_id=caller.driver_id,
                        channel=channel,
                        context=dict(caller.context),
                        opened_at=now,
                        last_at=now,
                    )
                )
            elif row.driver_id != caller.driver_id:
                raise UnknownConversation(caller.conversation_id)

    def append(
        self,
        caller: Caller,
        author: MessageAuthor,
        text: str,
        *,
        choice: str | None = None,
        blocks: list[dict[str, Any]] | None = None,
        client_id: str | None = None,
    ) -> bool:
        """Add a message; False when one of this `client_id` is already there, which makes a resend harmless.

        Raises `UnknownConversation` when there is none, or it is another person's.
        """
        conversation_id = caller.conversation_id
        try:
            with self._database.transaction() as session:
                conversation = _locked(session, conversation_id)
                if conversation.driver_id != caller.driver_id:
                    raise UnknownConversation(conversation_id)
                if client_id is not None and _has_client_id(session, conversation_id, client_id):
                    return False
                conversation.last_at = self._clock()
                session.add(
                    MessageRow(
                        conversation_id=conversation_id,
                        position=last_position(session, conversation_id) + 1,
                        author=author,
                        text=text,
                        choice=choice,
                        blocks=blocks,
                        client_id=client_id,
                        created_at=self._clock(),
                    )
                )
        except IntegrityError:
            return False
        return True

    def append_bot(self, conversation_id: str, bubbles: Sequence[tuple[str, list[dict[str, Any]]]]) -> None:
        """Add the assistant's bubbles of one turn, each a text and its blocks."""
        now = self._clock()
        with self._database.transaction() as session:
            conversation = _locked(session, conversation_id)
            conversation.last_at = now
            position = last_position(session, conversation_id)
            session.add_all(
                MessageRow(
                    conversation_id=conversation_id,
                    position=position + offset,
                    author=MessageAuthor.BOT,
                    text=text,
                    blocks=blocks or None,
                    created_at=now,
                )
                for offset, (text, blocks) in enumerate(bubbles, start=1)
            )

    def answer_to(self, conversation_id: str, client_id: str) -> list[tuple[str, list[dict[str, Any]]]]:
        """The assistant's bubbles that answered the message of this `client_id`, each a text and its blocks.

        They are those of its first turn after that message and before the next of the driver; none while there
        is no answer.
        """
        with self._database.transaction(read_only=True) as session:
            following = _following(session, conversation_id, client_id)
        before_the_next = takewhile(lambda row: row.author is not MessageAuthor.DRIVER, following)
        said = [row for row in before_the_next if row.author is MessageAuthor.BOT]
        return [(row.text, list(row.blocks or [])) for row in said if row.created_at == said[0].created_at]

    def offered(self, conversation_id: str, recent: int = RECENT_BUBBLES) -> frozenset[str]:
        """The values of the choices offered in the last `recent` bubbles of the assistant."""
        query = (
            select(MessageRow.blocks)
            .where(
                MessageRow.conversation_id == conversation_id,
                MessageRow.author == MessageAuthor.BOT,
                MessageRow.blocks.is_not(None),
            )
            .order_by(MessageRow.position.desc())
            .limit(recent)
        )
        with self._database.transaction(read_only=True) as session:
            blocks = [block for row in session.scalars(query) for block in row or []]
        return frozenset(choice.value for choice in choices_in(blocks))

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

    def photos(self, conversation_id: str) -> Sequence[str]:
        """The ids of the photos that were sent, the first first."""
        query = (
            select(PhotoRow.id)
            .where(PhotoRow.conversation_id == conversation_id)
            .order_by(PhotoRow.created_at, PhotoRow.id)
        )
        with self._database.transaction(read_only=True) as session:
            return session.scalars(query).all()

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


def _locked(session: Session, conversation_id: str) -> ConversationRow:
    query = select(ConversationRow).where(ConversationRow.id == conversation_id).with_for_update()
    conversation = session.scalar(query)
    if conversation is None:
        raise UnknownConversation(conversation_id)
    return conversation


def _has_client_id(session: Session, conversation_id: str, client_id: str) -> bool:
    query = select(MessageRow.id).where(
        MessageRow.conversation_id == conversation_id, MessageRow.client_id == client_id
    )
    return session.scalar(query) is not None


def _following(session: Session, conversation_id: str, client_id: str) -> Sequence[MessageRow]:
    here = MessageRow.conversation_id == conversation_id
    asked = session.scalar(select(MessageRow.position).where(here, MessageRow.client_id == client_id))
    if asked is None:
        return []
    query = select(MessageRow).where(here, MessageRow.position > asked).order_by(MessageRow.position)
    return session.scalars(query.limit(RECENT_BUBBLES)).all()
