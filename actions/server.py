"""The action server: `python -m actions.server`. On loopback, for the engine alone.

The SDK's own server listens on every address, asks for no secret, returns whole requests in its errors, and refuses
calls without a domain; so its executor runs here behind an endpoint of ours.
"""

import hmac
import logging
import sys
import traceback
from typing import Any

from rasa_sdk.executor import ActionExecutor
from sanic import Sanic, json
from sanic.request import Request
from sanic.response import HTTPResponse

from actions.registry import build_executor
from support.composition import Support, compose
from support.errors import InvalidSettings
from support.masking import mask
from support.settings import load_settings

HOST = "127.0.0.1"
logger = logging.getLogger(__name__)


def create_app(support: Support, secret: str, name: str = "bump-actions") -> Sanic[Any, Any]:
    """`POST /webhook` runs an action, `GET /health` reads the database."""
    executor = build_executor(support)
    app: Sanic[Any, Any] = Sanic(name, configure_logging=False)
    app.config.REQUEST_MAX_SIZE = 1024 * 1024
    app.config.KEEP_ALIVE_TIMEOUT = 75

    @app.post("/webhook")
    async def webhook(request: Request) -> HTTPResponse:
        given = request.headers.get("authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {secret}".encode()):
            return json({"error": "unauthorized"}, status=401)
        return await _run(executor, request.json)

    @app.get("/health")
    async def health(_request: Request) -> HTTPResponse:
        try:
            stations = len(support.charging.locations())
        except Exception:
            logger.exception("health: the charging data cannot be read")
            return json({"ready": False}, status=503)
        return json({"ready": True, "stations": stations})

    return app


async def _run(executor: ActionExecutor, call: Any) -> HTTPResponse:
    if not isinstance(call, dict) or not call.get("next_action"):
        return json({"error": "bad_request"}, status=422)
    call["domain"] = call.get("domain") or {}
    try:
        result = await executor.run(call)
    except Exception:
        trace = mask(traceback.format_exc())
        logger.error("action %s failed outside of its own guard\n%s", call["next_action"], trace)
        return json({"error": "action_failed"}, status=500)
    return json(result.model_dump() if result else {"events": [], "responses": []})


def main() -> None:
    """Serve until a signal. Exits with 1 and one line when a setting is bad."""
    try:
        settings = load_settings()
    except InvalidSettings as error:
        print(f"Bad setting: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(name)s %(message)s")
    app = create_app(compose(settings), settings.engine_secret.get_secret_value())
    app.run(host=HOST, port=settings.actions_port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
