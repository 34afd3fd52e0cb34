"""What people of the support write in `data/faq`, held against the facts about Bump."""

import re
from typing import Any

import pytest
import yaml

from actions.articles import FAQ_DIRECTORY, Article, load_catalogue
from actions.declaration.flows import FLOWS
from actions.turn import Turn
from support.settings import ROOT
from tests.actions.dialogue import Driver

CATALOGUE = load_catalogue()
LONGEST_TITLE = 50
FEWEST_ARTICLES = 60

_NUMBER = (
    r"(?:\d+|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|quinze|vingt|trente|quarante-huit|soixante|cent)"
)
CLAIMS = {
    "an amount": re.compile(r"\d+(?:[.,]\d+)?\s?(?:€|euros?\b|centimes?\b)", re.IGNORECASE),
    "an hour": re.compile(r"\b\d{1,2}\s?h(?:\s?\d{2})?\b", re.IGNORECASE),
    "a delay": re.compile(
        rf"\b{_NUMBER}\s(?:heures?|minutes?|min|jours?|semaines?|mois|ans?|années?)\b", re.IGNORECASE
    ),
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.\w+"),
}


def _yaml(path: str) -> Any:
    return yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))


def _texts() -> dict[str, list[str]]:
    return {
        response.removeprefix("utter_"): [variation["text"] for variation in variations]
        for path in sorted(FAQ_DIRECTORY.glob("*.yml"))
        for response, variations in yaml.safe_load(path.read_text(encoding="utf-8"))["responses"].items()
    }


TEXTS = _texts()
FACTS = {topic["id"]: topic["facts"] for topic in _yaml("data/knowledge/bump-facts.yml")["topics"]}
TAXONOMY = _yaml("data/knowledge/taxonomy.yml")["families"]

every_article = pytest.mark.parametrize("article", CATALOGUE.values(), ids=list(CATALOGUE))


def _told_by_bump(article: Article) -> str:
    """The facts that an article rests on, spaces made plain."""
    told = [str(fact) for topic in article.facts for fact in FACTS[topic]]
    return " ".join(told).replace("\N{NO-BREAK SPACE}", " ")


def test_there_are_enough_articles() -> None:
    assert len(CATALOGUE) >= FEWEST_ARTICLES


def test_every_topic_that_drivers_ask_about_has_an_article() -> None:
    topics = {
        f"{family}/{topic}"
        for family, described in TAXONOMY.items()
        if described["kind"] in {"flow", "article"}
        for topic in described["topics"]
    }

    assert topics - set(CATALOGUE) == set()


def test_every_article_belongs_to_a_family() -> None:
    strangers = [topic for topic in CATALOGUE if topic.split("/")[0] not in TAXONOMY]

    assert strangers == []


def test_a_file_holds_the_articles_and_examples_of_one_theme() -> None:
    for path in FAQ_DIRECTORY.glob("*.yml"):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        families = {response.removeprefix("utter_").split("/")[0] for response in content["responses"]}
        families |= {example["intent"].split("/")[0] for example in content["nlu"]}
        assert families == {path.stem}, path.name


def test_every_article_has_examples_of_how_it_is_asked_for() -> None:
    asked = {
        example["intent"]
        for path in FAQ_DIRECTORY.glob("*.yml")
        for example in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]
    }

    assert asked == set(CATALOGUE)


def test_no_two_articles_have_the_same_title() -> None:
    titles = [article.title.lower() for article in CATALOGUE.values()]

    assert len(set(titles)) == len(titles)


def test_every_fact_is_a_sentence() -> None:
    others = [(topic, fact) for topic, facts in FACTS.items() for fact in facts if not isinstance(fact, str)]

    assert others == []


@every_article
def test_a_title_fits_on_a_button(article: Article) -> None:
    assert 0 < len(article.title) <= LONGEST_TITLE


@every_article
def test_an_article_rests_on_facts_that_exist(article: Article) -> None:
    assert set(article.facts) - set(FACTS) == set()


@every_article
def test_an_article_leads_to_a_declaration_that_exists(article: Article) -> None:
    assert article.flow in FLOWS


@every_article
def test_its_subcategory_is_a_problem_that_the_declaration_offers(article: Article, claire: Driver) -> None:
    turn: Turn = claire.turn()
    problem = FLOWS[article.flow].field("problem")
    offered = {choice.value for choice in problem.question({}, turn).choices} if problem else set()

    assert article.subcategory in offered | {None}


@every_article
def test_a_text_does_not_shout(article: Article) -> None:
    assert not any("!" in text for text in TEXTS[article.topic])


@every_article
def test_a_text_claims_no_figure_that_its_facts_do_not_hold(article: Article) -> None:
    facts = _told_by_bump(article)
    claimed = [
        f"{kind}: {claim[0]}"
        for text in TEXTS[article.topic]
        for kind, pattern in CLAIMS.items()
        for claim in pattern.finditer(text.replace("\N{NO-BREAK SPACE}", " "))
        if claim[0] not in facts
    ]

    assert claimed == []


@every_article
def test_a_text_asks_for_no_variable(article: Article) -> None:
    assert not any("{" in text for text in TEXTS[article.topic])


@pytest.mark.parametrize(
    "claim", ["12,50 €", "3 euros", "à 9 h 30", "18h", "48 heures", "deux semaines", "a@b.fr"]
)
def test_the_claims_are_seen_when_there_are_any(claim: str) -> None:
    assert any(pattern.search(f"Comptez {claim} environ.") for pattern in CLAIMS.values())


@pytest.mark.parametrize("harmless", ["12 kWh", "80 %", "étape 2", "deux badges", "la puissance de 50 kW"])
def test_other_figures_are_no_claims(harmless: str) -> None:
    assert not any(pattern.search(f"Comptez {harmless} environ.") for pattern in CLAIMS.values())
