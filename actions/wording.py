"""How facts are put in French: dates, durations, amounts, sessions."""

from datetime import datetime, timedelta
from decimal import Decimal

from support.charging.model import ChargingSession, Location
from support.opening_hours import DAY_NAMES, PARIS
from support.reading.moments import Moment

MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def french_number(value: Decimal, decimals: int) -> str:
    """`Decimal("12.4")` with 1 decimal -> « 12,4 »."""
    return f"{value:.{decimals}f}".replace(".", ",")


def euros(value: Decimal) -> str:
    """« 8,90 € »."""
    return f"{french_number(value, 2)} €"


def kwh(value: Decimal) -> str:
    """« 12,4 kWh »."""
    return f"{french_number(value, 1)} kWh"


def joined_photos(count: int) -> str:
    """« 1 photo jointe », « 2 photos jointes »; empty for none."""
    if not count:
        return ""
    return "1 photo jointe" if count == 1 else f"{count} photos jointes"


def day_and_hour(moment: datetime, now: datetime) -> str:
    """« aujourd'hui à 9 h 05 », « hier à 19 h 42 », « lundi 16 novembre à 8 h »."""
    return f"{day(moment, now)} à {hour(moment)}"


def day(moment: datetime, now: datetime) -> str:
    """« aujourd'hui », « hier », « lundi 16 novembre »."""
    local, today = moment.astimezone(PARIS), now.astimezone(PARIS).date()
    days_ago = (today - local.date()).days
    if days_ago == 0:
        return "aujourd'hui"
    if days_ago == 1:
        return "hier"
    first = "1er" if local.day == 1 else str(local.day)
    text = f"{DAY_NAMES[local.weekday()]} {first} {MONTHS[local.month - 1]}"
    return text if local.year == now.astimezone(PARIS).year else f"{text} {local.year}"


def hour(moment: datetime) -> str:
    """« 9 h », « 19 h 42 », Paris time."""
    local = moment.astimezone(PARIS)
    return f"{local.hour} h {local.minute:02d}" if local.minute else f"{local.hour} h"


def duration(length: timedelta) -> str:
    """« 35 min », « 2 h 05 »."""
    minutes = max(1, round(length.total_seconds() / 60))
    if minutes < 60:
        return f"{minutes} min"
    return f"{minutes // 60} h {minutes % 60:02d}" if minutes % 60 else f"{minutes // 60} h"


def station_name(location: Location) -> str:
    """« Lyon Part-Dieu », with its town when the name does not say it."""
    if location.city.lower() in location.name.lower():
        return location.name
    return f"{location.name} ({location.city})"


def active_session(session: ChargingSession, now: datetime) -> str:
    """« Lyon Part-Dieu depuis 35 min, 12,4 kWh »."""
    return f"{station_name(session.location)} depuis {duration(session.duration(now))}, {kwh(session.kwh)}"


def past_session(session: ChargingSession, now: datetime) -> str:
    """« hier à 19 h 42, Nantes Commerce, 18,2 kWh, 9,46 € »."""
    cost = euros(session.total_cost) if session.total_cost is not None else "montant à venir"
    parts = (day_and_hour(session.started_at, now), station_name(session.location), kwh(session.kwh), cost)
    return ", ".join(parts)


def moment_said(moment: Moment, now: datetime) -> str:
    """An interval as the driver would recognise it: « hier vers 19 h », « hier, entre 18 h et minuit »."""
    name = day(moment.start, now)
    if day(moment.end, now) != name:
        return moment.said
    if moment.has_hour:
        rounded = (moment.middle + timedelta(seconds=30)).replace(second=0, microsecond=0)
        return f"{name} vers {hour(rounded)}"
    return f"{name} (« {moment.said} »)"
