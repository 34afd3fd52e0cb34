"""An engine that takes its time and repeats what it hears: `python -m bench.load.stand_in PORT DELAY_MS`.

Its answer says how long it took and what it heard, so that a driver knows both. It speaks as little of HTTP as is
needed, so that all of its work is in the time that it tells, and none of it is counted as the door's.
"""

import asyncio
import json
import sys
import time
from collections.abc import Mapping
from typing import Any


class Engine:
    """The engine's door, with `delay_s` seconds for each turn."""

    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection, one after the other, until the other side hangs up."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                began = time.perf_counter()
                body = await reader.readexactly(_length_told_in(head))
                if head.startswith(b"POST /turns "):
                    writer.write(_response(await self._answered(json.loads(body), began)))
                else:
                    writer.write(_response({"ready": True}))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    async def _answered(self, turn: Mapping[str, Any], began: float) -> Mapping[str, Any]:
        await asyncio.sleep(self._delay_s)
        heard = str(turn.get("text") or "").split("\n")
        said = {"heard": heard, "engine_ms": (time.perf_counter() - began) * 1000}
        return {"messages": [{"text": json.dumps(said)}]}


def _length_told_in(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name == b"content-length":
            return int(value)
    return 0


def _response(said: Mapping[str, Any]) -> bytes:
    body = json.dumps(said).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


async def _serve(port: int, delay_s: float) -> None:
    server = await asyncio.start_server(Engine(delay_s).serve, "127.0.0.1", port)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(int(sys.argv[1]), float(sys.argv[2]) / 1000))
