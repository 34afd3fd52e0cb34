"""What holds of the demonstration once it is in the database."""

import re
from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from support.charging.demo import DEMO_DRIVERS, demo_is_stale, load_demo
from support.charging.model import DriverKind, EvseStatus
from support.charging.sql import SqlChargingBackend
from support.storage.base import Base
from support.storage.charging_tables import (
    CdrRow,
    ConnectorRow,
    DriverRow,
    EvseRow,
    LocationRow,
    SessionRow,
    TariffRow,
    TokenRow,
)
from support.storage.conversation_tables import ConversationRow
from support.storage.database import Database
from support.storage.ticket_tables import TicketRow
from tests.storage.conftest import NOW


def _all[T: Base](database: Database, table: type[T]) -> list[T]:
    with database.transaction(read_only=True) as session:
        return list(session.scalars(select(table)))


def _dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    with database.transaction(read_only=True) as session:
        return {
            table.name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
            for table in Base.metadata.sorted_tables
        }


def test_there_are_at_least_45_stations(demo: Database) -> None:
    assert len(_all(demo, LocationRow)) >= 45


@pytest.mark.parametrize("city", ["Paris", "Lyon", "Nantes", "Marseille", "Bordeaux", "Lille"])
def test_a_large_town_has_several_stations(backend: SqlChargingBackend, city: str) -> None:
    assert sum(station.city == city for station in backend.locations()) >= 3


@pytest.mark.parametrize("city", ["Guérande", "Annecy", "Brive-la-Gaillarde"])
def test_a_small_town_has_one_station(backend: SqlChargingBackend, city: str) -> None:
    assert sum(station.city == city for station in backend.locations()) == 1


def test_stations_have_distinct_names_and_french_postal_codes(demo: Database) -> None:
    stations = _all(demo, LocationRow)

    assert len({station.name for station in stations}) == len(stations)
    assert all(re.fullmatch(r"\d{5}", station.postal_code) for station in stations)


def test_stations_are_in_metropolitan_france(demo: Database) -> None:
    assert all(41 < s.latitude < 51.1 and -5.2 < s.longitude < 9.6 for s in _all(demo, LocationRow))


def test_a_station_has_two_to_six_charge_points(demo: Database) -> None:
    points = Counter(evse.location_id for evse in _all(demo, EvseRow))

    assert set(points) == {station.id for station in _all(demo, LocationRow)}
    assert all(2 <= count <= 6 for count in points.values())


def test_charge_points_are_named_by_station_and_number(demo: Database) -> None:
    for evse in _all(demo, EvseRow):
        assert re.fullmatch(rf"FR\*BMP\*E{evse.location_id.removeprefix('loc_')}\*[1-6]", evse.evse_id)


def test_charge_points_are_in_every_status(demo: Database) -> None:
    assert {evse.status for evse in _all(demo, EvseRow)} == set(EvseStatus)


def test_connectors_are_of_every_usual_power(demo: Database) -> None:
    assert {connector.max_power_kw for connector in _all(demo, ConnectorRow)} == {7, 22, 50, 150, 300}


def test_every_charge_point_has_a_connector(demo: Database) -> None:
    connected = {connector.evse_uid for connector in _all(demo, ConnectorRow)}

    assert connected == {evse.uid for evse in _all(demo, EvseRow)}


def test_a_charge_under_way_holds_its_charge_point(demo: Database) -> None:
    statuses = {evse.uid: evse.status for evse in _all(demo, EvseRow)}

    under_way = {statuses[s.evse_uid] for s in _all(demo, SessionRow) if s.ended_at is None}

    assert under_way == {EvseStatus.CHARGING}


def test_a_session_s_connector_is_on_its_charge_point(demo: Database) -> None:
    evse_of = {connector.id: connector.evse_uid for connector in _all(demo, ConnectorRow)}

    assert all(evse_of[s.connector_id] == s.evse_uid for s in _all(demo, SessionRow))


