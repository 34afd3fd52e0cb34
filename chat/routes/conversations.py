"""Opening or resuming a conversation, seeing it, renewing a visitor's token."""

import asyncio
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from chat import problems
from chat.access import InHouse, OwnConversation, Somebody, address_of, anybody
from chat.fanout import STATE, Signal
from chat.house import House
from chat.identity import Identity
from chat.routes.documented import OF_CONVERSATIONS, problems_of
from chat.schemas import Conversation, Opened, Opening, Token
from chat.wire import conversation_json, instant
from support.callers import CONTEXT_KEYS

router = APIRouter(tags=["conversations"])
TERMINAL = "terminal"


@router.post(
    "/conversations",
    status_code=201,
    response_model=Opened,
    response_model_exclude_none=True,
    responses={
        200: {"model": Opened, "description": "The driver's open conversation, resumed."},
        **problems_of(401, 403),
    },
)
async def open_conversation(
    opening: Opening,
    request: Request,
    response: Response,
    house: InHouse,
    identity: Annotated[Identity | None, Depends(anybody)],
) -> dict[str, Any]:
    """Open a conversation.

    With the app's token the driver gets his open conversation back (200). Without a token an anonymous visitor gets
    a new one and a token for it. A visitor's token opens nothing.
    """
    if identity is not None and identity.driver_id is None:
        raise problems.token_refused()
    await house.allowance.opening(address_of(request))
    driver_id = identity.driver_id if identity else None
    context = await _context(opening, identity, house)
    arrival = await asyncio.to_thread(
        house.visits.open, driver_id, opening.channel, context, resumes=opening.channel != TERMINAL
    )
    visit = arrival.visit
    if not arrival.is_new:
        response.status_code = 200
    if arrival.closed is not None:
        await house.fanout.publish(arrival.closed.id, Signal(STATE, conversation_json(arrival.closed)))
    house.answering.look(visit.id)
    opened: dict[str, Any] = {"conversation": conversation_json(visit)}
    if driver_id is None:
        token, expires_at = house.tokens.mint_visitor(visit.id)
        opened |= {"token": token, "token_expires_at": instant(expires_at)}
    return opened


@router.get("/conversations/{id}", response_model=Conversation, responses=OF_CONVERSATIONS)
async def see_conversation(
    conversation: OwnConversation, identity: Somebody, house: InHouse
) -> dict[str, Any]:
    """Who speaks, and where the log stands."""
    visit = await asyncio.to_thread(house.visits.view, conversation, identity.driver_id)
    return conversation_json(visit)


@router.post("/conversations/{id}/token", response_model=Token, responses=problems_of(401, 403, 404))
async def renew_token(conversation: OwnConversation, identity: Somebody, house: InHouse) -> dict[str, Any]:
    """Renew a visitor's token that is still valid. The app renews its own."""
    if identity.driver_id is not None:
        raise problems.Problem(403, "not_a_visitor", "L'application renouvelle elle-même votre accès.")
    await asyncio.to_thread(house.visits.view, conversation, None)
    token, expires_at = house.tokens.mint_visitor(conversation)
    return {"token": token, "token_expires_at": instant(expires_at)}


async def _context(opening: Opening, identity: Identity | None, house: House) -> dict[str, str]:
    """What was said and what was signed, which goes first. Raises `Problem` for another driver's session."""
    said = opening.context.model_dump(exclude_none=True) if opening.context else {}
    context = {key: str(said[key]) for key in CONTEXT_KEYS if key in said} | dict(
        identity.context if identity else {}
    )
    session_id = context.get("session_id")
    if session_id is None:
        return context
    driver_id = identity.driver_id if identity else None
    if driver_id is None or not await asyncio.to_thread(
        house.support.charging.session, driver_id, session_id
    ):
        raise problems.session_not_yours()
    return context
