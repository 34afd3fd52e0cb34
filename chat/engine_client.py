"""The clients of the engine: one turn at a time, with a time-out."""

import asyncio
from typing import Any

import httpx

from chat.messages import BotMessage, read_bot_message
from support.callers import Caller

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_MALFORMED = (KeyError, ValueError, TypeError, AttributeError)
_MOST_CONNECTIONS = 64


class EngineUnavailable(Exception):
    """The engine did not answer, in time or at all, or failed on the turn.

    `was_sent` tells whether the turn may have reached it, so that an action may have run.
    """

    def __init__(self, reason: str, *, was_sent: bool = True) -> None:
        super().__init__(reason)
        self.was_sent = was_sent


class EngineClient:
    """Sends turns to the engine's door channel.

    A connection that cannot be made is tried a second time; a turn that was sent is never sent again, for an action
    may have run.
    """

    def __init__(self, url: str, secret: str, timeout_s: float) -> None:
        self._client = httpx.Client(
            base_url=url,
            timeout=timeout_s,
            headers=_headers(secret),
            transport=httpx.HTTPTransport(retries=1),
        )

    def open(self, caller: Caller) -> list[BotMessage]:
        """The opening of a conversation."""
        return self._turn({"open": True}, caller)

    def send(self, caller: Caller, text: str, choice: str | None = None) -> list[BotMessage]:
        """A typed message, or the choice that was picked. Raises `EngineUnavailable`."""
        return self._turn({"text": text, "choice": choice}, caller)

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def _turn(self, what: dict[str, Any], caller: Caller) -> list[BotMessage]:
        try:
            return _messages_in(self._client.post("/turns", json=_turn_of(what, caller)))
        except httpx.HTTPError as error:
            raise _unavailable(error) from error


class AsyncEngineClient:
    """The same for many conversations at once. The whole of a turn takes `timeout_s` seconds at most.

    Whether a turn that failed is sent again is for the caller to say: `EngineUnavailable` tells if it was sent.
    """

    def __init__(self, url: str, secret: str, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._client = httpx.AsyncClient(
            base_url=url,
            timeout=timeout_s,
            headers=_headers(secret),
            transport=httpx.AsyncHTTPTransport(
                retries=1, limits=httpx.Limits(max_connections=_MOST_CONNECTIONS, keepalive_expiry=30.0)
            ),
        )

    async def open(self, caller: Caller) -> list[BotMessage]:
        """The opening of a conversation. Raises `EngineUnavailable`."""
        return await self._turn({"open": True}, caller)

    async def send(self, caller: Caller, text: str, choice: str | None = None) -> list[BotMessage]:
        """A typed message, or the choice that was picked. Raises `EngineUnavailable`."""
        return await self._turn({"text": text, "choice": choice}, caller)

    async def forget(self, conversation_id: str) -> None:
        """Delete what the engine knows of a conversation. Raises `EngineUnavailable`."""
        response = await self._post("/forget", {"conversation_id": conversation_id})
        if not response.is_success:
            raise EngineUnavailable(f"HTTP {response.status_code}")

    async def close(self) -> None:
        """Close the connections."""
        await self._client.aclose()

    async def _turn(self, what: dict[str, Any], caller: Caller) -> list[BotMessage]:
        return _messages_in(await self._post("/turns", _turn_of(what, caller)))

    async def _post(self, path: str, body: dict[str, Any]) -> httpx.Response:
        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._client.post(path, json=body)
        except (httpx.HTTPError, TimeoutError) as error:
            raise _unavailable(error) from error


def _headers(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _turn_of(what: dict[str, Any], caller: Caller) -> dict[str, Any]:
    return {"conversation_id": caller.conversation_id, "caller": caller.as_metadata(), **what}


def _messages_in(response: httpx.Response) -> list[BotMessage]:
    if not response.is_success:
        raise EngineUnavailable(f"HTTP {response.status_code}")
    try:
        return [read_bot_message(message) for message in response.json()["messages"]]
    except _MALFORMED as error:
        raise EngineUnavailable(type(error).__name__) from error


def _unavailable(error: Exception) -> EngineUnavailable:
    return EngineUnavailable(type(error).__name__, was_sent=not isinstance(error, _NOT_SENT))
