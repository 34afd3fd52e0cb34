"""Whose turn it is: messages stored before they are answered, and one answer at a time for each conversation.

A turn is a lease kept in the conversation's row, so that processes which share the database take turns too. A lease
that was not given back in time, because its process died, can be taken by another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import takewhile
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from support.callers import Caller
from support.clock import Clock, utc_now
from support.conversations import RECENT_BUBBLES, LoggedMessage, last_position, logged_message
from support.errors import ChoiceNotOffered, ConversationClosed, UnknownConversation
from support.logged_blocks import choices_in
from support.storage.conversation_tables import ConversationRow, MessageAuthor, MessageRow, PhotoRow, Speaker
from support.storage.database import Database

LONGEST_MESSAGE = 1000
LONGEST_BURST = 2000
MOST_WAITING = 50
OPENING = 0

type Bubble = tuple[str, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that is already in the store under `id`; sizes in pixels."""

    id: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What a person sends: words, the value of a choice, or a photo. `client_id` makes a resend harmless."""

    client_id: str
    text: str = ""
    choice: str | None = None
    photo: Photo | None = None
    photo_block: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to answer `said` (nothing said: to open the conversation), held by `lease` until it expires.

    `failures` counts the attempts that failed in a row before this one.
    """

    caller: Caller
    lease: str
    said: tuple[LoggedMessage, ...]
    failures: int

    @property
    def is_opening(self) -> bool:
        """Whether the assistant has not greeted yet."""
        return not self.said

    @property
    def up_to(self) -> int:
        """The position of the last message that this turn answers; `OPENING` for the greeting."""
        return self.said[-1].position if self.said else OPENING

    @property
    def text(self) -> str:
        """What was said, a line for each message, without exact repetitions."""
        return "\n".join(dict.fromkeys(one.text for one in self.said))

    @property
    def choice(self) -> str | None:
        """The value of the choice that was picked; a choice is answered by itself."""
        return self.said[0].choice if self.said else None

    @property
    def is_photo(self) -> bool:
        """Whether a photo is to be acknowledged, which needs no understanding."""
        return bool(self.said) and is_photo(self.said[0])


@dataclass(frozen=True, slots=True)
class Taken:
    """A message in the log, whether it was there before, and the turn that begins with it if one is free."""

    message: LoggedMessage
    duplicate: bool
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Answered:
    """What was logged at the end of a turn, and the next turn when something is waiting."""

    messages: Sequence[LoggedMessage]
    next_turn: Turn | None


class TurnBook:
    """Stores what people say and hands out the turns. `lease_s`: seconds after which a turn is free again."""

    def __init__(self, database: Database, lease_s: float, clock: Clock = utc_now) -> None:
        self._database = database
        self._lease = timedelta(seconds=lease_s)
        self._clock = clock

    def take(self, conversation_id: str, driver_id: str | None, new: NewMessage) -> Taken:
        """Store a message; a second time with the same `client_id`, the first message.

        Raises `UnknownConversation` when there is none or it is another person's, `ConversationClosed`, and
        `ChoiceNotOffered` when nothing but a choice is sent and it was not among those offered lately.
        """
        with self._database.transaction() as session:
            conversation = _locked(session, conversation_id)
            if conversation.driver_id != driver_id:
                raise UnknownConversation(conversation_id)
            known = _of_client(session, conversation_id, new.client_id)
            if known is None and conversation.closed_at is not None:
                raise ConversationClosed(conversation_id)
            row = known or self._add(session, conversation, new)
            return Taken(logged_message(row), known is not None, self._next(session, conversation))

    def begin(self, conversation_id: str) -> Turn | None:
        """The turn of what is waiting; None when nothing is, somebody else holds it, or a person speaks."""
        with self._database.transaction() as session:
            conversation = session.get(ConversationRow, conversation_id, with_for_update=True)
            return None if conversation is None else self._next(session, conversation)

    def finish(self, turn: Turn, bubbles: Sequence[Bubble]) -> Answered | None:
        """Log the answer and go on with what came meanwhile; None when the lease was lost to another.

        Raises `UnknownConversation` when it was erased meanwhile.
        """
        with self._database.transaction() as session:
            conversation = _locked(session, turn.caller.conversation_id)
            if conversation.turn_owner != turn.lease:
                return None
            said = self._say(session, conversation, bubbles)
            conversation.answered_position = turn.up_to
            conversation.turn_failures = 0
            _release(conversation)
            return Answered(said, self._next(session, conversation))

    def fail(self, turn: Turn, apology: Sequence[Bubble], *, give_up: bool = False) -> Answered | None:
        """Give the turn back unanswered; the apology is logged once for what was said.

        With `give_up` the apology stands for the answer. None and `UnknownConversation` as for `finish`.
        """
        with self._database.transaction() as session:
            conversation = _locked(session, turn.caller.conversation_id)
            if conversation.turn_owner != turn.lease:
                return None
            said: Sequence[LoggedMessage] = ()
            if turn.up_to > conversation.apologised_position:
                said = self._say(session, conversation, apology)
                conversation.apologised_position = turn.up_to
            conversation.turn_failures += 1
            _release(conversation)
            if not give_up:
                return Answered(said, None)
            conversation.answered_position = turn.up_to
            conversation.turn_failures = 0
            return Answered(said, self._next(session, conversation))

    def _add(self, session: Session, conversation: ConversationRow, new: NewMessage) -> MessageRow:
        now = self._clock()
        label = None if new.choice is None else _offered(session, conversation.id).get(new.choice)
        if label is None and not new.text and new.photo is None:
            raise ChoiceNotOffered(str(new.choice))
        row = MessageRow(
            conversation_id=conversation.id,
            position=last_position(session, conversation.id) + 1,
            author=MessageAuthor.DRIVER,
            text=label or new.text,
            choice=new.choice if label else None,
            blocks=None if new.photo_block is None else [dict(new.photo_block)],
            client_id=new.client_id,
            created_at=now,
        )
        session.add(row)
        if new.photo is not None:
            photo = new.photo
            session.add(
                PhotoRow(
                    id=photo.id,
                    conversation_id=conversation.id,
                    width=photo.width,
                    height=photo.height,
                    created_at=now,
                )
            )
        conversation.last_at = now
        session.flush()
        return row

    def _say(
        self, session: Session, conversation: ConversationRow, bubbles: Sequence[Bubble]
    ) -> Sequence[LoggedMessage]:
        now = self._clock()
        position = last_position(session, conversation.id)
        rows = [
            MessageRow(
                conversation_id=conversation.id,
                position=position + offset,
                author=MessageAuthor.BOT,
                text=text,
                blocks=blocks or None,
                created_at=now,
            )
            for offset, (text, blocks) in enumerate(bubbles, start=1)
        ]
        session.add_all(rows)
        conversation.last_at = now
        return [logged_message(row) for row in rows]

    def _next(self, session: Session, conversation: ConversationRow) -> Turn | None:
        now = self._clock()
        if not _is_free(conversation, now):
            return None
        said: tuple[LoggedMessage, ...] = ()
        if conversation.answered_position >= OPENING:
            said = _burst(_waiting(session, conversation))
            if not said:
                return None
        lease = uuid4().hex
        conversation.turn_owner = lease
        conversation.turn_until = now + self._lease
        caller = Caller(conversation.id, conversation.driver_id, dict(conversation.context))
        return Turn(caller, lease, said, conversation.turn_failures)


