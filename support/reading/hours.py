"""Clock hours and parts of the day in a sentence in figures, apart from durations and amounts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from support.reading.numbers import NUMBER
from support.reading.patterns import inline

_MINUTES_A_DAY = 24 * 60
_LONGEST_DURATION = 8
_LATEST_UNCERTAIN = 12


@dataclass(frozen=True, slots=True)
class Hour:
    """A clock hour: minutes after midnight (`until` for the end of a range), and where it was read."""

    minutes: int
    until: int | None
    near: bool
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the day: its name, its bounds in minutes after midnight, and where it was read."""

    name: str
    first: int
    last: int
    span: tuple[int, int]


_MINUTE = inline(r"""
    (?:[0-5][0-9](?!\s?(?:€|euros?|kwh?|min|mn|fois|%))|[1-9](?=\s?(?:$|[,;!?)]))|et\ quart|et\ demie?
    |moins\ (?:le\ quart|[0-9]{1,2}))
""")


def _clock(suffix: str) -> str:
    return inline(rf"""
    (?:(?P<midday{suffix}>midi|minuit)(?P<past{suffix}>\ {_MINUTE})?
    |(?P<hour{suffix}>{NUMBER})\ ?(?:h|heures?|hrs?|heur)(?![a-z])
    (?:\ ?(?P<minute{suffix}>{_MINUTE}))?
    |(?P<digital{suffix}>[0-9]{{1,2}}):(?P<second{suffix}>[0-5][0-9])(?::[0-5][0-9])?)(?![0-9a-z])
""")


_RANGE = re.compile(rf"\b(?:entre|de) {_clock('_a')} (?:et|a) {_clock('_b')}")
_SINGLE = re.compile(rf"(?<![0-9a-z,.:/€*-])(?<!apres )(?<!apres-){_clock('_a')}")
_NEAR = re.compile(
    r"\b(?:vers|autour de|(?:aux )?(?:alentours?|environs) de|sur les|vers les|a environ|a peu pres a"
    r"|dans les|apres)\s?$"
)
_AT = re.compile(r"(?:\ba|\bsur le coup de|\bil etait|\ba partir de|\bdes|\bavant|@|\bil est)\s?$")
_ITEM = re.compile(r"\b(?:celle|celui|session|charge|recharge) de\s?$")
_NOT_AT = re.compile(r"(?:jusqu ?'?a|limitee? a|maxi(?:mum)? a|reduit a|plus de|moins de)\s?$")
_DURING = re.compile(
    inline("""
    \\b(?:pendant|durant|depuis|il y a|y a|ya|toutes les|en|duree|dure|duraient|temps|maxi?|bout de|presque
    |pres de|attendu
    |charge|recharge|reste|perdu|quasi|apres|avant)(?: (?:de|est de|environ|a peu pres|total))? ?[:=]? ?$
""")
)
_SINCE_A_CLOCK = re.compile(r"\bdepuis(?: environ)? ?$")
_LASTING = re.compile(
    inline(r"""
    \s?(?:d(?:e\ |')(?!(?:la |l')?(?:apres|aprem|mat|soir|nuit))|plus tard|gratuit|offert|max|/|par\b|d'affil
    |(?:apres|avant|apres que)\b|a attendre|sur place)
""")
)
_OF_DAY = re.compile(
    r"\s?(?:du |ce |le |au |de l'|de la |de l ?|cet )?(matin|mat|soir|apres[ -]?midi|aprem|nuit)\b"
)
_PUT_RIGHT = re.compile(
    r"(?:(?:non|pardon|erreur|mais|plutot|en fait|finalement|c'est|c'etait|c etait|cetait)\b[ ,;:.!]*)*"
)
_ADJACENT = re.compile(r"(?:[ ,;:(-]| a| le| vers)*$")


def read_hours(text: str, days: Sequence[tuple[int, int]]) -> Iterator[Hour]:
    """The clock hours of this plain text, in order; a bare hour counts only when alone or just after a day.

    `days` are the spans of its day expressions.
    """
    taken: list[tuple[int, int]] = []
    for match in _RANGE.finditer(text):
        first, last = _minutes(match, "_a"), _minutes(match, "_b")
        if first is not None and last is not None:
            taken.append(match.span())
            until = last if last > first else last + _MINUTES_A_DAY
            yield Hour(first, until, near=False, span=match.span())
    for match in _SINGLE.finditer(text):
        minutes = _minutes(match, "_a")
        if minutes is None or any(start <= match.start() < end for start, end in taken):
            continue
        near = _hour_context(text, match, days)
        if near is not None:
            minutes, end = _with_half_day(text, match.end(), minutes)
            about = _NEAR.search(text[: match.start()])
            yield Hour(minutes, None, near, (about.start() if about else match.start(), end))


def _minutes(match: re.Match[str], suffix: str) -> int | None:
    if match[f"midday{suffix}"]:
        past = _past_the_hour((match[f"past{suffix}"] or "").strip())
        return ((12 * 60 if match[f"midday{suffix}"] == "midi" else 0) + past) % _MINUTES_A_DAY
    if match[f"digital{suffix}"]:
        hour, minute = int(match[f"digital{suffix}"]), int(match[f"second{suffix}"])
    else:
        hour, minute = int(match[f"hour{suffix}"]), _past_the_hour(match[f"minute{suffix}"])
    return hour * 60 + minute if 0 <= hour * 60 + minute < _MINUTES_A_DAY and hour < 24 else None


def _past_the_hour(said: str | None) -> int:
    if not said:
        return 0
    if said.isdigit():
        return int(said)
    if said.startswith("moins"):
        return -int(said.removeprefix("moins ").replace("le quart", "15"))
    return 15 if "quart" in said else 30


