"""The one way into the engine: turns sent by our own door, on a private address.

Stock channels take the sender and the metadata from anybody and let any text that begins with `/` act as an intent.
Here the caller proves to be the door by a shared secret, a text is always a text, and a choice comes in a field of
its own.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
import time
from typing import Any, Dict, List, Optional
from weakref import WeakValueDictionary

from rasa.core.channels.channel import CollectingOutputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import InvalidUsage
from sanic.request import Request
from sanic.response import HTTPResponse

logger = logging.getLogger(__name__)

CHANNEL = "door"
CHOICE_INTENT = "choice"
OPEN_INTENT = "open_conversation"
SILENCE_INTENT = "silence"
LONGEST_TEXT = 2000


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
    against those offered), or `open: true`. Raises `InvalidUsage` when it is malformed.
    """
    conversation_id = turn.get("conversation_id")
    caller = turn.get("caller")
    if not isinstance(conversation_id, str) or not conversation_id or not isinstance(caller, dict):
        raise InvalidUsage("conversation_id and caller are required")
    text = turn.get("text")
    text = text[:LONGEST_TEXT].strip().lstrip("/").strip() if isinstance(text, str) else ""
    return UserMessage(
        text or " ",
        output,
        conversation_id,
        parse_data=_ready_parse(turn, text),
        input_channel=CHANNEL,
        metadata={"caller": caller},
    )


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


class Turns:
    """Runs turns on an agent, those of one conversation one after the other."""

    def __init__(self, agent: Any) -> None:
        self._agent = agent
        self._locks: "WeakValueDictionary[str, asyncio.Lock]" = WeakValueDictionary()

    async def run(self, turn: Dict[str, Any]) -> List[Dict[str, Any]]:
        """The bot's messages in answer to one turn; may be empty when an action failed."""
        output = BlockCollector()
        message = as_user_message(turn, output)
        lock = self._locks.setdefault(message.sender_id, asyncio.Lock())
        async with lock:
            await self._agent.handle_message(message)
        return output.messages


def blueprint(agent: Any, secret: str) -> Blueprint:
    """`POST /turns` for the door, `GET /health` which understands a sentence for real."""
    routes = Blueprint("door")
    turns = Turns(agent)

    def is_door(request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {secret}".encode())

    @routes.post("/turns")
    async def take_turn(request: Request) -> HTTPResponse:
        if not is_door(request):
            return response.json({"error": "unauthorized"}, status=401)
        if not isinstance(request.json, dict):
            raise InvalidUsage("a JSON object is expected")
        try:
            messages = await turns.run(request.json)
        except InvalidUsage:
            raise
        except Exception:
            logger.exception("turn failed")
            return response.json({"error": "turn_failed"}, status=503)
        return response.json({"messages": messages})

    @routes.post("/parse")
    async def parse(request: Request) -> HTTPResponse:
        if not is_door(request):
            return response.json({"error": "unauthorized"}, status=401)
        return response.json(await agent.parse_message(str(request.json["text"]).lstrip("/")))

    @routes.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        began = time.perf_counter()
        parsed = await agent.parse_message("la charge ne démarre pas")
        understood = bool(parsed.get("intent", {}).get("name"))
        elapsed_ms = (time.perf_counter() - began) * 1000
        return response.json(
            {"ready": understood, "model_id": agent.model_id, "parse_ms": round(elapsed_ms, 1)},
            status=200 if understood else 503,
        )

    return routes
