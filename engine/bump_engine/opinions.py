"""What several models say of a sentence, made one.

A family's confidence is the geometric mean of what two linear models say of it, one of topics and one of families; its
topics share it as the first model has it. Where the two are not sure, a third that looks at the meaning is asked too.
"""

from __future__ import annotations

from typing import List, Optional, Sequence, Tuple

import numpy as np
import scipy.sparse as sp

from bump_engine.linear_model import LinearModel
from bump_engine.meaning_model import MeaningModel

Ranking = List[Tuple[str, float]]
OFFERED_FAMILIES = 3
# What the third holds for impossible it may still be wrong about.
_LEAST = 1e-4


def family_of(topic: str) -> str:
    """`refund/ask_refund` -> `refund`."""
    return topic.split("/")[0]


class Opinions:
    """`by_topic` knows topics, `by_family` and `by_meaning` their families; `by_meaning` counts with its `weight`.

    It is asked about a sentence whose first family the two others give less than `doubt`, by a temperature of 1.
    """

    def __init__(
        self,
        by_topic: LinearModel,
        by_family: LinearModel,
        by_meaning: Optional[MeaningModel] = None,
        *,
        weight: float = 0.0,
        doubt: float = 0.0,
    ) -> None:
        self._by_topic = by_topic
        self._by_family = by_family
        self._by_meaning = by_meaning
        self._weight = weight
        self._doubt = doubt
        self._topics = by_topic.classes
        self._families = by_family.classes
        # Of each topic, the place of its family.
        self._family = np.array([self._families.index(family_of(topic)) for topic in self._topics])

    def rank(
        self,
        features: sp.csr_matrix,
        temperature: float,
        length: int,
        sentences: Optional[Sequence[str]] = None,
    ) -> List[Tuple[Ranking, Ranking]]:
        """Of each row of features, the `length` best topics and families with their probabilities, best first.

        Without the `sentences` that the rows are of, the third is not asked. A temperature above 1 makes less sure.
        Each of the first three families has its best topic among the topics, however long they are, since it may be
        offered.
        """
        by_topic = self._by_topic.probabilities(features)
        shares = np.stack(
            [np.bincount(self._family, weights=row, minlength=len(self._families)) for row in by_topic]
        )
        agreed = np.sqrt(shares * self._by_family.probabilities(features))
        agreed /= agreed.sum(axis=1, keepdims=True)
        if sentences is not None:
            agreed = self._with_meaning(sentences, features, agreed)
        families = agreed ** (1.0 / temperature)
        families /= families.sum(axis=1, keepdims=True)
        topics = by_topic * (families / shares)[:, self._family]
        return [self._ranked(*pair, length) for pair in zip(topics, families, strict=True)]

    def _with_meaning(
        self, sentences: Sequence[str], features: sp.csr_matrix, agreed: np.ndarray
    ) -> np.ndarray:
        """What the two agree on, (n, families), with the word of the third where they doubt what they know."""
        is_known = np.diff(features.indptr) > 0
        doubtful = np.flatnonzero(is_known & (agreed.max(axis=1) < self._doubt))
        if self._by_meaning is None or not len(doubtful):
            return agreed
        third = self._by_meaning.probabilities([sentences[row] for row in doubtful])
        agreed[doubtful] *= (third + _LEAST) ** self._weight
        return agreed / agreed.sum(axis=1, keepdims=True)

    def _ranked(self, topics: np.ndarray, families: np.ndarray, length: int) -> Tuple[Ranking, Ranking]:
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