def is_photo(message: LoggedMessage) -> bool:
    """Whether a message is a photo."""
    return any(block.get("type") == "photo" for block in message.blocks)


def _locked(session: Session, conversation_id: str) -> ConversationRow:
    conversation = session.get(ConversationRow, conversation_id, with_for_update=True)
    if conversation is None:
        raise UnknownConversation(conversation_id)
    return conversation


def _is_free(conversation: ConversationRow, now: datetime) -> bool:
    if conversation.speaker is not Speaker.BOT or conversation.closed_at is not None:
        return False
    until = conversation.turn_until
    return conversation.turn_owner is None or until is None or until <= now


def _release(conversation: ConversationRow) -> None:
    conversation.turn_owner = None
    conversation.turn_until = None


def _of_client(session: Session, conversation_id: str, client_id: str) -> MessageRow | None:
    return session.scalar(
        select(MessageRow).where(
            MessageRow.conversation_id == conversation_id, MessageRow.client_id == client_id
        )
    )


def _waiting(session: Session, conversation: ConversationRow) -> Sequence[LoggedMessage]:
    query = (
        select(MessageRow)
        .where(
            MessageRow.conversation_id == conversation.id,
            MessageRow.position > conversation.answered_position,
            MessageRow.author == MessageAuthor.DRIVER,
        )
        .order_by(MessageRow.position)
        .limit(MOST_WAITING)
    )
    return [logged_message(row) for row in session.scalars(query)]


def _burst(waiting: Sequence[LoggedMessage]) -> tuple[LoggedMessage, ...]:
    """The messages to answer together: typed ones in a row, while they fit; a choice or a photo by itself."""
    if not waiting or not _is_typed(waiting[0]):
        return tuple(waiting[:1])
    length = 0

    def fits(message: LoggedMessage) -> bool:
        nonlocal length
        length += len(message.text) + 1
        return _is_typed(message) and length <= LONGEST_BURST

    return tuple(takewhile(fits, waiting))


def _is_typed(message: LoggedMessage) -> bool:
    return message.choice is None and not is_photo(message)


def _offered(session: Session, conversation_id: str) -> Mapping[str, str]:
    """The labels of the choices in the last bubbles of the assistant, by their values."""
    query = (
        select(MessageRow.blocks)
        .where(
            MessageRow.conversation_id == conversation_id,
            MessageRow.author == MessageAuthor.BOT,
            MessageRow.blocks.is_not(None),
        )
        .order_by(MessageRow.position.desc())
        .limit(RECENT_BUBBLES)
    )
    bubbles = reversed(session.scalars(query).all())
    return {one.value: one.label for blocks in bubbles for one in choices_in(blocks or [])}