def _is_alone(text: str, match: re.Match[str]) -> bool:
    """Whether nothing but the hour is said, or that it is put right: « non, plutôt 20 h »."""
    return match.end() == len(text) and _PUT_RIGHT.fullmatch(text, 0, match.start()) is not None


def _hour_context(text: str, match: re.Match[str], days: Sequence[tuple[int, int]]) -> bool | None:
    """Whether the hour is about (True) or exact (False); None when it is not a clock hour."""
    before = text[max(0, match.start() - 40) : match.start()]
    if _NOT_AT.search(before):
        return None
    lasting = match["midday_a"] is None and _LASTING.match(text, match.end()) is not None
    if _NEAR.search(before):
        return None if lasting and match["digital_a"] is None else True
    if _AT.search(before):
        after = text[match.end() : match.end() + 10].strip()
        return None if lasting and not after.startswith(("apres", "avant")) else False
    if match["midday_a"]:
        said_alone = match["midday_a"] == "minuit" or match["past_a"] or match.span() == (0, len(text))
        return False if said_alone else None
    if not lasting and _SINCE_A_CLOCK.search(before) and _is_a_clock(match):
        return False
    if lasting or _DURING.search(before):
        return None
    if match["digital_a"] or _is_alone(text, match) or _follows(before, match.start(), days):
        return False
    if match["minute_a"] and _is_late(match):
        return False
    unlikely_to_last = match["hour_a"].isdigit() and int(match["hour_a"]) >= _LONGEST_DURATION
    if not unlikely_to_last:
        return None
    next_to_day = any(0 <= start - match.end() <= 1 for start, _ in days)
    return False if next_to_day or _ITEM.search(before) else None


def _is_a_clock(match: re.Match[str]) -> bool:
    """« Depuis 14 h » and « depuis 8 h 30 » tell an hour; « depuis 2 h » may last."""
    if match["digital_a"]:
        return True
    return bool(match["hour_a"]) and (match["minute_a"] is not None or _is_late(match))


def _is_late(match: re.Match[str]) -> bool:
    """« 13 h 30 » is hardly a duration."""
    return match["hour_a"] is not None and int(match["hour_a"]) > _LATEST_UNCERTAIN


def _follows(before: str, start: int, days: Sequence[tuple[int, int]]) -> bool:
    joint = _ADJACENT.search(before)
    return joint is not None and any(start - len(joint[0]) <= end <= start for _, end in days)


def _with_half_day(text: str, end: int, minutes: int) -> tuple[int, int]:
    half = _OF_DAY.match(text, end)
    if half is None:
        return minutes, end
    return in_part(minutes, half[1]), half.end()


def in_part(minutes: int, part: str) -> int:
    """The hour as meant in this part of the day: 8 h in the evening is 20 h, 2 h is past midnight."""
    if part.startswith("soir"):
        if minutes < 4 * 60:
            return minutes + _MINUTES_A_DAY
        return minutes + 12 * 60 if minutes < 12 * 60 else minutes
    if part.startswith("apr"):
        return minutes + 12 * 60 if minutes < 9 * 60 else minutes
    return minutes


_BOUNDS: dict[str, tuple[int, int]] = {
    "matin": (4 * 60, 12 * 60),
    "midi": (11 * 60 + 30, 14 * 60 + 30),
    "apres-midi": (12 * 60, 19 * 60),
    "soir": (18 * 60, 24 * 60),
    "nuit": (22 * 60, 32 * 60),
    "debut matin": (4 * 60, 9 * 60),
    "fin matin": (10 * 60, 13 * 60),
    "debut apres-midi": (12 * 60, 16 * 60),
    "fin apres-midi": (16 * 60, 20 * 60),
    "debut soir": (17 * 60, 21 * 60),
    "fin soir": (20 * 60, 24 * 60),
    "debut journee": (5 * 60, 11 * 60),
    "fin journee": (16 * 60, 21 * 60),
}
PART = inline(r"""
    (?:(?P<edge>debut|fin|milieu)\ (?:de\ l'|de\ la\ |de\ |d'|d\ )?)?
    (?P<part>matinee|matins?|mat|midi|apres[- ]?midis?|aprem|aprm|aprems|soiree|soirs?|journee|nuit)\b
""")
_PART = re.compile(rf"\b{PART}")
_PART_AFTER = re.compile(
    rf"[ ,]*(?:(?:dans|en|au|le|la|l'|de|du|a|vers|plein|pleine|tard|tot|petit|courant|cours)[ ]?)*{PART}"
)
_PART_APART = re.compile(rf"\b(?:dans la|en|au|le|dans l'|vers le|tard le|tot le|au petit) {PART}")


def part_at(text: str, position: int) -> Part | None:
    """The part of the day which follows this position ("hier |soir", "lundi |en fin de journée")."""
    return _part(_PART_AFTER.match(text, position))


def part_apart(text: str) -> Part | None:
    """The first part of the day said on its own ("le soir", "dans la matinée", "en fin de journée")."""
    return _part(_PART_APART.search(text))


def _part(match: re.Match[str] | None) -> Part | None:
    if match is None:
        return None
    said, edge = match["part"], match["edge"] or ""
    name = (
        "apres-midi"
        if said.startswith("ap")
        else next(
            known for known in ("matin", "midi", "soir", "journee", "nuit", "mat") if said.startswith(known)
        )
    )
    name = "matin" if name == "mat" else name
    bounds = _BOUNDS.get(f"{edge} {name}".strip()) or _BOUNDS.get(name)
    return Part(name, bounds[0], bounds[1], match.span()) if bounds else None
