"""A danger comes before anything else."""

import pytest

from actions.danger import SURE_OF_DANGER
from support.charging.sql import SqlChargingBackend
from support.errors import ChargingUnavailable, StorageUnavailable
from support.tickets.desk import TicketDesk
from tests.actions.conftest import NOBODY_LISTENS, Enter, notes, tickets
from tests.actions.dialogue import CLAIRE_NOW, Driver

SMOKE = "de la fumée sort de la borne"


def test_what_to_do_is_said_first_then_that_the_alert_is_given(claire: Driver) -> None:
    said = claire.says(SMOKE)

    assert said.responses == ["utter_danger/danger", "utter_danger_recorded"]
    assert said.told("phone") == "01 76 40 12 80"
    assert said.urls == ["tel:+33176401280"]
    assert said.told("number") == tickets(claire)[0].number


def test_the_ticket_is_urgent_and_tells_the_danger_in_the_drivers_words(claire: Driver) -> None:
    claire.says(SMOKE)

    (ticket,) = tickets(claire)
    assert (ticket.category, ticket.urgency, ticket.description) == ("danger", "urgent", SMOKE)


def test_a_danger_that_only_the_model_recognises_is_a_danger(claire: Driver) -> None:
    said = claire.says("la prise fait une drôle de tête", "danger/danger", SURE_OF_DANGER)

    assert said.responses[0] == "utter_danger/danger"


def test_a_mere_suspicion_of_the_model_is_none(claire: Driver) -> None:
    said = claire.says("la prise fait une drôle de tête", "danger/danger", SURE_OF_DANGER - 0.01)

    assert "utter_danger/danger" not in said.responses
    assert tickets(claire) == []


def test_the_charge_under_way_tells_where_it_is(claire: Driver) -> None:
    claire.says(SMOKE)

    (ticket,) = tickets(claire)
    assert (ticket.session_id, ticket.location_id, ticket.evse_id) == (
        CLAIRE_NOW,
        "loc_1101",
        "FR*BMP*E1101*2",
    )


def test_with_two_charges_under_way_none_is_guessed(enter: Enter) -> None:
    sophie = enter("sophie")

    sophie.says(SMOKE)

    assert tickets(sophie)[0].session_id is None


def test_the_charge_of_the_declaration_under_way_is_the_one(enter: Enter) -> None:
    sophie = enter("sophie")
    sophie.declares("session_in_progress", problem="charger_fault", on_site="yes")
    sophie.says("celle de Bercy")

    sophie.says(SMOKE)

    assert tickets(sophie)[0].evse_id == "FR*BMP*E1001*3"


def test_an_unknown_visitor_gives_an_alert_without_leaving_a_contact(visitor: Driver) -> None:
    said = visitor.says(SMOKE)

    assert said.last == "utter_danger_recorded"
    assert len(tickets(visitor)) == 1


@pytest.mark.parametrize(
    ("typed", "evse_id"), [(f"{SMOKE} à Guérande", None), (f"{SMOKE} FR*BMP*E1901*1", "FR*BMP*E1901*1")]
)
def test_the_place_told_with_the_danger_is_on_the_ticket(
    visitor: Driver, typed: str, evse_id: str | None
) -> None:
    visitor.says(typed)

    (ticket,) = tickets(visitor)
    assert (ticket.location_id, ticket.place_said, ticket.evse_id) == (
        "loc_1901",
        "Guérande Remparts",
        evse_id,
    )


def test_the_place_told_before_the_danger_is_on_the_ticket(visitor: Driver) -> None:
    visitor.says("mon câble est coincé à Guérande", "cable_stuck/cable_stuck")

    visitor.says("et maintenant de la fumée sort")

    assert tickets(visitor)[0].location_id == "loc_1901"


def test_the_station_of_the_declaration_is_on_the_ticket(visitor: Driver) -> None:
    visitor.declares("session_in_progress", problem="charger_fault", on_site="yes")
    visitor.says("Guérande")

    visitor.says(SMOKE)

    assert tickets(visitor)[0].location_id == "loc_1901"


def test_a_place_told_is_not_mixed_with_the_charge_point_of_a_charge_elsewhere(claire: Driver) -> None:
    claire.says(f"{SMOKE} à Guérande")

    (ticket,) = tickets(claire)
    assert ticket.location_id == "loc_1901"
    assert ticket.evse_id is None


def test_the_place_answered_afterwards_goes_to_the_ticket(visitor: Driver) -> None:
    visitor.says(SMOKE)

    said = visitor.says("au 17 boulevard du Nord à Guérande", "find_station/find_station")

    assert said.responses == ["utter_danger_noted"]
    assert notes(visitor) == ["au 17 boulevard du Nord à Guérande"]
    assert tickets(visitor)[0].location_id == "loc_1901"


def test_the_same_danger_told_again_is_the_same_alert_with_what_is_new(claire: Driver) -> None:
    claire.says(SMOKE)

    said = claire.says("il y a des flammes maintenant")

    assert said.responses[0] == "utter_danger/danger"
    assert len(tickets(claire)) == 1
    assert notes(claire) == ["il y a des flammes maintenant"]


def test_the_declaration_under_way_is_left(claire: Driver) -> None:
    claire.declares("other")

    claire.says(SMOKE)

    assert claire.state.declaration is None


@pytest.mark.parametrize(
    ("service", "method", "error"),
    [
        (TicketDesk, "open", StorageUnavailable("down")),
        (SqlChargingBackend, "active_sessions", ChargingUnavailable("down")),
        (SqlChargingBackend, "locations", ChargingUnavailable("down")),
    ],
)
def test_without_a_database_the_driver_is_warned_and_told_that_nobody_was_alerted(
    claire: Driver, monkeypatch: pytest.MonkeyPatch, service: type, method: str, error: Exception
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(service, method, fail)

    said = claire.says(SMOKE)

    assert said.responses == ["utter_danger/danger", "utter_danger_not_recorded"]
    assert claire.state.ticket_to_complete is None


def test_a_database_that_nobody_serves_does_not_keep_the_warning_back(enter: Enter) -> None:
    driver = enter("claire", database_url=NOBODY_LISTENS)

    assert driver.says(SMOKE).responses == ["utter_danger/danger", "utter_danger_not_recorded"]


def test_a_note_that_cannot_be_added_does_not_keep_the_warning_back(
    claire: Driver, monkeypatch: pytest.MonkeyPatch
) -> None:
    claire.says(SMOKE)

    def fail(*_: object, **__: object) -> None:
        raise StorageUnavailable("down")

    monkeypatch.setattr(TicketDesk, "add_note", fail)

    said = claire.says("il y a des flammes maintenant")

    assert said.responses[0] == "utter_danger/danger"
