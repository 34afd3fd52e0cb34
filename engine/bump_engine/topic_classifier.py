"""The intent classifier: families of topics, by two linear models over lexical and dense features.

Training examples are labelled `family/topic`, as in Rasa's retrieval intents. One model learns the topics, the other
the families; a family's confidence is the geometric mean of what both say of it, and is shared among its topics as the
first model has it. The best topics go out beside the intent as `topics`; where two parts of a sentence tell two
things for sure, both go out as `problems`.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Dict, List, Mapping, Optional, Sequence, Tuple

import joblib
import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine.clauses import clauses
from bump_engine.linear_model import LinearModel
from bump_engine.sentence_features import SentenceFeatures

INTENT_RANKING = "intent_ranking"
TOPICS = "topics"
PROBLEMS = "problems"
OFFERED_FAMILIES = 3
MODEL_FILE = "topic_classifier.joblib"

Ranking = List[Tuple[str, float]]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` (families), `topics` and `problems` ([{name: family/topic, confidence}])."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {
            "embedding_weight": 2.0,
            "letters_weight": 0.7,
            "max_features": 40_000,
            "regularisation": 1e-5,
            "epochs": 8,
            "temperature": 1.0,
            "ranking_length": 10,
            "problem_confidence": 0.55,
        }

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._features = SentenceFeatures(
            config["embedding_weight"], config["letters_weight"], config["max_features"]
        )
        self._topics: Optional[LinearModel] = None
        self._families: Optional[LinearModel] = None

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
            component._features, component._topics, component._families = joblib.load(directory / MODEL_FILE)
        component.rank(["premier appel, pour charger l'encodeur"])
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every labelled example and persist."""
        sentences, labels = [], []
        for example in training_data.intent_examples:
            label = example.get(INTENT_RESPONSE_KEY) or example.get(INTENT)
            if label and example.get(TEXT):
                sentences.append(example.get(TEXT))
                labels.append(label)
        features = self._features.fit_transform(sentences)
        how = {"alpha": self._config["regularisation"], "epochs": self._config["epochs"]}
        self._topics = LinearModel.fit(features, labels, **how)
        self._families = LinearModel.fit(features, [family_of(label) for label in labels], **how)
        with self._storage.write_to(self._resource) as directory:
            joblib.dump((self._features, self._topics, self._families), directory / MODEL_FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Label each message that has a text."""
        for message in messages:
            sentence = message.get(TEXT) or ""
            parts = clauses(sentence)
            (topics, families), *told = self.rank([sentence, *(parts if len(parts) > 1 else [])])
            ranking = [{"name": name, "confidence": value} for name, value in families]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING, ranking, add_to_output=True)
            best = [{"name": name, "confidence": value} for name, value in topics]
            message.set(TOPICS, best, add_to_output=True)
            message.set(PROBLEMS, self._problems(told), add_to_output=True)
        return messages

    def rank(self, sentences: Sequence[str]) -> List[Tuple[Ranking, Ranking]]:
        """The best topics and the best families of each sentence, with their probabilities, best first."""
        if self._topics is None or self._families is None:
            raise RuntimeError("the classifier is asked before it was trained or loaded")
        features = self._features.transform(sentences)
        by_topic, by_family = self._topics.probabilities(features), self._families.probabilities(features)
        return [self._ranked(*both) for both in zip(by_topic, by_family, strict=True)]

    def _ranked(self, by_topic: np.ndarray, by_family: np.ndarray) -> Tuple[Ranking, Ranking]:
        named = dict(zip(self._topics.classes, by_topic, strict=True))  # type: ignore[union-attr]
        shares: Dict[str, float] = defaultdict(float)
        for name, probability in named.items():
            shares[family_of(name)] += probability
        second = dict(zip(self._families.classes, by_family, strict=True))  # type: ignore[union-attr]
        families = self._blended(shares, second)
        topics = {
            name: families[family_of(name)] * probability / shares[family_of(name)]
            for name, probability in named.items()
        }
        return self._with_one_of_each(topics, self._best(families))

    def _with_one_of_each(self, topics: Mapping[str, float], families: Ranking) -> Tuple[Ranking, Ranking]:
        """The best topics, among them at least one of each of the first families, which may be offered."""
        best = self._best(topics)
        named = {name for name, _ in best}
        for family, _ in families[:OFFERED_FAMILIES]:
            leading = max((name for name in topics if family_of(name) == family), key=topics.__getitem__)
            if leading not in named:
                best.append((leading, round(float(topics[leading]), 4)))
        return best, families

    def _problems(self, told: Sequence[Tuple[Ranking, Ranking]]) -> List[Dict[str, Any]]:
        """The topics that different parts of a sentence tell for sure, in their order; none when they tell one."""
        found: Dict[str, Dict[str, Any]] = {}
        for topics, families in told:
            family, confidence = families[0]
            if confidence >= self._config["problem_confidence"] and family not in found:
                topic = next(name for name, _ in topics if family_of(name) == family)
                found[family] = {"name": topic, "confidence": confidence}
        return list(found.values()) if len(found) > 1 else []

    def _blended(self, first: Mapping[str, float], second: Mapping[str, float]) -> Dict[str, float]:
        """The geometric mean of two opinions, made as sure as it is right by the temperature."""
        power = 0.5 / self._config["temperature"]
        blended = {family: (share * second[family]) ** power for family, share in first.items()}
        whole = sum(blended.values())
        return {family: value / whole for family, value in blended.items()}

    def _best(self, probabilities: Dict[str, float]) -> Ranking:
        ordered = sorted(probabilities.items(), key=lambda item: item[1], reverse=True)
        return [(name, round(float(value), 4)) for name, value in ordered[: self._config["ranking_length"]]]


def family_of(topic: str) -> str:
    """`refund/ask_refund` -> `refund`."""
    return topic.split("/")[0]
