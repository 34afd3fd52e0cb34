"""What the product has is in its documentation, and what the documentation names is in the product."""

import re
from pathlib import Path
from typing import cast
from urllib.parse import unquote

import pytest
import yaml
from pydantic import SecretStr

from actions.articles import FAQ_DIRECTORY, load_catalogue
from actions.declaration.field import ChoiceField
from actions.declaration.flow import Flow
from actions.declaration.flows import FLOWS
from actions.turn import Turn
from support.app_screens import Screen
from support.charging.demo import DEMO_DRIVERS
from support.settings import ROOT, Settings
from support.tickets.model import TicketCategory
from tests.docs.pages import anchors, code, column, headings, links, pages, read, rows, section, spans

README = read("README.md")
GUIDE = read("docs/editer-la-faq.md")
FLOWS_PAGE = read("docs/flows.md")
DECISIONS = ROOT / "docs" / "decisions"
DECISION_FILES = sorted(DECISIONS.glob("[0-9]*.md"))
PAGES = pages()
CATALOGUE = load_catalogue()
TAXONOMY = yaml.safe_load(read("data/knowledge/taxonomy.yml"))["families"]
FACTS = yaml.safe_load(read("data/knowledge/bump-facts.yml"))["topics"]
TARGETS = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
FAMILIES_OF_ARTICLES = {topic.split("/")[0] for topic in CATALOGUE}
FAMILIES = set(TAXONOMY) | {"danger"}
DOMAIN_RESPONSES = {name.removeprefix("utter_") for name in yaml.safe_load(read("domain.yml"))["responses"]}
READ_BY_OTHERS = {"TEST_DATABASE_URL", "SSL_CERT_FILE"}
# The example of the README, and the folder that the first import makes.
INVENTED = {"actions/declaration/lost_object.py", "data/nlu/reviewed"}
MADE_WHILE_RUNNING = {"var", "models", "build", ".venv", ".tools", ".env"}
BUILT = ".venv", "widget/dist"

every_page = pytest.mark.parametrize("page", PAGES, ids=[str(path.relative_to(ROOT)) for path in PAGES])
every_flow = pytest.mark.parametrize("flow", FLOWS.values(), ids=list(FLOWS))


def _default(name: str) -> str:
    default = Settings.model_fields[name].default
    shown = default.get_secret_value() if isinstance(default, SecretStr) else str(default)
    return shown.replace(str(ROOT), "<root>") or "empty"


def _flow_section(flow: Flow) -> str:
    return section(FLOWS_PAGE, f"`{flow.name}`: {flow.title}")


def _problems(flow: Flow) -> set[str]:
    """The values of its field `problem`, whose choices depend on nothing."""
    problem = flow.field("problem")
    nothing = cast(Turn, None)
    return {one.value for one in problem.options({}, nothing)} if isinstance(problem, ChoiceField) else set()


def _constants() -> set[str]:
    """The names in capitals that the product's code defines."""
    return {
        name
        for room in ("support", "actions", "chat", "ops", "engine/bump_engine")
        for path in (ROOT / room).rglob("*.py")
        for name in re.findall(
            r"^ *([A-Z][A-Z0-9_]+)(?:: [^=\n]+)? = ", path.read_text("utf-8"), re.MULTILINE
        )
    }


# --- Settings ------------------------------------------------------------------------------------------------------


def test_every_setting_is_documented_with_its_default_and_its_description() -> None:
    documented = {
        name.strip("`"): (default.strip("`"), meaning)
        for name, default, meaning in rows(section(README, "Settings"))
    }

    assert documented == {
        name.upper(): (_default(name), field.description) for name, field in Settings.model_fields.items()
    }


@every_page
def test_a_name_in_capitals_is_a_setting_or_a_name_of_the_code(page: Path) -> None:
    named = {
        name
        for span in spans(read(page))
        for name in re.findall(r"^([A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+)(?:=.*)?$", span)
    }
    settings = {name.upper() for name in Settings.model_fields}

    assert named - settings - READ_BY_OTHERS - _constants() == set()


# --- Commands ------------------------------------------------------------------------------------------------------


def test_every_command_is_documented() -> None:
    assert set(column(section(README, "Two commands"))) == {f"make {target}" for target in TARGETS}


@every_page
def test_a_command_that_is_named_exists(page: Path) -> None:
    named = {target for piece in code(read(page)) for target in re.findall(r"\bmake ([a-z][a-z-]*)", piece)}

    assert named - TARGETS == set()


def test_every_driver_of_the_demonstration_is_named() -> None:
    assert set(DEMO_DRIVERS) - set(spans(section(README, "Two commands"))) == set()


# --- Articles ------------------------------------------------------------------------------------------------------


def test_every_article_is_listed_with_its_title_and_no_other() -> None:
    listed = {
        topic.strip("`"): title for topic, title in rows(section(GUIDE, "Les familles et leurs articles"))
    }

    assert listed == {article.topic: article.title for article in CATALOGUE.values()}


