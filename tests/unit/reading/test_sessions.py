"""The session meant, among five. Now is Monday 23 November 2026, 15:00 in Paris."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from support.charging.model import ChargingSession, Location, SessionStatus, TokenType
from support.reading.moments import PARIS
from support.reading.sessions import Ambiguous, is_of_another_day, read_session

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=PARIS)
PART_DIEU = Location("1", "Lyon Part-Dieu", "5 boulevard Vivier-Merle", "69003", "Lyon")
GERLAND = Location("2", "Lyon Gerland", "12 avenue Jean Jaurès", "69007", "Lyon")
NANTES = Location("3", "Nantes Cité des Congrès", "5 rue de Valmy", "44000", "Nantes")


def charged(
    session_id: str,
    begun: datetime,
    hours: int | None,
    kwh: str,
    cost: str | None,
    at: Location,
    evse_id: str,
) -> ChargingSession:
    started_at = begun.astimezone(UTC)
    return ChargingSession(
        id=session_id,
        driver_id="driver",
        status=SessionStatus.ACTIVE if hours is None else SessionStatus.COMPLETED,
        started_at=started_at,
        ended_at=None if hours is None else started_at + timedelta(hours=hours),
        kwh=Decimal(kwh),
        total_cost=None if cost is None else Decimal(cost),
        token_type=TokenType.RFID,
        evse_id=evse_id,
        location=at,
        payment_status=None,
    )


SESSIONS = (
    charged("a", datetime(2026, 11, 23, 14, 0, tzinfo=PARIS), None, "5.1", None, PART_DIEU, "FR*BMP*E1234*1"),
    charged(
        "b", datetime(2026, 11, 22, 18, 30, tzinfo=PARIS), 1, "12.4", "8.90", PART_DIEU, "FR*BMP*E1234*2"
    ),
    charged("c", datetime(2026, 11, 22, 9, 0, tzinfo=PARIS), 2, "30.25", "15.20", NANTES, "FR*BMP*E2000*1"),
    charged("d", datetime(2026, 11, 16, 20, 0, tzinfo=PARIS), 1, "22.0", "12.00", GERLAND, "FR*BMP*E3000*1"),
    charged("e", datetime(2026, 11, 1, 12, 0, tzinfo=PARIS), 1, "7.7", "4.35", NANTES, "FR*BMP*E2000*1"),
)


def read(text: str) -> str | None:
    """The id of the session read, those of the candidates joined by "|" when ambiguous."""
    session = read_session(text, SESSIONS, NOW)
    if isinstance(session, Ambiguous):
        return "|".join(candidate.id for candidate in session.candidates)
    return session.id if session else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("celle d'hier à Lyon", "b"),
        ("celle d'hier soir", "b"),
        ("la 2", "b"),
        ("2", "b"),
        ("la dernière", "a"),
        ("la plus récente", "a"),
        ("8,90", "b"),
        ("12,4 kwh", "b"),
        ("celle de gerland", "d"),
        ("la dernière à Nantes", "c"),
        ("ma dernière charge", "a"),
        ("l'avant dernière", "b"),
        ("la première", "a"),
        ("la plus ancienne", "e"),
        ("celle en cours", "a"),
        ("hier matin", "c"),
        ("lundi dernier", "d"),
        ("celle à 12 euros", "d"),
        ("9 euros", "b"),
        ("8 euros", "b"),
        ("celle du 1er novembre", "e"),
        ("le 1er novembre à Nantes", "e"),
        ("30 kwh", "c"),
        ("celle de 18h30", "b"),
        ("celle de 18h", "b"),
        ("vers 20h", "d"),
        ("la borne E1234*2", "b"),
        ("15,20€", "c"),
        ("30,25", "c"),
        ("celle à 15", "c"),
        ("15€ hier", "c"),
        ("cet aprem", "a"),
        ("celle de lundi dernier", "d"),
        ("la troisième", "c"),
        ("la borne E1234 hier", "b"),
        ("12 kwh à Lyon", "b"),
        ("30 kwh et 15,20 €", "c"),
    ],
)
def test_the_session_is_read(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("celle d'hier", "b|c"),
        ("celle de Lyon", "a|b|d"),
        ("nante", "c|e"),
        ("la semaine dernière", "b|c|d"),
    ],
)
def test_sessions_which_all_fit_are_ambiguous(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "celle de Marseille",
        "bonjour",
        "je ne sais pas",
        "la 9",
        "oui",
        "avant-hier",
        "15€ à Lyon",
        "ce matin",
        "99,99",
        "l'avant dernière à gerland",
    ],
)
def test_an_unknown_or_unsaid_session_is_left_alone(text: str) -> None:
    assert read(text) is None


def test_nothing_is_read_among_no_sessions() -> None:
    assert read_session("la dernière", [], NOW) is None


def test_a_rank_follows_the_list_as_shown() -> None:
    shown = tuple(reversed(SESSIONS))

    assert read_session("la 2", shown, NOW) is shown[1]


def test_the_latest_is_by_date_whatever_the_list() -> None:
    assert read_session("la dernière", tuple(reversed(SESSIONS)), NOW) is SESSIONS[0]


@pytest.mark.parametrize("text", ["samedi soir", "c'était le 12 novembre vers 9h", "avant-hier à Brest"])
def test_a_day_without_a_session_is_of_none(text: str) -> None:
    assert is_of_another_day(text, SESSIONS, NOW)


@pytest.mark.parametrize(
    "text",
    [
        "hier soir",
        "avant-hier à Nantes",
        "j'ai été débité avant-hier",
        "vers 21h",
        "la deuxième",
        "je ne sais plus",
    ],
)
def test_what_may_still_be_a_session_is_of_no_other_day(text: str) -> None:
    assert not is_of_another_day(text, SESSIONS, NOW)
