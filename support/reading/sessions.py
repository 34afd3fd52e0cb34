"""Which of the driver's recent sessions he means."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from support.charging.model import ChargingSession, Location, SessionStatus
from support.reading.evse_ids import read_evse_id, read_evse_station
from support.reading.moments import PARIS, Moment, read_moment
from support.reading.ordinals import read_ordinal
from support.reading.patterns import inline
from support.reading.places import StationIndex, read_town
from support.reading.plain import plain
from support.reading.quantities import read_euros, read_kwh


@dataclass(frozen=True)
class Ambiguous:
    """Several sessions fit; the latest first."""

    candidates: tuple[ChargingSession, ...]


_LATEST = re.compile(
    inline(r"""
    \b(?:la|ma|le|cette|toute)\s(?:toute\s)?(?:derniere|dernier)(?!\s(?:fois|semaine|nuit))
    |\bla\splus\srecente|\bplus\srecente|\bderniere\s(?:charge|session|recharge|en\sdate)|^derniere?$
""")
)
_BEFORE_LATEST = re.compile(r"\bavant[ -]derniere?\b")
_OLDEST = re.compile(r"\b(?:plus (?:ancienne|vieille)|toute premiere)\b")
_UNDER_WAY = re.compile(r"\b(?:en cours|celle qui (?:tourne|charge) (?:encore|toujours)|actuelle)\b")
_NOT_A_CHARGE = re.compile(
    r"\b(?:pay|debit|prelev|recu|recev|ecri|appel|telephon|factur|rembours|envoy|mail|courrier|releve)\w*"
)
_BARE_AMOUNT = re.compile(r"(?<![0-9a-z.,:/*-])([0-9]{1,4}[.,][0-9]{1,2})(?![0-9.,:/a-z*])")
_BARE_NUMBER = re.compile(r"(?:celle|la session|la charge) (?:a|de) ([0-9]{1,4})$")


def read_session(
    text: str, sessions: Sequence[ChargingSession], now: datetime
) -> ChargingSession | Ambiguous | None:
    """The session meant, by rank in the list as shown, time, place, amount, energy or several of these.

    "la dernière" is the most recent. None when nothing fits or nothing is said; `Ambiguous` when several fit.
    """
    if not sessions:
        return None
    sentence = plain(text)
    recent = sorted(sessions, key=lambda session: session.started_at, reverse=True)
    if not _by_recency(sentence):
        rank = read_ordinal(text, len(sessions))
        if rank is not None:
            return sessions[rank]
    kept, narrowed = recent, False
    for narrow in (_by_evse, _by_status, _by_moment, _by_place, _by_quantity):
        fitting = narrow(text, kept, now)
        if fitting is not None:
            kept, narrowed = fitting, True
    recency = _by_recency(sentence)
    if recency and kept:
        return recency(kept)
    if not narrowed or not kept:
        return None
    return kept[0] if len(kept) == 1 else Ambiguous(tuple(kept))


def is_of_another_day(text: str, sessions: Sequence[ChargingSession], now: datetime) -> bool:
    """Whether the text tells a day on which none of the sessions took place, and the station of none.

    The day of a payment, of an invoice or of a letter is not that of a charge.
    """
    moment = read_moment(text, now)
    if moment is None or not moment.has_date or _NOT_A_CHARGE.search(plain(text)):
        return False
    if _by_place(text, sessions, now):
        return False
    first, last = (_day(at) for at in (moment.start, moment.end))
    return not any(first <= _day(one.ended_at or now) and _day(one.started_at) <= last for one in sessions)


def _day(moment: datetime) -> date:
    return moment.astimezone(PARIS).date()


def _by_recency(
    sentence: str,
) -> Callable[[Sequence[ChargingSession]], ChargingSession | None] | None:
    if _BEFORE_LATEST.search(sentence):
        return lambda kept: kept[1] if len(kept) > 1 else None
    if _OLDEST.search(sentence):
        return lambda kept: kept[-1]
    return (lambda kept: kept[0]) if _LATEST.search(sentence) else None


def _by_evse(text: str, sessions: Sequence[ChargingSession], _: datetime) -> list[ChargingSession] | None:
    evse_id = read_evse_id(text)
    if evse_id:
        return [session for session in sessions if session.evse_id == evse_id]
    station = read_evse_station(text)
    return [s for s in sessions if s.evse_id.startswith(f"{station}*")] if station else None


def _by_status(text: str, sessions: Sequence[ChargingSession], _: datetime) -> list[ChargingSession] | None:
    if not _UNDER_WAY.search(plain(text)):
        return None
    return [session for session in sessions if session.status is SessionStatus.ACTIVE]


def _by_moment(text: str, sessions: Sequence[ChargingSession], now: datetime) -> list[ChargingSession] | None:
    moment = read_moment(text, now)
    if moment is None:
        return None
    fits = _overlaps if moment.has_date else _same_hour
    fitting = [session for session in sessions if fits(session, moment, now)]
    begun = [session for session in fitting if moment.start <= session.started_at <= moment.end]
    return begun if begun and moment.has_date else fitting


def _overlaps(session: ChargingSession, moment: Moment, now: datetime) -> bool:
    return session.started_at <= moment.end and (session.ended_at or now) >= moment.start


def _same_hour(session: ChargingSession, moment: Moment, now: datetime) -> bool:
    middle = moment.middle.astimezone(PARIS)
    reach = max(timedelta(hours=1), (moment.end - moment.start) / 2)
    begun = session.started_at.astimezone(PARIS)
    apart = abs((begun.hour * 60 + begun.minute) - (middle.hour * 60 + middle.minute))
    return timedelta(minutes=min(apart, 24 * 60 - apart)) <= reach


@lru_cache(maxsize=64)
def _stations(locations: tuple[Location, ...]) -> StationIndex:
    return StationIndex(locations)


def _by_place(text: str, sessions: Sequence[ChargingSession], _: datetime) -> list[ChargingSession] | None:
    places = tuple(dict.fromkeys(session.location for session in sessions))
    found = _stations(places).find(text, limit=len(places) or 1)
    if found:
        return [session for session in sessions if session.location in found]
    return [] if read_town(text) else None


def _by_quantity(text: str, sessions: Sequence[ChargingSession], _: datetime) -> list[ChargingSession] | None:
    kwh, euros = read_kwh(text), read_euros(text)
    kept: list[ChargingSession] | None = None
    if kwh is not None:
        kept = _closest(kwh, sessions, lambda session: session.kwh)
    if euros is not None:
        kept = _closest(euros, sessions if kept is None else kept, lambda session: session.total_cost)
    if kept is not None:
        return kept
    bare = _BARE_AMOUNT.search(plain(text)) or _BARE_NUMBER.search(plain(text))
    if bare is None:
        return None
    said = Decimal(bare[1].replace(",", "."))
    by_cost = _closest(said, sessions, lambda session: session.total_cost)
    return by_cost or _closest(said, sessions, lambda session: session.kwh)


def _closest(
    said: Decimal, sessions: Sequence[ChargingSession], measure: Callable[[ChargingSession], Decimal | None]
) -> list[ChargingSession]:
    """Those of exactly this measure, or else those which are cut or rounded to it."""
    measured = [(session, value) for session in sessions if (value := measure(session)) is not None]
    exact = [session for session, value in measured if value == said]
    return exact or [session for session, value in measured if said in _roundings(value, said)]


def _roundings(value: Decimal, said: Decimal) -> Iterator[Decimal]:
    exponent = said.normalize().as_tuple().exponent
    step = Decimal(1).scaleb(min(0, exponent if isinstance(exponent, int) else 0))
    yield value.quantize(step, ROUND_DOWN)
    yield value.quantize(step, ROUND_HALF_UP)
