"""The client of the engine: one turn at a time, with a time-out."""

from typing import Any

import httpx

from chat.messages import BotMessage, read_bot_message
from support.callers import Caller


class EngineUnavailable(Exception):
    """The engine did not answer, in time or at all, or failed on the turn."""


class EngineClient:
    """Sends turns to the engine's door channel.

    A connection that cannot be made is tried a second time; a turn that was sent is never sent again, for an action
    may have run.
    """

    def __init__(self, url: str, secret: str, timeout_s: float) -> None:
        self._client = httpx.Client(
            base_url=url,
            timeout=timeout_s,
            headers={"Authorization": f"Bearer {secret}"},
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
        body = {"conversation_id": caller.conversation_id, "caller": caller.as_metadata(), **what}
        try:
            response = self._client.post("/turns", json=body)
            response.raise_for_status()
            return [read_bot_message(message) for message in response.json()["messages"]]
        except (httpx.HTTPError, KeyError, ValueError, TypeError, AttributeError) as error:
            raise EngineUnavailable(type(error).__name__) from error
