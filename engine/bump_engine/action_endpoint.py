"""The way to the action server: a time-out of seconds, a kept connection, a shared secret."""

from __future__ import annotations

import json
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Optional

import aiohttp
from rasa.utils.endpoints import ClientResponseError, EndpointConfig

DEFAULT_TIMEOUT_S = 6.0


@dataclass
class Calls:
    """How the calls of one turn went: an action may have run when one was `sent`, and not when all were `refused`."""

    sent: bool = False
    refused: bool = False


CALLS: "ContextVar[Optional[Calls]]" = ContextVar("calls", default=None)


class ActionEndpoint(EndpointConfig):
    """Calls the action server; stock Rasa waits 300 s and opens a connection for each call.

    There is no retry: an action may have written before its answer was lost.
    """

    def __init__(self, url: str, secret: str, timeout_s: float = DEFAULT_TIMEOUT_S) -> None:
        super().__init__(url, enable_selective_domain=True)
        self._authorization = {"Authorization": f"Bearer {secret}"}
        self._timeout = aiohttp.ClientTimeout(total=timeout_s)
        self._session: Optional[aiohttp.ClientSession] = None

    async def request(  # type: ignore[override]
        self, method: str = "post", json: Any = None, **_ignored: Any
    ) -> Any:
        """Send the call; return the decoded answer, or raise as Rasa's `RemoteAction` expects.

        Rasa swallows what is raised here, so that how it went is told in the `CALLS` of the turn too.
        """
        calls = CALLS.get() or Calls()
        try:
            answer = await self._answer(method, json)
        except aiohttp.ClientConnectorError:
            calls.refused = True
            raise
        except BaseException:
            calls.sent = True
            raise
        calls.sent = True
        return answer

    async def _answer(self, method: str, json: Any) -> Any:
        session = self._kept_session()
        async with session.request(
            method, self.url, json=json, headers=self._authorization, timeout=self._timeout
        ) as response:
            if response.status >= 400:
                raise ClientResponseError(response.status, response.reason or "", await response.text())
            return await response.json()

    def _kept_session(self) -> aiohttp.ClientSession:
        if self._session is None or self._session.closed:
            self._session = aiohttp.ClientSession(json_serialize=json.dumps)
        return self._session

    async def close(self) -> None:
        """Close the kept connection."""
        if self._session is not None:
            await self._session.close()
