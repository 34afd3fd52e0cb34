"""The fields shared by several declarations: how each reads an answer, asks, and shows it."""

from typing import Any

import pytest

from actions.declaration.app_bug import (
    NO_MESSAGE,
    AppVersion,
    DevicePlatform,
    ErrorText,
    WhatHappened,
    WhatWasDone,
)
from actions.declaration.field import Answer, Field, Unclear
from actions.declaration.fields import (
    LONGEST_DESCRIPTION,
    UNKNOWN,
    ContactDetails,
    Description,
    MeansOfStart,
    OccurredAt,
    OnSite,
    Quantity,
    moment_as_json,
    moment_from_json,
)
from actions.declaration.flows import FLOWS
from actions.declaration.past_session import ProblemBefore
from actions.declaration.session_in_progress import ProblemNow
from support.reading.moments import read_moment
from tests.actions.conftest import Enter
from tests.actions.dialogue import CLAIRE_YESTERDAY, Driver, understood
from tests.storage.conftest import NOW


def read(field: Field, text: str, driver: Driver, *, asked: bool = True) -> Any:
    """The value read, or None."""
    reading = field.read(text, {}, driver.turn(text), asked=asked)
    return reading.value if isinstance(reading, Answer) else None


@pytest.mark.parametrize("flow", FLOWS)
def test_every_field_has_a_name_of_its_own_and_a_label(flow: str) -> None:
    fields = FLOWS[flow].fields

    assert len({field.name for field in fields}) == len(fields)
    assert all(field.label for field in fields)


# --- Description -------------------------------------------------------------------------------------------------


def test_a_description_is_kept_as_it_is_written(claire: Driver) -> None:
    assert (
        read(Description(), "  L'écran est noir.\nRien ne marche ", claire)
        == "L'écran est noir.\nRien ne marche"
    )


@pytest.mark.parametrize("typed", ["", "?", "...", "12345", "ok", "👍👍👍👍"])
def test_what_describes_nothing_is_no_description(claire: Driver, typed: str) -> None:
    assert read(Description(), typed, claire) is None


def test_a_description_is_cut_at_its_greatest_length(claire: Driver) -> None:
    assert len(read(Description(), "a" * 3000, claire)) == LONGEST_DESCRIPTION


def test_a_description_is_never_read_from_an_answer_to_something_else(claire: Driver) -> None:
    assert read(Description(), "l'écran est resté noir", claire, asked=False) is None


def test_what_was_told_before_is_the_description(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.account = ["bonjour", "la borne ne reconnaît pas mon badge", "et elle clignote en rouge vif"]

    assert Description().prefill({}, turn) == Answer(
        "la borne ne reconnaît pas mon badge\net elle clignote en rouge vif"
    )


def test_a_few_words_told_before_are_not_enough(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.heard = ["borne en panne"]

    assert Description().prefill({}, turn) is None


# --- On site -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("oui", "yes"),
        ("Oui, je suis devant la borne", "yes"),
        ("la 1", "yes"),
        ("yes", "yes"),
        ("non", "no"),
        ("je n'y suis plus", "no"),
        ("no", "no"),
        ("peut-être", None),
    ],
)
def test_on_site_is_a_yes_or_a_no(claire: Driver, typed: str, value: str | None) -> None:
    assert read(OnSite(), typed, claire) == value


