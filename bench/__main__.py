"""`python -m bench`: measure both bots turn by turn about, write `build/bench.json`, print a table."""

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from bench.bot import Conversation
from bench.figures import NEAR, Measured, around, ratios, table
from bench.ours import SCRIPTS, Ours
from bench.stock import Stock
from ops.errors import OpsError
from ops.places import ROOT
from ops.progress import progress
from support.errors import SupportError

BUILD = ROOT / "build"
FOLDER = BUILD / "bench"
LONG = 200 + NEAR
WARM_UP = 3


def main() -> int:
    """Measure; the exit code."""
    arguments = _parser().parse_args()
    try:
        report = measure(arguments.conversations, arguments.long_conversations, arguments.starts)
    except (OpsError, SupportError) as error:
        print(" ".join(str(error).split()), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    written = BUILD / "bench.json"
    written.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    print(table(report["ours"], report["stock"]))
    print(f"Written to {written.relative_to(ROOT)}.")
    return 0


def measure(conversations: int, long_conversations: int, starts: int) -> dict[str, dict[str, object]]:
    """All figures: `ours`, `stock`, `ratios`, and how they were come by."""
    _clear(FOLDER)
    ours, stock = Ours(FOLDER / "ours"), Stock(BUILD / "stock", FOLDER)
    of_ours, of_stock = Measured(), Measured()
    of_stock.train_s = stock.train()
    of_ours.train_s = ours.train()
    try:
        _start_in_turns(ours, stock, of_ours, of_stock, starts)
        with progress("Measuring turns") as shown:
            _converse(ours.converse, stock.converse, WARM_UP, Measured(), Measured(), shown.step)
            _converse(ours.converse, stock.converse, conversations, of_ours, of_stock, shown.step)
            for number in range(long_conversations):
                shown.step(f"long conversation {number + 1} of {long_conversations}")
                _talk_at_length(ours.converse_at_length(), stock.converse(), of_ours, of_stock)
        of_ours.rss_mib, of_stock.rss_mib = ours.rss_mib(), stock.rss_mib()
    finally:
        ours.stop()
        stock.stop()
    reports = of_ours.report(), of_stock.report()
    return {
        "ours": reports[0],
        "stock": reports[1],
        "ratios": dict(ratios(*reports)),
        "run": {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "cores": os.cpu_count(),
            "starts": starts,
        },
    }


def _start_in_turns(ours: Ours, stock: Stock, of_ours: Measured, of_stock: Measured, starts: int) -> None:
    """Each is started alone, after the other was stopped; after the last time both stay."""
    with progress("Measuring starts") as shown:
        for number in range(starts):
            shown.step(f"ours, {number + 1} of {starts}")
            of_ours.starts_s.append(ours.start())
            ours.stop()
            shown.step(f"stock, {number + 1} of {starts}")
            of_stock.starts_s.append(stock.start())
            if number + 1 < starts:
                stock.stop()
        shown.step("both")
        ours.start()


def _converse(
    ours: Callable[[int], Conversation],
    stock: Callable[[int], Conversation],
    conversations: int,
    of_ours: Measured,
    of_stock: Measured,
    step: Callable[[str], None],
) -> None:
    """New conversations of a few turns, ours and stock in alternation."""
    for number in range(conversations):
        if number % 10 == 0:
            step(f"new conversations, {number} of {conversations}")
        pair = ours(number), stock(number)
        for index in range(len(SCRIPTS[0][1])):
            of_ours.new_ms.append(pair[0].turn(index))
            of_stock.new_ms.append(pair[1].turn(index))


def _talk_at_length(ours: Conversation, stock: Conversation, of_ours: Measured, of_stock: Measured) -> None:
    lengths: tuple[list[float], list[float]] = ([], [])
    for index in range(LONG):
        lengths[0].append(ours.turn(index))
        lengths[1].append(stock.turn(index))
    for measured, samples in zip((of_ours, of_stock), lengths, strict=True):
        measured.turn_10_ms += around(10, samples)
        measured.turn_200_ms += around(200, samples)


def _clear(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--conversations", type=int, default=40, help="new conversations, of five turns each")
    parser.add_argument("--long-conversations", type=int, default=4, help=f"conversations of {LONG} turns")
    parser.add_argument("--starts", type=int, default=3, help="starts of each bot, whose median counts")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
