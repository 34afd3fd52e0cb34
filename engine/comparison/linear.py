"""Linear models over one kind of features after another, up to the classifier of the product."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Callable, Dict, List, Protocol, Sequence, Tuple

import numpy as np
import scipy.sparse as sp
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine.lexical_features import LexicalFeatures
from bump_engine.linear_model import LinearModel
from bump_engine.plain_text import plain
from bump_engine.sentence_embedding import embed
from bump_engine.sentence_features import LETTERS, WORDS, SentenceFeatures
from bump_engine.topic_classifier import TopicClassifier
from comparison.data import classifier_settings, family_of

Ranker = Callable[[str], List[Tuple[str, float]]]
EVERY_FAMILY = {"ranking_length": 1000}


def product_settings() -> Dict[str, Any]:
    """Every setting of the product's classifier."""
    return {**TopicClassifier.get_default_config(), **classifier_settings()}


class Plain:
    """TF-IDF of letters and words of the plain text; with `dense`, the embedding of the raw sentence beside it."""

    def __init__(self, dense: bool) -> None:
        self._dense = dense
        self._letters = LexicalFeatures(0.7, max_features=40_000, **LETTERS)
        self._words = LexicalFeatures(1.0, max_features=40_000, **WORDS)

    def fit_transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        texts = [plain(sentence) for sentence in sentences]
        parts = [self._letters.fit_transform(texts), self._words.fit_transform(texts)]
        if self._dense:
            parts.append(sp.csr_matrix(2.0 * embed(sentences)))
        return sp.hstack(parts, format="csr", dtype=np.float32)

    def transform(self, sentences: Sequence[str]) -> sp.csr_matrix:
        (sentence,) = sentences
        text = plain(sentence)
        (some, weights), (more, others) = self._letters.row(text), self._words.row(text)
        columns, values = [some, more + self._letters.size], [weights, others]
        size = self._letters.size + self._words.size
        if self._dense:
            vector = 2.0 * embed([sentence])[0]
            columns.append(np.arange(size, size + len(vector)))
            values.append(vector)
            size += len(vector)
        data = np.concatenate(values).astype(np.float32)
        return sp.csr_matrix((data, np.concatenate(columns), [0, len(data)]), shape=(1, size))


class Features(Protocol):
    """Fitted on sentences, then asked for one at a time."""

    def fit_transform(self, sentences: Sequence[str]) -> sp.csr_matrix: ...

    def transform(self, sentences: Sequence[str]) -> sp.csr_matrix: ...


def families_only(features: Features, sentences: Sequence[str], labels: Sequence[str]) -> Ranker:
    """One model of the families, which learns as long and as strictly as the product's."""
    families = [family_of(label) for label in labels]
    how = product_settings()
    model = LinearModel.fit(
        features.fit_transform(sentences), families, alpha=how["regularisation"], epochs=how["epochs"]
    )

    def rank(sentence: str) -> List[Tuple[str, float]]:
        probabilities = model.probabilities(features.transform([sentence]))[0]
        return _ranked(dict(zip(model.classes, probabilities, strict=True)))

    return rank


def _ranked(probabilities: Dict[str, float]) -> List[Tuple[str, float]]:
    return sorted(probabilities.items(), key=lambda item: item[1], reverse=True)


LINEAR: Dict[str, Callable[[Sequence[str], Sequence[str]], Ranker]] = {
    "linear, letters and words": lambda x, y: families_only(Plain(dense=False), x, y),
    "+ sentence embedding": lambda x, y: families_only(Plain(dense=True), x, y),
    "letters, words and sounds, normalised and repaired": lambda x, y: families_only(
        SentenceFeatures(0.7, 40_000), x, y
    ),
}


WITH_TOPICS = "+ a model of topics"
PRODUCT = "+ a model of the meaning where they doubt (the product's classifier)"


class Classifier:
    """The component of the product with the settings of `config.yml`, trained in a folder that is removed at once."""

    def __init__(self, sentences: Sequence[str], labels: Sequence[str], **settings: Any) -> None:
        examples = [
            Message({"text": text, "intent": family_of(label), "intent_response_key": label})
            for text, label in zip(sentences, labels, strict=True)
        ]
        config = {**product_settings(), **EVERY_FAMILY, **settings}
        with tempfile.TemporaryDirectory(prefix="bump-comparison-") as folder:
            self._component = TopicClassifier.create(
                config,
                LocalModelStorage.create(Path(folder)),
                Resource("classifier"),
                ExecutionContext(GraphSchema({})),
            )
            self._component.train(TrainingData(examples))

    def families(self, sentence: str) -> List[Tuple[str, float]]:
        """The families of a sentence, best first."""
        return self.families_of([sentence])[0]

    def families_of(self, sentences: Sequence[str]) -> List[List[Tuple[str, float]]]:
        """The families of each sentence, best first."""
        return [families for _, families in self._component.rank(sentences)]