def test_on_site_is_asked_and_never_guessed(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.heard = ["oui"]

    assert read(OnSite(), "oui", claire, asked=False) is None
    assert OnSite().prefill({}, turn) is None


@pytest.mark.parametrize(("value", "shown"), [("yes", "oui"), ("no", "non")])
def test_on_site_is_shown_in_french(claire: Driver, value: str, shown: str) -> None:
    assert OnSite().show(value, claire.turn()) == shown


# --- When --------------------------------------------------------------------------------------------------------


def test_a_moment_comes_back_from_a_slot_as_it_was() -> None:
    moment = read_moment("hier à 19 h 42", NOW)

    assert moment is not None
    assert moment_from_json(moment_as_json(moment)) == moment


@pytest.mark.parametrize("value", [None, "", "hier", {}, {UNKNOWN: True}, []])
def test_no_moment_is_no_moment(value: object) -> None:
    assert moment_from_json(value) is None


def test_a_day_and_an_hour_are_read(claire: Driver) -> None:
    value = read(OccurredAt(), "hier à 19 h 42", claire)

    assert value["start"] == "2026-11-23T18:12:00+00:00"
    assert value["end"] == "2026-11-23T19:12:00+00:00"
    assert OccurredAt().show(value, claire.turn()) == "hier vers 19 h 42"


def test_an_hour_alone_answers_the_question_but_is_not_taken_in_passing(claire: Driver) -> None:
    assert read(OccurredAt(), "vers 9h", claire) is not None
    assert read(OccurredAt(), "vers 9h", claire, asked=False) is None
    assert read(OccurredAt(), "hier vers 9h", claire, asked=False) is not None


def test_not_knowing_when_is_an_answer(claire: Driver) -> None:
    value = read(OccurredAt(), "je ne sais plus", claire)

    assert value == {UNKNOWN: True}
    assert OccurredAt().show(value, claire.turn()) == "inconnue"
    assert read(OccurredAt(), "je ne sais plus", claire, asked=False) is None


def test_what_tells_no_time_is_no_moment(claire: Driver) -> None:
    assert read(OccurredAt(), "avec ma voiture", claire) is None


# --- How ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("avec mon badge", "badge"),
        ("L'application", "application"),
        ("la 3", "carte bancaire"),
        ("carte bleue", "carte bancaire"),
        ("je ne sais plus", UNKNOWN),
        ("à pied", None),
    ],
)
def test_the_means_of_start(claire: Driver, typed: str, value: str | None) -> None:
    assert read(MeansOfStart(), typed, claire) == value


def test_the_means_may_be_told_in_passing_but_not_unknown(claire: Driver) -> None:
    assert read(MeansOfStart(), "j'ai badgé avec mon badge hier", claire, asked=False) == "badge"
    assert read(MeansOfStart(), "je ne sais plus", claire, asked=False) is None


def test_the_means_is_shown(claire: Driver) -> None:
    assert MeansOfStart().show("badge", claire.turn()) == "badge"
    assert MeansOfStart().show(UNKNOWN, claire.turn()) == "inconnu"


# --- How much ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("18,5 kWh", {"kwh": "18.5", "euros": None}, "18,5 kWh"),
        ("9,46 €", {"kwh": None, "euros": "9.46"}, "9,46 €"),
        ("18 kWh pour 9,46 euros", {"kwh": "18", "euros": "9.46"}, "18 kWh et 9,46 €"),
    ],
)
def test_the_energy_and_the_amount(claire: Driver, typed: str, value: dict[str, str], shown: str) -> None:
    read_value = read(Quantity(), typed, claire)

    assert read_value == value
    assert Quantity().show(read_value, claire.turn()) == shown


@pytest.mark.parametrize("typed", ["je ne sais pas", "non", UNKNOWN, "aucune idée"])
def test_neither_known_is_an_answer_that_the_summary_leaves_out(claire: Driver, typed: str) -> None:
    value = read(Quantity(), typed, claire)

    assert value == {UNKNOWN: True}
    assert Quantity().show(value, claire.turn()) is None
    assert read(Quantity(), typed, claire, asked=False) is None


def test_a_number_without_unit_is_no_quantity(claire: Driver) -> None:
    assert read(Quantity(), "18", claire) is None


def test_an_amount_is_kept_without_rounding(claire: Driver) -> None:
    assert read(Quantity(), "0,30 €", claire)["euros"] in {"0.30", "0.3"}
    assert read(Quantity(), "1200 kWh", claire)["kwh"] == "1200"


