"""« Où en est mon ticket ? »"""

import pytest
from sqlalchemy import update

from support.storage.ticket_tables import TicketRow
from support.tickets.model import TicketStatus
from tests.actions.conftest import Enter, notes, tickets
from tests.actions.dialogue import Driver


def sends(driver: Driver, description: str = "la borne est sale") -> str:
    """Send a declaration; its number."""
    driver.declares("other", description=description)
    number: str = driver.says("envoyer").told("number")
    return number


def test_without_a_ticket_the_telephone_is_offered(claire: Driver) -> None:
    said = claire.says("où en est mon ticket ?", "contact_human/ticket_status")

    assert said.responses == ["utter_no_ticket"]
    assert said.urls == ["tel:+33176401280"]


def test_the_latest_tickets_are_told_with_their_state(claire: Driver) -> None:
    first, second = sends(claire), sends(claire)

    said = claire.says("où en est mon ticket ?", "contact_human/ticket_status")

    assert said.responses == ["utter_ticket_status", "utter_ticket_delay"]
    assert said.told("tickets").splitlines() == [
        f"{second} (aujourd'hui à 10 h 30) : reçue, en attente d'étude",
        f"{first} (aujourd'hui à 10 h 30) : reçue, en attente d'étude",
    ]
    assert said.told("delay") == "48 heures"


def test_a_ticket_named_is_told_alone(claire: Driver) -> None:
    first, _second = sends(claire), sends(claire)

    said = claire.says(f"où en est {first.lower()} ?", "contact_human/ticket_status")

    assert [line.split()[0] for line in said.told("tickets").splitlines()] == [first]


@pytest.mark.parametrize("status", list(TicketStatus))
def test_every_state_of_a_ticket_has_words(claire: Driver, status: TicketStatus) -> None:
    sends(claire)
    with claire.support.database.transaction() as session:
        session.execute(update(TicketRow).values(status=status.value))

    said = claire.says("où en est mon ticket ?", "contact_human/ticket_status")

    assert status.value not in said.told("tickets")
    assert said.told("tickets").split(" : ")[1]


def test_the_ticket_of_another_driver_is_not_found(claire: Driver, enter: Enter) -> None:
    number = sends(claire)

    said = enter("tom").says(f"où en est {number} ?", "contact_human/ticket_status")

    assert said.responses == ["utter_ticket_not_found"]
    assert said.told("number") == number


def test_nobody_adds_to_the_ticket_of_another_driver(claire: Driver, enter: Enter) -> None:
    number = sends(claire)

    said = enter("tom").says(f"je veux compléter {number}", "contact_human/ticket_follow_up")

    assert said.responses == ["utter_no_ticket"]


def test_an_addition_goes_to_the_latest_ticket(claire: Driver) -> None:
    sends(claire)
    second = sends(claire)

    said = claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")

    assert said.responses == ["utter_ask_addition"]
    assert said.told("number") == second
    assert said.values == ["cancel"]


def test_an_addition_goes_to_the_ticket_named(claire: Driver) -> None:
    first, _second = sends(claire), sends(claire)

    said = claire.says(f"je veux compléter {first}", "contact_human/ticket_follow_up")

    assert said.told("number") == first


def test_an_addition_may_be_given_up(claire: Driver) -> None:
    sends(claire)
    claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")

    said = claire.presses("Annuler")

    assert said.responses == ["utter_nothing_under_way"]
    claire.says("la borne est aussi taguée", "other/other_problem")
    assert notes(claire) == []


def test_an_addition_that_names_a_station_puts_the_ticket_there(claire: Driver) -> None:
    sends(claire)
    claire.says("je veux compléter ma déclaration", "contact_human/ticket_follow_up")

    claire.says("c'était à Guérande")

    assert notes(claire) == ["c'était à Guérande"]
    assert tickets(claire)[0].location_id == "loc_1901"
