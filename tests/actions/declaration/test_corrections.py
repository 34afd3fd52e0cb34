"""« Non, c'était à Nantes »: a sentence that changes an answer given before."""

import pytest

from tests.actions.conftest import Enter
from tests.actions.dialogue import CLAIRE_NOW, CLAIRE_YESTERDAY, SOPHIE_BATIGNOLLES, SOPHIE_BERCY, Driver


@pytest.fixture
def halfway(visitor: Driver) -> Driver:
    """A visitor who told of yesterday at Guérande by badge, and is asked for a description."""
    visitor.declares("past_session", problem="billing")
    visitor.says("hier à 19h à Guérande avec mon badge")
    assert visitor.declaration.asked == "description"
    return visitor


@pytest.mark.parametrize(
    ("typed", "field", "expected"),
    [
        ("non c'était à Annecy", "station", "Annecy Courier"),
        ("je me suis trompé c'était à Annecy", "station", "Annecy Courier"),
        ("pardon, c'était avec l'application", "means", "application"),
    ],
)
def test_a_correction_changes_the_answer_and_comes_back_to_the_question(
    halfway: Driver, typed: str, field: str, expected: str
) -> None:
    said = halfway.says(typed)

    assert said.responses == ["utter_corrected", "utter_ask_description"]
    value = halfway.values[field]
    assert (value["name"] if isinstance(value, dict) else value) == expected


def test_a_correction_is_said_back(halfway: Driver) -> None:
    said = halfway.says("non c'était à Annecy")

    assert (said.told("label"), said.told("value")) == ("Station", "Annecy Courier")


def test_the_date_can_be_corrected(halfway: Driver) -> None:
    said = halfway.says("non c'était samedi à 12h")

    assert said.responses[0] == "utter_corrected"
    assert said.told("label") == "Date et heure"
    assert halfway.values["occurred_at"]["start"].startswith("2026-11-21")


def test_the_other_answers_stay(halfway: Driver) -> None:
    halfway.says("non c'était à Annecy")

    assert halfway.values["means"] == "badge"
    assert halfway.values["problem"] == "billing"


def test_a_correction_at_the_summary_shows_it_again(halfway: Driver) -> None:
    halfway.says("le montant est faux depuis hier soir")
    halfway.says("claire@example.org")

    said = halfway.says("non c'était à Annecy")

    assert said.responses == ["utter_corrected", "utter_summary"]
    assert "Annecy Courier" in said.told("summary")
    assert "Guérande" not in said.told("summary")


def test_a_correction_to_a_town_with_several_stations_asks_which(halfway: Driver) -> None:
    said = halfway.says("non c'était à Lyon")

    assert said.responses == ["utter_which_station"]
    halfway.presses("Part-Dieu")
    assert halfway.values["station"]["location_id"] == "loc_1101"


def test_a_correction_that_changes_nothing_is_no_correction(halfway: Driver) -> None:
    said = halfway.says("non c'était à Guérande")

    assert "utter_corrected" not in said.responses


def test_a_station_named_in_place_of_the_session_leaves_that_session(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault", on_site="no", session=CLAIRE_NOW)

    said = claire.says("non c'était à Guérande")

    assert said.responses[0] == "utter_corrected"
    assert claire.values["session"] == ""
    assert claire.values["station"]["location_id"] == "loc_1901"


def test_another_of_ones_sessions_can_be_named_instead(enter: Enter) -> None:
    sophie = enter("sophie")
    sophie.declares("session_in_progress", problem="charger_fault", on_site="no")
    sophie.says("celle de Bercy")
    assert sophie.values["session"] == SOPHIE_BERCY

    sophie.says("non c'était celle des Batignolles")

    assert sophie.values["session"] == SOPHIE_BATIGNOLLES


def test_a_place_corrected_searches_for_the_missing_charge_anew(claire: Driver) -> None:
    claire.picks("flow:missing_session")
    claire.says("hier vers 20h")
    claire.says("Guérande")
    assert claire.declaration.asked == "means"

    said = claire.says("non c'était à Nantes Commerce")

    assert said.responses == ["utter_corrected", "utter_ask_candidate_one"]
    assert CLAIRE_YESTERDAY in said.values[0]


def test_a_rank_or_an_unknown_corrects_nothing(halfway: Driver) -> None:
    before = dict(halfway.values)

    halfway.says("je ne sais plus")

    assert {name: halfway.values.get(name) for name in before} == before


def test_not_knowing_after_all_is_no_correction_at_the_summary(halfway: Driver) -> None:
    halfway.says("le montant est faux depuis hier soir")
    halfway.says("claire@example.org")
    before = dict(halfway.values)

    halfway.says("je ne sais pas")

    assert halfway.values == before
