"""Pipelines of Rasa, trained by Rasa in a folder of their own and asked through its agent."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any, Callable, Dict, List, Sequence, Tuple

import yaml

from comparison.data import ROOT, family_of

LEXICAL: List[Dict[str, Any]] = [
    {"name": "WhitespaceTokenizer"},
    {"name": "RegexFeaturizer"},
    {"name": "LexicalSyntacticFeaturizer"},
    {"name": "CountVectorsFeaturizer"},
    {"name": "CountVectorsFeaturizer", "analyzer": "char_wb", "min_ngram": 1, "max_ngram": 4},
]
# A ranking of every family, as the other ways give it; by default DIET keeps ten.
DIET = {"name": "DIETClassifier", "constrain_similarities": True, "ranking_length": 0}
AFTER_DIET: List[Dict[str, Any]] = [
    {"name": "EntitySynonymMapper"},
    {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
]
EMBEDDING = {"name": "comparison.embedding_featurizer.EmbeddingFeaturizer"}
FALLBACK = "nlu_fallback"


def stock_diet(epochs: int) -> List[Dict[str, Any]]:
    """The pipeline that Rasa gives a project of `rasa init`.

    It is the one that `rasa/cli/initial_project/config.yml` shows and `rasa/engine/recipes/config_files/
    default_config.yml` sets, in Rasa 3.6.21, entity recognition at its default. Left out is `ResponseSelector`: it
    picks among the answers of retrieval intents, and none of these families is one. 100 epochs are its default.
    """
    return [*LEXICAL, {**DIET, "epochs": epochs}, *AFTER_DIET]


def dense_diet(epochs: int) -> List[Dict[str, Any]]:
    """The same, DIET beside our sentence embedding and without transformer layers."""
    return [*LEXICAL, EMBEDDING, {**DIET, "epochs": epochs, "number_of_transformer_layers": 0}, *AFTER_DIET]


def train(pipeline: List[Dict[str, Any]], sentences: Sequence[str], labels: Sequence[str]) -> Any:
    """An agent trained on families. Rasa writes its files into a folder that is removed once the agent is loaded."""
    from rasa.core.agent import Agent
    from rasa.model_training import train_nlu

    config = {"recipe": "default.v1", "language": "fr", "pipeline": pipeline}
    with tempfile.TemporaryDirectory(prefix="bump-comparison-") as name:
        folder = Path(name)
        (folder / "nlu.yml").write_text(_nlu(sentences, labels), "utf-8")
        (folder / "config.yml").write_text(yaml.safe_dump(config), "utf-8")
        with redirect_stdout(sys.stderr):
            model = train_nlu(
                config=str(folder / "config.yml"),
                nlu_data=str(folder / "nlu.yml"),
                output=str(folder),
                domain=None,
            )
        agent = Agent()
        agent.load_model(str(model))
    return agent


def _nlu(sentences: Sequence[str], labels: Sequence[str]) -> str:
    by_family: Dict[str, List[str]] = {}
    for sentence, label in zip(sentences, labels, strict=True):
        by_family.setdefault(family_of(label), []).append(sentence)
    nlu = [
        {"intent": family, "examples": "".join(f"- {text}\n" for text in texts)}
        for family, texts in by_family.items()
    ]
    return yaml.safe_dump({"version": "3.1", "nlu": nlu}, allow_unicode=True)


def product() -> Any:
    """The model that the product serves, as `make train` left it."""
    from rasa.core.agent import Agent
    from rasa.model import get_latest_model

    agent = Agent()
    agent.load_model(get_latest_model(str(ROOT / "models")))
    return agent


def ranker(agent: Any) -> Callable[[str], List[Tuple[str, float]]]:
    """The families of a sentence, best first: what the agent ranks, without the fallback that may stand before."""
    loop = asyncio.new_event_loop()

    def rank(sentence: str) -> List[Tuple[str, float]]:
        parsed = loop.run_until_complete(agent.parse_message(sentence))
        ranking = [(one["name"], one["confidence"]) for one in parsed["intent_ranking"]]
        return [(name, confidence) for name, confidence in ranking if name != FALLBACK]

    return rank
