"""The door in front of the engine: nothing said is lost, and nobody is left without an answer."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Protocol

from chat.engine_client import EngineUnavailable
from chat.messages import BotMessage, logged_bot_message
from chat.sentences import danger_without_engine, engine_unavailable, message_too_long
from support.callers import Caller
from support.composition import Support
from support.danger import is_danger
from support.errors import SupportError, UnknownConversation
from support.masking import mask
from support.storage.conversation_tables import MessageAuthor

logger = logging.getLogger(__name__)

LONGEST_MESSAGE = 1000
CUT_MARK = " […]"
UNTOLD_CHANNEL = "unknown"


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
        except UnknownConversation:
            raise
        except SupportError as error:
            return [self._apology("", error)]
        return self._answered(caller, "", lambda: self._engine.open(caller))

    def send(
        self,
        caller: Caller,
        text: str,
        *,
        choice: str | None = None,
        client_id: str | None = None,
        channel: str = UNTOLD_CHANNEL,
    ) -> list[BotMessage]:
        """Log a message, have it answered, log the answer.

        A resend of the same `client_id` gives the answer it had, or nothing while it is being answered. `choice`
        is the value of a choice; one that was never offered in this conversation is treated as text. A
        conversation that could not be registered at its opening is registered now, for this caller on `channel`.

        Raises `UnknownConversation` when the conversation is another person's.
        """
        text = _storable(text)
        too_long = len(text) > LONGEST_MESSAGE
        told = _danger_within(text) if too_long else text
        kept = (told or text[:LONGEST_MESSAGE]) + CUT_MARK if too_long else text
        try:
            picked = choice if choice is not None and self._was_offered(caller, choice) else None
            if not self._take(caller, kept, picked, client_id, channel):
                return self._answer_had(caller, client_id)
        except UnknownConversation:
            raise
        except SupportError as error:
            return [self._apology(told or "", error)]
        if told is None:
            return self._logged(caller, [message_too_long(self._support.settings, LONGEST_MESSAGE)])
        return self._answered(caller, told, lambda: self._engine.send(caller, told, picked))

    def _take(
        self, caller: Caller, text: str, choice: str | None, client_id: str | None, channel: str
    ) -> bool:
        """Log what a person says; False when it is a resend."""
        messages = self._support.messages
        append = partial(
            messages.append, caller, MessageAuthor.DRIVER, text, choice=choice, client_id=client_id
        )
        try:
            return append()
        except UnknownConversation:
            messages.open(caller, channel)
            return append()

    def _answer_had(self, caller: Caller, client_id: str | None) -> list[BotMessage]:
        if client_id is None:
            return []
        bubbles = self._support.messages.answer_to(caller.conversation_id, client_id)
        return [logged_bot_message(text, blocks) for text, blocks in bubbles]

    def _answered(self, caller: Caller, text: str, ask: Callable[[], list[BotMessage]]) -> list[BotMessage]:
        """The engine's answer to `text`, or an apology; an engine that says nothing has failed."""
        try:
            messages = ask()
        except EngineUnavailable as error:
            messages = [self._apology(text, error)]
        return self._logged(caller, messages or [self._apology(text, EngineUnavailable("no answer"))])

    def _logged(self, caller: Caller, messages: list[BotMessage]) -> list[BotMessage]:
        """The messages, given even when logging them fails in whatever way: an action may have run."""
        try:
            self._support.messages.append_bot(
                caller.conversation_id, [(message.text, message.beside_text()) for message in messages]
            )
        except Exception as error:
            logger.error("an answer was not logged: %s", _masked(error))
        return messages

    def _was_offered(self, caller: Caller, choice: str) -> bool:
        return choice in self._support.messages.offered(caller.conversation_id)

    def _apology(self, text: str, error: Exception) -> BotMessage:
        logger.error("no answer from the assistant: %s", _masked(error))
        settings = self._support.settings
        return danger_without_engine(settings) if is_danger(text) else engine_unavailable(settings)


def _masked(error: Exception) -> str:
    return f"{type(error).__name__}: {mask(str(error))}"


def _storable(text: str) -> str:
    """The text as every database can hold it: no NUL, and a question mark for half a surrogate pair."""
    return text.replace("\x00", "").encode(errors="replace").decode()


def _danger_within(text: str) -> str | None:
    """The part of a message too long that tells a danger, short enough to be taken."""
    starts = range(0, len(text), LONGEST_MESSAGE // 2)
    parts = (text[start : start + LONGEST_MESSAGE] for start in starts)
    return next((part for part in parts if is_danger(part)), None)
