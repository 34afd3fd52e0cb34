"""The one way into the engine: turns sent by our own door, on a private address.

Stock channels take the sender and the metadata from anybody and let any text that begins with `/` act as an intent.
Here the caller proves to be the door by a shared secret, a text is always a text, and a choice comes in a field of
its own.
"""

from __future__ import annotations

import asyncio
import hmac
import json
import logging
import re
import time
from typing import Any, Awaitable, Callable, Dict, List, Optional, Set
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from rasa.shared.core.events import BotUttered, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

from bump_engine.action_endpoint import CALLS, Calls
from bump_engine.tracker_store import JUST_READ

logger = logging.getLogger(__name__)

Handler = Callable[[Request], Awaitable[HTTPResponse]]

CHANNEL = "door"
CHOICE_INTENT = "choice"
OPEN_INTENT = "open_conversation"
SILENCE_INTENT = "silence"
LONGEST_TEXT = 2000
LONGEST_TURN_ID = 128
TURN_ID = "turn_id"
FINISHES_WITHIN_S = 8.0
_COMMAND_MARKS = re.compile(r"^[\s/]+")


class TurnNotRun(Exception):
    """The turn did not take place: no action ran, nothing is remembered of it, and it may be sent again."""


class BlockCollector(CollectingOutputChannel):
    """Collects each bot message whole (text, buttons, custom) instead of cutting it up."""

    @classmethod
    def name(cls) -> str:
        return CHANNEL

    async def send_response(self, recipient_id: str, message: Dict[str, Any]) -> None:
        kept = {key: message[key] for key in ("text", "buttons", "custom") if message.get(key)}
        if kept:
            self.messages.append(kept)


def as_user_message(turn: Dict[str, Any], output: BlockCollector) -> UserMessage:
    """Turn the door's JSON into Rasa's message.

    `turn`: `conversation_id` and `caller` (dict), with one of `text`, `choice` (a value that the door has checked
    against those offered), or `open: true`. `turn_id`, the door's own name of the turn, makes a resend harmless.
    Raises `InvalidUsage` when it is malformed.
    """
    conversation_id = turn.get("conversation_id")
    caller = turn.get("caller")
    if not isinstance(conversation_id, str) or not conversation_id or not isinstance(caller, dict):
        raise InvalidUsage("conversation_id and caller are required")
    text = as_plain_text(turn.get("text"))
    return UserMessage(
        text or " ",
        output,
        conversation_id,
        parse_data=_ready_parse(turn, text),
        input_channel=CHANNEL,
        metadata={"caller": caller, **_turn_id_of(turn)},
    )


def _turn_id_of(turn: Dict[str, Any]) -> Dict[str, str]:
    if TURN_ID not in turn:
        return {}
    turn_id = turn[TURN_ID]
    if not isinstance(turn_id, str) or not 0 < len(turn_id) <= LONGEST_TURN_ID:
        raise InvalidUsage("turn_id is malformed")
    return {TURN_ID: turn_id}


def as_plain_text(text: Any) -> str:
    """What a person typed, cut, encodable, and never a command of Rasa's; empty when it is no text at all."""
    if not isinstance(text, str):
        return ""
    encodable = text[:LONGEST_TEXT].encode(errors="replace").decode()
    return _COMMAND_MARKS.sub("", encodable).rstrip()


def _ready_parse(turn: Dict[str, Any], text: str) -> Optional[Dict[str, Any]]:
    if turn.get("open") is True:
        return _certain(OPEN_INTENT, text)
    choice = turn.get("choice")
    if isinstance(choice, str) and choice:
        return {**_certain(CHOICE_INTENT, text), "choice": choice}
    if not any(character.isalnum() for character in text):
        return _certain(SILENCE_INTENT, text)
    return None


def _certain(intent: str, text: str) -> Dict[str, Any]:
    ranking = [{"name": intent, "confidence": 1.0}]
    return {"text": text, "intent": ranking[0], "intent_ranking": ranking, "entities": []}


def answer_had(tracker: Optional[DialogueStateTracker], turn_id: str) -> Optional[List[Dict[str, Any]]]:
    """What was said in the last turn of a conversation if it is this one; None when it is another."""
    said: List[Dict[str, Any]] = []
    for event in reversed(tracker.events if tracker is not None else ()):
        if isinstance(event, BotUttered):
            said.append(event.message())
        elif isinstance(event, UserUttered):
            return said[::-1] if (event.metadata or {}).get(TURN_ID) == turn_id else None
    return None


