"""The charges of the demonstration: told cases for each driver, then an ordinary past, placed around `now`."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from random import Random
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from support.charging.demo_network import STATIONS, TARIFFS
from support.charging.model import PaymentStatus, SessionStatus

_PARIS = ZoneInfo("Europe/Paris")
_CENT = Decimal("0.01")
_WATT_HOUR = Decimal("0.001")
_POWERS = {station.number: station.points for station in STATIONS}
_BUSY_MARGIN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Charge:
    """A charge of the demonstration, at the charge point `point` of the station `number`."""

    id: str
    alias: str
    number: str
    point: int
    started_at: datetime
    ended_at: datetime | None
    status: SessionStatus
    kwh: Decimal
    total_cost: Decimal | None
    payment: PaymentStatus | None

    @property
    def power_kw(self) -> int:
        return _POWERS[self.number][self.point - 1]


@dataclass(frozen=True, slots=True)
class _Habit:
    """An ordinary past: `count` charges, one every `every` days, of up to `minutes`, on points of `powers` kW."""

    count: int
    every: int
    minutes: tuple[int, int]
    powers: tuple[int, ...]
    stations: tuple[str, ...]


_HABITS = {
    "claire": _Habit(14, 4, (45, 240), (7, 22, 50), ("1101", "1102", "1103", "1905")),
    "karim": _Habit(30, 2, (20, 180), (22, 50, 150), ("1501", "1502", "1503", "1920", "1919")),
    "tom": _Habit(8, 9, (50, 240), (7, 22), ("1902", "1905")),
    "sophie": _Habit(14, 5, (60, 240), (7, 22, 50), ("1001", "1002", "1003", "1005")),
    "marc": _Habit(11, 6, (20, 120), (22, 50, 150), ("1303", "1302", "1917", "1916")),
    "ines": _Habit(45, 2, (20, 90), (22, 50, 150, 300), ("1403", "1401", "1912", "1913", "1603", "1908")),
    "paul": _Habit(13, 5, (60, 240), (7, 22), ("1801", "1910", "1911", "1201")),
    "julie": _Habit(9, 7, (50, 180), (7, 22, 50), ("1903", "1914", "1601")),
    "ahmed": _Habit(45, 1, (14, 38), (50, 150, 300), ("1004", "1002", "1005")),
}
_FIRST_DAYS_BACK = {"claire": 15, "ahmed": 1}


def charges(now: datetime) -> list[Charge]:
    """All the charges around `now` (aware), the same ids whatever `now`."""
    told = list(_told(now))
    placed = list(told)
    for alias, habit in _HABITS.items():
        placed.extend(_ordinary(alias, habit, now, placed))
    return placed


def total(power_kw: int, kwh: Decimal) -> Decimal:
    """What a charge costs, in euros, rounded half up to the cent."""
    _, price_per_kwh, session_fee = TARIFFS[power_kw]
    return (kwh * price_per_kwh + session_fee).quantize(_CENT, ROUND_HALF_UP)


def _told(now: datetime) -> Iterator[Charge]:
    """The cases that each driver's description promises."""
    today = now.astimezone(_PARIS).date()
    yesterday, monday = (today - timedelta(days=1), today - timedelta(days=today.weekday()))

    yield _under_way("claire", "1101", 2, now - timedelta(minutes=35), "12.400")
    yield _ended("claire", 1, "1201", 3, _at(yesterday, 19, 40), 52, "15.870")
    yield _ended("claire", 2, "1101", 1, _at(monday - timedelta(days=3), 12, 15), 95, "28.410")
    yield _ended("claire", 3, "1103", 4, _at(monday - timedelta(days=6), 18, 5), 70, "20.125")
    yield _under_way("tom", "1902", 3, now - timedelta(minutes=2), "0.214")
    yield _under_way("sophie", "1001", 3, now - timedelta(minutes=110), "31.060")
    yield _under_way("sophie", "1002", 3, now - timedelta(minutes=40), "24.735", nth=1)
    yield _ended(
        "marc", 0, "1303", 3, _at(today - timedelta(days=3), 14, 20), 24, "36.540", PaymentStatus.UNPAID
    )
    yield _unbilled("paul", "1801", 3, now - timedelta(hours=4), 150, "41.300")
    yield _failed("julie", "1903", 1, now - timedelta(hours=3), 2)
    yield _ended("ahmed", 0, "1004", 3, now - timedelta(minutes=52), 32, "54.180", PaymentStatus.PENDING)


