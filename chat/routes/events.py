"""The events of a conversation, as they happen."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header, Query
from sse_starlette import EventSourceResponse, ServerSentEvent

from chat.access import InHouse, OwnConversation, Somebody
from chat.allowance import require_room
from chat.routes.documented import Responses, problems_of
from chat.streams import KEEP_ALIVE_S

router = APIRouter(tags=["events"])
SEND_TIMEOUT_S = 20.0
FAREWELL_S = 3.0
_EVENTS: Responses = {
    200: {
        "description": "`message` (its id is the position), `typing`, `delivered`, `state`, `expired`.",
        "content": {"text/event-stream": {"schema": {"type": "string"}}},
    },
    **problems_of(401, 404),
}


@router.get("/conversations/{id}/events", response_class=EventSourceResponse, responses=_EVENTS)
async def follow(
    conversation: OwnConversation,
    identity: Somebody,
    house: InHouse,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    last_event_id: Annotated[str | None, Header(description="The position of the last message seen.")] = None,
) -> EventSourceResponse:
    """What happened since the last message seen, then what happens.

    Ends with `expired` when the token expires, and with a `retry` hint when this server stops.
    """
    seen = (
        int(last_event_id)
        if last_event_id and last_event_id.isdecimal() and len(last_event_id) < 10
        else after
    )
    await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    require_room(house.fanout.listeners, conversation, house.settings)
    house.answering.look(conversation)
    return EventSourceResponse(
        house.streams.events(identity, conversation, seen),
        ping=KEEP_ALIVE_S,
        ping_message_factory=lambda: ServerSentEvent(comment=""),
        send_timeout=SEND_TIMEOUT_S,
        shutdown_grace_period=FAREWELL_S,
        sep="\n",
    )
