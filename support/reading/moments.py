"""The past moment a driver speaks of, as he says it in French, in Paris time."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from support.reading.days import Days, read_days, tells_explicit_date, tells_future
from support.reading.hours import Hour, Part, in_part, part_apart, part_at, read_hours
from support.reading.numbers import NUMBER, in_figures
from support.reading.patterns import inline

PARIS = ZoneInfo("Europe/Paris")
_LAST_SECOND = timedelta(days=1) - timedelta(seconds=1)
_EXACT_MARGIN = timedelta(minutes=30)
_NEAR_MARGIN = timedelta(hours=1)
_NIGHT = (timedelta(hours=22), timedelta(hours=32))
_LONGEST_GAP = 12
_EVENING = 18
_MORNING = 6


@dataclass(frozen=True, slots=True)
class Moment:
    """A past interval, in aware UTC; `end` is never after now.

    `said` holds the words read. `has_hour` is False for a mere part of the day ("hier soir").
    """

    start: datetime
    end: datetime
    said: str
    has_date: bool
    has_hour: bool

    @property
    def middle(self) -> datetime:
        """The instant half-way through it, in aware UTC."""
        return self.start + (self.end - self.start) / 2


_ELAPSED = re.compile(
    inline(rf"""
    \b(?:il y a|y a|il ya|ya|y'a|ca fait)(?:\ (?:environ|a\ peu\ pres|plus|moins|de|d'|deja|bien|meme\ pas
    |juste|a\ peine|tout))*\ ?
    (?:(?P<few>quelques|qqs?|un\ instant|un\ moment|2\ secondes|peine)|(?P<half>une\ demi|1/2
    |la\ demi)|(?P<count>{NUMBER}))\ ?-?
    (?:(?P<hours>heures?|h)(?![a-z])(?:\ ?(?P<more>[0-5]?[0-9]|et\ demie?|et\ quart)(?![0-9]))?
    |(?P<minutes>minutes?|min|mins|mn|m)(?![a-z])|instants?|secondes?|(?<=instant)|(?<=moment))
    (?!\ (?:de|d')\b)
""")
)
_JUST_NOW = re.compile(r"\b(?:a l ?'?instant|a l'?instant meme|a la minute|juste maintenant|la maintenant)\b")
_EARLIER = re.compile(
    r"\b(?:tou(?:t|te|s) (?:a|de) (?:l ?'? ?heure|leure?|lheure)|tt a l ?'? ?heure|t'?a ?l ?'?heure|tantot)\b"
)


def read_moment(text: str, now: datetime) -> Moment | None:
    """The past moment named in the text; None when there is none, or when it is to come.

    `now` is aware. Weekdays and dates without a year are the latest past ones; an hour alone is today's, or
    yesterday's when today's is to come. An exact hour spans ±30 minutes, "vers 18 h" ±1 hour.
    """
    sentence, origins = in_figures(text)
    local = _in_paris(now)
    days = list(read_days(sentence, local.date()))
    reading = _elapsed(sentence, local) or (
        _dated(sentence, days, local) if days else _undated(sentence, local)
    )
    if reading is None:
        return None
    start, end = _utc(reading.start), min(_utc(reading.end), now.astimezone(UTC))
    if start > end:
        return None
    return Moment(start, end, _words_read(text, origins, reading.spans), reading.has_date, reading.has_hour)


def completed(moment: Moment, known: Moment, now: datetime) -> Moment:
    """The moment with what `known` tells and it does not: the hour of another day, or the day of another hour.

    It stays as it is when it tells both or several days, when the hour lies outside of the part of the day that it
    tells, or when the two together are to come. An hour does not put several days right: `known` stays.
    """
    if moment.has_date and not moment.has_hour and known.has_hour:
        day, hour = moment, known
    elif known.has_date and moment.has_hour and not moment.has_date:
        day, hour = known, moment
    else:
        return moment
    if day.end - day.start > timedelta(days=1):
        return day
    told = _in_paris(day.middle)
    middle = datetime.combine(told.date(), _in_paris(hour.middle).time())
    if day is known and known.has_hour and told.hour >= _EVENING and middle.hour < _MORNING:
        middle += timedelta(days=1)
    half = (hour.end - hour.start) / 2
    start, end = _utc(middle - half), min(_utc(middle + half), now.astimezone(UTC))
    is_outside = day is moment and not (moment.start <= start and end <= moment.end)
    if is_outside or start >= end:
        return moment
    return Moment(start, end, moment.said, has_date=True, has_hour=True)


def _in_paris(moment: datetime) -> datetime:
    return moment.astimezone(PARIS).replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class _Reading:
    start: datetime
    end: datetime
    spans: Sequence[tuple[int, int]]
    has_date: bool
    has_hour: bool


def _utc(local: datetime) -> datetime:
    return local.replace(tzinfo=PARIS).astimezone(UTC)


def _words_read(text: str, origins: list[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> str:
    pieces: list[list[int]] = []
    for start, end in sorted(spans):
        if pieces and start - pieces[-1][1] <= _LONGEST_GAP:
            pieces[-1][1] = max(end, pieces[-1][1])
        else:
            pieces.append([start, end])
    return " ".join(text[origins[start][0] : origins[end - 1][1]].strip() for start, end in pieces)


def _elapsed(sentence: str, now: datetime) -> _Reading | None:
    just_now = _JUST_NOW.search(sentence)
    if just_now:
        return _Reading(now - timedelta(minutes=15), now, [just_now.span()], True, True)
    match = _ELAPSED.search(sentence)
    if match is None:
        return None
    gone = _gone(match)
    margin = max(timedelta(minutes=10), gone / 4)
    return _Reading(now - gone - margin, min(now, now - gone + margin), [match.span()], True, True)


def _gone(match: re.Match[str]) -> timedelta:
    if match["few"] or not (match["hours"] or match["minutes"]):
        return timedelta(minutes=10)
    if match["half"]:
        return timedelta(minutes=30)
    count = int(match["count"])
    if match["minutes"]:
        return timedelta(minutes=count)
    more = match["more"] or "0"
    return timedelta(hours=count, minutes=int(more) if more.isdigit() else 15 if "quart" in more else 30)


def _dated(sentence: str, found: Sequence[Days], now: datetime) -> _Reading | None:
    days = _narrowest(found)
    if days.first != days.last:
        return _Reading(_midnight(days.first), _midnight(days.last) + _LAST_SECOND, [days.span], True, False)
    hour = next(read_hours(sentence, _spans(sentence, found)), None)
    part = part_at(sentence, days.span[1]) or (None if days.night else part_apart(sentence))
    reading = _of_day(days, part, hour, now)
    if reading.start > now and days.weekly:
        before = days.first - timedelta(days=7)
        reading = _of_day(Days(before, before, days.span), part, hour, now)
    elif reading.start > now and now.hour < 5 and part and part.name in {"soir", "apres-midi"}:
        before = days.first - timedelta(days=1)
        reading = _of_day(Days(before, before, days.span), part, hour, now)
    return reading if reading.start <= now else None


def _narrowest(found: Sequence[Days]) -> Days:
    """The first days told, or a single one told after them that lies within: « il y a un mois, le 18 »."""
    first = found[0]
    if first.first == first.last:
        return first
    return next((one for one in found if first.first <= one.first == one.last <= first.last), first)


def _spans(sentence: str, found: Sequence[Days]) -> list[tuple[int, int]]:
    parts = [part_at(sentence, days.span[1]) for days in found]
    return [days.span for days in found] + [part.span for part in parts if part]


def _of_day(days: Days, part: Part | None, hour: Hour | None, now: datetime) -> _Reading:
    spans = [days.span, *([part.span] if part else []), *([hour.span] if hour else [])]
    midnight = _midnight(days.first)
    night = days.night or (part is not None and part.name == "nuit")
    if night and not days.night and days.first == now.date():
        midnight -= timedelta(days=1)
    if hour:
        return _at_hour(midnight, part, hour, spans, now, night=night)
    if night:
        return _Reading(midnight + _NIGHT[0], midnight + _NIGHT[1], spans, True, False)
    if part:
        last = min(timedelta(minutes=part.last), _LAST_SECOND)
        return _Reading(midnight + timedelta(minutes=part.first), midnight + last, spans, True, False)
    return _Reading(midnight, midnight + _LAST_SECOND, spans, True, False)


def _at_hour(
    midnight: datetime,
    part: Part | None,
    hour: Hour,
    spans: Sequence[tuple[int, int]],
    now: datetime,
    *,
    night: bool,
) -> _Reading:
    minutes = in_part(hour.minutes, part.name) if part else hour.minutes
    if night and minutes < 18 * 60:
        minutes += 24 * 60
    at_midnight = hour.minutes == 0 and not night and midnight + timedelta(days=1) <= now
    if at_midnight and not (part and part.name == "soir"):
        minutes = 24 * 60
    shift = minutes - hour.minutes
    first = midnight + timedelta(minutes=minutes)
    if hour.until is not None:
        return _Reading(first, midnight + timedelta(minutes=hour.until + shift), spans, True, True)
    margin = _NEAR_MARGIN if hour.near else _EXACT_MARGIN
    if first > now:
        return _Reading(first, first + margin, spans, True, True)
    return _Reading(first - margin, first + margin, spans, True, True)


def _undated(sentence: str, now: datetime) -> _Reading | None:
    earlier = _EARLIER.search(sentence)
    if not earlier and (tells_future(sentence) or tells_explicit_date(sentence)):
        return None
    hour = next(read_hours(sentence, [earlier.span()] if earlier else []), None)
    part = part_apart(sentence)
    if hour is None and part is None:
        return _Reading(now - timedelta(hours=6), now, [earlier.span()], True, False) if earlier else None
    for back in (0, 1):
        day = now.date() - timedelta(days=back)
        reading = _of_day(Days(day, day, (hour or part).span), part, hour, now)  # type: ignore[union-attr]
        if reading.start <= now:
            break
    spans = [*([earlier.span()] if earlier else []), *reading.spans]
    return _Reading(reading.start, reading.end, spans, earlier is not None, reading.has_hour)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time())
