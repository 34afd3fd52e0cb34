"""Moments as drivers say them. Now is Monday 23 November 2026, 15:00 in Paris."""

from datetime import UTC, datetime

import pytest

from support.reading.moments import PARIS, Moment, completed, read_moment

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=PARIS)


def read(text: str, now: datetime = NOW) -> str | None:
    """The interval in Paris time, to the minute: "22/11 18:00 > 22/11 23:59"."""
    moment = read_moment(text, now)
    return None if moment is None else shown(moment)


def shown(moment: Moment) -> str:
    start, end = moment.start.astimezone(PARIS), moment.end.astimezone(PARIS)
    return f"{start:%d/%m %H:%M} > {end:%d/%m %H:%M}"


def moment_of(text: str) -> Moment:
    moment = read_moment(text, NOW)
    assert moment is not None
    return moment


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hier", "22/11 00:00 > 22/11 23:59"),
        ("ier", "22/11 00:00 > 22/11 23:59"),
        ("celle d'hier", "22/11 00:00 > 22/11 23:59"),
        ("avant-hier", "21/11 00:00 > 21/11 23:59"),
        ("aujourdhui", "23/11 00:00 > 23/11 15:00"),
        ("samdi", "21/11 00:00 > 21/11 23:59"),
        ("lundi", "23/11 00:00 > 23/11 15:00"),
        ("lundi dernier", "16/11 00:00 > 16/11 23:59"),
        ("jeudi de la semaine dernière", "19/11 00:00 > 19/11 23:59"),
        ("il y a 3 jours", "20/11 00:00 > 20/11 23:59"),
        ("il y a quelques jours", "16/11 00:00 > 22/11 23:59"),
        ("il y a 8 jours", "14/11 00:00 > 16/11 23:59"),
        ("il y a une semaine", "14/11 00:00 > 18/11 23:59"),
        ("il y a plusieurs semaines", "05/10 00:00 > 16/11 23:59"),
        ("il y a un mois", "17/10 00:00 > 31/10 23:59"),
        ("la semaine dernière", "16/11 00:00 > 22/11 23:59"),
        ("cette semaine", "23/11 00:00 > 23/11 15:00"),
        ("ce week-end", "21/11 00:00 > 22/11 23:59"),
        ("le mois dernier", "01/10 00:00 > 31/10 23:59"),
        ("ce mois-ci", "01/11 00:00 > 23/11 15:00"),
        ("en octobre", "01/10 00:00 > 31/10 23:59"),
    ],
)
def test_days_are_read(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("le 12/11", "12/11 00:00 > 12/11 23:59"),
        ("12/11", "12/11 00:00 > 12/11 23:59"),
        ("12-11-2026", "12/11 00:00 > 12/11 23:59"),
        ("2026-11-12", "12/11 00:00 > 12/11 23:59"),
        ("le 12 novembre", "12/11 00:00 > 12/11 23:59"),
        ("1er nov", "01/11 00:00 > 01/11 23:59"),
        ("le premier novembre", "01/11 00:00 > 01/11 23:59"),
        ("le 3 aout", "03/08 00:00 > 03/08 23:59"),
        ("le 12", "12/11 00:00 > 12/11 23:59"),
        ("celle du 12", "12/11 00:00 > 12/11 23:59"),
        ("le 31", "31/10 00:00 > 31/10 23:59"),
        ("le 12 du mois dernier", "12/10 00:00 > 12/10 23:59"),
        ("lundi 16", "16/11 00:00 > 16/11 23:59"),
        ("le samedi 21/11 à 18h12", "21/11 17:42 > 21/11 18:42"),
        ("lundi 16 novembre à 9h", "16/11 08:30 > 16/11 09:30"),
        ("12/11/2026 18:30", "12/11 18:00 > 12/11 19:00"),
    ],
)
def test_dates_are_read(text: str, expected: str) -> None:
    assert read(text) == expected


