"""TF-IDF of the n-grams of a text: learnt by scikit-learn, asked one text at a time without its overhead.

`TfidfVectorizer.transform` spends most of a millisecond on checks that a batch pays once; a sentence alone pays them
four times over.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer


class LexicalFeatures:
    """Rows of length `weight`; term frequencies count by their logarithm."""

    def __init__(self, weight: float, **vectorizer: Any) -> None:
        self._weight = weight
        self._vectorizer = TfidfVectorizer(sublinear_tf=True, **vectorizer)
        self._analyse: Optional[Callable[[str], List[str]]] = None

    @property
    def size(self) -> int:
        """How many features a fitted text has."""
        return len(self._vectorizer.vocabulary_)

    def fit_transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Learn the n-grams; return (n, size)."""
        return self._weight * self._vectorizer.fit_transform(texts)

    def row(self, text: str) -> Tuple[np.ndarray, np.ndarray]:
        """The features of one text that are not zero: their columns and their values."""
        if self._analyse is None:
            self._analyse = self._vectorizer.build_analyzer()
        vocabulary = self._vectorizer.vocabulary_
        counted = Counter(
            column for gram in self._analyse(text) if (column := vocabulary.get(gram)) is not None
        )
        columns = np.fromiter(counted.keys(), dtype=np.int32, count=len(counted))
        counts = np.fromiter(counted.values(), dtype=np.float64, count=len(counted))
        values = (1.0 + np.log(counts)) * self._vectorizer.idf_[columns]
        length = np.sqrt(values @ values)
        return columns, values * (self._weight / length if length else 0.0)

    def __getstate__(self) -> Dict[str, Any]:
        return {**self.__dict__, "_analyse": None}
