"""The end of a declaration: the summary, the ticket, or the session that was not missing after all."""

import pytest

from support.errors import StorageUnavailable
from support.tickets.desk import TicketDesk
from tests.actions.conftest import ALWAYS_OPEN, NEVER_NOW, Enter, tickets
from tests.actions.dialogue import CLAIRE_YESTERDAY, Driver

DIRTY = "la borne est sale et taguée"


@pytest.fixture
def at_summary(claire: Driver) -> Driver:
    claire.picks("flow:other")
    assert claire.says(DIRTY).last == "utter_summary"
    return claire


# --- The summary ---------------------------------------------------------------------------------------------------


def test_the_summary_shows_the_answers_and_what_can_be_done(at_summary: Driver) -> None:
    said = at_summary.picks("resume")

    assert said.told("summary").splitlines() == ["Autre problème", f"Description : « {DIRTY} »"]
    assert said.labels == ["Envoyer", "Modifier", "Annuler"]


def test_the_summary_leaves_out_what_is_unknown_or_empty(visitor: Driver) -> None:
    visitor.declares("missing_session", occurred_at={"unknown": True}, station={"unknown": True, "said": ""})
    visitor.says("badge")
    visitor.says("je ne sais pas")

    said = visitor.says("claire@example.org")

    assert said.last == "utter_summary"
    assert said.told("summary").splitlines() == [
        "Session introuvable",
        "Date et heure : inconnue",
        "Station : inconnue",
        "Moyen utilisé : badge",
        "Pour vous répondre : claire@example.org",
    ]


@pytest.mark.parametrize("typed", ["envoyer", "oui", "c'est bon", "Envoyer", "valider", "la 1"])
def test_yes_in_any_words_sends(at_summary: Driver, typed: str) -> None:
    assert at_summary.says(typed).responses[0] == "utter_ticket_sent"
    assert len(tickets(at_summary)) == 1


@pytest.mark.parametrize("typed", ["modifier", "non", "je veux corriger", "Modifier"])
def test_no_asks_what_to_change(at_summary: Driver, typed: str) -> None:
    said = at_summary.says(typed)

    assert said.responses == ["utter_what_to_modify"]
    assert said.labels == ["Description", "Ne rien modifier"]
    assert tickets(at_summary) == []


@pytest.mark.parametrize("choose", ["Description", "la 1", "la description"])
def test_the_line_to_change_is_asked_again(at_summary: Driver, choose: str) -> None:
    at_summary.says("modifier")

    assert at_summary.says(choose).responses == ["utter_ask_description"]
    said = at_summary.says("la borne penche vers la route")
    assert "penche" in said.told("summary")
    assert "sale" not in said.told("summary")


def test_a_line_that_does_not_exist_is_asked_for_again(at_summary: Driver) -> None:
    assert at_summary.picks("edit:colour").responses == ["utter_what_to_modify"]