def test_a_date_without_year_is_the_latest_past_one() -> None:
    assert moment_of("le 25 décembre").start == datetime(2025, 12, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hier soir", "22/11 18:00 > 22/11 23:59"),
        ("yer soir", "22/11 18:00 > 22/11 23:59"),
        ("j'étais à Lyon hier soir et j'ai été débité deux fois", "22/11 18:00 > 22/11 23:59"),
        ("hier j'ai chargé le soir", "22/11 18:00 > 22/11 23:59"),
        ("ce matin", "23/11 04:00 > 23/11 12:00"),
        ("ce midi", "23/11 11:30 > 23/11 14:30"),
        ("cet après-midi", "23/11 12:00 > 23/11 15:00"),
        ("hier aprem", "22/11 12:00 > 22/11 19:00"),
        ("hier en fin d'après-midi", "22/11 16:00 > 22/11 20:00"),
        ("samedi dans la matinée", "21/11 04:00 > 21/11 12:00"),
        ("le 20 au soir", "20/11 18:00 > 20/11 23:59"),
        ("en fin de journée", "22/11 16:00 > 22/11 21:00"),
        ("cette nuit", "22/11 22:00 > 23/11 08:00"),
        ("aujourd'hui dans la nuit", "22/11 22:00 > 23/11 08:00"),
        ("dans la nuit de samedi à dimanche", "21/11 22:00 > 22/11 08:00"),
        ("dans la nuit du 11 au 12", "11/11 22:00 > 12/11 08:00"),
        ("la nuit du 11 au 12 octobre", "11/10 22:00 > 12/10 08:00"),
    ],
)
def test_parts_of_the_day_are_read(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hier à 18h30", "22/11 18:00 > 22/11 19:00"),
        ("lundi vers 18 h", "16/11 17:00 > 16/11 19:00"),
        ("lundi 16h", "16/11 15:30 > 16/11 16:30"),
        ("22h hier", "22/11 21:30 > 22/11 22:30"),
        ("hier à dix-huit heures", "22/11 17:30 > 22/11 18:30"),
        ("hier à 18h et quart", "22/11 17:45 > 22/11 18:45"),
        ("hier à 18h moins le quart", "22/11 17:15 > 22/11 18:15"),
        ("hier à midi et demi", "22/11 12:00 > 22/11 13:00"),
        ("hier entre 18h et 19h", "22/11 18:00 > 22/11 19:00"),
        ("hier de 23h à 1h", "22/11 23:00 > 23/11 01:00"),
        ("hier vers 8h du soir", "22/11 19:00 > 22/11 21:00"),
        ("hier soir à 8h", "22/11 19:30 > 22/11 20:30"),
        ("hier soir vers 1h", "23/11 00:00 > 23/11 02:00"),
        ("hier à minuit", "22/11 23:30 > 23/11 00:30"),
        ("dimanche à 7h du mat", "22/11 06:30 > 22/11 07:30"),
        ("cet aprem à 2h", "23/11 13:30 > 23/11 14:30"),
        ("cette nuit vers 2h", "23/11 01:00 > 23/11 03:00"),
        ("cette nuit à 23h", "22/11 22:30 > 22/11 23:30"),
        ("tt a l'heure vers 14h", "23/11 13:00 > 23/11 15:00"),
    ],
)
def test_hours_of_a_day_are_read(text: str, expected: str) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vers 14h", "23/11 13:00 > 23/11 15:00"),
        ("vers 18h", "22/11 17:00 > 22/11 19:00"),
        ("18h30", "22/11 18:00 > 22/11 19:00"),
        ("celle de 18h", "22/11 17:30 > 22/11 18:30"),
        ("vers 3h de l'après midi", "23/11 14:00 > 23/11 15:00"),
        ("minuit", "22/11 23:30 > 23/11 00:30"),
        ("midi", "23/11 11:30 > 23/11 12:30"),
        ("le soir", "22/11 18:00 > 22/11 23:59"),
    ],
)
def test_an_hour_alone_is_the_latest_past_one(text: str, expected: str) -> None:
    assert read(text) == expected
    assert not moment_of(text).has_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("il y a 20 min", "23/11 14:30 > 23/11 14:50"),
        ("ya 10 minutes", "23/11 14:40 > 23/11 15:00"),
        ("il y a une demi-heure", "23/11 14:20 > 23/11 14:40"),
        ("il y a une heure", "23/11 13:45 > 23/11 14:15"),
        ("il y a 1h et quart", "23/11 13:26 > 23/11 14:03"),
        ("il y a 1h30", "23/11 13:07 > 23/11 13:52"),
        ("il y a quelques minutes", "23/11 14:40 > 23/11 15:00"),
        ("à l'instant", "23/11 14:45 > 23/11 15:00"),
        ("tout à l'heure", "23/11 09:00 > 23/11 15:00"),
    ],
)
def test_elapsed_time_is_read(text: str, expected: str) -> None:
    assert read(text) == expected
    assert moment_of(text).has_date


@pytest.mark.parametrize(
    "text",
    [
        "demain à 18h",
        "lundi prochain",
        "le 25/12/2026",
        "aujourd'hui à 20h",
        "ce soir",
        "mardi 24",
        "dans 2h",
    ],
)
def test_what_is_to_come_is_refused(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2h de charge",
        "pendant 2h",
        "j'ai attendu 2h",
        "la charge a duré 1h",
        "session de 2h30",
        "depuis 2h",
        "celle de 2h",
        "il y a 2h d'attente",
        "jusqu'à 2h gratuites",
        "j'ai payé 18 euros",
        "18,30 €",
        "24h/24",
        "7j/7",
        "à 80%",
        "à 2 km",
        "borne de 22 kw",
        "FR*BMP*E1234*1",
        "BMP-2026-000123",
        "0612345678",
        "06-12-34-56-78",
        "version 4.12.1",
        "le 12 rue de Lyon",
        "69003 Lyon",
        "tous les lundis",
        "du lundi au vendredi",
        "32/13/2026",
        "le 30 février",
        "le 45",
        "à quelle heure",
        "mars",
        "24/24",
        "bonjour",
        "",
    ],
)
def test_what_is_no_moment_is_left_alone(text: str) -> None:
    assert read(text) is None


