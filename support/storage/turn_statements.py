"""The statements of a turn, made once: a turn runs them all, and building them took longer than running them."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Connection, Table, Update, bindparam, func, insert, select, update

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
_LAST = select(func.max(_messages.position)).where(_here).scalar_subquery()
# The index of the positions is walked backwards to the first that fits.
_LAST_SAID = (
    select(_messages.position)
    .where(_here, _messages.author == MessageAuthor.DRIVER)
    .order_by(_messages.position.desc())
    .limit(1)
    .scalar_subquery()
)
_KNOWN = select(_messages.position).where(_here, _messages.client_id == bindparam("client")).scalar_subquery()
_STANDING = select(_LAST, _LAST_SAID)
_STANDING_AND_KNOWN = select(_LAST, _LAST_SAID, _KNOWN)
_COLUMNS = (
    _messages.position,
    _messages.author,
    _messages.text,
    _messages.choice,
    _messages.created_at,
    _messages.blocks,
    _messages.client_id,
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


class Standing(NamedTuple):
    """The positions of the last message, and of the last that the driver said; 0 for none."""

    last: int
    said: int


def locked(connection: Connection, conversation_id: str) -> LockedConversation | None:
    """The conversation, or None."""
    row = connection.execute(_LOCKED, {"conversation": conversation_id}).one_or_none()
    return None if row is None else LockedConversation._make(row)


def standing(connection: Connection, conversation_id: str) -> Standing:
    """Where a conversation stands."""
    last, said = connection.execute(_STANDING, {"conversation": conversation_id}).one()
    return Standing(last or 0, said or 0)


def standing_and_known(
    connection: Connection, conversation_id: str, client_id: str
) -> tuple[Standing, int | None]:
    """The same, and the position of the message with this client id."""
    wanted = {"conversation": conversation_id, "client": client_id}
    last, said, known = connection.execute(_STANDING_AND_KNOWN, wanted).one()
    return Standing(last or 0, said or 0), known


def message_of_client(connection: Connection, conversation_id: str, client_id: str) -> MessageColumns:
    """Position, author, text, choice, time, blocks and client id of the message with this client id."""
    found = connection.execute(_OF_CLIENT, {"conversation": conversation_id, "client": client_id})
    return tuple(found.one())


def waiting_messages(
    connection: Connection, conversation_id: str, answered: int, most: int
) -> list[MessageColumns]:
    """The same of the first `most` messages of the driver past the position `answered`."""
    wanted = {"conversation": conversation_id, "answered": answered, "most": most}
    return [tuple(row) for row in connection.execute(_WAITING, wanted)]


def offered_blocks(connection: Connection, conversation_id: str, most: int) -> Sequence[Blocks]:
    """The blocks of the last `most` bubbles of the assistant that have any, the latest first."""
    wanted = {"conversation": conversation_id, "most": most}
    return connection.execute(_OFFERED, wanted).scalars().all()


def add_messages(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert messages, each a mapping of all columns but `id`."""
    connection.execute(_ADD_MESSAGES, list(rows))


def add_photo(connection: Connection, row: Mapping[str, Any]) -> None:
    """Insert a photo, a mapping of all columns."""
    connection.execute(_ADD_PHOTO, row)


def change(connection: Connection, conversation_id: str, **values: Any) -> None:
    """Change columns of a conversation."""
    connection.execute(_change_of(frozenset(values)), {"conversation": conversation_id, **values})


@cache
def _change_of(columns: frozenset[str]) -> Update:
    return _UPDATED.values({name: bindparam(name) for name in columns})
