"""`make nlu-compare`: train each way of understanding and measure it on our sets; `build/nlu-compare.json` and a table.

`--only NAME` (several times) keeps some of them. DIET over all our sentences takes hours on two cores: `--sample N`
gives every way the same N sentences, drawn evenly from the topics, and `--diet-epochs` bounds it. What was measured
before stays in the file.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import time
import warnings
from statistics import median
from typing import Any, Callable, Dict, List, Tuple

from sklearn.metrics import roc_auc_score

from comparison import in_rasa
from comparison.data import OUT_OF_SCOPE, ROOT, Case, evaluation, training
from comparison.linear import LINEAR, PRODUCT, Classifier, Ranker

RESULT = ROOT / "build" / "nlu-compare.json"
COLUMNS = ("strict", "lenient", "top3", "auroc")


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


def ways(diet_epochs: int) -> Dict[str, Callable[[List[str], List[str]], Ranker]]:
    """Each way of understanding by name: sentences and labels in, a ranker out."""
    loop = asyncio.new_event_loop()

    def asked(agent: Any) -> Ranker:
        return lambda sentence: in_rasa.ask(agent, loop, sentence)

    return {
        "stock DIET": lambda x, y: asked(in_rasa.train(in_rasa.stock_diet(diet_epochs), x, y)),
        "DIET with the embedding": lambda x, y: asked(in_rasa.train(in_rasa.dense_diet(diet_epochs), x, y)),
        **LINEAR,
        PRODUCT: lambda x, y: Classifier(x, y).families,
        "the product, as trained": lambda _x, _y: asked(in_rasa.product()),
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
        timing = f"{result['sets'][sets[0]]['median_ms']:.1f} | {result['train_s']:.0f}"
        lines.append(f"| {name} | {' | '.join(cells)} | {timing} |")
    return "\n".join(lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--only", action="append", default=[])
    arguments.add_argument("--diet-epochs", type=int, default=100)
    arguments.add_argument("--sample", type=int)
    given = arguments.parse_args()
    warnings.filterwarnings("ignore")
    results: Dict[str, Any] = json.loads(RESULT.read_text("utf-8")) if RESULT.exists() else {}
    sentences, labels = training(given.sample)
    sets = evaluation()
    for name, learn in ways(given.diet_epochs).items():
        if given.only and name not in given.only:
            continue
        began = time.perf_counter()
        rank = learn(sentences, labels)
        train_s = time.perf_counter() - began
        rank("la charge ne démarre pas")
        measured = {one: measure(rank, cases) for one, cases in sets.items()}
        results[f"{name}, {len(sentences)} sentences"] = {
            "sentences": len(sentences),
            "train_s": train_s,
            "sets": measured,
        }
        RESULT.parent.mkdir(exist_ok=True)
        RESULT.write_text(json.dumps(results, indent=1), "utf-8")
    sys.stdout.write(table(results) + "\n")


if __name__ == "__main__":
    main()