# --- Contact -----------------------------------------------------------------------------------------------------


def test_a_contact_is_asked_of_an_unknown_visitor_only(claire: Driver, visitor: Driver) -> None:
    assert ContactDetails().is_needed({}, visitor.turn())
    assert not ContactDetails().is_needed({}, claire.turn())


@pytest.mark.parametrize(
    ("typed", "value", "shown"),
    [
        ("claire@example.org", {"email": "claire@example.org", "phone": None}, "claire@example.org"),
        ("au 06 12 34 56 78", {"email": None, "phone": "+33612345678"}, "+33612345678"),
    ],
)
def test_an_email_or_a_number_is_a_contact(
    visitor: Driver, typed: str, value: dict[str, str], shown: str
) -> None:
    assert read(ContactDetails(), typed, visitor) == value
    assert ContactDetails().show(value, visitor.turn()) == shown


@pytest.mark.parametrize("typed", ["claire@", "06 12", "je n'en ai pas", ""])
def test_what_reaches_nobody_is_no_contact(visitor: Driver, typed: str) -> None:
    assert read(ContactDetails(), typed, visitor) is None


def test_an_address_that_was_attempted_is_said_to_be_wrong(visitor: Driver) -> None:
    reading = ContactDetails().read("claire@", {}, visitor.turn(), asked=True)

    assert isinstance(reading, Unclear)
    assert reading.question.response == "utter_ask_contact_strict"
    assert ContactDetails().read("claire@", {}, visitor.turn(), asked=False) is None


# --- Problem -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Incident sur la borne", "charger_fault"),
        ("la 2", "cannot_start"),
        ("problème de paiement", "payment"),
        ("arrêt impossible", "cannot_stop"),
        ("câble bloqué", "cable_stuck"),
        ("bof", None),
    ],
)
def test_the_problem_now_is_one_of_five(claire: Driver, typed: str, value: str | None) -> None:
    assert read(ProblemNow(), typed, claire) == value


@pytest.mark.parametrize(
    ("family", "value"),
    [
        ("session_cannot_start", "cannot_start"),
        ("session_in_progress_charger_fault", "charger_fault"),
        ("session_in_progress_payment", "payment"),
        ("session_in_progress_cannot_stop", "cannot_stop"),
        ("cable_stuck", "cable_stuck"),
    ],
)
def test_the_problem_now_is_understood_in_the_drivers_words(claire: Driver, family: str, value: str) -> None:
    turn = claire.turn("elle fait des siennes", understood(family))

    assert ProblemNow().read(turn.text, {}, turn, asked=True) == Answer(value)
    assert ProblemNow().read(turn.text, {}, turn, asked=False) is None


@pytest.mark.parametrize(("text", "confidence"), [("9", 0.65), ("?!", 0.9), ("elle fait des siennes", 0.2)])
def test_a_text_without_a_word_or_a_doubtful_one_names_no_problem(
    claire: Driver, text: str, confidence: float
) -> None:
    turn = claire.turn(text, understood("charging_speed", confidence))

    assert ProblemNow().read(turn.text, {}, turn, asked=True) is None


@pytest.mark.parametrize(
    ("family", "value"),
    [
        ("past_session_billing", "billing"),
        ("refund", "billing"),
        ("invoice_receipt", "billing"),
        ("preauthorization_hold", "billing"),
        ("past_session_not_visible", "not_visible"),
        ("missing_session", "not_visible"),
    ],
)
def test_the_problem_before_is_understood_in_the_drivers_words(
    claire: Driver, family: str, value: str
) -> None:
    turn = claire.turn("il y a un souci", understood(family))

    assert ProblemBefore().read(turn.text, {}, turn, asked=True) == Answer(value)
    assert ProblemBefore().read(turn.text, {}, turn, asked=False) is None


