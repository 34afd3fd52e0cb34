import pickle

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from bump_engine.lexical_features import LexicalFeatures

TEXTS = [
    "la borne ne demarre pas",
    "la borne est en panne",
    "ma facture de mai",
    "pas de facture pas de recu",
]
HOW = {"analyzer": "char_wb", "ngram_range": (2, 4), "min_df": 2}


def dense(features: LexicalFeatures, text: str) -> np.ndarray:
    columns, values = features.row(text)
    row = np.zeros(features.size)
    row[columns] = values
    return row


@pytest.mark.parametrize("text", [*TEXTS, "la facture de la borne borne", "", "zzz"])
def test_one_text_has_the_features_that_scikit_learn_gives_it(text: str) -> None:
    features = LexicalFeatures(0.5, **HOW)
    features.fit_transform(TEXTS)
    reference = TfidfVectorizer(sublinear_tf=True, **HOW).fit(TEXTS)

    assert np.allclose(dense(features, text), 0.5 * reference.transform([text]).toarray()[0])


def test_learnt_features_survive_being_stored() -> None:
    features = LexicalFeatures(1.0, **HOW)
    features.fit_transform(TEXTS)
    before = dense(features, TEXTS[0])

    stored = pickle.loads(pickle.dumps(features))

    assert np.array_equal(dense(stored, TEXTS[0]), before)
