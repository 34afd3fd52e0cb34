"""TF-IDF of the n-grams of a text: learnt by scikit-learn, asked one text at a time without its overhead.

`TfidfVectorizer.transform` spends most of a millisecond on checks that a batch pays once; a sentence alone pays them
four times over.
"""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional, Sequence, Tuple

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

REMEMBERED_WORDS = 20_000


class LexicalFeatures:
    """Rows of length `weight`; term frequencies count by their logarithm."""

    def __init__(self, weight: float, **vectorizer: Any) -> None:
        self._weight = weight
        self._vectorizer = TfidfVectorizer(sublinear_tf=True, **vectorizer)
        self._analyse: Optional[Callable[[str], List[str]]] = None
        self._rarities = np.zeros(0)
        # Letters within words are the same wherever the word stands, so they are taken once a word.
        self._is_within_words = vectorizer.get("analyzer") == "char_wb"
        self._seen: Dict[str, np.ndarray] = {}

    @property
    def size(self) -> int:
        """How many features a fitted text has."""
        return len(self._vectorizer.vocabulary_)

    def fit_transform(self, texts: Sequence[str]) -> sp.csr_matrix:
        """Learn the n-grams; return (n, size)."""
        features = self._vectorizer.fit_transform(texts)
        # scikit-learn sums a matrix each time that it is asked for these.
        self._rarities = self._vectorizer.idf_
        return self._weight * features

    def row(self, text: str) -> Tuple[np.ndarray, np.ndarray]:
        """The features of one text that are not zero: their columns and their values."""
        columns, counts = np.unique(self._columns(text), return_counts=True)
        values = (1.0 + np.log(counts)) * self._rarities[columns]
        length = np.sqrt(values @ values)
        return columns, values * (self._weight / length if length else 0.0)

    def _columns(self, text: str) -> np.ndarray:
        """The columns of the n-grams of a text, as often as each comes."""
        if not self._is_within_words:
            return self._analysed(text)
        words = [self._columns_of_word(word) for word in text.split()]
        return np.concatenate(words) if words else np.zeros(0, dtype=np.int64)

    def _columns_of_word(self, word: str) -> np.ndarray:
        if word not in self._seen:
            if len(self._seen) >= REMEMBERED_WORDS:
                self._seen.clear()
            self._seen[word] = self._analysed(word)
        return self._seen[word]

    def _analysed(self, text: str) -> np.ndarray:
        if self._analyse is None:
            self._analyse = self._vectorizer.build_analyzer()
        vocabulary = self._vectorizer.vocabulary_
        return np.array(
            [vocabulary[gram] for gram in self._analyse(text) if gram in vocabulary], dtype=np.int64
        )

    def __getstate__(self) -> Dict[str, Any]:
        return {**self.__dict__, "_analyse": None, "_seen": {}}
