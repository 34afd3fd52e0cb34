"""Days in a sentence in figures: names, dates and spans of days, always in the past."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import dateparser

from support.reading.hours import PART
from support.reading.numbers import NUMBER
from support.reading.patterns import inline


@dataclass(frozen=True, slots=True)
class Days:
    """One day or several, and where they were read.

    `night` is the night which starts on the evening of `first`; `weekly` tells a bare weekday, which may be a
    week earlier.
    """

    first: date
    last: date
    span: tuple[int, int]
    night: bool = False
    weekly: bool = False


_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_WEEKDAY = inline("""
    (?P<weekday>lund[iy]|lindi|mardi|mard[iy]|mercredi|mercerdi|mecredi|mercredie|jeud[iy]|vendredi
    |vendredit|vendedi|samedi|samdi|sam?medi|dimanche|dimance|dimenche)
""")
_MONTHS = {
    "jan": "janvier",
    "fev": "fevrier",
    "mar": "mars",
    "avr": "avril",
    "mai": "mai",
    "juin": "juin",
    "jui": "juillet",
    "jul": "juillet",
    "aou": "aout",
    "sep": "septembre",
    "oct": "octobre",
    "nov": "novembre",
    "dec": "decembre",
}
_MONTH = inline("""
    (?P<month>janv?(?:ier)?|fev(?:r(?:ier)?|ier)?|mars|avr(?:il)?|mai|juin|jui?l(?:let)?|aout
    |sept?(?:e[mn]bre)?|oct(?:ob?re|obe)?|nov(?:e[mn]bre)?|dec(?:e[mn]bre)?)\\b\\.?