def test_a_duration_beside_a_day_is_not_its_hour() -> None:
    assert read("hier 2h de charge") == read("hier")


@pytest.mark.parametrize(
    ("text", "has_date", "has_hour"),
    [
        ("hier soir", True, False),
        ("hier à 18h", True, True),
        ("vers 18h", False, True),
        ("le soir", False, False),
    ],
)
def test_what_was_said_of_the_moment_is_told(text: str, has_date: bool, has_hour: bool) -> None:
    moment = moment_of(text)

    assert (moment.has_date, moment.has_hour) == (has_date, has_hour)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("J'ai chargé Hier soir à Lyon", "Hier soir"),
        ("avant-hier à Midi !", "avant-hier à Midi"),
        ("Là, TOUT À L'HEURE", "TOUT À L'HEURE"),
        ("hier, avec mon badge tout neuf, à 18h", "hier 18h"),
    ],
)
def test_the_words_read_are_kept_as_typed(text: str, said: str) -> None:
    assert moment_of(text).said == said


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        ("ce soir", datetime(2026, 11, 23, 20, 0, tzinfo=PARIS), "23/11 18:00 > 23/11 20:00"),
        ("ce soir", datetime(2026, 11, 24, 0, 40, tzinfo=PARIS), "23/11 18:00 > 23/11 23:59"),
        ("cette nuit", datetime(2026, 11, 24, 3, 0, tzinfo=PARIS), "23/11 22:00 > 24/11 03:00"),
        ("lundi vers 18h", datetime(2026, 11, 23, 20, 0, tzinfo=PARIS), "23/11 17:00 > 23/11 19:00"),
        ("le week-end dernier", datetime(2026, 11, 22, 12, 0, tzinfo=PARIS), "14/11 00:00 > 15/11 23:59"),
        ("le 31", datetime(2026, 3, 1, 12, 0, tzinfo=PARIS), "31/01 00:00 > 31/01 23:59"),
    ],
)
def test_the_meaning_follows_the_clock(text: str, now: datetime, expected: str) -> None:
    assert read(text, now) == expected


def test_summer_time_is_kept() -> None:
    moment = read_moment("hier à 18h", datetime(2026, 7, 14, 9, 0, tzinfo=UTC))

    assert moment is not None
    assert moment.start == datetime(2026, 7, 13, 15, 30, tzinfo=UTC)


# --- As told in letters, since an hour, or narrowed later on ---------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("hier à dix-neuf heures quarante-cinq", "22/11 19:15 > 22/11 20:15"),
        ("samedi à minuit moins dix", "21/11 23:20 > 22/11 00:20"),
        ("hier à huit heures moins vingt", "22/11 07:10 > 22/11 08:10"),
        ("le trente et un octobre", "31/10 00:00 > 31/10 23:59"),
        ("il y a soixante-dix jours", "14/09 00:00 > 14/09 23:59"),
        ("avant-avant-hier", "20/11 00:00 > 20/11 23:59"),
        ("bloqué depuis 14h", "23/11 13:30 > 23/11 14:30"),
        ("bloqué depuis 8h30", "23/11 08:00 > 23/11 09:00"),
        ("parking de la gare, 13h30", "23/11 13:00 > 23/11 14:00"),
        ("il y a un mois, le 20 octobre", "20/10 00:00 > 20/10 23:59"),
    ],
)
def test_moments_in_letters_and_in_parts_are_read(text: str, expected: str) -> None:
    assert read(text) == expected


def test_what_is_said_back_is_in_the_words_of_the_driver() -> None:
    assert moment_of("J'étais là avant-hier à vingt-deux heures").said == "avant-hier à vingt-deux heures"


@pytest.mark.parametrize(
    ("first", "then", "expected"),
    [
        ("hier soir vers 21h", "en fait c'était avant-hier", "21/11 20:00 > 21/11 22:00"),
        ("hier à 21h", "non plutot 20h", "22/11 19:30 > 22/11 20:30"),
        ("hier à 21h", "avant-hier à 8h", "21/11 07:30 > 21/11 08:30"),
        ("hier à 21h", "avant-hier matin", "21/11 04:00 > 21/11 12:00"),
        ("hier à 21h", "aujourd'hui", "23/11 00:00 > 23/11 15:00"),
        ("hier", "avant-hier", "21/11 00:00 > 21/11 23:59"),
        ("hier à 21h", "la semaine dernière", "16/11 00:00 > 22/11 23:59"),
        ("la semaine dernière", "non plutot 20h", "16/11 00:00 > 22/11 23:59"),
        ("cette nuit vers minuit et demi", "non plutot 2h", "23/11 01:30 > 23/11 02:30"),
        ("hier à 0h10", "non plutot 20h", "22/11 19:30 > 22/11 20:30"),
        ("samedi vers 23h", "non plutot 1h", "22/11 00:30 > 22/11 01:30"),
    ],
)
def test_a_day_or_an_hour_put_right_keeps_the_other(first: str, then: str, expected: str) -> None:
    moment = completed(moment_of(then), moment_of(first), NOW)

    assert shown(moment) == expected
