"""Two linear models agree on a family; a third is heard where they doubt."""

from typing import List, Sequence

import numpy as np
import pytest
import scipy.sparse as sp

from bump_engine.linear_model import LinearModel
from bump_engine.opinions import Opinions

TOPICS = ["pricing/price", "refund/ask", "refund/status"]
FAMILIES = ["pricing", "refund"]
SURE, TORN = [[1.0, 0.0]], [[0.0, 1.0]]
NOTHING_KNOWN = [[0.0, 0.0]]


def linear(classes: List[str], of_sure: List[float], of_torn: List[float]) -> LinearModel:
    """A model of two features: what it says of a sentence that has the first, and of one that has the second."""
    odds = np.array([of_sure, of_torn], dtype=np.float32)
    return LinearModel(classes, np.log(odds / (1 - odds)), np.zeros(len(classes), dtype=np.float32))


class Third:
    """Says the same of every sentence, and remembers what it was asked."""

    def __init__(self, *says: float) -> None:
        self._says = says
        self.asked: List[str] = []

    def probabilities(self, sentences: Sequence[str]) -> np.ndarray:
        self.asked += sentences
        return np.array([self._says] * len(sentences))


def opinions(third: object, weight: float = 1.0) -> Opinions:
    return Opinions(
        linear(TOPICS, [0.96, 0.02, 0.02], [0.5, 0.3, 0.2]),
        linear(FAMILIES, [0.96, 0.04], [0.5, 0.5]),
        third,
        weight=weight,
        doubt=0.7,
    )


def families(asked: Opinions, features: List[List[float]], *sentences: str) -> List[dict]:
    return [dict(ranked) for _, ranked in asked.rank(sp.csr_matrix(features), 1.0, 10, sentences)]


def test_the_third_is_not_asked_where_the_two_are_sure() -> None:
    third = Third(0.0, 1.0)

    (told,) = families(opinions(third), SURE, "le prix")

    assert third.asked == []
    assert told["pricing"] > 0.9


def test_the_third_decides_where_the_two_are_torn() -> None:
    (told,) = families(opinions(Third(0.1, 0.9)), TORN, "mes sous")

    assert told["refund"] == pytest.approx(0.9, abs=0.01)


def test_the_third_counts_for_less_with_less_weight() -> None:
    (told,) = families(opinions(Third(0.1, 0.9), weight=0.2), TORN, "mes sous")

    assert 0.5 < told["refund"] < 0.7


def test_the_topics_of_a_family_follow_it() -> None:
    ((topics, _),) = opinions(Third(0.1, 0.9)).rank(sp.csr_matrix(TORN), 1.0, 10, ["mes sous"])

    assert [name for name, _ in topics] == ["refund/ask", "refund/status", "pricing/price"]
    assert dict(topics)["refund/ask"] == pytest.approx(0.54, abs=0.01)


def test_only_the_doubtful_of_several_sentences_are_asked_about() -> None:
    third = Third(0.1, 0.9)

    sure, torn = families(opinions(third), [*SURE, *TORN], "le prix", "mes sous")

    assert third.asked == ["mes sous"]
    assert sure["pricing"] > 0.9
    assert torn["refund"] > 0.8


def test_a_sentence_of_which_nothing_is_known_stays_without_an_opinion() -> None:
    third = Third(0.0, 1.0)

    (told,) = families(opinions(third), NOTHING_KNOWN, "مرحبا")

    assert third.asked == []
    assert max(told.values()) < 0.7


def test_without_a_third_the_two_decide() -> None:
    (told,) = families(opinions(None), TORN, "mes sous")

    assert told["pricing"] == pytest.approx(0.5)


def test_features_alone_leave_the_third_unasked() -> None:
    third = Third(0.1, 0.9)

    opinions(third).rank(sp.csr_matrix(TORN), 1.0, 10)

    assert third.asked == []
