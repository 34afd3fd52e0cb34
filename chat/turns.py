"""Answers what is waiting: asks the engine, logs its answer, tells the listeners, and tries again what failed."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any, Protocol

from chat.engine_client import EngineUnavailable
from chat.fanout import MESSAGE, TYPING, Fanout, Signal
from chat.messages import BotMessage
from chat.sentences import answered_later, danger_without_engine, engine_unavailable, photo_received
from chat.turn_queue import TurnQueue
from chat.wire import message_json
from support.callers import Caller
from support.conversations import LoggedMessage
from support.danger import is_danger
from support.errors import SupportError, UnknownConversation
from support.masking import mask
from support.outbox import Outbox, TaskKind
from support.settings import Settings
from support.turns.model import Answered, Bubble, Turn

logger = logging.getLogger(__name__)

WAITS_S = (1.0, 2.0, 4.0, 8.0, 15.0)
MOST_TRIES_WHEN_SENT = 3
LOGGING_WAITS_S = (0.2, 1.0, 3.0)


class Engine(Protocol):
    """What turns need of the engine. Both raise `EngineUnavailable`; `turn_id` makes a resend harmless."""

    async def open(self, caller: Caller, turn_id: str) -> list[BotMessage]: ...

    async def send(self, caller: Caller, text: str, choice: str | None, turn_id: str) -> list[BotMessage]: ...


class Forgetting(Protocol):
    """The engine's way of forgetting. Raises `EngineUnavailable`."""

    async def forget(self, conversation_id: str) -> None: ...


