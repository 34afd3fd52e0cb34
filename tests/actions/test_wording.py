from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from actions import wording
from support.charging.model import Location
from support.composition import Support
from support.reading.moments import Moment, read_moment
from tests.actions.dialogue import CLAIRE_NOW, CLAIRE_YESTERDAY
from tests.storage.conftest import NOW


@pytest.mark.parametrize(
    ("value", "decimals", "said"),
    [
        ("12.4", 1, "12,4"),
        ("12.44", 1, "12,4"),
        ("0", 2, "0,00"),
        ("1234.5", 2, "1234,50"),
        ("15.870", 1, "15,9"),
        ("18", 0, "18"),
    ],
)
def test_numbers_have_a_comma(value: str, decimals: int, said: str) -> None:
    assert wording.french_number(Decimal(value), decimals) == said


def test_money_has_cents_and_energy_a_tenth() -> None:
    assert wording.euros(Decimal("8.9")) == "8,90 €"
    assert wording.kwh(Decimal("12.400")) == "12,4 kWh"


@pytest.mark.parametrize(
    ("moment", "said"),
    [
        (datetime(2026, 11, 24, 8, 5, tzinfo=UTC), "aujourd'hui à 9 h 05"),
        (datetime(2026, 11, 23, 18, 42, tzinfo=UTC), "hier à 19 h 42"),
        (datetime(2026, 11, 22, 23, 0, tzinfo=UTC), "hier à 0 h"),
        (datetime(2026, 11, 22, 22, 59, tzinfo=UTC), "dimanche 22 novembre à 23 h 59"),
        (datetime(2026, 11, 16, 7, 0, tzinfo=UTC), "lundi 16 novembre à 8 h"),
        (datetime(2026, 7, 14, 10, 0, tzinfo=UTC), "mardi 14 juillet à 12 h"),
        (datetime(2026, 8, 1, 10, 30, tzinfo=UTC), "samedi 1er août à 12 h 30"),
        (datetime(2025, 12, 31, 22, 30, tzinfo=UTC), "mercredi 31 décembre 2025 à 23 h 30"),
        (datetime(2025, 12, 31, 23, 30, tzinfo=UTC), "jeudi 1er janvier à 0 h 30"),
    ],
)
def test_a_moment_is_said_in_french_and_in_paris_time(moment: datetime, said: str) -> None:
    assert wording.day_and_hour(moment, NOW) == said


def test_yesterday_is_a_matter_of_paris_not_of_utc() -> None:
    just_after_midnight = datetime(2026, 11, 23, 23, 10, tzinfo=UTC)

    assert wording.day(datetime(2026, 11, 23, 22, 50, tzinfo=UTC), just_after_midnight) == "hier"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(seconds=5), "1 min"),
        (timedelta(minutes=35), "35 min"),
        (timedelta(minutes=59, seconds=20), "59 min"),
        (timedelta(minutes=59, seconds=40), "1 h"),
        (timedelta(hours=1), "1 h"),
        (timedelta(minutes=125), "2 h 05"),
        (timedelta(hours=26), "26 h"),
    ],
)
def test_a_duration_is_in_minutes_then_in_hours(length: timedelta, said: str) -> None:
    assert wording.duration(length) == said


@pytest.mark.parametrize(
    ("name", "city", "said"),
    [
        ("Lyon Part-Dieu", "Lyon", "Lyon Part-Dieu"),
        ("Beaune Aire de l'Archéodrome", "Merceuil", "Beaune Aire de l'Archéodrome (Merceuil)"),
        ("PARKING NANTES COMMERCE", "Nantes", "PARKING NANTES COMMERCE"),
    ],
)
def test_a_station_is_named_with_its_town_once(name: str, city: str, said: str) -> None:
    assert wording.station_name(Location("loc", name, "1 rue", "00000", city)) == said


def test_a_charge_under_way_tells_where_how_long_and_how_much(support: Support) -> None:
    session = support.charging.session("drv_claire_morel", CLAIRE_NOW)

    assert session is not None
    assert wording.active_session(session, NOW) == "Lyon Part-Dieu depuis 35 min, 12,4 kWh"


def test_a_past_charge_tells_when_where_how_much_and_what_it_cost(support: Support) -> None:
    session = support.charging.session("drv_claire_morel", CLAIRE_YESTERDAY)

    assert session is not None
    assert wording.past_session(session, NOW) == "hier à 19 h 40, Parking Nantes Commerce, 15,9 kWh, 6,19 €"


def test_a_charge_not_yet_billed_says_so_rather_than_nothing(support: Support) -> None:
    session = support.charging.session("drv_paul_renaud", "ses_7cbaab789db756bd")

    assert session is not None
    assert wording.past_session(session, NOW).endswith("41,3 kWh, montant à venir")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("hier à 19 h 42", "hier vers 19 h 42"),
        ("lundi 16 novembre vers 8h", "lundi 16 novembre vers 8 h"),
        ("hier soir", "hier (« hier soir »)"),
        ("samedi", "samedi 21 novembre (« samedi »)"),
    ],
)
def test_a_moment_told_is_said_back_so_that_it_can_be_checked(typed: str, said: str) -> None:
    moment = read_moment(typed, NOW)

    assert moment is not None
    assert wording.moment_said(moment, NOW) == said


def test_a_moment_of_several_days_is_not_said_as_one_of_them() -> None:
    week = read_moment("la semaine dernière", NOW)

    assert isinstance(week, Moment)
    assert wording.moment_said(week, NOW) == "la semaine dernière"
