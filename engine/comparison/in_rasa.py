"""Pipelines of Rasa, trained by Rasa in a folder of their own and asked through its agent."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any, Dict, List, Sequence, Tuple

import yaml

from comparison.data import ROOT, family_of

LEXICAL: List[Dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
DIET = {"name": "DIETClassifier", "constrain_similarities": True, "entity_recognition": False}
EMBEDDING = {"name": "comparison.embedding_featurizer.EmbeddingFeaturizer"}


def stock_diet(epochs: int) -> List[Dict[str, Any]]:
    """What `rasa init` writes, without the parts that only pick answers."""
    return [*LEXICAL, {**DIET, "epochs": epochs}]


def dense_diet(epochs: int) -> List[Dict[str, Any]]:
    """DIET beside our sentence embedding, without transformer layers."""
    return [*LEXICAL, EMBEDDING, {**DIET, "epochs": epochs, "number_of_transformer_layers": 0}]


def train(pipeline: List[Dict[str, Any]], sentences: Sequence[str], labels: Sequence[str]) -> Any:
    """An agent trained on families; Rasa writes its files into a temporary folder."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    folder = Path(tempfile.mkdtemp(prefix="bump-comparison-"))
    by_family: Dict[str, List[str]] = {}
    for sentence, label in zip(sentences, labels, strict=True):
        by_family.setdefault(family_of(label), []).append(sentence)
    nlu = [
        {"intent": family, "examples": "".join(f"- {text}\n" for text in texts)}
        for family, texts in by_family.items()
    ]
    (folder / "nlu.yml").write_text(
        yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True), "utf-8"
    )
    config = {"recipe": "default.v1", "language": "fr", "pipeline": pipeline}
    (folder / "config.yml").write_text(yaml.safe_dump(config), "utf-8")
    model = train_nlu(
        config=str(folder / "config.yml"),
        nlu_data=str(folder / "nlu.yml"),
        output=str(folder),
        domain=None,
    )
    agent = Agent()
    agent.load_model(str(model))
    return agent


def product() -> Any:
    """The model that the product serves, as `make train` left it."""
    from rasa.core.agent import Agent
    from rasa.model import get_latest_model

    agent = Agent()
    agent.load_model(get_latest_model(str(ROOT / "models")))
    return agent


def ask(agent: Any, loop: asyncio.AbstractEventLoop, sentence: str) -> List[Tuple[str, float]]:
    """The families of a sentence, best first."""
    parsed = loop.run_until_complete(agent.parse_message(sentence))
    return [(one["name"], one["confidence"]) for one in parsed["intent_ranking"]]
