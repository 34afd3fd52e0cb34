"""`python -m nlu`: what `make nlu-...` calls. On failure: one line on standard error, exit code 1."""

import argparse
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from nlu.errors import NluError
from support.errors import InvalidSettings, SupportError


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command; the exit code."""
    arguments = _parser().parse_args(argv)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    from nlu import commands

    console = Console(highlight=False)
    try:
        match arguments.command:
            case "eval":
                commands.evaluate(arguments.file, arguments.out, console)
            case "review":
                commands.review(arguments.out, arguments.days, console)
            case "import":
                commands.import_file(arguments.file, console)
    except (NluError, InvalidSettings, SupportError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m nlu", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    evaluation = commands.add_parser("eval", help="measure the trained model on a labelled set")
    evaluation.add_argument("file", type=Path)
    evaluation.add_argument("--out", type=Path, help="where to write the figures and predictions as JSON")
    review = commands.add_parser("review", help="gather what was not understood into a spreadsheet")
    review.add_argument("--out", type=Path, default=Path("build/nlu-review.csv"))
    review.add_argument("--days", type=int, default=90, help="how far back to look")
    importing = commands.add_parser("import", help="bring labelled sentences into data/nlu/reviewed")
    importing.add_argument("file", type=Path)
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
