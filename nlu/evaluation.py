"""An evaluation of the trained model on a labelled set: what is printed, and what is written."""

import json
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from nlu.errors import NluError
from nlu.evaluation_sets import Labelled
from nlu.figures import Judged, calibration_error, confusions, figures, interval, reliability
from nlu.parser import parse

SHOWN_CONFUSIONS = 12


def judge(labelled: Sequence[Labelled], models_dir: Path) -> list[Judged]:
    """Parse the sentences of a set with the newest model. Raises `NluError`."""
    parsed = parse([one.text for one in labelled], models_dir)
    return [
        Judged(label, result.understanding, result.ms) for label, result in zip(labelled, parsed, strict=True)
    ]


def as_json(judged: Sequence[Judged]) -> dict[str, object]:
    """The figures and `predictions`: text, family, predicted, confidence, top3, outcome of each sentence."""
    return {
        **{
            key: round(value, 4) if isinstance(value, float) else value
            for key, value in figures(judged).items()
        },
        "calibration_error": round(calibration_error(judged), 4),
        "predictions": [
            {
                "text": one.labelled.text,
                "family": one.labelled.family,
                "predicted": one.predicted,
                "confidence": one.understanding.confidence,
                "top3": one.top,
                "outcome": one.understanding.outcome.name.lower(),
            }
            for one in judged
        ],
    }


def write(judged: Sequence[Judged], path: Path) -> None:
    """Write `as_json` to a file, making its folder. Raises `NluError` when it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(as_json(judged), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise NluError(f"{path} cannot be written: {error.strerror}.") from error


def show(judged: Sequence[Judged], name: str, console: Console) -> None:
    """Print the figures with their 95 % intervals, the reliability curve and the usual confusions."""
    found, n = figures(judged), len(judged)
    outside = sum(one.labelled.family == "out_of_scope" for one in judged)
    counts = {"in_scope_rejected": n - outside, "out_of_scope_accepted": outside}
    table = Table(title=f"{escape(name)}: {n} sentences", title_justify="left")
    for column in ("", "", "95 % interval"):
        table.add_column(column, justify="left" if not table.columns else "right")
    for key in ("strict", "lenient", "top3", "in_scope_rejected", "out_of_scope_accepted"):
        rate = found[key]
        if rate is not None:
            low, high = interval(rate, counts.get(key, n))
            table.add_row(key, f"{rate:.1%}", f"{low:.1%} - {high:.1%}")
    for key in ("macro_f1", "auroc"):
        value = found[key]
        table.add_row(key, "-" if value is None else f"{value:.3f}", "")
    table.add_row("calibration_error", f"{calibration_error(judged):.3f}", "")
    table.add_row("ms a sentence", f"{found['median_ms']:.1f} median", f"{found['p95_ms']:.1f} p95")
    console.print(table)
    _show_reliability(judged, console)
    _show_confusions(judged, console)


def _show_reliability(judged: Sequence[Judged], console: Console) -> None:
    table = Table(title="How often it is right, by how sure it is", title_justify="left")
    for column in ("confidence", "right", "sentences", ""):
        table.add_column(column, justify="right" if column else "left")
    for sure, right, count in reliability(judged):
        table.add_row(f"{sure:.2f}", f"{right:.2f}", str(count), "█" * round(right * 30))
    console.print(table)


def _show_confusions(judged: Sequence[Judged], console: Console) -> None:
    found = confusions(judged)[:SHOWN_CONFUSIONS]
    if not found:
        return
    table = Table(title="Mistaken", title_justify="left")
    for column in ("family", "for", "times"):
        table.add_column(column)
    for family, taken, times in found:
        table.add_row(family, taken, str(times))
    console.print(table)