class Answering:
    """Runs the turns that this process holds, each conversation's one after the other.

    What could not be answered is tried again, at growing distances, as long as somebody here listens. A turn is sent
    again under its id, so that the engine runs it once and gives the answer that it had. One on which the engine
    failed is tried `MOST_TRIES_WHEN_SENT` times, since an action may have run before it failed.
    """

    def __init__(
        self,
        settings: Settings,
        book: TurnQueue,
        outbox: Outbox,
        engine: Engine,
        fanout: Fanout,
        waits_s: Sequence[float] = WAITS_S,
    ) -> None:
        self._settings = settings
        self._book = book
        self._outbox = outbox
        self._engine = engine
        self._fanout = fanout
        self._waits_s = waits_s
        self._running: set[asyncio.Task[None]] = set()
        self._retries: dict[str, asyncio.TimerHandle] = {}
        self._stopping = False

    def start(self, turn: Turn) -> None:
        """Begin a turn that was just taken."""
        self._forget_retry(turn.caller.conversation_id)
        self._spawn(self._run(turn))

    def look(self, conversation_id: str) -> None:
        """Answer what is waiting in a conversation, if anything is and nobody else does."""
        self._forget_retry(conversation_id)
        self._spawn(self._look(conversation_id))

    async def stop(self, within_s: float) -> None:
        """Finish the turns that run, and begin no other; those not finished in time are given up."""
        self._stopping = True
        for conversation_id in list(self._retries):
            self._forget_retry(conversation_id)
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=within_s)
            for task in late:
                task.cancel()

    def _spawn(self, work: Coroutine[Any, Any, None]) -> None:
        # Begun at once, so that the engine works while the rest of the request is still being answered.
        task = asyncio.Task(work, loop=asyncio.get_running_loop(), eager_start=True)
        if not task.done():
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _look(self, conversation_id: str) -> None:
        try:
            begun = await self._book.begin(conversation_id)
        except SupportError as error:
            logger.error("what is waiting cannot be read: %s", _masked(error))
            self._retry_later(conversation_id, failures=1)
            return
        if begun.turn is not None:
            await self._run(begun.turn)
        elif begun.is_held:
            # By another process, which may have died: its lease will tell.
            self._retry_later(conversation_id, failures=len(self._waits_s))

    async def _run(self, first: Turn) -> None:
        turn: Turn | None = first
        conversation_id = first.caller.conversation_id
        try:
            while turn is not None:
                turn = await self._answer(turn)
        except UnknownConversation:
            # Erased while it was being answered: what the engine learnt in this turn is to go too.
            await asyncio.to_thread(self._outbox.put, TaskKind.ERASE, {"conversation_id": conversation_id})
        except SupportError as error:
            logger.error("an answer was not logged: %s", _masked(error))
            await self._fanout.publish(conversation_id, _typing(False))
            self._retry_later(conversation_id, failures=len(self._waits_s))

    async def _answer(self, turn: Turn) -> Turn | None:
        """One turn; the next one, if something came meanwhile."""
        conversation_id = turn.caller.conversation_id
        if not turn.failures:
            await self._fanout.publish(conversation_id, _typing(True))
        try:
            bubbles = await self._ask(turn)
        except EngineUnavailable as error:
            return await self._failed(turn, error)
        answered = await self._logged(lambda: self._book.finish(turn, [_as_logged(one) for one in bubbles]))
        return await self._tell(conversation_id, answered)

    async def _ask(self, turn: Turn) -> list[BotMessage]:
        if turn.is_photo:
            return [photo_received()]
        if turn.is_opening:
            answer = await self._engine.open(turn.caller, turn.id)
        else:
            answer = await self._engine.send(turn.caller, turn.text, turn.choice, turn.id)
        if not answer:
            raise EngineUnavailable("no answer", is_final=True)
        return answer

    async def _failed(self, turn: Turn, error: EngineUnavailable) -> Turn | None:
        conversation_id = turn.caller.conversation_id
        logger.error("no answer from the engine: %s", _masked(error))
        # Sent once only, it is worth another try: the engine may have the answer by then.
        was_sent_again = error.was_sent and turn.sent_before
        give_up = error.is_final or (was_sent_again and turn.failures + 1 >= MOST_TRIES_WHEN_SENT)
        apology = self._refusal if give_up else self._apology
        answered = await self._logged(
            lambda: self._book.fail(turn, apology, was_sent=error.was_sent, give_up=give_up)
        )
        following = await self._tell(conversation_id, answered)
        if following is None and not give_up:
            self._retry_later(conversation_id, turn.failures + 1)
        return following

    def _apology(self, waiting: Sequence[LoggedMessage]) -> Bubble:
        return self._said_instead(waiting, answered_later)

    def _refusal(self, waiting: Sequence[LoggedMessage]) -> Bubble:
        return self._said_instead(waiting, engine_unavailable)

    def _said_instead(
        self, waiting: Sequence[LoggedMessage], sentence: Callable[[Settings], BotMessage]
    ) -> Bubble:
        in_danger = any(is_danger(one.text) for one in waiting)
        return _as_logged((danger_without_engine if in_danger else sentence)(self._settings))

    async def _tell(self, conversation_id: str, answered: Answered | None) -> Turn | None:
        if answered is None:
            logger.warning(
                "a turn took longer than its lease: its answer is dropped, another process answers"
            )
            return None
        signals = [_message(one) for one in answered.messages]
        if answered.next_turn is None:
            signals.append(_typing(False))
        await self._fanout.publish(conversation_id, *signals)
        return answered.next_turn

    async def _logged(self, log: Callable[[], Awaitable[Answered | None]]) -> Answered | None:
        """Log; a database that does not answer is asked again, since an action may have run."""
        for wait_s in LOGGING_WAITS_S:
            try:
                return await log()
            except UnknownConversation:
                raise
            except SupportError as error:
                logger.warning("logging an answer is tried again: %s", _masked(error))
                await asyncio.sleep(wait_s)
        return await log()

    def _retry_later(self, conversation_id: str, failures: int) -> None:
        self._forget_retry(conversation_id)
        if self._stopping or not self._fanout.listeners.are_there(conversation_id):
            return
        wait_s = self._waits_s[min(failures, len(self._waits_s)) - 1]
        loop = asyncio.get_running_loop()
        self._retries[conversation_id] = loop.call_later(wait_s, self.look, conversation_id)

    def _forget_retry(self, conversation_id: str) -> None:
        timer = self._retries.pop(conversation_id, None)
        if timer is not None:
            timer.cancel()


def _as_logged(said: BotMessage) -> Bubble:
    return said.text, said.beside_text()


def _message(message: LoggedMessage) -> Signal:
    return Signal(MESSAGE, message_json(message))


def _typing(active: bool) -> Signal:
    return Signal(TYPING, {"by": "bot", "active": active})


def _masked(error: Exception) -> str:
    return f"{type(error).__name__}: {mask(str(error))}"
