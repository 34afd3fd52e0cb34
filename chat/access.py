"""What the routes ask of each request: the house, the person, and his conversation."""

from typing import Annotated, cast

from fastapi import Depends, Path, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from chat import problems
from chat.house import House
from chat.identity import Identity
from chat.schemas import ConversationId

_bearer = HTTPBearer(
    auto_error=False,
    bearerFormat="JWT",
    description="A visitor's token, given when the conversation is opened, or a token of the app.",
)
Credentials = Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]


async def house_of(request: Request) -> House:
    """The house that serves this request. Asynchronous, since FastAPI would call it in a thread otherwise."""
    return cast(House, request.app.state.house)


InHouse = Annotated[House, Depends(house_of)]


def address_of(request: Request) -> str:
    """The network address of who asks."""
    return request.client.host if request.client else ""


async def anybody(request: Request, house: InHouse, credentials: Credentials) -> Identity | None:
    """Who asks; None without a token. Raises `Problem` when the token is no good, or there are too many requests."""
    await house.allowance.from_address(address_of(request))
    if credentials is None:
        return None
    identity = await house.tokens.identify(credentials.credentials)
    await house.allowance.request(identity.counted_as)
    return identity


async def somebody(identity: Annotated[Identity | None, Depends(anybody)]) -> Identity:
    """Who asks, with a token."""
    if identity is None:
        raise problems.token_missing()
    return identity


Somebody = Annotated[Identity, Depends(somebody)]


async def own_conversation(
    conversation_id: Annotated[ConversationId, Path(alias="id")], identity: Somebody
) -> str:
    """The conversation of the path, unless a visitor's token is for another; a driver's is checked as it is read."""
    if identity.conversation_id is not None and identity.conversation_id != conversation_id:
        raise problems.unknown_conversation()
    return conversation_id


OwnConversation = Annotated[str, Depends(own_conversation)]
