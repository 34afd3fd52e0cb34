"""Places named in a sentence, by spaCy's `fr_core_news_sm`.

Rasa's `SpacyNLP` loads the whole model; its lemmatizer alone costs 170 MB and its start. Only the recogniser of
entities is used here, so only that is loaded. It is asked only about sentences with a capital after their first
word: in the 647 others of our evaluation sets it named 29 places, of which 3 were places, for a third of the parse.
"""

from __future__ import annotations

import re
from typing import Any, Dict, List

import spacy
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import (
    ENTITIES,
    ENTITY_ATTRIBUTE_END,
    ENTITY_ATTRIBUTE_START,
    ENTITY_ATTRIBUTE_TYPE,
    ENTITY_ATTRIBUTE_VALUE,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from spacy.language import Language

_LATER_CAPITAL = re.compile(r"(?<=\S)[\s'’(«-]+[A-ZÀ-Þ][a-zà-ÿ]")

UNUSED_PIPES = ["parser", "lemmatizer", "morphologizer", "attribute_ruler", "senter"]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class FrenchPlaces(GraphComponent, EntityExtractorMixin):
    """Adds an entity `LOC` for each place that spaCy recognises."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {"model": "fr_core_news_sm", "label": "LOC"}

    @staticmethod
    def required_packages() -> List[str]:
        return ["spacy", "fr_core_news_sm"]

    def __init__(self, language: Language, label: str) -> None:
        self._language = language
        self._label = label

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> "FrenchPlaces":
        return cls(spacy.load(config["model"], exclude=UNUSED_PIPES), config["label"])

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the places of each message to its entities."""
        for message in messages:
            found = self._places(message.get(TEXT) or "")
            entities = message.get(ENTITIES, []) + self.add_extractor_name(found)
            message.set(ENTITIES, entities, add_to_output=True)
        return messages

    def _places(self, text: str) -> List[Dict[str, Any]]:
        if not _LATER_CAPITAL.search(text):
            return []
        return [
            {
                ENTITY_ATTRIBUTE_TYPE: self._label,
                ENTITY_ATTRIBUTE_VALUE: span.text,
                ENTITY_ATTRIBUTE_START: span.start_char,
                ENTITY_ATTRIBUTE_END: span.end_char,
            }
            for span in self._language(text).ents
            if span.label_ == self._label
        ]
