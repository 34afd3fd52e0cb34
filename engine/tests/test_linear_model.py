import numpy as np
import pytest
import scipy.sparse as sp

from bump_engine.linear_model import LinearModel

FEATURES = sp.csr_matrix(
    np.array([[1, 0, 0], [0.9, 0.1, 0], [0, 1, 0], [0, 0, 1], [0, 0.1, 1]], dtype=np.float32)
)
LABELS = ["refund", "refund", "pricing", "badge", "badge"]


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.fit(FEATURES, LABELS, alpha=1e-3, epochs=50)


def test_what_it_has_learnt_is_the_likeliest(model) -> None:
    likeliest = model.probabilities(FEATURES).argmax(axis=1)

    assert [model.classes[one] for one in likeliest] == LABELS


def test_the_probabilities_of_a_sentence_sum_to_one(model) -> None:
    assert model.probabilities(FEATURES).sum(axis=1) == pytest.approx(1.0)


def test_of_a_sentence_of_which_nothing_is_known_it_has_no_opinion(model) -> None:
    known_and_unknown = sp.csr_matrix(np.array([[1, 0, 0], [0, 0, 0]], dtype=np.float32))

    known, unknown = model.probabilities(known_and_unknown)

    assert unknown == pytest.approx(1 / 3)
    assert known.max() > 0.5
