"""The charging session concerned: always one of the caller's own."""

import pytest

from actions.declaration.field import Answer, Reading, Unclear
from actions.declaration.fields import moment_as_json
from actions.declaration.session_fields import (
    LISTED_SESSIONS,
    NONE_OF_THESE,
    ActiveSession,
    CandidateSession,
    PastSession,
    SessionField,
    own_session,
)
from support.reading.moments import read_moment
from tests.actions.conftest import Enter
from tests.actions.dialogue import (
    CLAIRE_NOW,
    CLAIRE_YESTERDAY,
    SOPHIE_BATIGNOLLES,
    SOPHIE_BERCY,
    Driver,
)
from tests.storage.conftest import NOW


@pytest.fixture
def sophie(enter: Enter) -> Driver:
    return enter("sophie")


def read(field: SessionField, text: str, driver: Driver, *, asked: bool = True) -> Reading:
    return field.read(text, {}, driver.turn(text), asked=asked)


def when(said: str) -> dict[str, object]:
    moment = read_moment(said, NOW)
    assert moment is not None
    return moment_as_json(moment)


def test_nobody_sees_the_session_of_another(claire: Driver, visitor: Driver) -> None:
    own = own_session(CLAIRE_NOW, claire.turn())

    assert own is not None
    assert own.id == CLAIRE_NOW
    assert own_session(SOPHIE_BERCY, claire.turn()) is None
    assert own_session(CLAIRE_NOW, visitor.turn()) is None
    assert own_session("", claire.turn()) is None


@pytest.mark.parametrize("field", [ActiveSession(), PastSession(), CandidateSession()])
def test_an_unknown_visitor_is_asked_for_no_session(visitor: Driver, field: SessionField) -> None:
    values = {"occurred_at": when("hier")}

    assert field.candidates(values, visitor.turn()) == ()
    assert not field.is_needed(values, visitor.turn())


def test_without_a_charge_under_way_none_is_asked_for(enter: Enter) -> None:
    assert not ActiveSession().is_needed({}, enter("lea").turn())


def test_one_charge_under_way_is_asked_about_by_yes_or_no(claire: Driver) -> None:
    question = ActiveSession().question({}, claire.turn())

    assert question.response == "utter_ask_active_session_one"
    assert question.variables == {"session": "Lyon Part-Dieu depuis 35 min, 12,4 kWh"}
    assert [choice.value for choice in question.choices] == [f"session:{CLAIRE_NOW}", NONE_OF_THESE]


def test_several_charges_under_way_are_listed_with_a_way_out(sophie: Driver) -> None:
    question = ActiveSession().question({}, sophie.turn())

    assert question.response == "utter_ask_active_session"
    assert [choice.value for choice in question.choices] == [
        f"session:{SOPHIE_BATIGNOLLES}",
        f"session:{SOPHIE_BERCY}",
        NONE_OF_THESE,
    ]


def test_the_history_is_listed_the_latest_first_and_not_too_long(claire: Driver) -> None:
    question = PastSession().question({}, claire.turn())

    assert question.response == "utter_ask_session"
    assert len(question.choices) == LISTED_SESSIONS + 1
    assert question.choices[0].label == "hier à 19 h 40, Parking Nantes Commerce, 15,9 kWh, 6,19 €"


@pytest.mark.parametrize("typed", ["oui", "Oui, c'est celle-ci", f"session:{CLAIRE_NOW}", "la 1"])
def test_yes_is_the_only_charge_under_way(claire: Driver, typed: str) -> None:
    assert read(ActiveSession(), typed, claire) == Answer(CLAIRE_NOW)


@pytest.mark.parametrize("typed", ["non", "Non, une autre", NONE_OF_THESE, "je ne sais pas"])
def test_no_is_none_of_those_that_we_know(claire: Driver, typed: str) -> None:
    assert read(ActiveSession(), typed, claire) == Answer("")


def test_yes_does_not_choose_among_several(sophie: Driver) -> None:
    assert read(ActiveSession(), "oui", sophie) is None


@pytest.mark.parametrize(
    ("typed", "session"),
    [
        ("celle de Bercy", SOPHIE_BERCY),
        ("la 1", SOPHIE_BATIGNOLLES),
        ("FR*BMP*E1001*3", SOPHIE_BERCY),
        ("31,06 kWh", SOPHIE_BERCY),
    ],
)
def test_one_of_several_is_told_in_the_drivers_words(sophie: Driver, typed: str, session: str) -> None:
    assert read(ActiveSession(), typed, sophie) == Answer(session)


