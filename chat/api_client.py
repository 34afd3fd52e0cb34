"""A client of the Chat API for programs: opens a conversation, says something, gives back what was answered."""

import json
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Any
from uuid import uuid4

import httpx
from httpx_sse import connect_sse

from chat.messages import BotMessage, logged_bot_message

ANSWERED_WITHIN_S = 30.0
QUIET_S = 1.0
TIMEOUT_S = 10.0
RECONNECTS_AFTER_S = 1.0


class Refused(Exception):
    """The Chat API refused, for a reason that its text tells in French."""


class Unreachable(Exception):
    """The Chat API does not answer, in time or at all."""


class Conversation:
    """One conversation over HTTP. `token` is the app's; without one, the person is an unknown visitor.

    A request takes `TIMEOUT_S` seconds at most. The stream is opened again when it breaks, from the last message
    seen.
    """

    def __init__(
        self, url: str, channel: str, token: str | None = None, session_id: str | None = None
    ) -> None:
        self._http = httpx.Client(base_url=url, timeout=TIMEOUT_S)
        self._opening: dict[str, Any] = {"channel": channel}
        if session_id is not None:
            self._opening["context"] = {"session_id": session_id}
        self._token = token
        self._path = ""
        self._seen = 0
        self._events: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self._closed = threading.Event()

    def open(self) -> Sequence[BotMessage]:
        """Begin, and give the greeting. Raises `Refused`, `Unreachable`."""
        opened = self._post("/v1/conversations", self._opening)
        self._token = opened.get("token", self._token)
        self._path = f"/v1/conversations/{opened['conversation']['id']}"
        threading.Thread(target=self._listen, daemon=True).start()
        return list(self._answer())

    def send(self, text: str, choice: str | None = None) -> Sequence[BotMessage]:
        """Say something, and give what is answered. Raises `Refused`, `Unreachable`."""
        said: dict[str, Any] = {"client_id": uuid4().hex, "text": text}
        if choice is not None:
            said["choice"] = choice
        self._post(f"{self._path}/messages", said)
        return list(self._answer())

    def close(self) -> None:
        """Hang up."""
        self._closed.set()
        self._http.close()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        try:
            answer = self._http.post(path, json=body, headers=self._headers())
        except httpx.TransportError as error:
            raise Unreachable(str(self._http.base_url)) from error
        found: dict[str, Any] = answer.json()
        if answer.is_error:
            raise Refused(found["detail"])
        return found

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _answer(self) -> Iterator[BotMessage]:
        """The assistant's bubbles until it stops typing, or is quiet after something was said."""
        deadline = time.monotonic() + ANSWERED_WITHIN_S
        quiet_s = ANSWERED_WITHIN_S
        while time.monotonic() < deadline:
            try:
                kind, data = self._events.get(timeout=quiet_s)
            except queue.Empty:
                return
            if kind == "typing" and not data["active"]:
                return
            if kind == "message" and data["author"] != "driver":
                quiet_s = QUIET_S
                yield _bubble(data["blocks"])

    def _listen(self) -> None:
        timeout = httpx.Timeout(TIMEOUT_S, read=None)
        while not self._closed.is_set():
            headers = {**self._headers(), "Last-Event-ID": str(self._seen)}
            try:
                with connect_sse(
                    self._http, "GET", f"{self._path}/events", headers=headers, timeout=timeout
                ) as stream:
                    for event in stream.iter_sse():
                        # A hint when to come back has no data.
                        if event.data:
                            self._note(event.event, json.loads(event.data))
            except (httpx.HTTPError, RuntimeError, ValueError):
                # Closed by us, or broken: the loop tells which.
                pass
            self._closed.wait(RECONNECTS_AFTER_S)

    def _note(self, kind: str, data: dict[str, Any]) -> None:
        if kind == "message":
            self._seen = data["position"]
        self._events.put((kind, data))


def _bubble(blocks: Sequence[dict[str, Any]]) -> BotMessage:
    text = "\n".join(block["text"] for block in blocks if block["type"] == "text")
    return logged_bot_message(text, [block for block in blocks if block["type"] != "text"])
