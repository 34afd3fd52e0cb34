"""What comes at the end: a rating, the transcript, the erasure."""

import asyncio
from typing import Any

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse, Response

from chat import problems
from chat.access import InHouse, OwnConversation, Somebody
from chat.fanout import GONE, Signal
from chat.house import House
from chat.routes.documented import OF_CONVERSATIONS, Responses, problems_of
from chat.schemas import Rating, TranscriptRequest
from chat.transcript import as_text

router = APIRouter(tags=["closing"])
LONGEST_TRANSCRIPT = 2000
_TEXT: Responses = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}


@router.post(
    "/conversations/{id}/rating", status_code=204, response_class=Response, responses=OF_CONVERSATIONS
)
async def rate(rating: Rating, conversation: OwnConversation, identity: Somebody, house: InHouse) -> None:
    """Rate the conversation; the last rating counts."""
    await asyncio.to_thread(house.visits.rate, conversation, identity.driver_id, rating.score, rating.comment)


@router.get(
    "/conversations/{id}/transcript",
    response_class=PlainTextResponse,
    responses={**_TEXT, **OF_CONVERSATIONS},
)
async def download_transcript(conversation: OwnConversation, identity: Somebody, house: InHouse) -> Response:
    """The transcript, to be kept."""
    await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    text = await _transcript(house, conversation)
    disposition = 'attachment; filename="conversation-bump.txt"'
    return PlainTextResponse(text, headers={"Content-Disposition": disposition})


@router.post(
    "/conversations/{id}/transcript",
    status_code=202,
    responses=problems_of(401, 404, 409),
)
async def send_transcript(
    wanted: TranscriptRequest, conversation: OwnConversation, identity: Somebody, house: InHouse
) -> dict[str, Any]:
    """Send the transcript by e-mail, where e-mail is configured."""
    await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    if not house.settings.smtp_url.get_secret_value():
        raise problems.no_email()
    await house.allowance.transcript(identity.counted_as)
    text = await _transcript(house, conversation)
    await asyncio.to_thread(
        house.visits.send_transcript, conversation, identity.driver_id, wanted.email, text
    )
    house.deliveries.hurry()
    return {}


@router.delete("/conversations/{id}", status_code=204, response_class=Response, responses=OF_CONVERSATIONS)
async def erase(conversation: OwnConversation, identity: Somebody, house: InHouse) -> None:
    """Erase the conversation: messages, photos, and what the engine remembers. Tickets stay, without transcript."""
    await asyncio.to_thread(house.visits.erase, conversation, identity.driver_id)
    house.deliveries.hurry()
    await house.fanout.publish(conversation, Signal(GONE, {}))


async def _transcript(house: House, conversation_id: str) -> str:
    messages = await asyncio.to_thread(house.support.messages.transcript, conversation_id, LONGEST_TRANSCRIPT)
    return as_text(messages)
