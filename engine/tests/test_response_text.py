import pytest
from rasa.core.nlg import interpolator
from rasa.core.nlg.response import TemplatedNaturalLanguageGenerator

from bump_engine import response_text


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    monkeypatch.setattr(interpolator, "interpolate_text", interpolator.interpolate_text)
    response_text.install()


def said(template: str, **variables: object) -> str:
    generator = TemplatedNaturalLanguageGenerator({"utter_summary": [{"text": template}]})
    return generator.generate_from_slots("utter_summary", {"slot": "valeur"}, "door", **variables)["text"]


@pytest.mark.parametrize(
    "value", ["{x}", "{slot}", "0[", "0[summary]", "100 %", "%s %(a)s", "a\nb", "{", "}", "\\1"]
)
def test_a_value_is_shown_as_it_is(value) -> None:
    assert said("Voici : {summary}.", summary=value) == f"Voici : {value}."


def test_a_template_may_hold_what_rasa_stumbles_over() -> None:
    assert said("0[ {summary} % 0[x]", summary="a") == "0[ a % 0[x]"


def test_an_unknown_name_stays_and_the_others_are_filled() -> None:
    assert said("{unknown} puis {summary}", summary="a") == "{unknown} puis a"


def test_a_slot_fills_its_name() -> None:
    assert said("{slot}") == "valeur"


def test_buttons_are_filled_too() -> None:
    response = {"text": "a", "buttons": [{"title": "{summary}", "payload": "p"}]}
    generator = TemplatedNaturalLanguageGenerator({"utter_summary": [response]})

    filled = generator.generate_from_slots("utter_summary", {}, "door", summary="0[")

    assert filled["buttons"][0]["title"] == "0["
