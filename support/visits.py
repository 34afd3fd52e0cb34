"""A conversation of the chat from its opening to its erasure, as the person in it sees it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from support.clock import Clock, utc_now
from support.conversations import last_position
from support.erasure import erase_what_was_said
from support.errors import UnknownConversation
from support.outbox import TaskKind, put_out
from support.storage.conversation_tables import ConversationRow, PhotoRow, Speaker
from support.storage.database import Database

SESSION = "session_id"


@dataclass(frozen=True, slots=True)
class Visit:
    """`last_position` is 0 while nothing was said. `answering`: the assistant is preparing an answer."""

    id: str
    driver_id: str | None
    speaker: Speaker
    opened_at: datetime
    last_position: int
    closed: bool
    answering: bool
    context: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Arrival:
    """The conversation that somebody got, whether it is new, and the one that was closed for it."""

    visit: Visit
    is_new: bool
    closed: Visit | None = None


class Visits:
    """Opens, shows, rates and erases conversations.

    A driver gets his last conversation back when something was said in it within `resumed_within`.
    """

    def __init__(self, database: Database, resumed_within: timedelta, clock: Clock = utc_now) -> None:
        self._database = database
        self._resumed_within = resumed_within
        self._clock = clock

    def open(
        self, driver_id: str | None, channel: str, context: Mapping[str, str], *, resumes: bool
    ) -> Arrival:
        """A conversation for this person.

        An unknown visitor always gets a new one. So does a driver who comes from another charging session than the
        one his last conversation was about; that one is closed then, as is one that is too old.
        """
        kept_by = driver_id if resumes else None
        try:
            return self._open(driver_id, kept_by, channel, context)
        except IntegrityError:
            # Another tab of the same driver opened at the same instant: his conversation is there now.
            return self._open(driver_id, kept_by, channel, context)

    def _open(
        self, driver_id: str | None, kept_by: str | None, channel: str, context: Mapping[str, str]
    ) -> Arrival:
        now = self._clock()
        closed: Visit | None = None
        with self._database.transaction() as session:
            last = _last_of(session, kept_by)
            if last is not None:
                if self._is_resumable(last, context, now):
                    return Arrival(_visit(session, last, now), is_new=False)
                last.closed_at, last.resumed_by = now, None
                session.flush()
                closed = _visit(session, last, now)
            row = ConversationRow(
                id=uuid4().hex,
                driver_id=driver_id,
                channel=channel,
                context=dict(context),
                opened_at=now,
                last_at=now,
                speaker=Speaker.BOT,
                resumed_by=kept_by,
                answered_position=-1,
                apologised_position=-1,
                turn_failures=0,
            )
            session.add(row)
            session.flush()
            return Arrival(_visit(session, row, now), is_new=True, closed=closed)

    def _is_resumable(self, last: ConversationRow, context: Mapping[str, str], now: datetime) -> bool:
        chosen = context.get(SESSION)
        same_session = chosen is None or chosen == last.context.get(SESSION)
        return same_session and last.last_at > now - self._resumed_within

    def view(self, conversation_id: str, driver_id: str | None) -> Visit:
        """The conversation. Raises `UnknownConversation` when there is none or it is another person's."""
        with self._database.transaction(read_only=True) as session:
            return _visit(session, _own(session, conversation_id, driver_id), self._clock())

    def rate(self, conversation_id: str, driver_id: str | None, score: int, comment: str | None) -> None:
        """Keep a rating of 1 to 5, the last one given. Raises `UnknownConversation`."""
        with self._database.transaction() as session:
            row = _own(session, conversation_id, driver_id, locked=True)
            row.rating, row.rating_comment, row.rated_at = score, comment, self._clock()

    def send_transcript(
        self, conversation_id: str, driver_id: str | None, email: str, transcript: str
    ) -> None:
        """Note an e-mail to be sent. Raises `UnknownConversation`."""
        with self._database.transaction() as session:
            _own(session, conversation_id, driver_id)
            payload = {"conversation_id": conversation_id, "email": email, "text": transcript}
            put_out(session, TaskKind.TRANSCRIPT, payload, self._clock())

    def has_photo(self, conversation_id: str, photo_id: str) -> bool:
        """Whether this photo belongs to this conversation."""
        query = select(PhotoRow.id).where(
            PhotoRow.id == photo_id, PhotoRow.conversation_id == conversation_id
        )
        with self._database.transaction(read_only=True) as session:
            return session.scalar(query) is not None

    def erase(self, conversation_id: str, driver_id: str | None) -> None:
        """Erase the conversation, and what was said in it wherever a copy is. Raises `UnknownConversation`."""
        with self._database.transaction() as session:
            row = _own(session, conversation_id, driver_id, locked=True)
            erase_what_was_said(session, conversation_id, self._clock())
            session.delete(row)


def _last_of(session: Session, driver_id: str | None) -> ConversationRow | None:
    if driver_id is None:
        return None
    return session.scalar(
        select(ConversationRow).where(ConversationRow.resumed_by == driver_id).with_for_update()
    )


def _own(
    session: Session, conversation_id: str, driver_id: str | None, *, locked: bool = False
) -> ConversationRow:
    row = session.get(ConversationRow, conversation_id, with_for_update=locked)
    if row is None or row.driver_id != driver_id:
        raise UnknownConversation(conversation_id)
    return row


def _visit(session: Session, row: ConversationRow, now: datetime) -> Visit:
    return Visit(
        id=row.id,
        driver_id=row.driver_id,
        speaker=row.speaker,
        opened_at=row.opened_at,
        last_position=last_position(session, row.id),
        closed=row.closed_at is not None,
        answering=row.turn_owner is not None and row.turn_until is not None and row.turn_until > now,
        context=dict(row.context),
    )
