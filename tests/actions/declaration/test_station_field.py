"""The station: by name, town, or the id of a charge point in any spelling."""

import pytest

from actions.declaration.field import Answer, Reading, Unclear
from actions.declaration.fields import UNKNOWN
from actions.declaration.station_field import LONGEST_LIST, Station
from tests.actions.dialogue import CLAIRE_NOW, Driver

GUERANDE = {"location_id": "loc_1901", "name": "Guérande Remparts"}


def read(text: str, driver: Driver, *, asked: bool = True) -> Reading:
    turn = driver.turn(text)
    return Station().read(text, {}, turn, asked=asked)


@pytest.mark.parametrize(
    "typed", ["Guérande", "guerande remparts", "à Guérande", "Gerande", "44350", "station:loc_1901"]
)
def test_a_station_is_found_by_its_name_town_or_choice(claire: Driver, typed: str) -> None:
    assert read(typed, claire) == Answer(GUERANDE)


@pytest.mark.parametrize("typed", ["FR*BMP*E1901*2", "frbmpe19012", "fr bmp e1901 2", "borne E1901 prise 2"])
def test_a_charge_point_is_found_by_its_id(claire: Driver, typed: str) -> None:
    assert read(typed, claire) == Answer({**GUERANDE, "evse_id": "FR*BMP*E1901*2"})


def test_a_station_number_without_connector_is_the_station(claire: Driver) -> None:
    assert read("FR*BMP*E1901", claire) == Answer(GUERANDE)


def test_a_charge_point_is_found_in_passing(claire: Driver) -> None:
    assert read("la borne FR*BMP*E1901*2 est sale", claire, asked=False) == Answer(
        {**GUERANDE, "evse_id": "FR*BMP*E1901*2"}
    )


def test_a_station_is_found_in_passing(claire: Driver) -> None:
    assert read("la borne de Guérande est sale", claire, asked=False) == Answer(GUERANDE)


@pytest.mark.parametrize("typed", ["FR*BMP*E9999*1", "FR*BMP*E9999"])
def test_an_unknown_charge_point_is_said_to_be_unknown(claire: Driver, typed: str) -> None:
    reading = read(typed, claire)

    assert isinstance(reading, Unclear)
    assert reading.question.response == "utter_unknown_evse"
    assert reading.question.variables == {"evse_id": typed}
    assert [choice.value for choice in reading.question.choices] == [UNKNOWN]
    assert read(typed, claire, asked=False) is None


def test_a_town_with_several_stations_asks_which(claire: Driver) -> None:
    reading = read("à Lyon", claire)

    assert isinstance(reading, Unclear)
    assert reading.question.response == "utter_which_station"
    assert {choice.value for choice in reading.question.choices} == {
        *(f"station:loc_{number}" for number in (1101, 1102, 1103, 1104)),
        "unknown",
    }
    assert "Lyon Part-Dieu" in [choice.label for choice in reading.question.choices]


def test_a_town_with_several_stations_is_not_taken_in_passing(claire: Driver) -> None:
    assert read("hier soir à Lyon", claire, asked=False) is None


def test_a_list_of_stations_is_short(claire: Driver) -> None:
    for town in ("Paris", "Nantes", "Lyon", "rue"):
        reading = read(town, claire)
        if isinstance(reading, Unclear):
            assert len(reading.question.choices) <= LONGEST_LIST


@pytest.mark.parametrize("typed", ["je ne sais pas", UNKNOWN, "aucune idée"])
def test_not_knowing_where_is_an_answer(claire: Driver, typed: str) -> None:
    reading = read(typed, claire)

    assert reading == Answer({UNKNOWN: True, "said": ""})
    assert isinstance(reading, Answer)
    assert Station().show(reading.value, claire.turn()) == "inconnue"


def test_a_town_without_station_is_said_to_have_none(claire: Driver) -> None:
    reading = read("c'était à Pontarlier", claire)

    assert isinstance(reading, Unclear)
    assert reading.question.response == "utter_no_station_there"
    assert reading.question.variables == {"town": "Pontarlier"}


def test_a_town_that_the_model_recognised_is_said_to_have_none(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault", on_site="no", session="")

    said = claire.says("pontarlier centre", places=["Pontarlier"])

    assert said.responses == ["utter_no_station_there"]
    assert said.told("town") == "Pontarlier"


@pytest.mark.parametrize("typed", ["bof", "station:loc_9999"])
def test_what_names_no_place_is_no_station(claire: Driver, typed: str) -> None:
    assert read(typed, claire) is None


def test_a_station_typed_after_its_word_is_found(claire: Driver) -> None:
    assert read("station: Guérande Remparts", claire) == Answer(GUERANDE)


def test_a_station_is_shown_with_its_charge_point_when_it_is_known(claire: Driver) -> None:
    turn = claire.turn()

    assert Station().show(GUERANDE, turn) == "Guérande Remparts"
    assert (
        Station().show({**GUERANDE, "evse_id": "FR*BMP*E1901*2"}, turn)
        == "Guérande Remparts, point de charge FR*BMP*E1901*2"
    )
    assert Station().show({UNKNOWN: True, "said": "près du lac"}, turn) == "près du lac"


def test_a_known_session_tells_where(claire: Driver) -> None:
    assert not Station().is_needed({"session": CLAIRE_NOW}, claire.turn())
    assert Station().is_needed({"session": ""}, claire.turn())


def test_a_station_may_be_unknown_from_the_start(claire: Driver) -> None:
    question = Station().question({}, claire.turn())

    assert question.response == "utter_ask_station"
    assert [choice.label for choice in question.choices] == ["Je ne sais pas"]
