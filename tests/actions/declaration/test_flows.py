"""Each declaration from its first question to its ticket."""

import pytest

from actions.declaration.asking import current
from actions.declaration.flows import FLOWS, flow_choices
from support.tickets.model import TicketCategory
from tests.actions.conftest import Enter, tickets
from tests.actions.dialogue import CLAIRE_NOW, CLAIRE_YESTERDAY, Driver


def test_every_declaration_is_a_category_of_tickets_and_the_other_way_round() -> None:
    assert set(FLOWS) == {category.value for category in TicketCategory} - {"danger"}


def test_every_declaration_is_offered_once() -> None:
    assert [choice.value for choice in flow_choices()] == [f"flow:{name}" for name in FLOWS]


def test_a_session_in_progress_on_site(claire: Driver) -> None:
    claire.picks("flow:session_in_progress")
    claire.says("incident sur la borne")
    claire.says("oui")
    claire.says("oui")
    claire.says("l'écran est figé depuis dix minutes")
    claire.says("envoyer")

    (ticket,) = tickets(claire)
    assert (ticket.category, ticket.subcategory, ticket.urgency) == (
        "session_in_progress",
        "charger_fault",
        "high",
    )
    assert ticket.session_id == CLAIRE_NOW
    assert ticket.description == "l'écran est figé depuis dix minutes"
    assert ticket.details == {"on_site": "yes"}


def test_a_session_in_progress_of_an_unknown_visitor(visitor: Driver) -> None:
    visitor.picks("flow:session_in_progress")
    visitor.says("la charge ne démarre pas")
    visitor.says("non")
    visitor.says("borne FR*BMP*E1901*2")
    visitor.says("j'ai essayé trois fois sans succès")
    visitor.says("06 12 34 56 78")
    visitor.says("envoyer")

    (ticket,) = tickets(visitor)
    assert (ticket.driver_id, ticket.contact_phone, ticket.contact_email) == (None, "+33612345678", None)
    assert (ticket.location_id, ticket.evse_id, ticket.place_said) == (
        "loc_1901",
        "FR*BMP*E1901*2",
        "Guérande Remparts",
    )
    assert ticket.urgency == "normal"


def test_a_past_session_of_a_driver(claire: Driver) -> None:
    claire.picks("flow:past_session")
    claire.says("défaut de facturation")
    claire.says("celle d'hier")
    claire.says("j'ai été débité deux fois")
    claire.says("envoyer")

    (ticket,) = tickets(claire)
    assert (ticket.category, ticket.subcategory, ticket.session_id) == (
        "past_session",
        "billing",
        CLAIRE_YESTERDAY,
    )
    assert ticket.details == {}


def test_a_past_session_that_is_not_in_the_list(claire: Driver) -> None:
    claire.picks("flow:past_session")
    claire.says("session non visible")
    claire.presses("Aucune de celles-ci")
    claire.says("samedi dernier vers 15h")
    claire.says("Guérande")
    claire.says("carte bleue")
    claire.says("elle n'apparaît nulle part chez moi")
    claire.says("envoyer")

    (ticket,) = tickets(claire)
    assert (ticket.session_id, ticket.location_id) == (None, "loc_1901")
    assert ticket.details["means"] == "carte bancaire"
    assert ticket.details["occurred_at"]["start"].startswith("2026-11-21")


def test_a_missing_session(visitor: Driver) -> None:
    visitor.says("une charge manque à mon historique depuis hier", "missing_session/missing_session")
    visitor.presses("Toujours bloqué")
    for text in ("hier vers 20h", "Guérande", "badge", "18 kWh", "claire@example.org", "envoyer"):
        if visitor.state.declaration is not None:
            visitor.says(text)

    (ticket,) = tickets(visitor)
    assert (ticket.category, ticket.location_id) == ("missing_session", "loc_1901")
    assert ticket.description == "une charge manque à mon historique depuis hier"
    assert ticket.details["means"] == "badge"
    assert ticket.details["quantity"]["kwh"] == "18"
    assert ticket.contact_email == "claire@example.org"


def test_a_missing_session_declared_from_the_menu_can_be_sent(claire: Driver) -> None:
    claire.picks("flow:missing_session")
    for text in ("samedi vers 15h", "Guérande", "badge", "18 kWh"):
        claire.says(text)

    said = claire.says("envoyer")

    assert said.responses[0] == "utter_ticket_sent"
    assert tickets(claire)[0].description


def test_a_bug_of_the_app(claire: Driver) -> None:
    claire.picks("flow:app_bug")
    for text in (
        "un iPhone",
        "4.12.0",
        "j'ouvrais la carte des stations",
        "l'écran est devenu tout blanc",
        "aucun message",
        "envoyer",
    ):
        claire.says(text)

    (ticket,) = tickets(claire)
    assert (ticket.category, ticket.urgency) == ("app_bug", "low")
    assert ticket.description == "l'écran est devenu tout blanc"
    assert ticket.details == {
        "platform": "iOS",
        "app_version": "4.12.0",
        "doing": "j'ouvrais la carte des stations",
        "error_text": "none",
    }


def test_a_bug_told_from_within_the_app_needs_three_answers(enter: Enter) -> None:
    claire = enter("claire", context={"platform": "ios", "app_version": "4.12.0"})

    said = claire.picks("flow:app_bug")

    assert said.last == "utter_ask_doing"


def test_anything_else(claire: Driver) -> None:
    claire.picks("flow:other")
    claire.says("j'ai trouvé un câble par terre")
    claire.says("envoyer")

    (ticket,) = tickets(claire)
    assert (ticket.category, ticket.subcategory, ticket.urgency) == ("other", None, "low")


@pytest.mark.parametrize("alias", ["claire", None])
@pytest.mark.parametrize("flow", FLOWS)
def test_every_declaration_comes_to_an_end_when_every_question_is_answered_by_words(
    enter: Enter, flow: str, alias: str | None
) -> None:
    driver = enter(alias)
    answers = {
        "problem": "la 1",
        "on_site": "non",
        "session": "aucune de celles-ci",
        "candidate": "aucune de celles-ci",
        "station": "Guérande",
        "occurred_at": "hier vers 20h",
        "means": "badge",
        "quantity": "je ne sais pas",
        "description": "voici ce qui s'est passé",
        "contact": "claire@example.org",
        "platform": "Android",
        "app_version": "je ne sais pas",
        "doing": "je regardais la carte",
        "happened": "elle s'est fermée",
        "error_text": "aucun message",
    }
    driver.picks(f"flow:{flow}")
    for _ in range(len(answers)):
        if driver.declaration.asked == "confirm":
            break
        asked = driver.declaration.asked or ""
        driver.says("non" if asked == "session" and len(driver.state.choices) == 2 else answers[asked])

    assert driver.says("envoyer").responses[0] == "utter_ticket_sent"
    assert len(tickets(driver)) == 1


def test_asking_without_a_declaration_is_a_fault_of_ours(claire: Driver) -> None:
    with pytest.raises(LookupError):
        current(claire.turn())
