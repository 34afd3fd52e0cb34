"""Handing over to a person. Today is Tuesday 24 November 2026, 10:30 in Paris."""

import pytest

from support.opening_hours import OpeningHours
from support.settings import Settings
from tests.actions.conftest import ALWAYS_OPEN, NEVER_NOW, Enter
from tests.actions.dialogue import Driver

ADDRESS = "aide@exemple-bump.fr"


@pytest.mark.parametrize("hours", ["", ALWAYS_OPEN])
def test_the_telephone_comes_first_when_it_is_answered_or_nothing_is_known(enter: Enter, hours: str) -> None:
    said = enter("claire", opening_hours=hours).says("un conseiller")

    assert said.responses == ["utter_contact_human/speak_to_person"]
    assert said.replies[0].variables == {
        "phone": "01 76 40 12 80",
        "wait": "4 à 5 minutes",
        "delay": "48 heures",
    }
    assert said.urls == ["tel:+33176401280"]
    assert said.values == ["declare"]


def test_when_it_is_closed_the_next_opening_is_told(enter: Enter) -> None:
    said = enter("claire", opening_hours="lun-ven 14:00-18:00").says("un conseiller")

    assert said.responses == ["utter_person_closed"]
    assert said.told("opening") == "aujourd'hui à 14 h"
    assert said.values == ["declare"]


def test_hours_that_never_come_promise_no_hour(claire: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
    never = OpeningHours(((),) * 7)
    monkeypatch.setattr(Settings, "hours", property(lambda _: never))

    said = claire.says("un conseiller")

    assert said.responses == ["utter_person_closed"]
    assert said.told("opening") == "prochainement"


def test_the_email_is_offered_only_when_there_is_one(enter: Enter) -> None:
    without = enter("claire").says("un conseiller")
    with_one = enter("claire", support_email=ADDRESS).says("un conseiller")

    assert "utter_person_email" not in without.responses
    assert with_one.last == "utter_person_email"
    assert with_one.told("email") == ADDRESS


def test_in_a_declaration_it_can_be_taken_up_again(claire: Driver) -> None:
    claire.declares("other")
    claire.says("un conseiller")

    said = claire.presses("Reprendre ma déclaration")

    assert said.responses == ["utter_ask_description"]


def test_on_site_the_telephone_is_said_first(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault")

    said = claire.says("oui")

    assert said.responses[0] == "utter_phone_first"
    assert said.urls == ["tel:+33176401280"]


def test_on_site_with_the_telephone_closed_the_next_opening_is_told(enter: Enter) -> None:
    driver = enter("claire", opening_hours=NEVER_NOW)
    driver.declares("session_in_progress", problem="charger_fault")

    said = driver.says("oui")

    assert said.responses[0] == "utter_person_closed"
    assert said.told("opening") == "dimanche à 9 h"


def test_elsewhere_the_telephone_is_not_pressed_on_anybody(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault")

    assert "utter_phone_first" not in claire.says("non").responses


@pytest.mark.parametrize(
    ("changes", "response"),
    [
        ({}, "utter_no_hours"),
        ({"opening_hours": ALWAYS_OPEN}, "utter_open_now"),
        ({"opening_hours": NEVER_NOW}, "utter_person_closed"),
    ],
)
def test_hours_are_told_as_they_are_configured_and_none_are_invented(
    enter: Enter, changes: dict[str, str], response: str
) -> None:
    said = enter("claire", **changes).says("vos horaires ?", "contact_human/opening_hours")

    assert said.responses == [response]


def test_no_email_is_invented(claire: Driver) -> None:
    said = claire.says("votre adresse mail ?", "contact_human/email_address")

    assert said.responses == ["utter_no_email"]
    assert said.values == ["declare"]


def test_the_email_is_told_when_there_is_one(enter: Enter) -> None:
    said = enter("claire", support_email=ADDRESS).says("votre mail ?", "contact_human/email_address")

    assert said.responses == ["utter_person_email"]


def test_the_number_is_told_and_can_be_pressed(claire: Driver) -> None:
    said = claire.says("votre numéro ?", "contact_human/phone_number")

    assert said.told("phone") == "01 76 40 12 80"
    assert said.urls == ["tel:+33176401280"]
