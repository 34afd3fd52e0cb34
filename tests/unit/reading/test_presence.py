from datetime import UTC, datetime

import pytest

from support.reading.presence import read_presence

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "je suis devant la borne E1101 et rien ne se passe",
        "chui bloqué à la borne",
        "je peux plus repartir",
        "on est coincés devant avec les enfants",
        "je suis sur place",
    ],
)
def test_a_driver_at_the_station_says_so(text: str) -> None:
    assert read_presence(text, NOW) is True


@pytest.mark.parametrize(
    "text", ["je suis rentré chez moi", "je suis repartie", "hier soir la borne a refusé ma carte"]
)
def test_a_driver_who_has_left_says_so(text: str) -> None:
    assert read_presence(text, NOW) is False


@pytest.mark.parametrize("text", ["la charge ne démarre pas", "", "ma carte est refusée"])
def test_other_sentences_do_not_say(text: str) -> None:
    assert read_presence(text, NOW) is None


def test_yesterday_said_just_after_midnight_may_be_an_hour_ago() -> None:
    half_past_midnight_in_paris = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)

    assert read_presence("l'écran est resté noir hier", half_past_midnight_in_paris) is None
