"""`make load`: a Chat API of its own, an engine that stands in, and 200 drivers for a minute; build/load.json.

Options: `--drivers`, `--seconds`, `--engine-ms`, `--database-url` (SQLite of its own by default).
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence

from bench.bot import BenchError
from bench.load.processes import Addresses, serving
from ops.places import ROOT

FIGURES = ROOT / "build" / "load.json"


def main(argv: Sequence[str] | None = None) -> int:
    """Run; 0 when nothing was lost and nothing came twice."""
    options = _parser().parse_args(argv)
    FIGURES.parent.mkdir(exist_ok=True)
    with serving(options.engine_ms, options.database_url) as addresses:
        _drive(addresses, options.drivers, options.seconds)
    figures = json.loads(FIGURES.read_text(encoding="utf-8"))
    print(json.dumps(figures, indent=1))
    return 1 if figures["lost"] or figures["doubled"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.load", description=__doc__)
    parser.add_argument("--drivers", type=int, default=200)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--engine-ms", type=float, default=30.0)
    parser.add_argument("--database-url", default="")
    return parser


def _drive(addresses: Addresses, drivers: int, seconds: int) -> None:
    """Let locust drive; its own figures of requests go to the terminal."""
    command = [
        *(sys.executable, "-m", "locust", "-f", str(ROOT / "bench" / "load" / "drivers.py"), "--headless"),
        *(
            "--host",
            addresses.chat,
            "--users",
            str(drivers),
            "--spawn-rate",
            "10",
            "--run-time",
            f"{seconds}s",
        ),
        *("--stop-timeout", "30", "--only-summary", "--exit-code-on-error", "0"),
    ]
    environment = {
        **os.environ,
        "LOAD_FIGURES": str(FIGURES),
        "LOAD_YARDSTICK": addresses.yardstick,
        "PYTHONPATH": str(ROOT),
    }
    FIGURES.unlink(missing_ok=True)
    subprocess.run(command, cwd=ROOT, env=environment, check=False, timeout=seconds + 120)
    if not FIGURES.exists():
        raise BenchError("locust left no figures")


if __name__ == "__main__":
    raise SystemExit(main())