def test_a_new_value_may_be_given_instead_of_the_line(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", description="montant faux")
    visitor.says("hier à 19h à Guérande avec mon badge")
    visitor.says("claire@example.org")
    visitor.says("modifier")

    said = visitor.says("Annecy")

    assert said.responses == ["utter_corrected", "utter_summary"]


def test_a_sentence_more_is_added_to_the_description(at_summary: Driver) -> None:
    said = at_summary.says("et le câble traîne par terre depuis une semaine")

    assert said.responses == ["utter_added", "utter_summary"]
    assert at_summary.values["description"] == f"{DIRTY}\net le câble traîne par terre depuis une semaine"


def test_a_sentence_more_on_a_bug_is_added_to_what_happened(claire: Driver) -> None:
    claire.declares(
        "app_bug",
        platform="iOS",
        app_version="4.12.0",
        doing="j'ouvrais la carte",
        happened="l'écran devient blanc",
        error_text="none",
    )

    claire.says("et le téléphone chauffe un peu")

    assert claire.values["happened"] == "l'écran devient blanc\net le téléphone chauffe un peu"


def test_a_sentence_more_on_a_declaration_without_description_is_remembered(visitor: Driver) -> None:
    visitor.declares("missing_session", occurred_at={"unknown": True}, station={"unknown": True, "said": ""})
    visitor.says("badge")
    visitor.says("je ne sais pas")
    visitor.says("claire@example.org")

    said = visitor.says("la borne avait pourtant tout affiché")

    assert said.responses == ["utter_added", "utter_summary"]
    visitor.says("envoyer")
    assert "la borne avait pourtant tout affiché" in tickets(visitor)[0].description


# --- Sending -------------------------------------------------------------------------------------------------------


def test_sending_tells_the_number_and_the_delay(at_summary: Driver) -> None:
    said = at_summary.presses("Envoyer")

    assert said.responses == ["utter_ticket_sent"]
    assert said.told("number") == tickets(at_summary)[0].number
    assert said.told("delay") == "48 heures"
    assert at_summary.state.declaration is None
    assert at_summary.state.heard == []


def test_sending_twice_is_one_ticket(at_summary: Driver) -> None:
    key = at_summary.declaration.key
    number = at_summary.presses("Envoyer").told("number")

    said = at_summary.picks(f"send:{key}", "Envoyer")

    assert said.responses == ["utter_ticket_already_sent"]
    assert said.told("number") == number
    assert len(tickets(at_summary)) == 1


def test_a_turn_lost_after_the_ticket_was_made_makes_no_second_one(at_summary: Driver) -> None:
    before = at_summary.state
    slots = before.as_slots()
    at_summary.presses("Envoyer")
    at_summary.state = type(before).from_slots(slots)

    at_summary.presses("Envoyer")

    assert len(tickets(at_summary)) == 1


def test_sending_before_all_is_answered_asks_what_is_missing(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing")

    said = visitor.picks(f"send:{visitor.declaration.key}")

    assert said.responses == ["utter_ask_occurred_at"]
    assert tickets(visitor) == []


def test_an_unknown_visitor_cannot_send_without_a_contact(visitor: Driver) -> None:
    visitor.declares("other", description=DIRTY)

    assert visitor.picks(f"send:{visitor.declaration.key}").responses == ["utter_ask_contact"]
    assert tickets(visitor) == []


def test_nothing_is_said_to_be_sent_when_it_could_not_be(
    at_summary: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StorageUnavailable("down")

    monkeypatch.setattr(TicketDesk, "open", fail)

    with pytest.raises(StorageUnavailable):
        at_summary.presses("Envoyer")


def test_blocked_at_the_station_the_telephone_is_said_again(claire: Driver) -> None:
    claire.declares(
        "session_in_progress", problem="charger_fault", description=DIRTY, on_site="yes", session=""
    )
    claire.says("Guérande")

    said = claire.says("envoyer")

    assert said.responses == ["utter_ticket_sent", "utter_still_blocked"]
    assert said.urls == ["tel:+33176401280"]
    assert tickets(claire)[0].urgency == "high"


def test_blocked_at_the_station_with_the_telephone_closed_nobody_is_told_to_call(enter: Enter) -> None:
    claire = enter("claire", opening_hours=NEVER_NOW)
    claire.declares(
        "session_in_progress", problem="charger_fault", description=DIRTY, on_site="yes", session=""
    )
    claire.says("Guérande")

    assert claire.says("envoyer").responses == ["utter_ticket_sent"]
    assert tickets(claire)[0].urgency == "high"


def test_an_email_is_offered_for_what_is_not_urgent_when_there_is_one(enter: Enter) -> None:
    claire = enter("claire", support_email="aide@exemple-bump.fr", opening_hours=ALWAYS_OPEN)
    claire.declares("other", description=DIRTY)

    said = claire.says("envoyer")

    assert said.responses == ["utter_ticket_sent", "utter_email_too"]
    assert said.told("email") == "aide@exemple-bump.fr"


# --- The session that was not missing --------------------------------------------------------------------------------


def test_a_charge_found_in_the_history_is_not_declared_missing(claire: Driver) -> None:
    claire.picks("flow:missing_session")
    claire.says("hier vers 20h")
    asked = claire.says("Nantes Commerce")
    assert asked.last == "utter_ask_candidate_one"

    said = claire.says("oui")

    assert said.responses == ["utter_session_found"]
    assert said.told("session").startswith("hier à 19 h 40, Parking Nantes Commerce")
    assert claire.state.declaration is None
    assert tickets(claire) == []


def test_a_charge_found_may_have_another_problem(claire: Driver) -> None:
    claire.picks("flow:missing_session")
    claire.says("hier vers 20h à Nantes Commerce")
    claire.says("oui")

    said = claire.presses("Signaler un problème")

    assert said.responses == ["utter_declaration_begins", "utter_ask_problem"]
    assert claire.values["session"] == CLAIRE_YESTERDAY


def test_a_charge_found_may_settle_the_matter(claire: Driver) -> None:
    claire.picks("flow:missing_session")
    claire.says("hier vers 20h à Nantes Commerce")
    claire.says("oui")

    assert claire.presses("C'est réglé").responses == ["utter_glad_it_is_settled"]


def test_a_charge_that_is_none_of_those_found_is_declared(claire: Driver) -> None:
    claire.picks("flow:missing_session")
    claire.says("hier vers 20h à Nantes Commerce")

    assert claire.says("non").responses == ["utter_ask_means"]


def test_a_candidate_that_vanished_is_declared_missing(
    claire: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    claire.picks("flow:missing_session")
    claire.says("hier vers 20h à Nantes Commerce")
    monkeypatch.setattr("actions.declaration.submission.own_session", lambda *_: None)

    assert claire.says("oui").responses == ["utter_ask_means"]
    assert claire.state.declaration is not None
