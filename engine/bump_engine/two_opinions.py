"""What two linear models say of a sentence, one of its topic and one of its family, made one.

A family's confidence is the geometric mean of what both say of it, and is shared among its topics as the first model
has it.
"""

from __future__ import annotations

from typing import List, Tuple

import numpy as np
import scipy.sparse as sp

from bump_engine.linear_model import LinearModel

Ranking = List[Tuple[str, float]]
OFFERED_FAMILIES = 3


def family_of(topic: str) -> str:
    """`refund/ask_refund` -> `refund`."""
    return topic.split("/")[0]


class TwoOpinions:
    """`by_topic` knows topics, `by_family` their families; a temperature above 1 makes both less sure."""

    def __init__(self, by_topic: LinearModel, by_family: LinearModel) -> None:
        self._by_topic = by_topic
        self._by_family = by_family
        self._topics = by_topic.classes
        self._families = by_family.classes
        # Of each topic, the place of its family.
        self._family = np.array([self._families.index(family_of(topic)) for topic in self._topics])

    def rank(self, features: sp.csr_matrix, temperature: float, length: int) -> List[Tuple[Ranking, Ranking]]:
        """Of each row, the `length` best topics and families with their probabilities, best first.

        Each of the first three families has its best topic among the topics, however long they are, since it may be
        offered.
        """
        pairs = zip(
            self._by_topic.probabilities(features), self._by_family.probabilities(features), strict=True
        )
        return [self._ranked(*pair, temperature, length) for pair in pairs]

    def _ranked(
        self, by_topic: np.ndarray, by_family: np.ndarray, temperature: float, length: int
    ) -> Tuple[Ranking, Ranking]:
        shares = np.bincount(self._family, weights=by_topic, minlength=len(self._families))
        families = (shares * by_family) ** (0.5 / temperature)
        families /= families.sum()
        topics = by_topic * (families / shares)[self._family]
        first_families = np.argsort(-families)[:length]
        first_topics = np.argsort(-topics)[:length]
        offered = [self._leading(topics, family) for family in first_families[:OFFERED_FAMILIES]]
        told = [*first_topics, *(one for one in offered if one not in first_topics)]
        return (
            [(self._topics[one], round(float(topics[one]), 4)) for one in told],
            [(self._families[one], round(float(families[one]), 4)) for one in first_families],
        )

    def _leading(self, topics: np.ndarray, family: int) -> int:
        return int(np.argmax(np.where(self._family == family, topics, -1.0)))
