"""Parse sentences with the newest model, without any server: JSON lines in, JSON lines out.

`python -m bump_engine.parse_lines --models models < sentences.jsonl > parsed.jsonl`, where a line in is `{"text"}` and
a line out `{"intent", "intent_ranking", "topics", "problems", "entities", "ms"}`. With `--vectors`, a line out has
the `vector` of its sentence too. Exits with 1 and one line on stderr when there is no model that loads.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import sys
import time
from typing import Any, Dict, Iterable, Iterator

from bump_engine import lean_rasa
from bump_engine.log_masking import configure_logging
from bump_engine.serve import THREAD_SETTINGS, fail, silence_warnings

KEPT = ("intent", "intent_ranking", "topics", "problems", "entities")
_WARM_UP = "la charge ne démarre pas à Nantes"


def load_parser(models_dir: str) -> Any:
    """An agent that only parses."""
    from rasa.core.agent import Agent
    from rasa.model import get_latest_model

    model = get_latest_model(models_dir)
    if model is None:
        fail(f"No model in {models_dir}: run `make train`.")
    agent = Agent()
    try:
        agent.load_model(model)
    except Exception as error:
        fail(f"The model does not load ({type(error).__name__}): run `make train FORCE=1`.")
    return agent


def parsed(agent: Any, sentences: Iterable[str]) -> Iterator[Dict[str, Any]]:
    """What each sentence is understood as, and the milliseconds that it took."""
    loop = asyncio.new_event_loop()
    loop.run_until_complete(agent.parse_message(_WARM_UP))
    for sentence in sentences:
        began = time.perf_counter()
        result = loop.run_until_complete(agent.parse_message(sentence))
        elapsed_ms = (time.perf_counter() - began) * 1000
        yield {**{key: result.get(key) for key in KEPT}, "ms": round(elapsed_ms, 3)}
    loop.close()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--models", default=os.environ.get("MODELS_DIR", "models"))
    arguments.add_argument("--vectors", action="store_true")
    given = arguments.parse_args()
    silence_warnings()
    for setting in THREAD_SETTINGS:
        os.environ.setdefault(setting, "1")
    configure_logging("ERROR")
    lean_rasa.install()
    agent = load_parser(given.models)
    from bump_engine.sentence_embedding import embed

    sentences = [json.loads(line)["text"] for line in sys.stdin if line.strip()]
    for sentence, result in zip(sentences, parsed(agent, sentences), strict=True):
        if given.vectors:
            result["vector"] = [round(float(value), 4) for value in embed([sentence])[0]]
        sys.stdout.write(json.dumps(result, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
