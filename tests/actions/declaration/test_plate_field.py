"""The plate: never asked, kept when told, shown in the summary, carried by the ticket."""

import pytest

from actions.declaration.flows import FLOWS
from tests.actions.conftest import tickets
from tests.actions.dialogue import Driver

BLOCKING = "une voiture immatriculée ab 123 cd bloque la borne"


@pytest.fixture
def at_summary(claire: Driver) -> Driver:
    claire.picks("flow:other")
    assert claire.says("la borne est sale et taguée").last == "utter_summary"
    return claire


def test_a_plate_told_in_the_description_is_in_the_summary_and_in_the_ticket(claire: Driver) -> None:
    claire.picks("flow:other")

    said = claire.says(BLOCKING)

    assert said.last == "utter_summary"
    assert "Plaque : AB-123-CD" in said.told("summary").splitlines()
    claire.presses("Envoyer")
    assert tickets(claire)[0].details == {"licence_plate": "AB-123-CD"}


def test_a_plate_told_before_the_declaration_is_kept(visitor: Driver) -> None:
    visitor.says(f"débité deux fois hier, {BLOCKING}", "past_session_billing/charged_twice")

    visitor.presses("Toujours bloqué")
    visitor.says("je ne sais pas")
    visitor.says("badge")

    assert visitor.says("claire@example.org").last == "utter_summary"
    assert visitor.values["licence_plate"] == "AB-123-CD"


def test_a_plate_beside_another_answer_is_kept(visitor: Driver) -> None:
    visitor.picks("flow:missing_session")

    visitor.says("hier à 18 h, ma plaque est AB-123-CD")

    assert visitor.values["licence_plate"] == "AB-123-CD"
    assert "occurred_at" in visitor.values


def test_a_plate_instead_of_an_answer_is_kept_and_the_question_comes_back(visitor: Driver) -> None:
    visitor.picks("flow:missing_session")

    said = visitor.says("ma plaque c'est AB-123-CD")

    assert said.responses == ["utter_added", "utter_ask_occurred_at"]
    assert visitor.values["licence_plate"] == "AB-123-CD"


def test_a_plate_told_at_the_summary_is_added(at_summary: Driver) -> None:
    said = at_summary.says("ma plaque est AB-123-CD")

    assert said.responses == ["utter_added", "utter_summary"]
    assert "Plaque : AB-123-CD" in said.told("summary").splitlines()


def test_another_plate_corrects_the_first(at_summary: Driver) -> None:
    at_summary.says("ma plaque est AB-123-CD")

    said = at_summary.says("non, c'est AB-124-CD")

    assert said.responses[0] == "utter_corrected"
    assert at_summary.values["licence_plate"] == "AB-124-CD"


def test_a_plate_has_no_question_and_is_not_offered_for_change(at_summary: Driver) -> None:
    at_summary.says("ma plaque est AB-123-CD")

    assert at_summary.says("modifier").labels == ["Description", "Ne rien modifier"]


def test_without_a_plate_nothing_is_said_of_it(at_summary: Driver) -> None:
    at_summary.says("envoyer")

    assert tickets(at_summary)[0].details == {}


@pytest.mark.parametrize("flow", FLOWS)
def test_every_declaration_takes_a_plate(flow: str) -> None:
    assert FLOWS[flow].field("licence_plate") is not None


def test_going_back_after_a_corrected_plate_asks_the_last_question_that_there_is(visitor: Driver) -> None:
    visitor.picks("flow:other")
    visitor.says(BLOCKING)
    visitor.says("non, la plaque c'est AB-124-CD")

    said = visitor.says("retour")

    assert "utter_ask_licence_plate" not in said.responses
    assert said.responses


def test_an_error_code_of_the_application_is_no_plate(claire: Driver) -> None:
    claire.declares("app_bug", error_text="erreur ER-404-NF")

    assert "licence_plate" not in claire.values
