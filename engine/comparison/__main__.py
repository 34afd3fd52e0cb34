"""`make nlu-compare`: train each way of understanding and measure it on our sets; `build/nlu-compare.json` and a table.

`--only NAME` (several times) keeps some of them. DIET over all our sentences takes hours on two cores: `--sample N`
gives every way the same N sentences, drawn evenly from the topics, and `--diet-epochs` bounds it; the product as
trained has learnt all of them in any case. What was measured before stays in the file.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

from sklearn.metrics import roc_auc_score

from bump_engine.log_masking import configure_logging
from bump_engine.serve import silence_warnings
from comparison import in_rasa
from comparison.arguments import at_least_one
from comparison.data import OUT_OF_SCOPE, ROOT, Case, drawn, evaluation, examples
from comparison.linear import LINEAR, PRODUCT, WITH_TOPICS, Classifier, Ranker

RESULT = ROOT / "build" / "nlu-compare.json"
COLUMNS = ("strict", "lenient", "top3", "auroc")
AS_TRAINED = "the product, as trained"


@dataclass(frozen=True)
class Way:
    """`learn`: sentences and labels in, a ranker out. `is_ready`: it was trained before, on all our sentences."""

    learn: Callable[[List[str], List[str]], Ranker]
    is_ready: bool = False


def measure(rank: Ranker, cases: List[Case]) -> Dict[str, float]:
    """Shares from 0 to 1, the area in and out of scope, and the median milliseconds of a sentence."""
    rows: List[Tuple[Case, List[Tuple[str, float]], float]] = []
    for case in cases:
        began = time.perf_counter()
        ranking = rank(case.text)
        rows.append((case, ranking, (time.perf_counter() - began) * 1000))
    inside = [case.family != OUT_OF_SCOPE for case, _, _ in rows]
    ours = [1.0 - dict(ranking).get(OUT_OF_SCOPE, 0.0) for _, ranking, _ in rows]
    n = len(rows)
    return {
        "strict": sum(ranking[0][0] == case.family for case, ranking, _ in rows) / n,
        "lenient": sum(ranking[0][0] in case.fair for case, ranking, _ in rows) / n,
        "top3": sum(bool(case.fair & {name for name, _ in ranking[:3]}) for case, ranking, _ in rows) / n,
        "auroc": float(roc_auc_score(inside, ours)),
        "median_ms": median(ms for _, _, ms in rows),
    }


def ways(diet_epochs: int) -> Dict[str, Way]:
    """Each way of understanding by name."""
    stock, dense = in_rasa.stock_diet(diet_epochs), in_rasa.dense_diet(diet_epochs)
    return {
        "stock DIET": Way(lambda x, y: in_rasa.ranker(in_rasa.train(stock, x, y))),
        "DIET with the embedding": Way(lambda x, y: in_rasa.ranker(in_rasa.train(dense, x, y))),
        **{name: Way(learn) for name, learn in LINEAR.items()},
        WITH_TOPICS: Way(lambda x, y: Classifier(x, y, meaning_weight=0.0).families),
        PRODUCT: Way(lambda x, y: Classifier(x, y).families),
        AS_TRAINED: Way(lambda _x, _y: in_rasa.ranker(in_rasa.product()), is_ready=True),
    }


def compared(name: str, way: Way, sample: Optional[int], sets: Dict[str, List[Case]]) -> Dict[str, Any]:
    """What a way has learnt from, the seconds that it took (None where it was trained before), and its figures."""
    learnt = drawn(examples(), None if way.is_ready else sample)
    began = time.perf_counter()
    rank = way.learn([one.text for one in learnt], [one.label for one in learnt])
    train_s = None if way.is_ready else time.perf_counter() - began
    rank("la charge ne démarre pas")
    measured = {one: measure(rank, cases) for one, cases in sets.items()}
    return {
        "name": f"{name}, {len(learnt)} sentences",
        "sentences": len(learnt),
        "train_s": train_s,
        "sets": measured,
    }


def table(results: Dict[str, Any]) -> str:
    """The results in Markdown."""
    sets = list(next(iter(results.values()))["sets"])
    head = " | ".join(f"{name}: {', '.join(COLUMNS)}" for name in sets)
    lines = [f"| way | {head} | median ms | training s |", "|" + "---|" * (len(sets) + 3)]
    for name, result in results.items():
        cells = [
            " ".join(
                f"{result['sets'][one][key]:.2f}" if key == "auroc" else f"{result['sets'][one][key]:.1%}"
                for key in COLUMNS
            )
            for one in sets
        ]
        train_s = "-" if result["train_s"] is None else f"{result['train_s']:.0f}"
        timing = f"{result['sets'][sets[0]]['median_ms']:.1f} | {train_s}"
        lines.append(f"| {name} | {' | '.join(cells)} | {timing} |")
    return "\n".join(lines)


def read(path: Path) -> Dict[str, Any]:
    """What was measured before, by name."""
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def main(argv: Optional[Sequence[str]] = None) -> None:
    given = _arguments().parse_args(argv)
    silence_warnings()
    configure_logging("ERROR")
    results, sets = read(RESULT), evaluation()
    for name, way in ways(given.diet_epochs).items():
        if not given.only or name in given.only:
            result = compared(name, way, given.sample, sets)
            results[result.pop("name")] = result
            RESULT.parent.mkdir(exist_ok=True)
            RESULT.write_text(json.dumps(results, indent=1), "utf-8")
    sys.stdout.write(table(results) + "\n")


def _arguments() -> argparse.ArgumentParser:
    arguments = argparse.ArgumentParser(prog="python -m comparison", description=__doc__)
    arguments.add_argument("--only", action="append", default=[], metavar="NAME", choices=list(ways(1)))
    arguments.add_argument("--diet-epochs", type=at_least_one, default=100)
    arguments.add_argument("--sample", type=at_least_one)
    return arguments


if __name__ == "__main__":
    main()
