"""The door in front of the engine: nothing said is lost, and nobody is left without an answer."""

import logging
from collections.abc import Sequence
from typing import Protocol

from chat.engine_client import EngineUnavailable
from chat.messages import BotMessage
from chat.sentences import danger_without_engine, engine_unavailable, message_too_long
from support.callers import Caller
from support.composition import Support
from support.danger import is_danger
from support.errors import SupportError, UnknownConversation
from support.storage.conversation_tables import MessageAuthor

logger = logging.getLogger(__name__)

LONGEST_MESSAGE = 1000


class Engine(Protocol):
    """What the door needs of the engine."""

    def open(self, caller: Caller) -> list[BotMessage]: ...

    def send(self, caller: Caller, text: str, choice: str | None = None) -> list[BotMessage]: ...


class Door:
    """Takes the messages of callers whose identity is established, and gives the assistant's answers."""

    def __init__(self, support: Support, engine: Engine) -> None:
        self._support = support
        self._engine = engine

    def open(self, caller: Caller, channel: str) -> list[BotMessage]:
        """Begin a conversation. Raises `UnknownConversation` when it is another person's."""
        try:
            self._support.messages.open(caller, channel)
            return self._answered(caller, self._engine.open(caller))
        except UnknownConversation:
            raise
        except (EngineUnavailable, SupportError) as error:
            return self._apology("", error)

    def send(
        self, caller: Caller, text: str, *, choice: str | None = None, client_id: str | None = None
    ) -> list[BotMessage]:
        """Log a message, have it answered, log the answer. A resend of the same `client_id` gives nothing.

        Raises `UnknownConversation` when the conversation is another person's.

        `choice` is the value of a choice; one that was never offered in this conversation is treated as text.
        """
        text = text.replace("\x00", "")
        if len(text) > LONGEST_MESSAGE:
            told = _danger_within(text)
            if told is None:
                return [message_too_long(LONGEST_MESSAGE)]
            text = told
        try:
            picked = choice if choice is not None and self._was_offered(caller, choice) else None
            fresh = self._support.messages.append(
                caller, MessageAuthor.DRIVER, text, choice=picked, client_id=client_id
            )
            return self._answered(caller, self._engine.send(caller, text, picked)) if fresh else []
        except UnknownConversation:
            raise
        except (EngineUnavailable, SupportError) as error:
            return self._apology(text, error)

    def _answered(self, caller: Caller, messages: Sequence[BotMessage]) -> list[BotMessage]:
        """Log what the engine said; an engine that says nothing has failed."""
        if not messages:
            raise EngineUnavailable("no answer")
        self._support.messages.append_bot(
            caller.conversation_id, [(message.text, message.as_blocks()) for message in messages]
        )
        return list(messages)

    def _was_offered(self, caller: Caller, choice: str) -> bool:
        return choice in self._support.messages.offered(caller.conversation_id)

    def _apology(self, text: str, error: Exception) -> list[BotMessage]:
        logger.error("no answer from the assistant: %s: %s", type(error).__name__, error)
        settings = self._support.settings
        if is_danger(text):
            return [danger_without_engine(settings)]
        return [engine_unavailable(settings)]


def _danger_within(text: str) -> str | None:
    """The part of a message too long that tells a danger, short enough to be taken."""
    starts = range(0, len(text), LONGEST_MESSAGE // 2)
    parts = (text[start : start + LONGEST_MESSAGE] for start in starts)
    return next((part for part in parts if is_danger(part)), None)