def test_words_that_fit_several_ask_which(claire: Driver) -> None:
    reading = read(PastSession(), "celle de Lyon", claire)

    assert isinstance(reading, Unclear)
    assert reading.question.response == "utter_which_session"
    assert reading.question.choices[-1].value == NONE_OF_THESE
    assert len(reading.question.choices) == 4


@pytest.mark.parametrize("forged", [f"session:{SOPHIE_BERCY}", "session:nothing", "session:"])
def test_the_choice_of_a_session_that_is_not_ones_own_is_no_answer(claire: Driver, forged: str) -> None:
    assert read(ActiveSession(), forged, claire) is None


def test_a_session_is_taken_in_passing_only_when_its_station_is_named(claire: Driver) -> None:
    field = PastSession()

    assert read(field, "débité deux fois hier à Nantes Commerce", claire, asked=False) == Answer(
        CLAIRE_YESTERDAY
    )
    assert read(field, "débité deux fois hier", claire, asked=False) is None
    assert read(field, "celle de Lyon", claire, asked=False) is None


def test_a_session_is_taken_in_passing_by_the_id_of_its_charge_point(claire: Driver) -> None:
    assert read(ActiveSession(), "la borne FR*BMP*E1101*2 est figée", claire, asked=False) == Answer(
        CLAIRE_NOW
    )


def test_what_was_told_before_chooses_the_session(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.heard = ["débité deux fois hier à Nantes Commerce"]

    assert PastSession().prefill({}, turn) == Answer(CLAIRE_YESTERDAY)


def test_the_charge_of_another_is_not_chosen_in_the_history(enter: Enter) -> None:
    turn = enter("claire", context={"session_id": SOPHIE_BERCY}).turn()

    assert PastSession().prefill({}, turn) is None


def test_a_session_is_shown_in_words(claire: Driver) -> None:
    turn = claire.turn()

    assert ActiveSession().show(CLAIRE_NOW, turn) == "Lyon Part-Dieu depuis 35 min, 12,4 kWh"
    assert PastSession().show(CLAIRE_YESTERDAY, turn) == (
        "hier à 19 h 40, Parking Nantes Commerce, 15,9 kWh, 6,19 €"
    )


@pytest.mark.parametrize("value", ["", SOPHIE_BERCY])
def test_none_or_that_of_another_is_not_shown(claire: Driver, value: str) -> None:
    assert PastSession().show(value, claire.turn()) is None


def test_a_charge_that_ended_during_the_declaration_is_shown_as_past(claire: Driver) -> None:
    assert ActiveSession().show(CLAIRE_YESTERDAY, claire.turn()) == (
        "hier à 19 h 40, Parking Nantes Commerce, 15,9 kWh, 6,19 €"
    )


def test_a_missing_charge_is_searched_for_around_its_time_and_place(claire: Driver) -> None:
    nantes = {"station": {"location_id": "loc_1201"}}
    elsewhere = {"station": {"location_id": "loc_1901"}}
    field, turn = CandidateSession(), claire.turn()

    def found(values: dict[str, object]) -> list[str]:
        return [one.id for one in field.candidates(values, turn)]

    assert found({"occurred_at": when("hier vers 22 h"), **nantes}) == [CLAIRE_YESTERDAY]
    assert found({"occurred_at": when("hier vers 22 h")}) == [CLAIRE_YESTERDAY]
    assert found({"occurred_at": when("hier vers 22 h"), **elsewhere}) == []
    assert found({"occurred_at": when("hier à 10h"), **nantes}) == []
    assert found({"occurred_at": {"unknown": True}, **nantes}) == [CLAIRE_YESTERDAY]
    assert found({"occurred_at": {"unknown": True}}) == []
    assert found({}) == []


def test_a_candidate_is_always_asked_about(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.heard = ["la charge d'hier à Nantes Commerce a disparu"]

    assert CandidateSession().prefill({"occurred_at": when("hier")}, turn) is None


def test_one_candidate_is_asked_about_by_yes_or_no(claire: Driver) -> None:
    question = CandidateSession().question({"occurred_at": when("hier soir")}, claire.turn())

    assert question.response == "utter_ask_candidate_one"
    assert "Nantes" in question.variables["session"]
