"""Whose turn it is: messages stored before they are answered, and one answer at a time for each conversation.

A turn is a lease kept in the conversation's row, so that processes which share the database take turns too. A lease
that was not given back in time, because its process died, can be taken by another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from support.bursts import burst
from support.callers import Caller
from support.clock import Clock, utc_now
from support.conversations import RECENT_BUBBLES, LoggedMessage
from support.errors import ChoiceNotOffered, ConversationClosed, UnknownConversation
from support.logged_blocks import asks_for_a_rating, choices_in, without_rating
from support.storage import turn_statements as sql
from support.storage.conversation_tables import MessageAuthor, Speaker
from support.storage.database import Database
from support.turns.model import OPENING, Answered, Apology, Begun, Bubble, NewMessage, Taken, Turn

MOST_WAITING = 50
_KNOWN = frozenset(sql.LockedConversation._fields)
_RELEASED: Mapping[str, Any] = {"turn_owner": None, "turn_until": None}
_DONE: Mapping[str, Any] = {"turn_failures": 0, "turn_up_to": None}


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
        with self._database.statements() as connection:
            conversation = _found(connection, conversation_id)
            if conversation.driver_id != driver_id:
                raise UnknownConversation(conversation_id)
            standing, known = sql.standing_and_known(connection, conversation_id, new.client_id)
            if known is not None:
                message = _message(sql.message_of_client(connection, conversation_id, new.client_id))
                return Taken(message, True, self._next(connection, conversation, {}))
            if conversation.closed_at is not None:
                raise ConversationClosed(conversation_id)
            message = self._add(connection, conversation, new, standing.last + 1)
            waiting = None if _waits(standing, conversation.answered_position) else (message,)
            return Taken(
                message, False, self._next(connection, conversation, {"last_at": message.at}, waiting)
            )

    def begin(self, conversation_id: str) -> Begun:
        """The turn of what is waiting; none when nothing is, somebody else holds it, or a person speaks."""
        with self._database.statements() as connection:
            conversation = sql.locked(connection, conversation_id)
            if conversation is None:
                return Begun(None)
            turn = self._next(connection, conversation, {})
            return Begun(turn, is_held=turn is None and conversation.turn_owner is not None)

    def finish(self, turn: Turn, bubbles: Sequence[Bubble]) -> Answered | None:
        """Log the answer and go on with what came meanwhile; None when the lease was lost to another.

        A rating is asked once in a conversation, and not in one that was rated.

        Raises `UnknownConversation` when it was erased meanwhile.
        """
        with self._database.statements() as connection:
            conversation = _found(connection, turn.caller.conversation_id)
            if conversation.turn_owner != turn.lease:
                return None
            if conversation.rating_asked_at or conversation.rated_at:
                bubbles = [(text, without_rating(blocks)) for text, blocks in bubbles]
            standing = sql.standing(connection, conversation.id)
            said = self._say(connection, conversation, bubbles, standing.last + 1)
            changes = {"answered_position": turn.up_to, "last_at": said[-1].at, **_DONE}
            if any(asks_for_a_rating(one.blocks) for one in said):
                changes["rating_asked_at"] = said[-1].at
            waiting = None if _waits(standing, turn.up_to) else ()
            return Answered(said, self._next(connection, conversation, {**changes, **_RELEASED}, waiting))

    def fail(
        self, turn: Turn, apologise: Apology, *, was_sent: bool, give_up: bool = False
    ) -> Answered | None:
        """Give the turn back unanswered; an apology is logged once for each thing that was said.

        One that `was_sent` is taken again as it was, one that was not together with what comes. With `give_up` the
        apology stands for the answer. None and `UnknownConversation` as for `finish`.
        """
        with self._database.statements() as connection:
            conversation = _found(connection, turn.caller.conversation_id)
            if conversation.turn_owner != turn.lease:
                return None
            said: Sequence[LoggedMessage] = ()
            changes: dict[str, Any] = {"turn_failures": conversation.turn_failures + 1, **_RELEASED}
            if not was_sent and not turn.sent_before:
                changes["turn_up_to"] = None
            waiting = self._waiting(connection, conversation)
            told_up_to = max(turn.up_to, waiting[-1].position if waiting else OPENING)
            if give_up or told_up_to > conversation.apologised_position:
                first = sql.standing(connection, conversation.id).last + 1
                said = self._say(connection, conversation, [apologise(waiting)], first)
                changes |= {"apologised_position": told_up_to, "last_at": said[-1].at}
            if not give_up:
                sql.change(connection, conversation.id, **changes)
                return Answered(said, None)
            changes |= {"answered_position": turn.up_to, **_DONE}
            return Answered(said, self._next(connection, conversation, changes))

    def _add(
        self, connection: Connection, conversation: sql.LockedConversation, new: NewMessage, position: int
    ) -> LoggedMessage:
        label = _offered(connection, conversation.id).get(new.choice) if new.choice else None
        if label is None and not new.text and new.photo is None:
            raise ChoiceNotOffered(str(new.choice))
        message = LoggedMessage(
            position=position,
            author=MessageAuthor.DRIVER,
            text=label or new.text,
            choice=new.choice if label else None,
            at=self._clock(),
            blocks=() if new.photo_block is None else (new.photo_block,),
            client_id=new.client_id,
        )
        sql.add_messages(connection, [_row(conversation.id, message)])
        if new.photo is not None:
            about = {"conversation_id": conversation.id, "created_at": message.at}
            sql.add_photo(connection, {**asdict(new.photo), **about})
        return message

    def _say(
        self,
        connection: Connection,
        conversation: sql.LockedConversation,
        bubbles: Sequence[Bubble],
        first: int,
    ) -> Sequence[LoggedMessage]:
        now = self._clock()
        said = [
            LoggedMessage(position, MessageAuthor.BOT, text, None, now, tuple(blocks))
            for position, (text, blocks) in enumerate(bubbles, start=first)
        ]
        sql.add_messages(connection, [_row(conversation.id, one) for one in said])
        return said

    def _next(
        self,
        connection: Connection,
        conversation: sql.LockedConversation,
        changes: dict[str, Any],
        waiting: Sequence[LoggedMessage] | None = None,
    ) -> Turn | None:
        """Make the changes, and take the turn of what is waiting (None: to be read) if it is free after them."""
        conversation = conversation._replace(**{name: changes[name] for name in changes.keys() & _KNOWN})
        turn = self._taken(connection, conversation, waiting)
        if turn is not None:
            taken = {"turn_owner": turn.lease, "turn_until": self._clock() + self._lease}
            changes = {**changes, **taken, "turn_up_to": turn.up_to}
        if changes:
            sql.change(connection, conversation.id, **changes)
        return turn

    def _taken(
        self,
        connection: Connection,
        conversation: sql.LockedConversation,
        waiting: Sequence[LoggedMessage] | None,
    ) -> Turn | None:
        if not _is_free(conversation, self._clock()):
            return None
        answered, sent_up_to = conversation.answered_position, conversation.turn_up_to
        if sent_up_to is not None and sent_up_to <= answered:
            sent_up_to = None
        said: tuple[LoggedMessage, ...] = ()
        if answered >= OPENING:
            known = self._waiting(connection, conversation) if waiting is None else waiting
            said = burst(known, sent_up_to)
            if not said:
                return None
        caller = Caller(conversation.id, conversation.driver_id, dict(conversation.context))
        return Turn(caller, uuid4().hex, said, conversation.turn_failures, sent_up_to is not None)

    def _waiting(self, connection: Connection, conversation: sql.LockedConversation) -> list[LoggedMessage]:
        answered = max(conversation.answered_position, OPENING)
        rows = sql.waiting_messages(connection, conversation.id, answered, MOST_WAITING)
        return [_message(row) for row in rows]


def _found(connection: Connection, conversation_id: str) -> sql.LockedConversation:
    conversation = sql.locked(connection, conversation_id)
    if conversation is None:
        raise UnknownConversation(conversation_id)
    return conversation


def _waits(standing: sql.Standing, answered: int) -> bool:
    """Whether the driver said something that is not answered yet."""
    return standing.said > max(answered, OPENING)


def _is_free(conversation: sql.LockedConversation, now: datetime) -> bool:
    if conversation.speaker is not Speaker.BOT or conversation.closed_at is not None:
        return False
    until = conversation.turn_until
    return conversation.turn_owner is None or until is None or until <= now


def _message(row: Any) -> LoggedMessage:
    position, author, text, choice, at, blocks, client_id = row
    return LoggedMessage(position, author, text, choice, at, tuple(blocks or ()), client_id)


def _row(conversation_id: str, message: LoggedMessage) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "position": message.position,
        "author": message.author,
        "text": message.text,
        "choice": message.choice,
        "blocks": [dict(block) for block in message.blocks] or None,
        "client_id": message.client_id,
        "created_at": message.at,
    }


def _offered(connection: Connection, conversation_id: str) -> Mapping[str, str]:
    """The labels of the choices in the last bubbles of the assistant, by their values."""
    oldest_first = reversed(sql.offered_blocks(connection, conversation_id, RECENT_BUBBLES))
    return {one.value: one.label for blocks in oldest_first for one in choices_in(blocks)}
