"""The intent classifier: families of topics, by two linear models, and by its meaning where they doubt.

Training examples are labelled `family/topic`, as in Rasa's retrieval intents. The best topics go out beside the intent
as `topics`; where two parts of a sentence tell two things for sure, both go out as `problems`.
"""

from __future__ import annotations

import inspect
import pickle
from hashlib import sha256
from types import ModuleType
from typing import Any, Dict, Iterable, List, Optional, Sequence, Tuple

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, INTENT_RESPONSE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine import (
    french_sounds,
    lexical_features,
    linear_model,
    meaning_model,
    normaliser,
    opinions,
    plain_text,
    sentence_embedding,
    sentence_features,
    sms_words,
    spelling,
)
from bump_engine.clauses import clauses
from bump_engine.linear_model import LinearModel
from bump_engine.meaning_model import MeaningModel
from bump_engine.opinions import Opinions, Ranking, family_of
from bump_engine.sentence_features import SentenceFeatures

INTENT_RANKING = "intent_ranking"
TOPICS = "topics"
PROBLEMS = "problems"
LEARNT_THROUGH = (
    french_sounds,
    lexical_features,
    linear_model,
    meaning_model,
    normaliser,
    opinions,
    plain_text,
    sentence_embedding,
    sentence_features,
    sms_words,
    spelling,
)
MODEL_FILE = "topic_classifier.pickle"
# What a first call puts into memory is not for a driver to wait for.
FIRST_CALL = "premier appel"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(GraphComponent):
    """Sets `intent`, `intent_ranking` (families), `topics` and `problems` ([{name: family/topic, confidence}])."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {
            "letters_weight": 0.7,
            "max_features": 80_000,
            "regularisation": 6e-6,
            "epochs": 5,
            "meaning_weight": 0.15,
            "doubt": 0.7,
            "temperature": 1.0,
            "ranking_length": 10,
            "problem_confidence": 0.95,
        }

    def __init__(self, config: Dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._config = config
        self._storage = storage
        self._resource = resource
        self._features = SentenceFeatures(config["letters_weight"], config["max_features"])
        self._opinions: Optional[Opinions] = None

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
        with model_storage.read_from(resource) as directory, (directory / MODEL_FILE).open("rb") as file:
            # As trusted as the rest of the model: whoever may write here may change the engine.
            component._features, component._opinions = pickle.load(file)  # noqa: S301
        component.rank([FIRST_CALL])
        if config["meaning_weight"]:
            sentence_embedding.embed([FIRST_CALL])
        return component

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:
        """A digest of the code that it learns through; Rasa's cache looks at this class alone."""
        return source_digest(LEARNT_THROUGH)

    def train(self, training_data: TrainingData) -> Resource:
        """Fit on every labelled example and persist."""
        sentences, labels = [], []
        for example in training_data.intent_examples:
            label = example.get(INTENT_RESPONSE_KEY) or example.get(INTENT)
            if label and example.get(TEXT):
                sentences.append(example.get(TEXT))
                labels.append(label)
        features = self._features.fit_transform(sentences)
        families = [family_of(label) for label in labels]
        how = {"alpha": self._config["regularisation"], "epochs": self._config["epochs"]}
        self._opinions = Opinions(
            LinearModel.fit(features, labels, **how),
            LinearModel.fit(features, families, **how),
            MeaningModel.fit(sentences, families) if self._config["meaning_weight"] else None,
            weight=self._config["meaning_weight"],
            doubt=self._config["doubt"],
        )
        with self._storage.write_to(self._resource) as directory, (directory / MODEL_FILE).open("wb") as file:
            pickle.dump((self._features, self._opinions), file, protocol=pickle.HIGHEST_PROTOCOL)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Label each message that has a text."""
        for message in messages:
            sentence = message.get(TEXT) or ""
            parts = clauses(sentence)
            ((topics, families),) = self.rank([sentence])
            ranking = [{"name": name, "confidence": value} for name, value in families]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set(INTENT_RANKING, ranking, add_to_output=True)
            best = [{"name": name, "confidence": value} for name, value in topics]
            message.set(TOPICS, best, add_to_output=True)
            message.set(PROBLEMS, self._problems(parts), add_to_output=True)
        return messages

    def rank(self, sentences: Sequence[str], *, by_meaning: bool = True) -> List[Tuple[Ranking, Ranking]]:
        """The best topics and the best families of each sentence, with their probabilities, best first."""
        if self._opinions is None:
            raise RuntimeError("the classifier is asked before it was trained or loaded")
        return self._opinions.rank(
            self._features.transform(sentences),
            self._config["temperature"],
            self._config["ranking_length"],
            sentences if by_meaning else None,
        )

    def _problems(self, parts: Sequence[str]) -> List[Dict[str, Any]]:
        """The topics that different parts of a sentence tell for sure, in their order; none when they tell one.

        What a part tells for sure it tells by its words, so its meaning is not asked for.
        """
        if len(parts) < 2:
            return []
        found: Dict[str, Dict[str, Any]] = {}
        for topics, families in self.rank(parts, by_meaning=False):
            family, confidence = families[0]
            if confidence >= self._config["problem_confidence"] and family not in found:
                topic = next(name for name, _ in topics if family_of(name) == family)
                found[family] = {"name": topic, "confidence": confidence}
        return list(found.values()) if len(found) > 1 else []


def source_digest(modules: Iterable[ModuleType]) -> str:
    """The SHA-256 of the sources of some modules, in hexadecimal."""
    return sha256("".join(inspect.getsource(module) for module in modules).encode()).hexdigest()