@pytest.mark.parametrize("field", [ProblemNow(), ProblemBefore()])
def test_a_problem_is_shown_by_its_label(claire: Driver, field: ProblemNow | ProblemBefore) -> None:
    turn = claire.turn()

    for choice in field.options({}, turn):
        assert field.show(choice.value, turn) == choice.label
    assert field.show("of_a_former_version", turn) == "of_a_former_version"


# --- The app -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("iPhone (iOS)", "iOS"),
        ("iOS", "iOS"),
        ("un iphone 13", "iOS"),
        ("un Samsung", "Android"),
        ("la 2", "Android"),
        ("aucune idée", UNKNOWN),
        ("un Minitel", None),
    ],
)
def test_the_platform(claire: Driver, typed: str, value: str | None) -> None:
    assert read(DevicePlatform(), typed, claire) == value


def test_the_app_tells_its_platform_and_version_by_itself(enter: Enter) -> None:
    turn = enter("claire", context={"platform": "android", "app_version": "4.12.0"}).turn()

    assert DevicePlatform().prefill({}, turn) == Answer("Android")
    assert AppVersion().prefill({}, turn) == Answer("4.12.0")


def test_a_platform_and_a_version_told_before_are_not_asked(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.heard = ["l'appli version 4.12.0 plante sur mon iPhone"]

    assert DevicePlatform().prefill({}, turn) == Answer("iOS")
    assert AppVersion().prefill({}, turn) == Answer("4.12.0")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("4.12.0", "4.12.0"),
        ("version 4.12", "4.12"),
        ("je ne sais pas", UNKNOWN),
        (UNKNOWN, UNKNOWN),
        ("la bleue", None),
    ],
)
def test_the_version(claire: Driver, typed: str, value: str | None) -> None:
    assert read(AppVersion(), typed, claire) == value


def test_an_unknown_phone_and_version_are_shown_as_such(claire: Driver) -> None:
    turn = claire.turn()

    assert (DevicePlatform().show(UNKNOWN, turn), DevicePlatform().show("iOS", turn)) == (
        "inconnu",
        "iPhone (iOS)",
    )
    assert (AppVersion().show(UNKNOWN, turn), AppVersion().show("4.12.0", turn)) == ("inconnue", "4.12.0")


def test_what_happened_may_have_been_told_but_what_was_done_is_asked(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.account = ["l'application se ferme toute seule"]

    assert WhatHappened().prefill({}, turn) == Answer("l'application se ferme toute seule")
    assert WhatWasDone().prefill({}, turn) is None


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Erreur 500 : réessayez", "Erreur 500 : réessayez"),
        ("E42", "E42"),
        ("non", NO_MESSAGE),
        ("aucun message", NO_MESSAGE),
        ("je ne sais plus", NO_MESSAGE),
        (NO_MESSAGE, NO_MESSAGE),
        ("?!", None),
    ],
)
def test_the_message_of_the_app(claire: Driver, typed: str, value: str | None) -> None:
    assert read(ErrorText(), typed, claire) == value


def test_the_message_of_the_app_is_asked_and_never_guessed(claire: Driver) -> None:
    turn = claire.turn()
    turn.state.heard = ["il y a écrit erreur 500"]

    assert ErrorText().prefill({}, turn) is None
    assert read(ErrorText(), "erreur 500", claire, asked=False) is None


def test_the_message_of_the_app_is_shown_between_quotes(claire: Driver) -> None:
    assert ErrorText().show("Erreur 500", claire.turn()) == "« Erreur 500 »"
    assert ErrorText().show(NO_MESSAGE, claire.turn()) == "aucun"


# --- What a known session makes needless ---------------------------------------------------------------------------


@pytest.mark.parametrize("field", [OccurredAt(), MeansOfStart(), Quantity()])
def test_a_known_session_tells_when_how_and_how_much(claire: Driver, field: Field) -> None:
    assert not field.is_needed({"session": CLAIRE_YESTERDAY}, claire.turn())
    assert field.is_needed({"session": ""}, claire.turn())
    assert field.is_needed({}, claire.turn())
