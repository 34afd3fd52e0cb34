"""The client of the engine: turns of many conversations at once, with a time-out."""

from typing import Any

import aiohttp

from chat.messages import BotMessage, read_bot_message
from support.callers import Caller

_MALFORMED = (KeyError, ValueError, TypeError, AttributeError)
_MOST_CONNECTIONS = 64
_NOT_RUN = "turn_not_run"


class EngineUnavailable(Exception):
    """The engine did not answer, in time or at all, or failed on the turn.

    `was_sent` tells whether the turn may have taken place, so that an action may have run; `is_final`, that it did,
    and that it has no other answer.
    """

    def __init__(self, reason: str, *, was_sent: bool = True, is_final: bool = False) -> None:
        super().__init__(reason)
        self.was_sent = was_sent
        self.is_final = is_final


class AsyncEngineClient:
    """Sends turns to the engine's door channel. The whole of a turn takes `timeout_s` seconds at most.

    Whether a turn that failed is sent again is for the caller to say: `EngineUnavailable` tells if it was sent. The
    engine runs a turn once: sent again under its `turn_id`, it gets the answer that it had.
    """

    def __init__(self, url: str, secret: str, timeout_s: float) -> None:
        self._url = url
        self._headers = _headers(secret)
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: aiohttp.ClientSession | None = None

    async def open(self, caller: Caller, turn_id: str) -> list[BotMessage]:
        """The opening of a conversation. Raises `EngineUnavailable`."""
        return await self._turn({"open": True, "turn_id": turn_id}, caller)

    async def send(self, caller: Caller, text: str, choice: str | None, turn_id: str) -> list[BotMessage]:
        """A typed message, or the choice that was picked. Raises `EngineUnavailable`."""
        return await self._turn({"text": text, "choice": choice, "turn_id": turn_id}, caller)

    async def forget(self, conversation_id: str) -> None:
        """Delete what the engine knows of a conversation. Raises `EngineUnavailable`."""
        await self._post("/forget", {"conversation_id": conversation_id})

    async def close(self) -> None:
        """Close the connections."""
        if self._session is not None:
            await self._session.close()

    async def _turn(self, what: dict[str, Any], caller: Caller) -> list[BotMessage]:
        return _messages_in(await self._post("/turns", _turn_of(what, caller)))

    async def _post(self, path: str, body: dict[str, Any]) -> Any:
        try:
            async with self._opened().post(self._url + path, json=body) as response:
                if not response.ok:
                    may_have_run = not await _tells_that_nothing_ran(response)
                    raise EngineUnavailable(f"HTTP {response.status}", was_sent=may_have_run)
                return await response.json()
        except aiohttp.ClientConnectorError as error:
            raise EngineUnavailable(type(error).__name__, was_sent=False) from error
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise EngineUnavailable(type(error).__name__) from error

    def _opened(self) -> aiohttp.ClientSession:
        # A session belongs to the loop that runs when it is made.
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_MOST_CONNECTIONS, keepalive_timeout=30.0)
            self._session = aiohttp.ClientSession(
                connector=connector, timeout=self._timeout, headers=self._headers
            )
        return self._session


async def _tells_that_nothing_ran(response: aiohttp.ClientResponse) -> bool:
    try:
        told = await response.json()
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return False
    return isinstance(told, dict) and told.get("error") == _NOT_RUN


def _headers(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def _turn_of(what: dict[str, Any], caller: Caller) -> dict[str, Any]:
    return {"conversation_id": caller.conversation_id, "caller": caller.as_metadata(), **what}


def _messages_in(answer: Any) -> list[BotMessage]:
    try:
        return [read_bot_message(message) for message in answer["messages"]]
    except _MALFORMED as error:
        raise EngineUnavailable(type(error).__name__) from error