class Turns:
    """Runs turns on an agent, those of one conversation one after the other, and each once.

    A turn runs to its end even when its sender hangs up: Rasa keeps what happened at the end alone, and what an
    action did would be forgotten. A resend waits for it and gets its answer.
    """

    def __init__(self, agent: Any) -> None:
        self._agent = agent
        self._locks: "WeakValueDictionary[str, asyncio.Lock]" = WeakValueDictionary()
        self._running: "Set[asyncio.Task[None]]" = set()

    async def run(self, turn: Dict[str, Any]) -> List[Dict[str, Any]]:
        """The bot's messages in answer to one turn; may be empty when an action failed.

        Raises `TurnNotRun`, or what Rasa raises.
        """
        output = BlockCollector()
        running = asyncio.create_task(self._run(as_user_message(turn, output)))
        self._running.add(running)
        running.add_done_callback(self._running.discard)
        await asyncio.shield(running)
        return output.messages

    async def finish(self, within_s: float) -> None:
        """Wait for the turns that run."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=within_s)

    async def _run(self, message: UserMessage) -> None:
        lock = self._locks.setdefault(message.sender_id, asyncio.Lock())
        async with lock:
            try:
                if TURN_ID in message.metadata:
                    await self._run_once(message)
                else:
                    await self._agent.handle_message(message)
            except Exception:
                # Told here, since nobody may be waiting any more.
                logger.exception("turn failed")
                raise

    async def _run_once(self, message: UserMessage) -> None:
        store, turn_id = self._agent.tracker_store, message.metadata[TURN_ID]
        try:
            before = await store.stored(message.sender_id)
            may_have_run = before.events is not None and json.dumps(turn_id) in before.events
            said = answer_had(store.tracker_in(before), turn_id) if may_have_run else None
        except Exception as error:
            raise TurnNotRun from error
        if said is not None:
            for one in said:
                await message.output_channel.send_response(message.sender_id, one)
            return
        calls = Calls()
        CALLS.set(calls)
        JUST_READ.set(before)
        await self._agent.handle_message(message)
        if calls.refused and not calls.sent and not message.output_channel.messages:
            await store.put_back(before)
            raise TurnNotRun("the action server refuses")

    async def forget(self, conversation_id: str) -> None:
        """Delete a conversation from the engine's store, after the turn that may be running."""
        lock = self._locks.setdefault(conversation_id, asyncio.Lock())
        async with lock:
            await self._agent.tracker_store.delete(conversation_id)


class Door:
    """Answers the requests, from whoever they come."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent
        self._turns = Turns(agent)

    async def take_turn(self, request: Request) -> HTTPResponse:
        """`{messages}` in answer to a turn (see `as_user_message`); 503 `turn_not_run` when it may be sent again."""
        turn = _object_in(request)
        try:
            messages = await self._turns.run(turn)
        except InvalidUsage:
            raise
        except TurnNotRun:
            return response.json({"error": "turn_not_run"}, status=503)
        except Exception:
            return response.json({"error": "turn_failed"}, status=503)
        return response.json({"messages": messages})

    async def finish(self) -> None:
        """Let the turns that run come to their end."""
        await self._turns.finish(FINISHES_WITHIN_S)

    async def parse(self, request: Request) -> HTTPResponse:
        """What `{text}` is understood as."""
        text = _object_in(request).get("text")
        if not isinstance(text, str):
            raise InvalidUsage("text is required")
        return response.json(await self._agent.parse_message(as_plain_text(text)))

    async def forget(self, request: Request) -> HTTPResponse:
        """Delete the state of `{conversation_id}`, whether or not there is one."""
        conversation_id = _object_in(request).get("conversation_id")
        if not isinstance(conversation_id, str) or not conversation_id:
            raise InvalidUsage("conversation_id is required")
        try:
            await self._turns.forget(conversation_id)
        except Exception:
            logger.exception("forgetting failed")
            return response.json({"error": "forget_failed"}, status=503)
        return response.json({"forgotten": conversation_id})

    async def health(self) -> HTTPResponse:
        """Whether a sentence is understood, for real."""
        began = time.perf_counter()
        parsed = await self._agent.parse_message("la charge ne démarre pas")
        understood = bool(parsed.get("intent", {}).get("name"))
        elapsed_ms = (time.perf_counter() - began) * 1000
        return response.json(
            {"ready": understood, "model_id": self._agent.model_id, "parse_ms": round(elapsed_ms, 1)},
            status=200 if understood else 503,
        )


def _object_in(request: Request) -> Dict[str, Any]:
    if not isinstance(request.json, dict):
        raise InvalidUsage("a JSON object is expected")
    return request.json


def _guarded(answer: Handler, secret: str) -> Handler:
    async def answer_the_door(request: Request) -> HTTPResponse:
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(errors="replace"), f"Bearer {secret}".encode()):
            return response.json({"error": "unauthorized"}, status=401)
        return await answer(request)

    return answer_the_door


def blueprint(agent: Any, secret: str) -> Blueprint:
    """`POST /turns`, `/parse` and `/forget` for who has the secret, and `GET /health` for anybody."""
    door = Door(agent)
    routes = Blueprint("door")
    for name, answer in (("turns", door.take_turn), ("parse", door.parse), ("forget", door.forget)):
        routes.add_route(_guarded(answer, secret), f"/{name}", methods=["POST"], name=name)

    @routes.listener("before_server_stop")
    async def finish(_app: Any, _loop: Any) -> None:
        await door.finish()

    @routes.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        return await door.health()

    return routes
