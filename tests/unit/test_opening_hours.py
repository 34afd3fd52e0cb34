from datetime import UTC, datetime

import pytest

from support.opening_hours import PARIS, OpeningHours, parse_opening_hours, say_opening

WEEK = "lun-ven 09:00-12:30,14:00-18:00; sam 09:00-12:00"


def paris(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, tzinfo=PARIS)


@pytest.fixture
def hours() -> OpeningHours:
    parsed = parse_opening_hours(WEEK)
    assert parsed is not None
    return parsed


@pytest.mark.parametrize(
    ("hour", "minute", "second", "is_open"),
    [
        (8, 59, 59, False),
        (9, 0, 0, True),
        (12, 29, 59, True),
        (12, 30, 0, False),
        (13, 59, 59, False),
        (14, 0, 0, True),
        (17, 59, 59, True),
        (18, 0, 0, False),
        (0, 0, 0, False),
        (23, 59, 59, False),
    ],
)
def test_a_tuesday_opens_and_closes_to_the_minute_and_breaks_for_lunch(
    hours: OpeningHours, hour: int, minute: int, second: int, is_open: bool
) -> None:
    assert hours.is_open(paris(2026, 11, 24, hour, minute, second)) is is_open


def test_saturday_has_hours_of_its_own(hours: OpeningHours) -> None:
    assert hours.is_open(paris(2026, 11, 28, 11, 59))
    assert not hours.is_open(paris(2026, 11, 28, 12, 0))


def test_a_day_that_is_not_written_is_closed(hours: OpeningHours) -> None:
    assert not hours.is_open(paris(2026, 11, 29, 10, 0))


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ((2026, 1, 1), "New Year"),
        ((2026, 4, 6), "Easter Monday"),
        ((2026, 5, 1), "Labour Day"),
        ((2026, 5, 8), "Victory Day"),
        ((2026, 5, 14), "Ascension"),
        ((2026, 5, 25), "Whit Monday"),
        ((2026, 7, 14), "Bastille Day"),
        ((2025, 8, 15), "Assumption"),
        ((2027, 11, 1), "All Saints"),
        ((2026, 11, 11), "Armistice"),
        ((2026, 12, 25), "Christmas"),
        ((2027, 3, 29), "Easter Monday of another year"),
    ],
)
def test_french_public_holidays_are_closed(hours: OpeningHours, day: tuple[int, int, int], name: str) -> None:
    assert not hours.is_open(paris(*day, 10, 0)), name


def test_good_friday_is_a_working_day(hours: OpeningHours) -> None:
    assert hours.is_open(paris(2026, 4, 3, 10, 0))


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [
        (datetime(2026, 7, 15, 7, 0, tzinfo=UTC), True),
        (datetime(2026, 7, 15, 6, 59, tzinfo=UTC), False),
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), True),
        (datetime(2026, 11, 24, 7, 59, tzinfo=UTC), False),
    ],
)
def test_hours_are_those_of_paris_in_summer_and_in_winter(
    hours: OpeningHours, moment: datetime, is_open: bool
) -> None:
    assert hours.is_open(moment) is is_open


@pytest.mark.parametrize(
    ("now", "opening"),
    [
        (paris(2026, 11, 24, 7, 0), paris(2026, 11, 24, 9, 0)),
        (paris(2026, 11, 24, 12, 45), paris(2026, 11, 24, 14, 0)),
        (paris(2026, 11, 24, 19, 0), paris(2026, 11, 25, 9, 0)),
        (paris(2026, 11, 28, 13, 0), paris(2026, 11, 30, 9, 0)),
        (paris(2026, 4, 4, 13, 0), paris(2026, 4, 7, 9, 0)),
        (paris(2026, 7, 13, 18, 0), paris(2026, 7, 15, 9, 0)),
        (paris(2026, 4, 30, 18, 0), paris(2026, 5, 2, 9, 0)),
    ],
    ids=[
        "this morning",
        "after lunch",
        "tomorrow",
        "after the weekend",
        "after Easter",
        "after the 14th of July",
        "after the 1st of May",
    ],
)
def test_the_next_opening(hours: OpeningHours, now: datetime, opening: datetime) -> None:
    assert hours.next_opening(now) == opening


