"""What `domain.yml`, the rules and the code say of each other."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.articles import load_catalogue
from actions.declaration.flows import FLOWS
from actions.declaration.session_fields import SessionField
from actions.declaration.station_field import Station
from actions.registry import OWN_ANSWERS, build_executor
from actions.state import SLOT_NAMES
from support.composition import Support
from support.settings import ROOT
from tests.actions.conftest import Enter
from tests.actions.dialogue import CATALOGUE, Driver, rules

DOMAIN: dict[str, Any] = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
TAXONOMY = yaml.safe_load((ROOT / "data/knowledge/taxonomy.yml").read_text(encoding="utf-8"))
SENT_BY_THE_DOOR = {"choice", "open_conversation", "silence"}
SAID_BY_RASA = {"utter_default"}
RULES = rules()


def _strings(folder: Path) -> set[str]:
    """The text constants of the modules of a folder."""
    return {
        node.value
        for path in folder.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _named_in_code() -> set[str]:
    return {
        text for text in _strings(ROOT / "actions") if re.fullmatch(r"utter_[a-z_]*[a-z](?:/[a-z_]+)?", text)
    }


def _asked_by_fields() -> set[str]:
    """The question of each field, that of its one candidate, and the stricter twin of each."""
    questions = set()
    for flow in FLOWS.values():
        for field in flow.fields:
            if not field.is_asked:
                continue
            named = getattr(field, "question_name", field.name)
            questions.add(f"utter_ask_{named}")
            if isinstance(field, SessionField):
                questions.add(f"utter_ask_{named}_one")
            if isinstance(field, Station):
                questions.add("utter_which_station")
    return questions | {f"{question}_strict" for question in questions}


LANGUAGES = ("en", "de", "es", "nl", "it")
IN_OTHER_LANGUAGES = {f"utter_other_language_{language}" for language in LANGUAGES}
RESPONSES = set(DOMAIN["responses"])
USED = _named_in_code() | _asked_by_fields() | SAID_BY_RASA | IN_OTHER_LANGUAGES


def test_every_response_that_the_code_names_can_be_said() -> None:
    articles = {article.response for article in load_catalogue().values()}

    assert USED - RESPONSES - articles == set()


def test_every_response_of_the_domain_is_used() -> None:
    unused = RESPONSES - USED

    assert unused == set()


def test_every_question_has_its_stricter_twin() -> None:
    questions = {name for name in RESPONSES if name.startswith("utter_ask_") and not name.endswith("_strict")}
    lone = {name for name in questions - {"utter_ask_addition"} if f"{name}_strict" not in RESPONSES}

    assert lone == set()


def test_a_stricter_twin_does_not_repeat_its_question() -> None:
    repeated = [
        name
        for name in RESPONSES
        if f"{name}_strict" in RESPONSES
        and DOMAIN["responses"][name][0]["text"] == DOMAIN["responses"][f"{name}_strict"][0]["text"]
    ]

    assert repeated == []


def test_every_action_of_the_domain_is_registered_and_no_other(support: Support) -> None:
    registered = set(build_executor(support, CATALOGUE).actions)

    assert registered == set(DOMAIN["actions"])
    assert registered == set(OWN_ANSWERS)


def test_every_action_of_the_domain_is_run_by_a_rule_or_a_loop() -> None:
    run = {action for actions in RULES.values() for action in actions} | {
        flow.loop for flow in FLOWS.values()
    }

    assert set(DOMAIN["actions"]) == run


def test_every_intent_has_exactly_one_rule_of_one_action() -> None:
    counts = Counter({intent: len(actions) for intent, actions in RULES.items()})

    assert counts == Counter(dict.fromkeys(DOMAIN["intents"], 1))


def test_no_two_rules_have_the_same_name() -> None:
    names = [
        rule["rule"]
        for path in (ROOT / "data" / "rules").glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
    ]

    assert len(set(names)) == len(names)


def test_the_intents_are_the_families_and_what_the_door_sends() -> None:
    families = set(TAXONOMY["families"]) | {"danger"}

    assert set(DOMAIN["intents"]) == families | SENT_BY_THE_DOOR


def test_the_families_of_articles_are_answered_from_the_articles() -> None:
    kinds = {family: described["kind"] for family, described in TAXONOMY["families"].items()}
    answered = {intent for intent, actions in RULES.items() if actions == ["action_answer_article"]}

    assert answered == {family for family, kind in kinds.items() if kind in {"flow", "article"}}


def test_the_slots_are_those_of_the_state() -> None:
    assert set(DOMAIN["slots"]) == set(SLOT_NAMES)


@pytest.mark.parametrize("slot", DOMAIN["slots"])
def test_nothing_that_is_typed_fills_a_slot(slot: str) -> None:
    described = DOMAIN["slots"][slot]

    assert described["mappings"] == [{"type": "custom"}]
    assert described["influence_conversation"] is False


@pytest.mark.parametrize("response", sorted(RESPONSES))
def test_a_response_is_polite_quiet_and_holds_no_choices_of_its_own(response: str) -> None:
    for variation in DOMAIN["responses"][response]:
        assert set(variation) == {"text"}
        assert "!" not in variation["text"]
        assert not re.search(r"\b(?:tu|toi|ton|tes|t'as)\b", variation["text"], re.IGNORECASE)


def _variables(response: str) -> set[str]:
    return set().union(
        *(re.findall(r"\{(\w+)\}", variation["text"]) for variation in DOMAIN["responses"][response])
    )


def test_responses_are_given_the_variables_that_they_show(enter: Enter) -> None:
    """Walks through enough of the house for most responses to be said, and looks at what each was given."""
    said = [reply for driver in _people(enter) for reply in driver]

    missing = {
        (reply.response, name)
        for reply in said
        if reply.response in RESPONSES
        for name in _variables(reply.response) - set(reply.variables)
    }
    assert missing == set()


def _people(enter: Enter) -> list[list[Any]]:
    replies: list[list[Any]] = []
    for changes in ({}, {"opening_hours": "dim 09:00-12:00"}, {"support_email": "aide@exemple-bump.fr"}):
        for alias in (None, "claire", "sophie"):
            person: Driver = enter(alias, **changes)
            replies.append(list(person.opens().replies))
            for text, topic in _SENTENCES:
                replies.append(list(person.says(text, topic).replies))
            for flow in FLOWS:
                person.state.declaration = None
                replies.append(list(person.picks(f"flow:{flow}").replies))
                for text in (
                    "hier à 19h40",
                    "Lyon",
                    "Nantes Commerce",
                    "badge",
                    "18 kWh",
                    "euh",
                    "euh",
                    "envoyer",
                ):
                    replies.append(list(person.says(text).replies))
    return replies


_SENTENCES = [
    ("un conseiller", "contact_human/speak_to_person"),
    ("votre numéro", "contact_human/phone_number"),
    ("votre adresse", "contact_human/email_address"),
    ("vos horaires", "contact_human/opening_hours"),
    ("mon ticket BMP-2026-000012", "contact_human/ticket_status"),
    ("hello my car does not charge", "out_of_scope/other_language"),
    ("zut", "complaint_anger/complaint"),
    ("zut alors", "complaint_anger/complaint"),
    ("blabla", None),
    ("blibli", None),
    ("de la fumée sort de la borne", "danger/danger"),
]