def _ordinary(alias: str, habit: _Habit, now: datetime, placed: Sequence[Charge]) -> Iterator[Charge]:
    """One charge a day at most and over by night, so that a driver's charges never overlap."""
    chance = Random(alias)
    today = now.astimezone(_PARIS).date()
    first = _FIRST_DAYS_BACK.get(alias, 4)
    for nth in range(habit.count):
        minutes = chance.randint(*habit.minutes)
        day = today - timedelta(days=first + nth * habit.every)
        start = _at(day, chance.randint(7, 18), chance.randint(0, 59))
        load = Decimal(chance.randint(45, 92)) / 100
        points = _points(habit)
        chance.shuffle(points)
        number, point = next(
            place for place in points if _is_free(place, start, start + timedelta(minutes=minutes), placed)
        )
        power_kw = _POWERS[number][point - 1]
        kwh = min(power_kw * load * minutes / 60, Decimal(chance.randint(38, 74))).quantize(_WATT_HOUR)
        yield _ended(alias, 100 + nth, number, point, start, minutes, str(kwh))


def _points(habit: _Habit) -> list[tuple[str, int]]:
    return [
        (number, point)
        for number in habit.stations
        for point, power_kw in enumerate(_POWERS[number], start=1)
        if power_kw in habit.powers
    ]


def _is_free(place: tuple[str, int], start: datetime, end: datetime, placed: Sequence[Charge]) -> bool:
    return not any(
        (charge.number, charge.point) == place
        and charge.started_at < end + _BUSY_MARGIN
        and (charge.ended_at is None or charge.ended_at > start - _BUSY_MARGIN)
        for charge in placed
    )


def _at(day: date, hour: int, minute: int) -> datetime:
    """That time in Paris, as UTC."""
    return datetime.combine(day, time(hour, minute), _PARIS).astimezone(UTC)


def _id(alias: str, nth: int) -> str:
    return f"ses_{uuid5(NAMESPACE_URL, f'demo/{alias}/{nth}').hex[:16]}"


def _under_way(alias: str, number: str, point: int, start: datetime, kwh: str, nth: int = 0) -> Charge:
    return Charge(
        _id(alias, nth), alias, number, point, start, None, SessionStatus.ACTIVE, Decimal(kwh), None, None
    )


def _ended(
    alias: str,
    nth: int,
    number: str,
    point: int,
    start: datetime,
    minutes: int,
    kwh: str,
    payment: PaymentStatus = PaymentStatus.PAID,
) -> Charge:
    energy = Decimal(kwh)
    cost = total(_POWERS[number][point - 1], energy)
    end = start + timedelta(minutes=minutes)
    return Charge(
        _id(alias, nth), alias, number, point, start, end, SessionStatus.COMPLETED, energy, cost, payment
    )


def _unbilled(alias: str, number: str, point: int, start: datetime, minutes: int, kwh: str) -> Charge:
    end = start + timedelta(minutes=minutes)
    return Charge(
        _id(alias, 0), alias, number, point, start, end, SessionStatus.COMPLETED, Decimal(kwh), None, None
    )


def _failed(alias: str, number: str, point: int, start: datetime, minutes: int) -> Charge:
    end = start + timedelta(minutes=minutes)
    nothing = Decimal("0.000")
    return Charge(
        _id(alias, 0), alias, number, point, start, end, SessionStatus.INVALID, nothing, Decimal("0.00"), None
    )