""")
_NOT_A_DAY = (
    r"(?!\s?(?:h\b|heures?|€|euros?|eur\b|kwh?|%|min|mn|e\b|eme|:|/|bis|rue|avenue|av\b|bd|boulevard|place"
    r"|[.,]?[0-9]))"
)
_ANY_MONTH = _MONTH.replace("?P<month>", "?:")
_ANY_WEEKDAY = _WEEKDAY.replace("?P<weekday>", "?:")
_THEN_DATE = rf" (?:le )?(?:1er|[0-9]{{1,2}})(?:[/-]| ?{_ANY_MONTH}|\b{_NOT_A_DAY})"
_AGO = (
    r"(?:il y a|y a|il ya|ya|y'a|ca fait)(?: (?:environ|a peu pres|plus de|moins de|deja|bien|presque"
    r"|meme pas))*"
)

_FUTURE = re.compile(
    r"\b(?:demain|prochaine?s?|(?:dans|d'ici) [0-9]+ (?:jours?|h\b|heures?|min"
    r"|minutes?|semaines?|mois))\b"
)


def tells_future(text: str) -> bool:
    """Whether this plain text speaks of a time to come."""
    return _FUTURE.search(text) is not None


def read_days(text: str, today: date) -> Iterator[Days]:
    """The days of this plain text by position, the longest first at a same start; never after `today`."""
    found: list[tuple[int, int, Days]] = []
    for pattern, reader in _READERS:
        for match in pattern.finditer(text):
            days = reader(match, today)
            if days is not None:
                found.append((match.start(), -match.end(), days))
    found.sort(key=lambda item: item[:2])
    for _, _, days in found:
        if days.first <= today:
            yield days


def tells_explicit_date(text: str) -> bool:
    """Whether a calendar date is written in this plain text, past or not."""
    return any(pattern.search(text) for pattern in _EXPLICIT)


def _explicit(said: str, today: date) -> date | None:
    read = dateparser.parse(
        said,
        languages=["fr"],
        settings={
            "TIMEZONE": "Europe/Paris",
            "PREFER_DATES_FROM": "past",
            "RELATIVE_BASE": datetime.combine(today, time(23, 59)),
            "DATE_ORDER": "DMY",
            "REQUIRE_PARTS": ["day", "month"],
        },
    )
    return read.date() if read else None


def _one(day: date | None, match: re.Match[str], *, weekly: bool = False) -> Days | None:
    return None if day is None else Days(day, day, match.span(), weekly=weekly)


def _numeric(match: re.Match[str], today: date) -> Days | None:
    return _one(_explicit(match["date"].replace(" ", ""), today), match)


def _short_numeric(match: re.Match[str], today: date) -> Days | None:
    alone = match.span() == (0, len(match.string))
    padded = len(match["day"]) == len(match["of"]) == 2 and match["mark"] == "/"
    if not (match["led"] or alone or padded):
        return None
    return _one(_explicit(f"{match['day']}/{match['of']}", today), match)


def _written(match: re.Match[str], today: date) -> Days | None:
    number = 1 if match["day"] in {"1er", "premier"} else int(match["day"])
    said = match["month"]
    month = _MONTHS.get(said) or _MONTHS.get(said[:4]) or _MONTHS[said[:3]]
    return _one(_explicit(f"{number} {month} {match['year'] or ''}".strip(), today), match)


def _of_month(number: int, last_month: int, last_year: int) -> date | None:
    """The latest day of this number up to the given month; None after four months without it."""
    for back in range(4):
        year, month = divmod(last_year * 12 + last_month - 1 - back, 12)
        try:
            return date(year, month + 1, number)
        except ValueError:
            continue
    return None


def _day_number(match: re.Match[str], today: date) -> Days | None:
    number = 1 if match["number"] == "1er" else int(match["number"])
    if not 1 <= number <= 31 or _still_to_come(match["weekday"], number, today):
        return None
    before = today.replace(day=1) - timedelta(days=1)
    upto = today if number <= today.day and not match["previous"] else before
    return _one(_of_month(number, upto.month, upto.year), match)


def _still_to_come(weekday: str | None, number: int, today: date) -> bool:
    """Whether "mardi 24" is a coming day of this month rather than a past one."""
    if not weekday or number <= today.day:
        return False
    return any(
        (today + timedelta(days=ahead)).day == number
        and _WEEKDAYS[(today.weekday() + ahead) % 7][:3] == weekday[:3]
        for ahead in range(1, 8)
    )


def _weekday(match: re.Match[str], today: date) -> Days | None:
    said = match["weekday"]
    wanted = next(
        (i for i, name in enumerate(_WEEKDAYS) if said[:3] == name[:3]), {"lin": 0, "mec": 2}.get(said[:3], 0)
    )
    back = (today.weekday() - wanted) % 7
    which = match["which"] or ""
    if "semaine" in which:
        return _one(today - timedelta(days=today.weekday() + 7 - wanted), match)
    if which:
        return _one(today - timedelta(days=back or 7), match)
    return _one(today - timedelta(days=back), match, weekly=True)


def _night_between(match: re.Match[str], today: date) -> Days | None:
    evening = _weekday_before(match["weekday"], today)
    return Days(evening, evening, match.span(), night=True)


def _weekday_before(said: str, today: date) -> date:
    wanted = next((i for i, name in enumerate(_WEEKDAYS) if said[:3] == name[:3]), 0)
    return today - timedelta(days=(today.weekday() - wanted) % 7 or 7)


def _night_of_dates(match: re.Match[str], today: date) -> Days | None:
    number = int(match["number"])
    if match["month"]:
        evening = _explicit(
            f"{number} {_MONTHS.get(match['month'][:4]) or _MONTHS[match['month'][:3]]}", today
        )
    else:
        upto = today if number < today.day else today.replace(day=1) - timedelta(days=1)
        evening = _of_month(number, upto.month, upto.year)
    return Days(evening, evening, match.span(), night=True) if evening else None


def _last_night(match: re.Match[str], today: date) -> Days | None:
    evening = today - timedelta(days=1)
    return Days(evening, evening, match.span(), night=True)


def _back(days: int) -> Callable[[re.Match[str], date], Days | None]:
    return lambda match, today: _one(today - timedelta(days=days), match)


def _ago(match: re.Match[str], today: date) -> Days | None:
    unit = match["unit"]
    if match["count"] in {"quelques", "qq", "qqs", "plusieurs"}:
        step = 1 if unit.startswith("j") else 7 if unit.startswith("s") else 30
        return Days(today - timedelta(days=step * 7), today - timedelta(days=step), match.span())
    count = int(match["count"])
    if unit.startswith("j") and count not in (8, 15):
        return _one(today - timedelta(days=count), match)
    step, slack = (1, 1) if unit.startswith("j") else (7, 2) if unit.startswith("s") else (30, 7)
    middle = today - timedelta(days=step * count)
    return Days(middle - timedelta(days=slack), min(today, middle + timedelta(days=slack)), match.span())


def _week(match: re.Match[str], today: date) -> Days | None:
    monday = today - timedelta(days=today.weekday())
    if match["this"]:
        return Days(monday, today, match.span())
    return Days(monday - timedelta(days=7), monday - timedelta(days=1), match.span())


def _week_end(match: re.Match[str], today: date) -> Days | None:
    saturday = today - timedelta(days=(today.weekday() - 5) % 7)
    if saturday + timedelta(days=1) >= today and match["past"] and today.weekday() >= 5:
        saturday -= timedelta(days=7)
    return Days(saturday, saturday + timedelta(days=1), match.span())


def _month(match: re.Match[str], today: date) -> Days | None:
    first = today.replace(day=1)
    if match["this"]:
        return Days(first, today, match.span())
    last = first - timedelta(days=1)
    return Days(last.replace(day=1), last, match.span())


def _named_month(match: re.Match[str], today: date) -> Days | None:
    name = _MONTHS.get(match["month"][:4]) or _MONTHS[match["month"][:3]]
    first = _explicit(f"1 {name}", today)
    if first is None:
        return None
    following = (first.replace(day=28) + timedelta(days=4)).replace(day=1)
    return Days(first, min(today, following - timedelta(days=1)), match.span())


_LED = rf"(?P<led>(?:le|du|au|date|depuis|{_ANY_WEEKDAY})[ :]+)?"
_NUMERIC = re.compile(
    inline(r"""
    (?<![0-9a-z/.,*-])(?P<date>20[0-9]{2}-[0-9]{2}-[0-9]{2}
    |[0-9]{1,2}(?P<mark>\ ?[/-]\ ?)[0-9]{1,2}(?P=mark)(?:20[0-9]{2}|[0-9]{2})
    |[0-9]{1,2}[. ][0-9]{1,2}[. ]20[0-9]{2})(?![0-9/*]|[.,-][0-9])
""")
)
_SHORT_NUMERIC = re.compile(
    rf"(?<![0-9a-z/.,*-]){_LED}\b(?P<day>[0-9]{{1,2}})(?P<mark>[/-])(?P<of>[0-9]{{1,2}})(?![0-9/*h€]"
    rf"|[.,-][0-9])"
)
_WRITTEN = re.compile(
    rf"(?<![0-9,.])\b(?P<day>[0-9]{{1,2}}|1er|premier) ?{_MONTH}(?: (?P<year>20[0-9]{{2}}))?"
)
_EXPLICIT = (_NUMERIC, _SHORT_NUMERIC, _WRITTEN)
_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], date], Days | None]], ...] = (
    (_NUMERIC, _numeric),
    (_SHORT_NUMERIC, _short_numeric),
    (_WRITTEN, _written),
    (
        re.compile(
            rf"\b(?:le|du|{_WEEKDAY}) (?P<number>1er|[0-9]{{1,2}})\b{_NOT_A_DAY}(?! {_MONTH})"
            r"(?P<previous> du mois (?:dernier|passe|precedent)| dernier)?"
        ),
        _day_number,
    ),
    (
        re.compile(
            rf"(?<!tous les )(?<!chaque )(?<!les )(?<!au )\b{_WEEKDAY}\b(?!{_THEN_DATE})(?! (?:prochain"
            rf"|(?:au|a) (?:mardi|mercredi|jeudi|vendredi|samedi|dimanche)))"
            r"(?P<which> (?:de (?:la )?semaine (?:derniere|passee|d'avant)|derniere?|passee?|d'avant))?"
        ),
        _weekday,
    ),
    (
        re.compile(
            rf"\bnuit (?:de |du |d')?{_WEEKDAY}(?: soir)?(?: (?:a|au) (?:lundi|mardi|mercredi|jeudi"
            rf"|vendredi|samedi|dimanche))?"
        ),
        _night_between,
    ),
    (re.compile(rf"\bnuit du (?P<number>[0-9]{{1,2}})(?: au [0-9]{{1,2}})?(?: {_MONTH})?"), _night_of_dates),
    (
        re.compile(
            r"\b(?:cette nuit|la nuit (?:derniere|passee|d'hier)|nuit d'hier|nuit de hier|(?:dans|pendant"
            r"|durant) la nuit"
            r"(?! (?:de|du|d')))"
        ),
        _last_night,
    ),
    (re.compile(r"\b(?:avant|avt|av)[- ]?(?:avant|avt|av)[- ]?hier\b"), _back(3)),
    (re.compile(r"\b(?:avant|avt|av)[- ]?(?:hier|yer|ier)\b"), _back(2)),
    (re.compile(r"\b(?<!avant[- ])(?<!avt[- ])(?<!av[- ])(?:hiers?|hiere|yer|ier|hyer)\b"), _back(1)),
    (re.compile(r"\b(?:aujourd ?'? ?hui|aujourd|aujourdui|auj|ajd|ojd|ojourdhui|ce jour)\b"), _back(0)),
    (re.compile(rf"\b(?:cett?e?|ce|c|se|set)(?= (?:en )?{PART})"), _back(0)),
    (
        re.compile(
            rf"\b{_AGO} (?P<count>{NUMBER}|quelques|qqs?|plusieurs) ?(?P<unit>jours?|j\b|semaines?|mois)\b"
        ),
        _ago,
    ),
    (
        re.compile(r"\b(?:la )?semaine (?:derniere|passee|precedente|d'avant)|\b(?P<this>cette semaine)\b"),
        _week,
    ),
    (
        re.compile(
            r"\b(?:ce|le|durant le|pendant le) ?(?:week ?-? ?end|w-?e|wk)\b(?P<past> (?:dernier|passe"
            r"|d'avant))?"
        ),
        _week_end,
    ),
    (re.compile(r"\b(?:le )?mois (?:dernier|passe|precedent)|\b(?P<this>ce mois(?: ?-?ci)?)\b"), _month),
    (re.compile(rf"\b(?:en|au mois d'|au mois de|courant|debut|fin|mi-?) ?{_MONTH}"), _named_month),
)
