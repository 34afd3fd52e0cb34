from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy import event

from support.charging.demo import DEMO_DRIVERS
from support.charging.model import DriverKind, EvseStatus, PaymentStatus, SessionStatus, TokenType
from support.charging.sql import SqlChargingBackend
from support.errors import ChargingUnavailable
from support.storage.charging_tables import EvseRow
from support.storage.database import Database
from tests.storage.conftest import NOW

CLAIRE, KARIM, LEA, SOPHIE = (DEMO_DRIVERS[alias][0] for alias in ("claire", "karim", "lea", "sophie"))
LONG_AGO = NOW - timedelta(days=1000)


@contextmanager
def _counting_statements(database: Database) -> Iterator[list[str]]:
    selects: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            selects.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield selects
    event.remove(database.engine, "before_cursor_execute", note)


def test_a_driver_is_read_with_his_kind_and_his_contacts(backend: SqlChargingBackend) -> None:
    karim = backend.driver(KARIM)

    assert karim is not None
    assert (karim.kind, karim.employer) == (DriverKind.SALARIE, "Transports Delmas")
    assert (karim.email, karim.phone) == ("karim@example.org", "+33199001001")


def test_nobody_has_an_unknown_id(backend: SqlChargingBackend) -> None:
    assert backend.driver("drv_nobody") is None


def test_sessions_under_way_come_the_latest_first(backend: SqlChargingBackend) -> None:
    active = backend.active_sessions(SOPHIE)

    assert [(s.status, s.ended_at) for s in active] == [(SessionStatus.ACTIVE, None)] * 2
    assert active[0].started_at > active[1].started_at


def test_a_session_carries_its_place_its_token_and_its_payment(backend: SqlChargingBackend) -> None:
    session = backend.recent_sessions(KARIM, limit=1)[0]

    assert session.token_type is TokenType.RFID
    assert session.payment_status is PaymentStatus.PAID
    assert backend.evse(session.evse_id) is not None
    assert session.location == backend.location(session.location.id)


def test_recent_sessions_are_ended_and_the_latest_first(backend: SqlChargingBackend) -> None:
    recent = backend.recent_sessions(CLAIRE, limit=10)

    assert len(recent) == 10
    assert all(s.ended_at is not None for s in recent)
    assert all(later.started_at > earlier.started_at for later, earlier in pairwise(recent))


def test_five_recent_sessions_unless_told_otherwise(backend: SqlChargingBackend) -> None:
    assert len(backend.recent_sessions(CLAIRE)) == 5


def test_a_driver_without_history_has_no_session(backend: SqlChargingBackend) -> None:
    assert [*backend.active_sessions(LEA), *backend.recent_sessions(LEA)] == []
    assert list(backend.sessions_between(LEA, LONG_AGO, NOW)) == []


def test_a_session_that_touches_the_period_at_either_end_is_in_it(backend: SqlChargingBackend) -> None:
    session = backend.recent_sessions(CLAIRE, limit=1)[0]
    assert session.ended_at is not None
    hour, second = timedelta(hours=1), timedelta(seconds=1)

    at_its_end = backend.sessions_between(CLAIRE, session.ended_at, session.ended_at + hour)
    at_its_start = backend.sessions_between(CLAIRE, session.started_at - hour, session.started_at)
    inside_it = backend.sessions_between(CLAIRE, session.started_at + second, session.ended_at - second)
    just_after = backend.sessions_between(CLAIRE, session.ended_at + second, session.ended_at + hour)

    assert [list(at_its_end), list(at_its_start), list(inside_it)] == [[session]] * 3
    assert list(just_after) == []


def test_a_session_under_way_is_in_every_period_after_its_start(backend: SqlChargingBackend) -> None:
    active = backend.active_sessions(CLAIRE)[0]

    found = backend.sessions_between(CLAIRE, NOW + timedelta(days=2), NOW + timedelta(days=3))

    assert list(found) == [active]


def test_a_driver_reads_his_own_session(backend: SqlChargingBackend) -> None:
    session = backend.active_sessions(CLAIRE)[0]

    assert backend.session(CLAIRE, session.id) == session


def test_another_driver_s_session_does_not_exist(backend: SqlChargingBackend) -> None:
    claire_s = backend.active_sessions(CLAIRE)[0]

    assert backend.session(KARIM, claire_s.id) is None


def test_no_read_of_sessions_returns_another_driver_s(backend: SqlChargingBackend) -> None:
    for driver_id, _ in DEMO_DRIVERS.values():
        read = [
            *backend.active_sessions(driver_id),
            *backend.recent_sessions(driver_id, limit=1000),
            *backend.sessions_between(driver_id, LONG_AGO, NOW),
        ]

        assert {s.driver_id for s in read} <= {driver_id}


def test_an_id_is_never_a_piece_of_query(backend: SqlChargingBackend) -> None:
    assert list(backend.recent_sessions("' OR '1'='1")) == []


def test_stations_come_by_city_then_name_accents_aside(backend: SqlChargingBackend) -> None:
    lille_to_lyon = [s.name for s in backend.locations() if s.city in {"Lille", "Limoges", "Lyon"}]

    assert lille_to_lyon == [
        *("Lille Euralille", "Lille Flandres", "Lille Wazemmes", "Limoges Bénédictins"),
        *("Lyon Confluence", "Lyon Gerland", "Lyon Part-Dieu", "Parking Lyon Bellecour"),
    ]


def test_charge_points_of_a_station_come_by_number(demo: Database, backend: SqlChargingBackend) -> None:
    with demo.transaction() as session:
        session.add(
            EvseRow(
                uid="extra", evse_id="FR*BMP*E1101*10", location_id="loc_1101", status=EvseStatus.AVAILABLE
            )
        )

    numbers = [evse.evse_id.rsplit("*", 1)[1] for evse in backend.evses_at("loc_1101")]

    assert numbers == ["1", "2", "3", "4", "10"]


def test_an_unknown_station_has_no_charge_point(backend: SqlChargingBackend) -> None:
    assert backend.location("loc_0000") is None
    assert list(backend.evses_at("loc_0000")) == []
    assert backend.evse("FR*BMP*E0000*1") is None


@pytest.mark.parametrize(
    "read",
    [
        lambda backend: backend.driver(CLAIRE),
        lambda backend: backend.active_sessions(SOPHIE),
        lambda backend: backend.recent_sessions(CLAIRE, 50),
        lambda backend: backend.sessions_between(CLAIRE, LONG_AGO, NOW),
        lambda backend: backend.session(CLAIRE, "ses_unknown"),
        lambda backend: backend.locations(),
        lambda backend: backend.location("loc_1101"),
        lambda backend: backend.evse("FR*BMP*E1101*1"),
        lambda backend: backend.evses_at("loc_1101"),
    ],
)
def test_each_read_is_one_query(
    demo: Database, backend: SqlChargingBackend, read: Callable[[SqlChargingBackend], object]
) -> None:
    with _counting_statements(demo) as statements:
        read(backend)

    assert len(statements) == 1


def test_stations_are_read_again_after_a_minute(demo: Database) -> None:
    seconds = [0.0]
    backend = SqlChargingBackend(demo, clock=lambda: seconds[0])
    with _counting_statements(demo) as statements:
        for seconds[0] in (0.0, 59.0, 60.0, 119.0):
            backend.locations()

    assert len(statements) == 2


def test_a_database_that_does_not_answer_is_charging_unavailable() -> None:
    unreachable = SqlChargingBackend(Database("sqlite:////nowhere/at/all.db"))

    with pytest.raises(ChargingUnavailable):
        unreachable.recent_sessions(CLAIRE)