def test_every_family_of_articles_has_its_heading_over_its_articles() -> None:
    listed = section(GUIDE, "Les familles et leurs articles")
    by_family = {
        heading.split("`")[1]: {topic.split("/")[0] for topic in column(section(listed, heading))}
        for heading in headings(listed, 3)
    }

    assert by_family == {family: {family} for family in FAMILIES_OF_ARTICLES}


def test_every_other_family_is_explained() -> None:
    elsewhere = column(section(GUIDE, "Ce qui n'est pas dans `data/faq`"))

    assert set(elsewhere) == FAMILIES - FAMILIES_OF_ARTICLES


@every_page
def test_a_topic_or_path_that_is_named_exists(page: Path) -> None:
    named = {
        span.removeprefix("utter_").rstrip("/")
        for span in spans(read(page))
        if re.fullmatch(r"[\w.*-]+(?:/[\w.*-]+)+/?|[\w-]+/|[\w-]+\.(?:md|py|yml|toml|lock)", span)
    }
    topics = set(CATALOGUE) | DOMAIN_RESPONSES | {"family/topic", "famille/sujet"}
    built = {
        name
        for name in named
        if name.split("/")[0] in MADE_WHILE_RUNNING or any(part in name for part in BUILT)
    }
    missing = {name for name in named - topics - built if not (ROOT / name).exists()}

    assert missing - INVENTED == set()


def test_every_metadata_key_of_the_articles_is_explained_and_no_other() -> None:
    used = {
        key
        for path in FAQ_DIRECTORY.glob("*.yml")
        for variations in yaml.safe_load(path.read_text("utf-8"))["responses"].values()
        for key in variations[0]["metadata"]
    }
    explained = section(GUIDE, "Ce que veut dire chaque renseignement").split("\n###")[0]

    assert set(column(explained)) == used


def test_every_fact_is_listed_with_its_title_and_no_other() -> None:
    listed = {
        fact.strip("`"): title for fact, title in rows(section(GUIDE, "Les faits que vous pouvez citer"))
    }

    assert listed == {fact["id"]: fact["title_fr"] for fact in FACTS}


def test_every_screen_is_listed_and_no_other() -> None:
    assert set(column(section(GUIDE, "Les écrans (`screen`)"))) == {screen.value for screen in Screen}


# --- Declarations --------------------------------------------------------------------------------------------------


def test_every_flow_has_its_section_and_no_other() -> None:
    documented = {heading for heading in headings(FLOWS_PAGE, 2) if heading.startswith("`")}

    assert documented == {f"`{flow.name}`: {flow.title}" for flow in FLOWS.values()}


@every_flow
def test_the_fields_of_a_flow_are_documented_in_order(flow: Flow) -> None:
    assert column(_flow_section(flow), 1) == [field.name for field in flow.fields]


@every_flow
def test_the_problems_of_a_flow_are_documented(flow: Flow) -> None:
    assert _problems(flow) - set(spans(_flow_section(flow))) == set()


@every_flow
def test_the_ticket_of_a_flow_is_documented(flow: Flow) -> None:
    assert f"Ticket: category `{flow.name}`" in " ".join(_flow_section(flow).split())


def test_every_category_of_tickets_is_documented() -> None:
    assert {category.value for category in TicketCategory} - set(spans(FLOWS_PAGE)) == set()


def test_the_guide_lists_every_flow_with_the_problems_that_an_article_may_name() -> None:
    listed = {
        name.strip("`"): set(spans(problems))
        for name, _title, problems in rows(
            section(GUIDE, "Les déclarations (`flow`) et leurs problèmes (`subcategory`)")
        )
    }

    assert listed == {name: _problems(flow) for name, flow in FLOWS.items()}


# --- Decisions -----------------------------------------------------------------------------------------------------


def test_every_decision_is_in_the_index_and_no_other() -> None:
    assert links(read(DECISIONS / "README.md")) == [path.name for path in DECISION_FILES]


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name.split("-")[0]) for path in DECISION_FILES]

    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize("decision", DECISION_FILES, ids=lambda path: path.stem)
def test_a_decision_says_its_number_context_choice_and_consequences(decision: Path) -> None:
    text = read(decision)

    assert headings(text, 1)[0].startswith(decision.name[:4])
    assert headings(text, 2) == ["Context", "Decision", "Consequences"]


# --- Links ---------------------------------------------------------------------------------------------------------


@every_page
def test_no_link_of_a_page_is_broken(page: Path) -> None:
    broken = [target for target in links(read(page)) if not _leads_somewhere(target, page)]

    assert broken == []


def _leads_somewhere(target: str, page: Path) -> bool:
    if re.match(r"[a-z]+:", target):
        return True
    path, _, anchor = unquote(target).partition("#")
    aim = page.parent / path if path else page
    return aim.exists() and (not anchor or anchor in anchors(read(aim)))
