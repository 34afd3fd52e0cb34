"""`make nlu-temperature`: refit the temperature of the classifier on sentences that it was not trained on.

Each collection of the training data (`faq`, `nlu`, `nlu/situations`, `nlu/voices`: other hands wrote each) is held out
in turn, the classifier trained on the others, and the families of the held-out sentences asked for. The best
temperature is the one whose family distribution gives them the least log loss, on average over the collections. The
evaluation sets of `tests/nlu` are not read. Prints the curve; changes nothing.
"""

from __future__ import annotations

import argparse
import sys
import time
from typing import Callable, Dict, Iterator, List, Optional, Sequence, Tuple

import numpy as np

from bump_engine.log_masking import configure_logging
from bump_engine.serve import silence_warnings
from comparison.arguments import at_least_one
from comparison.data import Example, classifier_settings, drawn, examples, family_of

TEMPERATURES = tuple(round(0.5 + step / 20, 2) for step in range(41))
# The classifier rounds its confidences; so warm, none is rounded to nothing, and cooling it brings back what it was.
WARM = 8.0
_LEAST = 1e-12

Distribution = Dict[str, float]
Learn = Callable[[Sequence[Example]], Callable[[Sequence[str]], List[Distribution]]]


def folds(
    every: Sequence[Example], size: Optional[int]
) -> Iterator[Tuple[str, List[Example], List[Example]]]:
    """(collection, what to learn, what to ask) for each collection; at most `size` sentences are asked.

    A sentence whose family no other collection has is not asked: nobody could know it.
    """
    for collection in sorted({one.collection for one in every}):
        learnt = [one for one in every if one.collection != collection]
        known = {family_of(one.label) for one in learnt}
        held = [one for one in every if one.collection == collection and family_of(one.label) in known]
        if held:
            yield collection, learnt, drawn(held, size)


def cooled(warm: np.ndarray, temperature: float) -> np.ndarray:
    """(n, families) at another temperature than `WARM`, each row summing to 1."""
    logs = np.log(np.maximum(warm, _LEAST)) * (WARM / temperature)
    each = np.exp(logs - logs.max(axis=1, keepdims=True))
    return each / each.sum(axis=1, keepdims=True)


def log_loss(probabilities: np.ndarray, right: np.ndarray) -> float:
    """The mean of -ln(probability of the right family); `right` (n,) are its columns."""
    chosen = probabilities[np.arange(len(right)), right]
    return float(-np.log(np.maximum(chosen, _LEAST)).mean())


def curve(warm: np.ndarray, right: np.ndarray) -> List[float]:
    """The log loss at each of `TEMPERATURES`."""
    return [log_loss(cooled(warm, temperature), right) for temperature in TEMPERATURES]


def best(losses: Sequence[float]) -> float:
    """The temperature of the least loss."""
    return TEMPERATURES[int(np.argmin(losses))]


def measured(every: Sequence[Example], size: Optional[int], learn: Learn) -> Dict[str, List[float]]:
    """The curve of each collection when it is held out."""
    curves: Dict[str, List[float]] = {}
    for collection, learnt, asked in folds(every, size):
        began = time.perf_counter()
        answers = learn(learnt)([one.text for one in asked])
        names = sorted(answers[0])
        warm = np.array([[answer[name] for name in names] for answer in answers])
        right = np.array([names.index(family_of(one.label)) for one in asked])
        curves[collection] = curve(warm, right)
        hits = float((warm.argmax(axis=1) == right).mean())
        sys.stderr.write(
            f"{collection}: learnt {len(learnt)}, asked {len(asked)}, {hits:.1%} right, "
            f"best {best(curves[collection]):.2f} ({time.perf_counter() - began:.0f} s)\n"
        )
    return curves


def table(curves: Dict[str, List[float]], current: float) -> str:
    """The curves in Markdown, and the best temperature beside the current one."""
    mean = np.mean(list(curves.values()), axis=0)
    columns = {**curves, "mean": mean}
    lines = ["| temperature | " + " | ".join(columns) + " |", "|---" * (len(columns) + 1) + "|"]
    for index, temperature in enumerate(TEMPERATURES):
        if index % 2 == 0 or temperature in (best(mean), current):
            cells = " | ".join(f"{losses[index]:.4f}" for losses in columns.values())
            lines.append(f"| {temperature:.2f} | {cells} |")
    lines.append("")
    lines.append(f"Best: {best(mean):.2f}. `config.yml` has {current:g}.")
    return "\n".join(lines)


def _classifier(learnt: Sequence[Example]) -> Callable[[Sequence[str]], List[Distribution]]:
    from comparison.linear import Classifier

    texts, labels = [one.text for one in learnt], [one.label for one in learnt]
    classifier = Classifier(texts, labels, temperature=WARM)
    return lambda sentences: [dict(families) for families in classifier.families_of(sentences)]


def main() -> None:
    arguments = argparse.ArgumentParser(prog="python -m comparison.temperature", description=__doc__)
    arguments.add_argument(
        "--sample", type=at_least_one, default=1500, help="how many sentences of each collection to ask"
    )
    given = arguments.parse_args()
    silence_warnings()
    configure_logging("ERROR")
    curves = measured(examples(), given.sample, _classifier)
    sys.stdout.write(table(curves, float(classifier_settings()["temperature"])) + "\n")


if __name__ == "__main__":
    main()
