"""Start the engine: `python -m bump_engine.serve` from the project's root.

Environment: ENGINE_PORT, ENGINE_SECRET, ACTIONS_URL, ENGINE_DATABASE_URL, MODELS_DIR,
ACTION_TIMEOUT_S, DATABASE_TIMEOUT_S, LOG_LEVEL (see the settings of the project).
Exits with 1 and one line on stderr when the model or the store cannot be opened.
"""

from __future__ import annotations

import logging
import os
import sys
import warnings
from pathlib import Path
from typing import Any, NoReturn

from bump_engine import lean_rasa
from bump_engine.log_masking import configure_logging

HOST = "127.0.0.1"
THREAD_SETTINGS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")


def fail(sentence: str) -> NoReturn:
    """Say in one line what is wrong and what to do, and exit with 1."""
    print(" ".join(sentence.split()), file=sys.stderr)
    raise SystemExit(1)


def silence_warnings() -> None:
    """Show no warning of a library; some put the filters back while they are imported."""
    warnings.filterwarnings("ignore")
    warnings.showwarning = lambda *_args, **_kwargs: None


def load_agent(models_dir: str, actions_url: str, secret: str, database_url: str) -> Any:
    """The agent with the newest model of ours, its own store, and no fail-safe that hides a dead database."""
    from rasa.core.agent import Agent
    from rasa.exceptions import ModelNotFound
    from rasa.model import get_latest_model
    from sqlalchemy.exc import SQLAlchemyError

    from bump_engine import action_results, event_types, response_text
    from bump_engine.action_endpoint import ActionEndpoint
    from bump_engine.tracker_store import CompactTrackerStore

    action_results.install()
    event_types.install()
    response_text.install()
    model = get_latest_model(models_dir)
    if model is None:
        fail(f"No model in {models_dir}: run `make train`.")
    store_timeout_s = float(os.environ.get("DATABASE_TIMEOUT_S", "4"))
    try:
        store = CompactTrackerStore(domain=None, url=database_url, timeout_s=store_timeout_s)
    except SQLAlchemyError as error:
        reason = getattr(error, "orig", None) or error
        fail(f"ENGINE_DATABASE_URL cannot be opened ({type(reason).__name__}: {reason}): mend that.")
    timeout_s = float(os.environ.get("ACTION_TIMEOUT_S", "6"))
    agent = Agent(action_endpoint=ActionEndpoint(actions_url, secret, timeout_s))
    agent.tracker_store = store
    try:
        agent.load_model(model)
    except ModelNotFound:
        fail(f"The model {Path(str(model)).name} cannot be read: delete it and run `make train`.")
    except Exception as error:
        logging.getLogger(__name__).debug("model loading failed", exc_info=True)
        fail(
            f"The model {Path(str(model)).name} does not load ({type(error).__name__}: {error}): "
            "run `make train FORCE=1`."
        )
    return agent


def main() -> None:
    """Load the model, then listen on loopback until a signal ends the process."""
    silence_warnings()
    for setting in THREAD_SETTINGS:
        # A sentence is too small to share among threads, and they slow each other down.
        os.environ.setdefault(setting, "1")
    configure_logging(os.environ.get("LOG_LEVEL", "WARNING"))
    lean_rasa.install()
    from sanic import Sanic

    from bump_engine.door_channel import blueprint

    port = int(os.environ["ENGINE_PORT"])
    secret = os.environ["ENGINE_SECRET"]
    agent = load_agent(
        os.environ["MODELS_DIR"], os.environ["ACTIONS_URL"], secret, os.environ["ENGINE_DATABASE_URL"]
    )
    app = Sanic("bump-engine", configure_logging=False)
    app.config.KEEP_ALIVE_TIMEOUT = 75
    app.config.REQUEST_MAX_SIZE = 64 * 1024
    app.blueprint(blueprint(agent, secret))

    @app.listener("after_server_stop")
    async def close_connections(_app: Any, _loop: Any) -> None:
        await agent.action_endpoint.close()

    app.run(host=HOST, port=port, access_log=False, motd=False, debug=False)


if __name__ == "__main__":
    main()
