"""`python -m ops`: what `make` calls. On failure: one line on standard error, exit code 1."""

import argparse
import logging
import re
import signal
import sys
import traceback
from collections.abc import Sequence
from types import FrameType
from typing import NoReturn

from ops.errors import OpsError
from ops.places import LOGS
from support.errors import InvalidSettings, SupportError

INTERRUPTED = 130
_BREAKS = re.compile(r"\s*[\r\n]+\s*")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    arguments = _parser().parse_args(argv)
    signal.signal(signal.SIGTERM, _end)
    signal.signal(signal.SIGHUP, _end)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        return _run(arguments)
    except OpsError as error:
        return _fail(str(error))
    except InvalidSettings as error:
        return _fail(f"Bad setting: {error}. Mend it in the environment or in .env.")
    except SupportError as error:
        return _fail(f"{type(error).__name__}: {error}")
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        return _fail(f"Unforeseen {type(error).__name__}: {error} ({_kept_trace()})")


def _run(arguments: argparse.Namespace) -> int:
    from ops import commands

    match arguments.command:
        case "chat":
            return commands.chat(arguments.alias)
        case "run":
            commands.run()
        case "up":
            commands.up()
        case "down":
            commands.down()
        case "train":
            commands.train(force=arguments.force)
        case "demo-data":
            commands.demo_data()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m ops", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    chat = commands.add_parser("chat", help="talk to the assistant in the terminal")
    chat.add_argument("--as", dest="alias", default="claire", help="a demo driver, or « anonyme »")
    commands.add_parser("run", help="start everything and say where; Ctrl-C stops it")
    commands.add_parser("up", help="start engine, action server and Chat API in the background")
    commands.add_parser("down", help="stop what `up` started")
    training = commands.add_parser("train", help="train the model when what it is made of changed")
    training.add_argument("--force", action="store_true", help="train in any case")
    commands.add_parser("demo-data", help="place the demonstration around now")
    return parser


def _end(number: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(128 + number)


def _fail(sentence: str) -> int:
    print(_BREAKS.sub(" ", sentence), file=sys.stderr)
    return 1


def _kept_trace() -> str:
    try:
        LOGS.mkdir(parents=True, exist_ok=True)
        log = LOGS / "ops.log"
        log.write_text(traceback.format_exc(), encoding="utf-8")
    except OSError:
        return "its trace could not be kept"
    return f"trace in {log}"


if __name__ == "__main__":
    raise SystemExit(main())
