"""What the linear models see of a sentence: its letters, its words and its sounds."""

from __future__ import annotations

from typing import Any, Dict, List, Sequence

import numpy as np
import scipy.sparse as sp

from bump_engine.french_sounds import sounds
from bump_engine.lexical_features import LexicalFeatures
from bump_engine.normaliser import normalise
from bump_engine.spelling import Spelling, names_in

LETTERS: Dict[str, Any] = {"analyzer": "char_wb", "ngram_range": (3, 5), "min_df": 2}
WORDS: Dict[str, Any] = {"token_pattern": r"\w+", "ngram_range": (1, 2)}


class SentenceFeatures:
    """TF-IDF of letters, words and sounds; fitted on the training sentences.

    Letters and sounds are those of the normalised sentence, words those of the repaired one, so that a wrong repair
    cannot hide what was typed.
    """

    def __init__(self, letters_weight: float, max_features: int) -> None:
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
        ]
        return sp.hstack(parts, format="csr", dtype=np.float32)

    def transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        """(n, features) of a few new sentences."""
        normalised = [normalise(sentence) for sentence in sentences]
        repaired = [self._repaired(*both) for both in zip(normalised, sentences, strict=True)]
        rows = [self._row(*texts) for texts in zip(normalised, repaired, strict=True)]
        return sp.vstack(rows, format="csr") if len(rows) > 1 else rows[0]

    def _row(self, normalised: str, repaired: str) -> sp.csr_matrix:
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
        data = np.concatenate(values).astype(np.float32)
        return sp.csr_matrix((data, np.concatenate(columns), [0, len(data)]), shape=(1, start))

    def _repaired(self, normalised: str, sentence: str) -> str:
        """The spelling that words are taken from; the sentence as typed tells the names."""
        return self._spelling.repair(normalised, names_in(sentence))