def test_a_session_s_token_is_its_driver_s(demo: Database) -> None:
    owner = {token.uid: token.driver_id for token in _all(demo, TokenRow)}

    assert all(owner[s.token_uid] == s.driver_id for s in _all(demo, SessionRow))


def test_a_cdr_repeats_its_session(demo: Database) -> None:
    sessions = {s.id: s for s in _all(demo, SessionRow)}

    for cdr in _all(demo, CdrRow):
        session = sessions[cdr.session_id]
        assert session.ended_at is not None
        assert (cdr.total_energy, cdr.total_cost) == (session.kwh, session.total_cost)
        assert timedelta(seconds=cdr.total_time_s) == session.ended_at - session.started_at
        assert session.ended_at <= cdr.created_at <= NOW


def test_every_session_that_cost_something_has_a_cdr(demo: Database) -> None:
    billed = {cdr.session_id for cdr in _all(demo, CdrRow)}

    assert billed == {s.id for s in _all(demo, SessionRow) if s.total_cost}


def test_tariffs_are_in_euros(demo: Database) -> None:
    assert {tariff.currency for tariff in _all(demo, TariffRow)} == {"EUR"}


def test_there_are_ten_drivers_each_with_a_short_name_and_a_description(demo: Database) -> None:
    assert {driver_id for driver_id, _ in DEMO_DRIVERS.values()} == {d.id for d in _all(demo, DriverRow)}
    assert len(DEMO_DRIVERS) == 10
    assert all(description.endswith(".") for _, description in DEMO_DRIVERS.values())


def test_nobody_can_be_reached_by_a_driver_s_contacts(demo: Database) -> None:
    for driver in _all(demo, DriverRow):
        assert str(driver.email).endswith("@example.org")
        assert str(driver.phone).startswith("+33199001")


def test_loading_twice_at_the_same_time_changes_nothing(demo: Database) -> None:
    before = _dump(demo)

    load_demo(demo, NOW)

    assert _dump(demo) == before


def test_loading_later_moves_the_same_sessions(demo: Database) -> None:
    before = {s.id for s in _all(demo, SessionRow)}

    load_demo(demo, NOW + timedelta(days=3, hours=7))

    after = _all(demo, SessionRow)
    assert {s.id for s in after} == before
    assert max(s.started_at for s in after) > NOW + timedelta(days=3)


def test_loading_touches_neither_tickets_nor_conversations(database: Database) -> None:
    with database.transaction() as session:
        session.add(ConversationRow(id="c", channel="web", context={}, opened_at=NOW, last_at=NOW))
        session.add(
            TicketRow(
                number="BMP-2026-000001",
                declaration_key="k",
                category="other",
                urgency="normal",
                status="open",
                description="Câble bloqué",
                created_at=NOW,
                updated_at=NOW,
            )
        )
    before = _dump(database)

    load_demo(database, NOW)

    after = _dump(database)
    assert [after[name] for name in ("tickets", "conversations")] == [
        before[name] for name in ("tickets", "conversations")
    ]


def test_loading_leaves_what_is_not_of_the_demonstration(demo: Database) -> None:
    with demo.transaction() as session:
        session.add(DriverRow(id="drv_real", name="Une vraie personne", kind=DriverKind.PARTICULIER))

    load_demo(demo, NOW)

    assert "drv_real" in {driver.id for driver in _all(demo, DriverRow)}


def test_without_data_the_demonstration_is_stale(database: Database) -> None:
    assert demo_is_stale(database, NOW)


@pytest.mark.parametrize(
    ("age", "stale"), [(timedelta(hours=6), False), (timedelta(hours=6, seconds=1), True)]
)
def test_the_demonstration_is_stale_after_six_hours(demo: Database, age: timedelta, stale: bool) -> None:
    assert demo_is_stale(demo, NOW + age) is stale


def test_the_zone_of_the_given_time_does_not_matter(demo: Database) -> None:
    before = _dump(demo)

    load_demo(demo, NOW.astimezone(ZoneInfo("Pacific/Auckland")))

    assert _dump(demo) == before
