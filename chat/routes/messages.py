"""Saying something, asking for a person, and reading what was said."""

import asyncio
import logging
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Query

from chat import problems
from chat.access import InHouse, OwnConversation, Somebody
from chat.fanout import DELIVERED, MESSAGE, Signal
from chat.house import House
from chat.identity import Identity
from chat.routes.documented import OF_CONVERSATIONS, problems_of
from chat.schemas import AskingForAPerson, History, Sending, Sent
from chat.wire import message_json
from support.danger import is_danger
from support.errors import StorageUnavailable
from support.masking import mask
from support.turns.model import NewMessage, Taken

logger = logging.getLogger(__name__)

router = APIRouter(tags=["messages"])
MOST_AT_ONCE = 200
ASK_FOR_A_PERSON = "Je voudrais parler à un conseiller."
_SENDING = problems_of(401, 404, 409)


@router.post("/conversations/{id}/messages", status_code=202, response_model=Sent, responses=_SENDING)
async def send_message(
    sending: Sending, conversation: OwnConversation, identity: Somebody, house: InHouse
) -> dict[str, Any]:
    """Say something: `text`, or `choice`, the value of a choice that was offered.

    It is stored before this answers; the answer comes by the events. A choice that is not offered any more is
    taken as its `text`, if there is one.
    """
    text = sending.text or ""
    if not text.strip() and sending.choice is None:
        raise problems.invalid_request("Votre message est vide. Écrivez-le, puis envoyez-le à nouveau.")
    new = NewMessage(sending.client_id, text, sending.choice)
    taken = await take(house, identity, conversation, new)
    return {"message": message_json(taken.message), "duplicate": taken.duplicate}


@router.post("/conversations/{id}/person", status_code=202, response_model=Sent, responses=_SENDING)
async def ask_for_a_person(
    conversation: OwnConversation,
    identity: Somebody,
    house: InHouse,
    asking: AskingForAPerson | None = None,
) -> dict[str, Any]:
    """Ask for a person: the same as saying so. With a `client_id` a resend asks once; without, each request does."""
    client_id = uuid4().hex if asking is None else asking.client_id
    taken = await take(house, identity, conversation, NewMessage(client_id, ASK_FOR_A_PERSON))
    return {"message": message_json(taken.message), "duplicate": taken.duplicate}


@router.get(
    "/conversations/{id}/messages",
    response_model=History,
    responses=OF_CONVERSATIONS,
    response_model_exclude_none=True,
)
async def read_messages(
    conversation: OwnConversation,
    identity: Somebody,
    house: InHouse,
    after: Annotated[int, Query(ge=0, le=2**31 - 1)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = MOST_AT_ONCE,
) -> dict[str, Any]:
    """The messages past position `after`, the oldest first."""
    visit = await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    found = await asyncio.to_thread(house.support.messages.following, conversation, after, limit)
    messages = [message_json(one) for one in found]
    return {
        "messages": messages,
        "last_position": max(visit.last_position, after if not found else found[-1].position),
    }


async def take(
    house: House, identity: Identity, conversation_id: str, new: NewMessage, at_failure: str | None = None
) -> Taken:
    """Store a message, tell the listeners, and begin its answer.

    The photo `at_failure` is removed when its message is not stored, or was before.
    """
    is_kept = False
    try:
        await house.allowance.message(conversation_id)
        taken = await house.book.take(conversation_id, identity.driver_id, new)
        is_kept = not taken.duplicate
    except StorageUnavailable as error:
        if not is_danger(new.text):
            raise
        logger.error("a danger was told and could not be stored: %s", mask(str(error)))
        raise problems.danger_unavailable(house.settings.support_phone) from error
    finally:
        if at_failure is not None and not is_kept:
            await asyncio.to_thread(house.photos.delete, at_failure)
    delivered = Signal(DELIVERED, {"client_id": new.client_id, "position": taken.message.position})
    signals = [delivered] if taken.duplicate else [Signal(MESSAGE, message_json(taken.message)), delivered]
    await house.fanout.publish(conversation_id, *signals)
    if taken.turn is not None:
        house.answering.start(taken.turn)
    return taken
