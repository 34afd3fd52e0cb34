"""When the telephone is answered: week, French public holidays, to the minute, in Paris time."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

import holidays

PARIS = ZoneInfo("Europe/Paris")
DAYS = ("lun", "mar", "mer", "jeu", "ven", "sam", "dim")
DAY_NAMES = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_LONGEST_CLOSURE_DAYS = 15

_PART = re.compile(
    r"^(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+(?P<spans>\d{1,2}:\d{2}-\d{1,2}:\d{2}(?:,\d{1,2}:\d{2}-\d{1,2}:\d{2})*)$"
)


@dataclass(frozen=True, slots=True)
class Span:
    """From `opens`, included, to `closes`, excluded, on one day."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class OpeningHours:
    """`week[0]` is Monday; each day has its spans in order."""

    week: tuple[tuple[Span, ...], ...]

    def is_open(self, moment: datetime) -> bool:
        """Whether the telephone is answered at this aware moment."""
        local = moment.astimezone(PARIS)
        return any(span.opens <= local.time() < span.closes for span in self._spans_of(local.date()))

    def next_opening(self, moment: datetime) -> datetime | None:
        """The next opening after this moment, in Paris time; None when there is none within two weeks."""
        local = moment.astimezone(PARIS)
        for offset in range(_LONGEST_CLOSURE_DAYS):
            day = local.date() + timedelta(days=offset)
            for span in self._spans_of(day):
                opening = datetime.combine(day, span.opens, PARIS)
                if opening > local:
                    return opening
        return None

    def in_french(self) -> str:
        """« du lundi au vendredi de 9 h à 18 h, le samedi de 9 h à 12 h 30, hors jours fériés »."""
        parts = []
        for spans, days in groupby(range(7), key=lambda day: self.week[day]):
            if spans:
                parts.append(f"{_say_days(list(days))} {' et '.join(_say_span(span) for span in spans)}")
        return ", ".join([*parts, "hors jours fériés"])

    def _spans_of(self, day: date) -> tuple[Span, ...]:
        return () if day in _french_holidays() else self.week[day.weekday()]


@lru_cache(maxsize=1)
def _french_holidays() -> "holidays.HolidayBase":
    return holidays.country_holidays("FR")


def parse_opening_hours(text: str) -> OpeningHours | None:
    """Read `lun-ven 09:00-12:30,14:00-18:00; sam 09:00-12:00`; None when empty. Raises `ValueError`."""
    if not text.strip():
        return None
    week: list[tuple[Span, ...]] = [()] * 7
    for part in text.lower().split(";"):
        match = _PART.match(part.strip())
        if match is None:
            raise ValueError(f"cannot read « {part.strip()} »; write e.g. lun-ven 09:00-18:00")
        first = _day(match["first"])
        last = _day(match["last"] or match["first"])
        spans = tuple(
            sorted((_span(span) for span in match["spans"].split(",")), key=lambda span: span.opens)
        )
        if last < first:
            raise ValueError(f"« {part.strip()} » ends before it begins; write two parts")
        for day in range(first, last + 1):
            week[day] = spans
    return OpeningHours(tuple(week))


def say_opening(opening: datetime, now: datetime) -> str:
    """« demain à 9 h », « lundi à 9 h 30 »: an opening as a person says it."""
    local, today = opening.astimezone(PARIS), now.astimezone(PARIS).date()
    days_ahead = (local.date() - today).days
    day = {0: "aujourd'hui", 1: "demain"}.get(days_ahead, DAY_NAMES[local.weekday()])
    if days_ahead > 6:
        day = f"le {local.day}/{local.month:02d}"
    return f"{day} à {_say_hour(local.time())}"


def _say_days(days: list[int]) -> str:
    if len(days) == 1:
        return f"le {DAY_NAMES[days[0]]}"
    return f"du {DAY_NAMES[days[0]]} au {DAY_NAMES[days[-1]]}"


def _say_span(span: Span) -> str:
    return f"de {_say_hour(span.opens)} à {_say_hour(span.closes)}"


def _say_hour(hour: time) -> str:
    return f"{hour.hour} h {hour.minute:02d}" if hour.minute else f"{hour.hour} h"


def _day(name: str) -> int:
    if name not in DAYS:
        raise ValueError(f"unknown day « {name} »; use {', '.join(DAYS)}")
    return DAYS.index(name)


def _span(text: str) -> Span:
    opens, closes = (time.fromisoformat(hour.zfill(5)) for hour in text.split("-"))
    if opens >= closes:
        raise ValueError(f"« {text} » closes before it opens")
    return Span(opens, closes)
