"""The drivers, for locust: each opens a conversation, listens, writes, resends some, drops the line some times."""

import json
import os
import random
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import gevent
from gevent.event import Event
from geventhttpclient import HTTPClient
from locust import FastHttpUser, between, events, task

from bench.load.tally import Tally, summed_up

RESENT = 0.1
DROPPED = 0.05
SETTLES_WITHIN_S = 20.0
READS_S = (2.0, 8.0)
TALLIES: list[Tally] = []


class Driver(FastHttpUser):
    """A driver in his conversation. Times are from the send to the first block of the answer, less the engine's."""

    wait_time = between(8, 16)
    network_timeout = 60.0

    def on_start(self) -> None:
        """Open a conversation and listen, at a moment of his own: locust lets all of a second arrive at once."""
        gevent.sleep(random.random())
        self.tally = Tally()
        TALLIES.append(self.tally)
        self.sent_at: dict[str, float] = {}
        self.greeted = Event()
        self.yardstick = HTTPClient.from_url(os.environ["LOAD_YARDSTICK"], network_timeout=60.0)
        answer = self.client.post("/v1/conversations", json={"channel": "web"})
        opened = answer.json()
        self.conversation = opened["conversation"]["id"]
        self.headers = {"Authorization": f"Bearer {opened['token']}"}
        self.listener = gevent.spawn(self._listen)
        # Nobody writes before he has read the greeting, whose time would be counted as the door's.
        self.greeted.wait(SETTLES_WITHIN_S)
        gevent.sleep(random.uniform(*READS_S))

    def on_stop(self) -> None:
        """Wait for the last answers, then compare with the log."""
        deadline = time.monotonic() + SETTLES_WITHIN_S
        while set(self.tally.sent.values()) - set(self.tally.heard) and time.monotonic() < deadline:
            gevent.sleep(0.2)
        self.listener.kill()
        after = 0
        while found := self._history(after):
            self.tally.stored += [one["client_id"] for one in found if one["author"] == "driver"]
            after = found[-1]["position"]

    @task
    def write(self) -> None:
        """Say something new; now and then send it twice, or drop the line."""
        self._measure_the_machine()
        client_id, words = str(uuid4()), f"message {uuid4().hex}"
        self.sent_at[words] = time.perf_counter()
        if not self._send(client_id, words):
            self.tally.refused += 1
            return
        self.tally.sent[client_id] = words
        if random.random() < RESENT:
            self.tally.resent += 1
            self._send(client_id, words)
        if random.random() < DROPPED:
            self.tally.reconnections += 1
            self.listener.kill()
            self.listener = gevent.spawn(self._listen)

    def _measure_the_machine(self) -> None:
        began = time.perf_counter()
        self.yardstick.post("/", json.dumps({"text": "nothing"}), {"Content-Type": "application/json"}).read()
        self.tally.yardstick_ms.append((time.perf_counter() - began) * 1000)

    def _send(self, client_id: str, words: str) -> bool:
        path = f"/v1/conversations/{self.conversation}/messages"
        body = {"client_id": client_id, "text": words}
        with self.client.post(
            path, json=body, headers=self.headers, name="send", catch_response=True
        ) as answer:
            return bool(answer.status_code == 202)

    def _history(self, after: int) -> list[dict[str, Any]]:
        path = f"/v1/conversations/{self.conversation}/messages?after={after}"
        found: list[dict[str, Any]] = self.client.get(path, headers=self.headers, name="history").json()[
            "messages"
        ]
        return found

    def _listen(self) -> None:
        seen = max(self.tally.positions, default=0)
        path = f"/v1/conversations/{self.conversation}/events"
        headers = {**self.headers, "Last-Event-ID": str(seen)}
        line = HTTPClient.from_url(str(self.host), network_timeout=60.0, connection_timeout=10.0)
        try:
            stream = line.get(path, headers=headers)
            while told := stream.readline(b"\n"):
                if told.startswith(b'data: {"position"'):
                    self._note(json.loads(told[6:]))
        finally:
            line.close()

    def _note(self, message: dict[str, Any]) -> None:
        now = time.perf_counter()
        self.tally.positions.append(message["position"])
        if message["author"] != "bot":
            return
        self.greeted.set()
        said = json.loads(message["blocks"][0]["text"].replace("\u00a0", " ").replace("\u202f", " "))
        heard = [words for words in said["heard"] if words.startswith("message ")]
        self.tally.heard += heard
        if len(heard) == 1 and heard[0] in self.sent_at:
            self.tally.door_ms.append((now - self.sent_at[heard[0]]) * 1000 - said["engine_ms"])


@events.quitting.add_listener  # type: ignore[untyped-decorator]
def write_figures(**_: Any) -> None:
    """Leave the figures where the command looks for them."""
    Path(os.environ["LOAD_FIGURES"]).write_text(json.dumps(summed_up(TALLIES), indent=1), encoding="utf-8")
