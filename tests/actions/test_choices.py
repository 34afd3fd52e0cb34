"""A choice picked outside any declaration."""

import pytest

from actions.declaration.flows import FLOWS
from tests.actions.conftest import Enter, tickets
from tests.actions.dialogue import CLAIRE_YESTERDAY, SOPHIE_BERCY, Driver


@pytest.mark.parametrize("flow", FLOWS)
def test_a_declaration_begins_by_its_choice(claire: Driver, flow: str) -> None:
    said = claire.picks(f"flow:{flow}")

    assert said.responses[0] == "utter_declaration_begins"
    assert said.told("title") == FLOWS[flow].title
    assert claire.declaration.flow == flow


@pytest.mark.parametrize(
    "worthless",
    [
        "flow:moon",
        "topic:moon/moon",
        f"session_problem:{SOPHIE_BERCY}",
        "session_problem:",
        "edit:station",
        "modify",
        f"session:{CLAIRE_YESTERDAY}",
        "station:loc_1101",
        "yes",
        "whatever",
    ],
)
def test_a_choice_that_means_nothing_now_is_said_to_be_over(claire: Driver, worthless: str) -> None:
    said = claire.picks(worthless)

    assert said.responses == ["utter_choice_expired"]
    assert "flow:other" in said.values
    assert claire.state.declaration is None


def test_a_problem_with_ones_own_session_begins_with_that_session(claire: Driver) -> None:
    said = claire.picks(f"session_problem:{CLAIRE_YESTERDAY}")

    assert claire.values["session"] == CLAIRE_YESTERDAY
    assert said.last == "utter_ask_problem"


def test_an_unknown_visitor_has_no_session_to_complain_of(visitor: Driver) -> None:
    assert visitor.picks(f"session_problem:{CLAIRE_YESTERDAY}").responses == ["utter_choice_expired"]


def test_the_send_button_of_a_declaration_already_sent_tells_its_number(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")
    key = claire.declaration.key
    number = claire.says("envoyer").told("number")

    said = claire.picks(f"send:{key}", "Envoyer")

    assert said.responses == ["utter_ticket_already_sent"]
    assert said.told("number") == number
    assert len(tickets(claire)) == 1


def test_the_send_button_of_a_cancelled_declaration_sends_nothing(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")
    key = claire.declaration.key
    claire.presses("Annuler")

    assert claire.picks(f"send:{key}", "Envoyer").responses == ["utter_choice_expired"]
    assert tickets(claire) == []


def test_the_send_button_of_another_person_tells_nothing(claire: Driver, enter: Enter) -> None:
    claire.declares("other", description="la borne est sale")
    key = claire.declaration.key
    claire.says("envoyer")

    assert enter("tom").picks(f"send:{key}", "Envoyer").responses == ["utter_choice_expired"]


def test_a_written_request_leads_to_the_declarations(claire: Driver) -> None:
    claire.says("un conseiller")

    said = claire.presses("demande écrite")

    assert said.responses == ["utter_menu_of_problems"]
    assert [f"flow:{flow}" for flow in FLOWS] == said.values[:-1]


def test_something_else_leads_to_the_menu(claire: Driver) -> None:
    assert claire.picks("menu").responses == ["utter_chitchat/help_menu"]


@pytest.mark.parametrize("choice", ["cancel", "resume"])
def test_cancelling_or_resuming_nothing_says_that_nothing_is_under_way(claire: Driver, choice: str) -> None:
    claire.state.ticket_to_complete = "ticket-1"

    assert claire.picks(choice).responses == ["utter_nothing_under_way"]
    assert claire.state.ticket_to_complete is None


@pytest.mark.parametrize(
    ("topic", "response"),
    [
        ("contact_human/phone_number", "utter_contact_human/phone_number"),
        ("contact_human/opening_hours", "utter_no_hours"),
        ("contact_human/email_address", "utter_no_email"),
        ("contact_human/ticket_status", "utter_no_ticket"),
        ("contact_human/ticket_follow_up", "utter_no_ticket"),
        ("contact_human/open_declaration", "utter_menu_of_problems"),
        ("refund/ask_refund", "utter_refund/ask_refund"),
    ],
)
def test_a_topic_chosen_is_answered(claire: Driver, topic: str, response: str) -> None:
    assert claire.picks(f"topic:{topic}").responses[0] == response


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("oui", None),
        ("ça marche", None),
        ("c'est bon merci beaucoup à vous", "chitchat/affirm"),
        ("C'est réglé", None),
    ],
)
def test_yes_after_an_article_means_that_it_is_settled(claire: Driver, typed: str, topic: str | None) -> None:
    claire.says("je veux être remboursé", "refund/ask_refund")

    assert claire.says(typed, topic).responses == ["utter_glad_it_is_settled"]


@pytest.mark.parametrize(
    ("typed", "topic"),
    [
        ("non", None),
        ("toujours pas", None),
        ("ben en fait la situation demeure identique", "chitchat/deny"),
        ("Toujours bloqué", None),
    ],
)
def test_no_after_an_article_opens_its_declaration(claire: Driver, typed: str, topic: str | None) -> None:
    claire.says("je veux être remboursé", "refund/ask_refund")

    assert claire.says(typed, topic).responses[0] == "utter_declaration_begins"
    assert claire.declaration.flow == "past_session"


def test_yes_without_an_article_settles_nothing(claire: Driver) -> None:
    assert claire.says("oui", "chitchat/affirm").responses == ["utter_chitchat/affirm"]


def test_a_choice_that_came_without_its_value_is_over(claire: Driver) -> None:
    claire.says("Envoyer", "choice", 1.0)

    assert tickets(claire) == []
    assert claire.says("xyz", "choice", 1.0).responses == ["utter_choice_expired"]
