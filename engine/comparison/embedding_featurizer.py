"""Our sentence embedding as a dense featurizer of Rasa, so that DIET can be given it."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, FEATURE_TYPE_SEQUENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine.sentence_embedding import embed


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class EmbeddingFeaturizer(DenseFeaturizer, GraphComponent):
    """The embedding of the sentence, and nothing for its words."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return DenseFeaturizer.get_default_config()

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "EmbeddingFeaturizer":
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        """Nothing can be set wrong."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add the features to every example."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the features to each message that has a text."""
        told = [message for message in messages if message.get(TEXT) and message.get(TOKENS_NAMES[TEXT])]
        vectors = embed([message.get(TEXT) for message in told])
        for message, vector in zip(told, vectors, strict=True):
            words = np.zeros((len(message.get(TOKENS_NAMES[TEXT])), len(vector)), dtype=np.float32)
            for kind, values in ((FEATURE_TYPE_SEQUENCE, words), (FEATURE_TYPE_SENTENCE, vector[None, :])):
                message.add_features(Features(values, kind, TEXT, self._identifier))
        return messages
