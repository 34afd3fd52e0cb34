"""The order in which a turn is considered."""

import pytest

from tests.actions.conftest import notes, tickets
from tests.actions.dialogue import Driver


def test_a_danger_comes_before_the_declaration_under_way(claire: Driver) -> None:
    claire.declares("other")

    said = claire.says("de la fumée sort de la borne")

    assert said.responses[0] == "utter_danger/danger"


def test_a_danger_comes_before_a_person(claire: Driver) -> None:
    said = claire.says("un conseiller vite, la borne est en feu", "contact_human/speak_to_person")

    assert said.responses[0] == "utter_danger/danger"


@pytest.mark.parametrize("typed", ["conseiller", "je veux parler à quelqu'un", "passez-moi un humain"])
def test_a_person_comes_before_the_declaration_under_way(claire: Driver, typed: str) -> None:
    claire.declares("other")

    said = claire.says(typed)

    assert said.responses == ["utter_contact_human/speak_to_person"]
    assert claire.state.declaration is not None


def test_a_person_is_understood_by_the_model_too(claire: Driver) -> None:
    said = claire.says("y a pas moyen de causer", "contact_human/speak_to_person", 0.7)

    assert said.responses == ["utter_contact_human/speak_to_person"]


def test_a_mere_suspicion_of_a_person_does_not_leave_the_declaration(claire: Driver) -> None:
    claire.declares("other")

    claire.says("la borne du magasin ne répond plus", "contact_human/speak_to_person", 0.59)

    assert "description" in claire.values


def test_the_button_of_a_person_leads_to_a_person(claire: Driver) -> None:
    assert claire.picks("person").responses == ["utter_contact_human/speak_to_person"]


def test_the_label_of_another_button_does_not_call_a_person(claire: Driver) -> None:
    said = claire.picks("flow:other", "Parler à quelqu'un")

    assert said.responses[0] == "utter_declaration_begins"


def test_the_label_of_a_button_is_no_danger(claire: Driver) -> None:
    said = claire.picks("flow:other", "la borne est en feu")

    assert said.responses[0] == "utter_declaration_begins"


def test_a_declaration_under_way_hears_what_is_typed(claire: Driver) -> None:
    claire.declares("other")

    claire.says("le panneau de la station est illisible", "find_station/find_station", 0.2)

    assert claire.values["description"] == "le panneau de la station est illisible"


def test_words_typed_for_a_choice_are_that_choice(claire: Driver) -> None:
    claire.says("la charge ne démarre pas", "session_cannot_start/cannot_start")

    assert (
        claire.says("toujours bloqué", "cable_stuck/cable_stuck").responses[0] == "utter_declaration_begins"
    )


def test_choices_of_an_earlier_turn_are_not_taken_from_typed_words(claire: Driver) -> None:
    claire.opens()
    claire.says("merci", "chitchat/thanks")

    assert "utter_declaration_begins" not in claire.says("session passée").responses


def test_what_is_typed_after_a_request_for_more_goes_to_the_ticket(claire: Driver) -> None:
    _with_a_ticket(claire)
    claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")

    said = claire.says("le montant était de 18 €", "past_session_billing/charged_twice")

    assert said.responses == ["utter_addition_recorded"]
    assert notes(claire) == ["le montant était de 18 €"]


@pytest.mark.parametrize("typed", ["annuler", "menu"])
def test_a_command_is_not_added_to_the_ticket(claire: Driver, typed: str) -> None:
    _with_a_ticket(claire)
    claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")

    claire.says(typed, "chitchat/help_menu")

    assert notes(claire) == []
    assert claire.state.ticket_to_complete is None


def test_silence_is_not_added_to_the_ticket(claire: Driver) -> None:
    _with_a_ticket(claire)
    claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")

    assert claire.says("...", "silence", 1.0).responses == ["utter_silence"]
    assert notes(claire) == []


def test_turning_to_something_else_ends_the_wait_for_more(claire: Driver) -> None:
    _with_a_ticket(claire)
    claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")
    claire.picks("topic:refund/ask_refund", "Demander un remboursement")

    claire.says("mon câble est coincé", "cable_stuck/cable_stuck")

    assert notes(claire) == []


def _with_a_ticket(driver: Driver) -> None:
    driver.declares("other", description="la borne est sale")
    driver.says("envoyer")
    assert len(tickets(driver)) == 1
