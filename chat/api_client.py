"""A client of the Chat API for programs: opens a conversation, says something, gives back what was answered."""

import json
import queue
import threading
import time
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any
from uuid import uuid4

import httpx
from httpx_sse import connect_sse

from chat.messages import BotMessage, logged_bot_message

ANSWERED_WITHIN_S = 30.0
TIMEOUT_S = 10.0
RECONNECTS_AFTER_S = 1.0


class Refused(Exception):
    """The Chat API refused, for a reason that its text tells in French and its `code` to programs."""

    def __init__(self, detail: str, code: str) -> None:
        super().__init__(detail)
        self.code = code


class Unreachable(Exception):
    """The Chat API does not answer, in time or at all."""


class Conversation:
    """One conversation over HTTP. `token` is the app's; without one, the person is an unknown visitor.

    `context` is what the app tells when it opens the chat. A request takes `TIMEOUT_S` seconds at most. The stream is
    opened again when it breaks, from the last message seen.
    """

    def __init__(
        self, url: str, channel: str, token: str | None = None, context: Mapping[str, str] | None = None
    ) -> None:
        self._http = httpx.Client(base_url=url, timeout=TIMEOUT_S)
        self._opening: dict[str, Any] = {"channel": channel}
        if context:
            self._opening["context"] = dict(context)
        self._token = token
        self._path = ""
        self._seen = 0
        self._shown = 0
        self._events: queue.Queue[tuple[str, dict[str, Any]]] = queue.Queue()
        self._closed = threading.Event()

    @property
    def id(self) -> str:
        """The conversation's; empty before it is open."""
        return self._path.rpartition("/")[2]

    def open(self) -> Sequence[BotMessage]:
        """Begin, and give the greeting. Raises `Refused`, `Unreachable`."""
        opened = self._post("/v1/conversations", self._opening)
        self._token = opened.get("token", self._token)
        self._path = f"/v1/conversations/{opened['conversation']['id']}"
        threading.Thread(target=self._listen, daemon=True).start()
        self._answer(0, is_opening=True)
        # The greeting may have been said before the stream was open, so that no end of it is told: the log has it all.
        return self._in_the_log(after=0)

    def send(
        self, text: str, choice: str | None = None, client_id: str | None = None
    ) -> Sequence[BotMessage]:
        """Say something, and give what is answered, with what was said meanwhile. Raises `Refused`, `Unreachable`.

        A second time with the same `client_id` gives the answer that the first one has had.
        """
        said: dict[str, Any] = {"client_id": client_id or uuid4().hex, "text": text}
        if choice is not None:
            said["choice"] = choice
        sent = self._post(f"{self._path}/messages", said)
        position = sent["message"]["position"]
        if sent["duplicate"] and (answer := self._in_the_log(position)):
            return answer
        return self._answer(position)

    def close(self) -> None:
        """Hang up."""
        self._closed.set()
        self._http.close()

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return self._asked("POST", path, body)

    def _in_the_log(self, after: int) -> list[BotMessage]:
        """What the assistant said past a position, until the driver said something else."""
        messages = self._asked("GET", f"{self._path}/messages?after={after}")["messages"]
        answer = list(takewhile(lambda one: one["author"] != "driver", messages))
        self._shown = max([self._shown, *(one["position"] for one in answer)])
        return [_bubble(one["blocks"]) for one in answer]

    def _asked(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        try:
            answer = self._http.request(method, path, json=body, headers=self._headers())
        except httpx.TransportError as error:
            raise Unreachable(str(self._http.base_url)) from error
        found: dict[str, Any] = answer.json()
        if answer.is_error:
            raise Refused(found["detail"], found["code"])
        return found

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"} if self._token else {}

    def _answer(self, said_at: int, *, is_opening: bool = False) -> list[BotMessage]:
        """The bubbles not shown yet, until the assistant stops typing after one that is past position `said_at`."""
        deadline = time.monotonic() + ANSWERED_WITHIN_S
        bubbles: list[BotMessage] = []
        answered = False
        while True:
            try:
                kind, data = self._events.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                return bubbles
            if kind == "typing" and not data["active"] and answered:
                return bubbles
            if kind == "message" and data["author"] != "driver" and data["position"] > self._shown:
                self._shown = data["position"]
                answered = answered or data["position"] > said_at
                bubbles.append(_bubble(data["blocks"]))
                if is_opening:
                    return bubbles

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
