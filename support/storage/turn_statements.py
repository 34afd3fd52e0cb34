"""The statements of a turn, made once: a turn runs them all, and building them took longer than running them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, Update, bindparam, func, insert, select, update
from sqlalchemy.orm import Session

from support.storage.conversation_tables import ConversationRow, MessageAuthor, MessageRow, PhotoRow, Speaker

_conversations = cast(Table, ConversationRow.__table__).c
_messages = cast(Table, MessageRow.__table__).c
_here = _messages.conversation_id == bindparam("conversation")

_LOCKED = (
    select(
        _conversations.id,
        _conversations.driver_id,
        _conversations.context,
        _conversations.speaker,
        _conversations.closed_at,
        _conversations.answered_position,
        _conversations.apologised_position,
        _conversations.turn_owner,
        _conversations.turn_until,
        _conversations.turn_failures,
        _conversations.turn_up_to,
        _conversations.rating_asked_at,
        _conversations.rated_at,
    )
    .where(_conversations.id == bindparam("conversation"))
    .with_for_update()
)
_LAST = select(func.max(_messages.position)).where(_here)
_COLUMNS = (
    _messages.position,
    _messages.author,
    _messages.text,
    _messages.choice,
    _messages.created_at,
    _messages.blocks,
    _messages.client_id,
)
_IS_KNOWN = select(
    select(func.max(_messages.position)).where(_here).scalar_subquery(),
    select(_messages.position).where(_here, _messages.client_id == bindparam("client")).scalar_subquery(),
)
_OF_CLIENT = select(*_COLUMNS).where(_here, _messages.client_id == bindparam("client"))
_WAITING = (
    select(*_COLUMNS)
    .where(
        _here,
        _messages.position > bindparam("answered"),
        _messages.author == MessageAuthor.DRIVER,
    )
    .order_by(_messages.position)
    .limit(bindparam("most"))
)
_OFFERED = (
    select(_messages.blocks)
    .where(_here, _messages.author == MessageAuthor.BOT, _messages.blocks.is_not(None))
    .order_by(_messages.position.desc())
    .limit(bindparam("most"))
)
_ADD_MESSAGES = insert(cast(Table, MessageRow.__table__))
_ADD_PHOTO = insert(cast(Table, PhotoRow.__table__))
_UPDATED = update(cast(Table, ConversationRow.__table__)).where(
    _conversations.id == bindparam("conversation")
)

type Blocks = list[dict[str, Any]]
type MessageColumns = tuple[Any, ...]


class LockedConversation(NamedTuple):
    """What a turn needs of a conversation, locked until the transaction ends."""

    id: str
    driver_id: str | None
    context: dict[str, Any]
    speaker: Speaker
    closed_at: datetime | None
    answered_position: int
    apologised_position: int
    turn_owner: str | None
    turn_until: datetime | None
    turn_failures: int
    turn_up_to: int | None
    rating_asked_at: datetime | None
    rated_at: datetime | None


def locked(session: Session, conversation_id: str) -> LockedConversation | None:
    """The conversation, or None."""
    row = session.connection().execute(_LOCKED, {"conversation": conversation_id}).one_or_none()
    return None if row is None else LockedConversation._make(row)


def last_position(session: Session, conversation_id: str) -> int:
    """The position of the last message; 0 when there is none."""
    return session.connection().execute(_LAST, {"conversation": conversation_id}).scalar() or 0


def last_and_known_position(session: Session, conversation_id: str, client_id: str) -> tuple[int, int | None]:
    """The position of the last message, 0 for none, and that of the message with this client id."""
    wanted = {"conversation": conversation_id, "client": client_id}
    last, known = session.connection().execute(_IS_KNOWN, wanted).one()
    return last or 0, known


def message_of_client(session: Session, conversation_id: str, client_id: str) -> MessageColumns:
    """Position, author, text, choice, time, blocks and client id of the message with this client id."""
    found = session.connection().execute(_OF_CLIENT, {"conversation": conversation_id, "client": client_id})
    return tuple(found.one())


def waiting_messages(
    session: Session, conversation_id: str, answered: int, most: int
) -> list[MessageColumns]:
    """The same of the first `most` messages of the driver past the position `answered`."""
    wanted = {"conversation": conversation_id, "answered": answered, "most": most}
    return [tuple(row) for row in session.connection().execute(_WAITING, wanted)]


def offered_blocks(session: Session, conversation_id: str, most: int) -> Sequence[Blocks]:
    """The blocks of the last `most` bubbles of the assistant that have any, the latest first."""
    wanted = {"conversation": conversation_id, "most": most}
    return session.connection().execute(_OFFERED, wanted).scalars().all()


def add_messages(session: Session, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert messages, each a mapping of all columns but `id`."""
    session.connection().execute(_ADD_MESSAGES, list(rows))


def add_photo(session: Session, row: Mapping[str, Any]) -> None:
    """Insert a photo, a mapping of all columns."""
    session.connection().execute(_ADD_PHOTO, row)


def change(session: Session, conversation_id: str, **values: Any) -> None:
    """Change columns of a conversation."""
    session.connection().execute(_change_of(frozenset(values)), {"conversation": conversation_id, **values})


@cache
def _change_of(columns: frozenset[str]) -> Update:
    return _UPDATED.values({name: bindparam(name) for name in columns})
