"""The JSON of conversations and messages, as `/v1` shows them."""

from datetime import datetime
from typing import Any

from chat.messages import blocks_of
from support.conversations import LoggedMessage
from support.visits import Visit


def conversation_json(visit: Visit) -> dict[str, Any]:
    """`{id, speaker, opened_at, last_position, closed}`."""
    return {
        "id": visit.id,
        "speaker": visit.speaker.value,
        "opened_at": instant(visit.opened_at),
        "last_position": visit.last_position,
        "closed": visit.closed,
    }


def message_json(message: LoggedMessage) -> dict[str, Any]:
    """`{position, author, client_id?, at, blocks}`; the blocks are those of `chat/schema/blocks.schema.json`."""
    said: dict[str, Any] = {"position": message.position, "author": message.author.value}
    if message.client_id is not None:
        said["client_id"] = message.client_id
    return {**said, "at": instant(message.at), "blocks": blocks_of(message.text, message.blocks)}


def instant(at: datetime) -> str:
    """ISO 8601 in UTC, to the millisecond: `2026-01-31T17:05:00.000Z`."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
