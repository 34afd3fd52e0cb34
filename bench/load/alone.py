"""One driver in an otherwise idle house: what the door costs a message when nothing else goes on.

`python -m bench.load.alone`. Options: `--messages`, `--engine-ms`, `--database-url`. Prints the median and the 95th
percentile of the time from the send to the first block of the answer less the engine's own, and of a POST to the
yardstick just before, in milliseconds.
"""

import argparse
import asyncio
import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import httpx

from bench.figures import figure
from bench.load.processes import Addresses, serving

PAUSE_S = 0.01
WARM_UP = 50
ANSWERED_WITHIN_S = 20.0


class Line:
    """An HTTP connection that is kept: as little of a client as can be, so that it costs little itself."""

    def __init__(self, url: str) -> None:
        self._host = urlsplit(url).netloc

    async def connect(self) -> None:
        """Open it."""
        host, port = self._host.split(":")
        self._reader, self._writer = await asyncio.open_connection(host, int(port))

    async def post(self, path: str, body: Any, token: str) -> None:
        """Send a body and read the answer to its end."""
        self.send("POST", path, token, json.dumps(body).encode())
        head = await self._reader.readuntil(b"\r\n\r\n")
        if b" 202 " not in head.split(b"\r\n", 1)[0]:
            raise RuntimeError(head.decode())
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await self._reader.readexactly(int(length.split(b":")[1]))

    def send(self, method: str, path: str, token: str, body: bytes = b"") -> None:
        """Send a request."""
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}\r\nAuthorization: Bearer {token}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        self._writer.write(head.encode() + body)

    async def bubble(self) -> dict[str, Any]:
        """What the next bubble of the bot says, on a line on which the events were asked for."""
        while True:
            line = await self._reader.readuntil(b"\n")
            if line.startswith(b'data: {"position"') and b'"author":"bot"' in line:
                text = json.loads(line[6:])["blocks"][0]["text"]
                said: dict[str, Any] = json.loads(text.replace("\u00a0", " ").replace("\u202f", " "))
                return said


def measure(addresses: Addresses, messages: int) -> dict[str, Any]:
    """The figures of `messages` messages, one after the other."""
    opened = httpx.post(f"{addresses.chat}/v1/conversations", json={"channel": "web"}, timeout=10).json()
    path, token = f"/v1/conversations/{opened['conversation']['id']}", str(opened["token"])
    door_ms, yardstick_ms = asyncio.run(_talk(addresses, path, token, messages + WARM_UP))
    return {
        "door_ms": asdict(figure(door_ms[WARM_UP:])),
        "yardstick_ms": asdict(figure(yardstick_ms[WARM_UP:])),
    }


async def _talk(
    addresses: Addresses, path: str, token: str, messages: int
) -> tuple[Sequence[float], Sequence[float]]:
    events, sending, yardstick = Line(addresses.chat), Line(addresses.chat), Line(addresses.yardstick)
    for line in (events, sending, yardstick):
        await line.connect()
    events.send("GET", f"{path}/events", token)
    await events.bubble()
    door_ms, yardstick_ms = [], []
    for _ in range(messages):
        body = {"client_id": uuid4().hex, "text": f"message {uuid4().hex}"}
        began = time.perf_counter()
        await yardstick.post("/", body, token)
        yardstick_ms.append((time.perf_counter() - began) * 1000)
        await asyncio.sleep(PAUSE_S)
        began = time.perf_counter()
        answered = asyncio.create_task(sending.post(f"{path}/messages", body, token))
        async with asyncio.timeout(ANSWERED_WITHIN_S):
            said = await events.bubble()
        door_ms.append((time.perf_counter() - began) * 1000 - said["engine_ms"])
        await answered
        await asyncio.sleep(PAUSE_S)
    return door_ms, yardstick_ms


def main(argv: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.load.alone", description=__doc__)
    parser.add_argument("--messages", type=int, default=500)
    parser.add_argument("--engine-ms", type=float, default=10.0)
    parser.add_argument("--database-url", default="")
    options = parser.parse_args(argv)
    with serving(options.engine_ms, options.database_url) as addresses:
        print(json.dumps(measure(addresses, options.messages)))


if __name__ == "__main__":
    main()
