"""What the machine and the framework cost by themselves: a FastAPI that answers a POST with nothing.

`python -m bench.load.yardstick PORT`. Whoever measures the door measures this beside it, so that a slow moment of the
machine shows.
"""

import sys

import uvicorn
from fastapi import FastAPI


def empty_app() -> FastAPI:
    """Takes a message and does nothing with it."""
    app = FastAPI(openapi_url=None)

    @app.post("/", status_code=202)
    async def nothing() -> dict[str, bool]:
        return {}

    @app.get("/health")
    async def health() -> dict[str, bool]:
        return {"ready": True}

    return app


if __name__ == "__main__":
    uvicorn.run(empty_app(), port=int(sys.argv[1]), log_level="error", access_log=False)
