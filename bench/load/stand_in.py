"""An engine that takes its time and repeats what it hears: `python -m bench.load.stand_in PORT DELAY_MS`.

Its answer says how long it took and what it heard, so that a driver knows both.
"""

import asyncio
import json
import sys
import time

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route


def app_that_takes(delay_s: float) -> Starlette:
    """The engine's door, with `delay_s` seconds for each turn."""

    async def turns(request: Request) -> JSONResponse:
        began = time.perf_counter()
        turn = await request.json()
        await asyncio.sleep(delay_s)
        heard = str(turn.get("text") or "").split("\n")
        said = {"heard": heard, "engine_ms": (time.perf_counter() - began) * 1000}
        return JSONResponse({"messages": [{"text": json.dumps(said)}]})

    async def health(_request: Request) -> JSONResponse:
        return JSONResponse({"ready": True})

    return Starlette(routes=[Route("/turns", turns, methods=["POST"]), Route("/health", health)])


if __name__ == "__main__":
    uvicorn.run(
        app_that_takes(float(sys.argv[2]) / 1000), port=int(sys.argv[1]), log_level="error", access_log=False
    )
