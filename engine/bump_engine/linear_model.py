"""A linear classifier, one class against the rest: trained by scikit-learn, asked without copying its weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import List, Sequence

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import SGDClassifier

# The weights of the first passes are still far from the last ones, so they stay out of the average.
_PASSES_NOT_AVERAGED = 2


@dataclass(frozen=True)
class LinearModel:
    """`weights` (features, classes) float32, in rows so that a sparse sentence reads only its own."""

    classes: List[str]
    weights: np.ndarray
    intercepts: np.ndarray

    @classmethod
    def fit(
        cls, features: sp.csr_matrix, labels: Sequence[str], *, alpha: float, epochs: int
    ) -> "LinearModel":
        """Logistic regression by averaged stochastic gradient, on two cores; the same result at each run."""
        learner = SGDClassifier(
            loss="log_loss",
            alpha=alpha,
            average=_PASSES_NOT_AVERAGED * features.shape[0],
            max_iter=epochs,
            tol=None,
            n_jobs=2,
            random_state=0,
        )
        learner.fit(features, np.array(labels))
        weights, intercepts = learner.coef_, learner.intercept_
        if len(learner.classes_) == 2:
            weights, intercepts = np.vstack([-weights, weights]), np.hstack([-intercepts, intercepts])
        return cls(
            [str(name) for name in learner.classes_],
            np.ascontiguousarray(weights.T, dtype=np.float32),
            intercepts.astype(np.float32),
        )

    def probabilities(self, features: sp.csr_matrix) -> np.ndarray:
        """(n, classes), each row summing to 1; all classes alike for a sentence of which nothing is known."""
        scores = features @ self.weights + self.intercepts
        each = 1.0 / (1.0 + np.exp(-scores.astype(np.float64)))
        each[np.diff(features.indptr) == 0] = 1.0
        return each / each.sum(axis=1, keepdims=True)
