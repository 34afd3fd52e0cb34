"""What the page on understanding says of costs and thresholds is what the code does."""

import re

import pytest
import yaml

from actions.understanding import (
    ASKED_TO_REPHRASE,
    LONGEST_CHOICE,
    NEIGHBOURING_ANSWER,
    NO_RIGHT_CHOICE,
    RIGHT_CHOICE_OFFERED,
    WRONG_ANSWER,
    Outcome,
    Ranked,
    Understanding,
)
from tests.docs.pages import column, read, rows, section

UNSURE = section(read("docs/understanding.md"), "When it is not sure")
JUST = 0.006


def outcome(p: float, q: float) -> Outcome:
    """Of a sentence whose first family has `p`, and whose first three have `q` together."""
    rest = (q - p) / (LONGEST_CHOICE - 1)
    families = [
        Ranked("refund", p),
        *(Ranked(f"other{number}", rest) for number in range(LONGEST_CHOICE - 1)),
    ]
    return Understanding("refund", p, [*families, Ranked("last", 1 - q)]).outcome


def numbers(text: str) -> list[float]:
    return [float(number) for number in re.findall(r"\d+(?:\.\d+)?", text)]


def test_the_costs_are_those_of_the_code() -> None:
    costs = {outcome: numbers(cost)[0] for outcome, cost in list(rows(UNSURE))[:6]}

    assert costs == {
        "the right answer": 0.0,
        "a choice of three that holds the right one": RIGHT_CHOICE_OFFERED,
        "asked to write it again": ASKED_TO_REPHRASE,
        "an article of the right family that answers something else": NEIGHBOURING_ANSWER,
        "a choice of three that holds nothing right": NO_RIGHT_CHOICE,
        "the answer to another question": WRONG_ANSWER,
    }


def test_the_average_costs_are_made_of_them() -> None:
    averages = column(UNSURE, 1)[6:9]

    gain = NO_RIGHT_CHOICE - RIGHT_CHOICE_OFFERED
    assert averages == [
        f"{WRONG_ANSWER:g} - p",
        f"{RIGHT_CHOICE_OFFERED:g} q + {NO_RIGHT_CHOICE:g} (1 - q)`, "
        f"which is `{NO_RIGHT_CHOICE:g} - {gain:g} q",
        f"{ASKED_TO_REPHRASE:g}",
    ]


def answered_from() -> list[tuple[float, float]]:
    """The pairs « p where q is » of the page."""
    (row,) = [row for row in list(rows(UNSURE))[9:] if row[0] == "answer"]
    pairs = re.findall(r"([\d.]+) where `q` is ([\d.]+)", row[1])
    everything = re.findall(r"([\d.]+) where the three hold everything", row[1])
    return [*((float(p), float(q)) for p, q in pairs), *((float(p), 1.0) for p in everything)]


def test_the_page_names_the_confidence_from_which_it_answers() -> None:
    assert len(answered_from()) == 3


@pytest.mark.parametrize(("p", "q"), answered_from())
def test_an_answer_is_given_from_the_confidence_that_the_page_names(p: float, q: float) -> None:
    assert outcome(p + JUST, q) is Outcome.ANSWER
    assert outcome(p - JUST, q) is Outcome.CHOOSE


def test_a_choice_is_offered_from_the_confidence_that_the_page_names() -> None:
    (offered,) = [row[1] for row in list(rows(UNSURE))[9:] if row[0] == "offer a choice of three"]
    (least,) = numbers(offered)

    assert outcome(least / 2, least + JUST) is Outcome.CHOOSE
    assert outcome(least / 2, least - JUST) is Outcome.LOST


def test_the_temperature_that_the_page_names_is_the_one_of_the_configuration() -> None:
    (named,) = re.findall(r"The temperature \(([\d.]+), in `config.yml`\)", UNSURE)
    pipeline = yaml.safe_load(read("config.yml"))["pipeline"]
    (configured,) = [part["temperature"] for part in pipeline if "temperature" in part]

    assert float(named) == configured


def test_the_cost_of_a_neighbouring_article_is_told_with_its_use() -> None:
    assert f"`{WRONG_ANSWER:g} - p + {NEIGHBOURING_ANSWER:g} (p - t)`" in UNSURE
