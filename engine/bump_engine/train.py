"""Train the model: `python -m bump_engine.train` from the project's root.

`--force` trains every component anew. Exits with 1 and one line on stderr when the data do not train.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import warnings
from pathlib import Path

import structlog

KEPT_MODELS = 2


def train(output: str, force: bool, name: str | None = None) -> str:
    """Train from the files at the project's root; the path of the model. Raises `SystemExit` on failure."""
    from rasa.model_training import train as rasa_train

    result = rasa_train(
        domain="domain.yml",
        config="config.yml",
        training_files="data",
        output=output,
        force_training=force,
        fixed_model_name=name,
    )
    if result.code != 0 or result.model is None:
        raise SystemExit("Training failed: read the lines above, mend the data, run `make train`.")
    return str(result.model)


def delete_old_models(directory: str, kept: int = KEPT_MODELS) -> None:
    """Keep the newest `kept` models of a directory."""
    models = sorted(Path(directory).glob("*.tar.gz"), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in models[kept:]:
        old.unlink()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--force", action="store_true")
    parser.add_argument("--output", default=os.environ.get("MODELS_DIR", "models"))
    arguments = parser.parse_args()
    warnings.filterwarnings("ignore")
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING))
    for noisy in ("apscheduler", "matplotlib", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.ERROR)
    print(f"Model: {train(arguments.output, arguments.force)}")
    delete_old_models(arguments.output)


if __name__ == "__main__":
    main()
