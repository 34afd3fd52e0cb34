"""What holds of the demonstration's charges whatever the time they are placed around."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations
from zoneinfo import ZoneInfo

import pytest

from support.charging.demo_drivers import DRIVERS
from support.charging.demo_network import STATIONS, TARIFFS
from support.charging.demo_sessions import Charge, charges
from support.charging.model import PaymentStatus, SessionStatus

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = {
    "a Tuesday morning": datetime(2026, 11, 24, 10, 30, tzinfo=PARIS),
    "a Monday just after midnight": datetime(2026, 11, 23, 0, 5, tzinfo=PARIS),
    "a Sunday just before midnight": datetime(2026, 11, 22, 23, 59, 59, tzinfo=PARIS),
    "the night the clocks go back": datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS),
    "the night the clocks go forward": datetime(2026, 3, 29, 3, 15, tzinfo=PARIS),
    "New Year's Day": datetime(2027, 1, 1, 1, 0, tzinfo=PARIS),
    "the 29th of February": datetime(2028, 2, 29, 20, 0, tzinfo=PARIS),
}
CITIES = {station.number: station.city for station in STATIONS}


@pytest.fixture(params=list(MOMENTS.values()), ids=list(MOMENTS))
def now(request: pytest.FixtureRequest) -> datetime:
    moment: datetime = request.param
    return moment.astimezone(UTC)


@pytest.fixture
def placed(now: datetime) -> list[Charge]:
    return charges(now)


def _of(alias: str, placed: list[Charge]) -> list[Charge]:
    return sorted((c for c in placed if c.alias == alias), key=lambda c: c.started_at, reverse=True)


def _overlapping(placed: list[Charge], now: datetime) -> Iterator[tuple[Charge, Charge]]:
    for one, other in combinations(placed, 2):
        if one.started_at < (other.ended_at or now) and other.started_at < (one.ended_at or now):
            yield one, other


def test_there_are_two_hundred_charges_with_distinct_ids(placed: list[Charge]) -> None:
    assert len({c.id for c in placed}) == len(placed) == 200


def test_the_same_time_places_the_same_charges(now: datetime, placed: list[Charge]) -> None:
    assert charges(now) == placed


def test_the_ids_do_not_depend_on_the_time(placed: list[Charge]) -> None:
    assert {c.id for c in placed} == {c.id for c in charges(datetime(2030, 6, 1, tzinfo=UTC))}


def test_no_charge_is_in_the_future(now: datetime, placed: list[Charge]) -> None:
    assert all(c.started_at < now and (c.ended_at is None or c.started_at < c.ended_at < now) for c in placed)


def test_no_charge_holds_more_energy_than_its_power_allows(now: datetime, placed: list[Charge]) -> None:
    for charge in placed:
        seconds = Decimal(((charge.ended_at or now) - charge.started_at).total_seconds())
        assert charge.kwh <= charge.power_kw * seconds / 3600


def test_a_billed_charge_costs_its_tariff_rounded_half_up(placed: list[Charge]) -> None:
    billed = [c for c in placed if c.status is SessionStatus.COMPLETED and c.total_cost is not None]

    for charge in billed:
        _, per_kwh, fee = TARIFFS[charge.power_kw]
        assert charge.total_cost == (charge.kwh * per_kwh + fee).quantize(Decimal("0.01"), ROUND_HALF_UP)


def test_only_sophie_charges_twice_at_once(now: datetime, placed: list[Charge]) -> None:
    doubled = {one.alias for one, other in _overlapping(placed, now) if one.alias == other.alias}

    assert doubled == {"sophie"}


def test_a_charge_point_serves_one_charge_at_a_time(now: datetime, placed: list[Charge]) -> None:
    shared = [
        pair
        for pair in _overlapping(placed, now)
        if (pair[0].number, pair[0].point) == (pair[1].number, pair[1].point)
    ]

    assert shared == []


def test_claire_has_charged_for_35_minutes_at_lyon_part_dieu(now: datetime, placed: list[Charge]) -> None:
    active = [c for c in _of("claire", placed) if c.status is SessionStatus.ACTIVE]

    assert [(c.number, now - c.started_at, c.kwh) for c in active] == [
        ("1101", timedelta(minutes=35), Decimal("12.4"))
    ]


def test_claire_charged_yesterday_evening_in_nantes(now: datetime, placed: list[Charge]) -> None:
    yesterday = now.astimezone(PARIS).date() - timedelta(days=1)
    charge = _of("claire", placed)[1]
    start = charge.started_at.astimezone(PARIS)

    assert (CITIES[charge.number], start.date()) == ("Nantes", yesterday)
    assert 18 <= start.hour < 22


def test_claire_charged_twice_last_week_besides_yesterday(now: datetime, placed: list[Charge]) -> None:
    today = now.astimezone(PARIS).date()
    monday = today - timedelta(days=today.weekday())
    days = [c.started_at.astimezone(PARIS).date() for c in _of("claire", placed)]

    last_week = [day for day in days if monday - timedelta(days=7) <= day < monday]

    assert len([day for day in last_week if day != today - timedelta(days=1)]) == 2


def test_lea_never_charged(placed: list[Charge]) -> None:
    assert _of("lea", placed) == []


def test_tom_has_just_started(now: datetime, placed: list[Charge]) -> None:
    latest = _of("tom", placed)[0]

    assert latest.status is SessionStatus.ACTIVE
    assert now - latest.started_at < timedelta(minutes=5)


def test_sophie_has_two_charges_under_way_at_two_stations(placed: list[Charge]) -> None:
    assert len({c.number for c in _of("sophie", placed) if c.status is SessionStatus.ACTIVE}) == 2


def test_only_claire_tom_and_sophie_are_charging(placed: list[Charge]) -> None:
    assert {c.alias for c in placed if c.ended_at is None} == {"claire", "tom", "sophie"}


def test_marc_alone_has_a_charge_unpaid(placed: list[Charge]) -> None:
    assert [c.alias for c in placed if c.payment is PaymentStatus.UNPAID] == ["marc"]


def test_paul_alone_has_a_charge_ended_and_not_billed(placed: list[Charge]) -> None:
    unbilled = [c for c in placed if c.status is SessionStatus.COMPLETED and c.total_cost is None]

    assert [(c.alias, c.payment) for c in unbilled] == [("paul", None)]
    assert unbilled == _of("paul", placed)[:1]


def test_julie_s_last_charge_never_began(placed: list[Charge]) -> None:
    latest = _of("julie", placed)[0]

    assert latest.status is SessionStatus.INVALID
    assert latest.kwh == latest.total_cost == Decimal(0)


def test_ahmed_s_last_charge_ended_twenty_minutes_ago(now: datetime, placed: list[Charge]) -> None:
    latest = _of("ahmed", placed)[0]

    assert latest.ended_at == now - timedelta(minutes=20)


def test_ahmed_charges_fast(placed: list[Charge]) -> None:
    assert all(c.power_kw >= 50 for c in _of("ahmed", placed))


def test_ines_has_a_long_history(placed: list[Charge]) -> None:
    assert len(_of("ines", placed)) >= 40


def test_every_charge_is_a_known_driver_s(placed: list[Charge]) -> None:
    assert {c.alias for c in placed} == set(DRIVERS) - {"lea"}
