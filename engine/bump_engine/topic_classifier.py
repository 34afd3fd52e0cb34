"""The intent classifier: families of topics, by a linear model over lexical and dense features.

Training examples are labelled `family/topic`, as in Rasa's retrieval intents. The intent is the family, whose
confidence is the sum of its topics'; the best topics go out beside it as `topics`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, List, Tuple

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bump_engine.sentence_features import SentenceFeatures

INTENT_RANKING = "intent_ranking"
TOPICS = "topics"
MODEL_FILE = "topic_classifier.joblib"

Ranking = List[Tuple[str, float]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` (families) and `topics` ([{name: family/topic, confidence}])."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {
            "embedding_weight": 2.0,
            "max_features": 40_000,
            "regularisation_c": 5.0,
            "ranking_length": 10,
        }

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._features = SentenceFeatures(config["embedding_weight"], config["max_features"])
        self._model = LogisticRegression(C=config["regularisation_c"], solver="liblinear", multi_class="ovr")

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "TopicClassifier":
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> "TopicClassifier":
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as directory:
            component._features, component._model = joblib.load(directory / MODEL_FILE)
        component.rank("premier appel, pour charger l'encodeur")
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every labelled example and persist."""
        sentences, labels = [], []
        for example in training_data.intent_examples:
            label = example.get(INTENT_RESPONSE_KEY) or example.get(INTENT)
            if label and example.get(TEXT):
                sentences.append(example.get(TEXT))
                labels.append(label)
        self._model.fit(self._features.fit_transform(sentences), np.array(labels))
        with self._storage.write_to(self._resource) as directory:
            joblib.dump((self._features, self._model), directory / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Label each message that has a text."""
        for message in messages:
            topics, families = self.rank(message.get(TEXT) or "")
            ranking = [{"name": name, "confidence": value} for name, value in families]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING, ranking, add_to_output=True)
            best = [{"name": name, "confidence": value} for name, value in topics]
            message.set(TOPICS, best, add_to_output=True)
        return messages

    def rank(self, sentence: str) -> Tuple[Ranking, Ranking]:
        """The best topics and the best families of a sentence, each with its probability, best first."""
        probabilities = self._model.predict_proba(self._features.transform([sentence]))[0]
        topics = dict(zip(self._model.classes_, probabilities, strict=True))
        families: Dict[str, float] = defaultdict(float)
        for name, probability in topics.items():
            families[name.split("/")[0]] += probability
        return self._best(topics), self._best(families)

    def _best(self, probabilities: Dict[str, float]) -> Ranking:
        ordered = sorted(probabilities.items(), key=lambda item: item[1], reverse=True)
        return [(name, round(float(value), 4)) for name, value in ordered[: self._config["ranking_length"]]]
