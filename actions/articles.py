"""The articles of the FAQ, as the dialogue needs them: titles, what comes after, the screen to open."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from support.app_screens import Screen
from support.settings import ROOT

FAQ_DIRECTORY = ROOT / "data" / "faq"
TAXONOMY = ROOT / "data" / "knowledge" / "taxonomy.yml"


@dataclass(frozen=True, slots=True)
class Article:
    """`topic` is `family/topic`; `flow` and `subcategory` are what « Toujours bloqué » opens.

    `is_problem`: its family tells problems (`kind: flow` in the taxonomy) rather than asking questions.
    """

    topic: str
    is_problem: bool
    title: str
    facts: tuple[str, ...]
    flow: str
    subcategory: str | None
    screen: Screen | None

    @property
    def family(self) -> str:
        """The family of the topic."""
        return self.topic.split("/")[0]

    @property
    def response(self) -> str:
        """The name of the response that holds the text."""
        return f"utter_{self.topic}"


Catalogue = Mapping[str, Article]


def load_catalogue(directory: Path = FAQ_DIRECTORY) -> Catalogue:
    """Every article by topic. Raises `ValueError` naming the file of an article that lacks something."""
    articles = {}
    families = yaml.safe_load(TAXONOMY.read_text(encoding="utf-8"))["families"]
    for path in sorted(directory.glob("*.yml")):
        for response, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items():
            topic = response.removeprefix("utter_")
            try:
                is_problem = families[topic.split("/")[0]]["kind"] == "flow"
                articles[topic] = _article(topic, is_problem, variations[0]["metadata"])
            except (KeyError, ValueError) as error:
                raise ValueError(f"{path.name}, {response}: {error}") from error
    return articles


def _article(topic: str, is_problem: bool, metadata: Mapping[str, object]) -> Article:
    screen = metadata.get("screen")
    subcategory = metadata.get("subcategory")
    facts = metadata["facts"]
    if not isinstance(facts, list):
        raise ValueError("facts must be a list")
    return Article(
        topic=topic,
        is_problem=is_problem,
        title=str(metadata["title"]),
        facts=tuple(str(fact) for fact in facts),
        flow=str(metadata["flow"]),
        subcategory=str(subcategory) if subcategory else None,
        screen=Screen(str(screen)) if screen else None,
    )
