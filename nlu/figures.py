"""The figures of an evaluation: how often it is right, how sure of it one may be, and what it mistakes for what."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from actions.understanding import Outcome, Understanding
from nlu.evaluation_sets import Labelled

OUT_OF_SCOPE = "out_of_scope"
TOP = 3
_Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Judged:
    """A labelled sentence with what was understood, in `ms` milliseconds."""

    labelled: Labelled
    understanding: Understanding
    ms: float

    @property
    def predicted(self) -> str:
        """The family that leads."""
        return self.understanding.intent

    @property
    def top(self) -> list[str]:
        """The first families."""
        return [ranked.name for ranked in self.understanding.families[:TOP]]

    @property
    def is_strict(self) -> bool:
        """Whether the family is the one of the label."""
        return self.predicted == self.labelled.family

    @property
    def is_lenient(self) -> bool:
        """Whether the family is one that counts as right."""
        return self.predicted in self.labelled.fair


def share(hits: Iterable[bool]) -> float:
    """How many of them are true, from 0 to 1; 0 of nothing."""
    counted = list(hits)
    return sum(counted) / len(counted) if counted else 0.0


def interval(rate: float, n: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a rate seen on n cases."""
    if n == 0:
        return 0.0, 1.0
    square = _Z_95**2
    middle = (rate + square / (2 * n)) / (1 + square / n)
    half = _Z_95 * math.sqrt(rate * (1 - rate) / n + square / (4 * n * n)) / (1 + square / n)
    return max(0.0, middle - half), min(1.0, middle + half)


def macro_f1(judged: Sequence[Judged]) -> float:
    """The mean over families of the F1 of each, whatever its size."""
    families = {one.labelled.family for one in judged}
    scores = []
    for family in families:
        right = sum(one.predicted == family == one.labelled.family for one in judged)
        predicted = sum(one.predicted == family for one in judged)
        actual = sum(one.labelled.family == family for one in judged)
        scores.append(2 * right / (predicted + actual))
    return sum(scores) / len(scores)


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """The chance that a positive outranks a negative, ties counting half; None when there are none of one."""
    if not positives or not negatives:
        return None
    ranked = sorted([(value, True) for value in positives] + [(value, False) for value in negatives])
    ranks = _mid_ranks([value for value, _ in ranked])
    total = sum(rank for rank, (_, positive) in zip(ranks, ranked, strict=True) if positive)
    n = len(positives)
    return (total - n * (n + 1) / 2) / (n * len(negatives))


def _mid_ranks(ordered: Sequence[float]) -> list[float]:
    ranks: list[float] = []
    start = 0
    while start < len(ordered):
        end = start
        while end < len(ordered) and ordered[end] == ordered[start]:
            end += 1
        ranks += [(start + end + 1) / 2] * (end - start)
        start = end
    return ranks


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` % of them do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def in_scope_score(understanding: Understanding) -> float:
    """How much a sentence looks like ours: what is not given to the family out of scope."""
    return 1.0 - understanding.confidence_in(OUT_OF_SCOPE)


def rejected(judged: Judged) -> bool:
    """Whether the assistant says that this is not for it, or that it has not understood."""
    return judged.predicted == OUT_OF_SCOPE or judged.understanding.outcome is Outcome.LOST


def accepted(judged: Judged) -> bool:
    """Whether the assistant answers as if it were about Bump."""
    return judged.predicted != OUT_OF_SCOPE and judged.understanding.outcome is Outcome.ANSWER


def confusions(judged: Sequence[Judged]) -> list[tuple[str, str, int]]:
    """(family, mistaken for, times), the most frequent first."""
    counted = Counter((one.labelled.family, one.predicted) for one in judged if not one.is_lenient)
    return [(family, taken, times) for (family, taken), times in counted.most_common()]


def figures(judged: Sequence[Judged]) -> dict[str, float | int | None]:
    """The keys that `OUT` holds: shares from 0 to 1, milliseconds; None where a set has none of one kind."""
    inside = [one for one in judged if one.labelled.family != OUT_OF_SCOPE]
    outside = [one for one in judged if one.labelled.family == OUT_OF_SCOPE]
    return {
        "n": len(judged),
        "strict": share(one.is_strict for one in judged),
        "lenient": share(one.is_lenient for one in judged),
        "macro_f1": macro_f1(judged),
        "top3": share(bool(one.labelled.fair.intersection(one.top)) for one in judged),
        "in_scope_rejected": share(rejected(one) for one in inside) if inside else None,
        "out_of_scope_accepted": share(accepted(one) for one in outside) if outside else None,
        "auroc": auroc(
            [in_scope_score(one.understanding) for one in inside],
            [in_scope_score(one.understanding) for one in outside],
        ),
        "median_ms": median(one.ms for one in judged),
        "p95_ms": percentile([one.ms for one in judged], 95),
    }


def reliability(judged: Sequence[Judged], bins: int = 10) -> list[tuple[float, float, int]]:
    """(mean confidence, share that is right, sentences) for each tenth of confidence that holds any."""
    held: dict[int, list[Judged]] = {}
    for one in judged:
        held.setdefault(min(bins - 1, int(one.understanding.confidence * bins)), []).append(one)
    return [
        (
            sum(one.understanding.confidence for one in group) / len(group),
            share(one.is_lenient for one in group),
            len(group),
        )
        for _, group in sorted(held.items())
    ]


def calibration_error(judged: Sequence[Judged]) -> float:
    """The mean gap between confidence and share that is right, over the tenths of `reliability`."""
    return sum(abs(sure - right) * n for sure, right, n in reliability(judged)) / len(judged)