def test_while_open_the_next_opening_is_a_later_one(hours: OpeningHours) -> None:
    assert hours.next_opening(paris(2026, 11, 24, 9, 0)) == paris(2026, 11, 24, 14, 0)


def test_the_next_opening_across_the_change_of_the_clocks_is_at_the_written_hour(hours: OpeningHours) -> None:
    opening = hours.next_opening(paris(2026, 3, 28, 13, 0))

    assert opening == datetime(2026, 3, 30, 7, 0, tzinfo=UTC)


def test_there_is_no_next_opening_when_it_never_opens() -> None:
    assert OpeningHours(((),) * 7).next_opening(paris(2026, 11, 24)) is None


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_written_is_no_hours(text: str) -> None:
    assert parse_opening_hours(text) is None


def test_hours_may_be_written_with_capitals_and_short_hours() -> None:
    hours = parse_opening_hours(" Lun-Mar 9:00-18:00 ;DIM 10:00-11:00")

    assert hours is not None
    assert hours.is_open(paris(2026, 11, 23, 9, 0))
    assert hours.is_open(paris(2026, 11, 29, 10, 30))
    assert not hours.is_open(paris(2026, 11, 25, 9, 0))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("toujours", "cannot read « toujours »"),
        ("lun 9h-18h", "cannot read"),
        ("lun-ven 09:00-18:00;", "cannot read"),
        ("lun-vdr 09:00-18:00", "unknown day « vdr »"),
        ("abc 09:00-18:00", "unknown day « abc »"),
        ("lun 18:00-09:00", "closes before it opens"),
        ("lun 09:00-09:00", "closes before it opens"),
        ("lun 09:00-24:00", "hour"),
        ("lun 09:00-17:75", "minute"),
    ],
)
def test_hours_that_cannot_be_read_are_refused_with_the_reason(text: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse_opening_hours(text)


def test_a_range_of_days_written_backwards_is_refused() -> None:
    with pytest.raises(ValueError, match="ven-lun"):
        parse_opening_hours("ven-lun 09:00-18:00")


def test_spans_written_out_of_order_do_not_hide_an_opening() -> None:
    hours = parse_opening_hours("lun 14:00-18:00,09:00-12:00")

    assert hours is not None
    assert hours.next_opening(paris(2026, 11, 23, 7, 0)) == paris(2026, 11, 23, 9, 0)


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        (paris(2026, 11, 24, 14, 0), "aujourd'hui à 14 h"),
        (paris(2026, 11, 25, 9, 30), "demain à 9 h 30"),
        (paris(2026, 11, 26, 9, 5), "jeudi à 9 h 05"),
        (paris(2026, 11, 30, 9, 0), "lundi à 9 h"),
        (paris(2026, 12, 1, 9, 0), "le 1/12 à 9 h"),
    ],
)
def test_an_opening_is_said_as_a_person_says_it(opening: datetime, said: str) -> None:
    assert say_opening(opening, paris(2026, 11, 24, 10, 30)) == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("lun-ven 09:00-18:00", "du lundi au vendredi de 9 h à 18 h, hors jours fériés"),
        (
            "lun-ven 09:00-12:30,14:00-18:00; sam 09:00-12:00",
            "du lundi au vendredi de 9 h à 12 h 30 et de 14 h à 18 h, le samedi de 9 h à 12 h, hors jours fériés",
        ),
        (
            "lun 09:00-18:00; mer 09:00-18:00",
            "le lundi de 9 h à 18 h, le mercredi de 9 h à 18 h, hors jours fériés",
        ),
    ],
)
def test_hours_are_said_as_a_person_says_them(written: str, said: str) -> None:
    hours = parse_opening_hours(written)

    assert hours is not None
    assert hours.in_french() == said
