"""Greetings, anger, other subjects."""

import pytest

from tests.actions.dialogue import Driver


@pytest.mark.parametrize(
    ("topic", "response"),
    [
        ("greet", "utter_chitchat/greet"),
        ("goodbye", "utter_chitchat/goodbye"),
        ("thanks", "utter_chitchat/thanks"),
        ("affirm", "utter_chitchat/affirm"),
        ("deny", "utter_menu_of_problems"),
        ("are_you_a_bot", "utter_chitchat/are_you_a_bot"),
        ("help_menu", "utter_chitchat/help_menu"),
        ("small_talk", "utter_chitchat/small_talk"),
        ("cancel", "utter_nothing_under_way"),
        ("go_back", "utter_nothing_under_way"),
        ("of_another_kind", "utter_lost"),
    ],
)
def test_each_thing_said_in_passing_has_its_answer(claire: Driver, topic: str, response: str) -> None:
    assert claire.says("...", f"chitchat/{topic}").responses == [response]


@pytest.mark.parametrize("typed", ["annuler", "revenir", "envoyer", "modifier"])
def test_a_command_with_nothing_under_way_says_so(claire: Driver, typed: str) -> None:
    said = claire.says(typed, "chitchat/small_talk")

    assert said.responses == ["utter_nothing_under_way"]
    assert "flow:other" in said.values


def test_the_menu_can_be_asked_for(claire: Driver) -> None:
    assert claire.says("menu", "chitchat/small_talk").responses == ["utter_chitchat/help_menu"]


def test_a_greeting_hardly_recognised_is_admitted(claire: Driver) -> None:
    assert claire.says("grmbl", "chitchat/greet", 0.05).responses == ["utter_lost"]


def test_a_question_about_the_support_hardly_recognised_is_asked_again(claire: Driver) -> None:
    said = claire.says("tel", "contact_human/phone_number", 0.4, also={"refund/ask_refund": 0.3})

    assert said.responses == ["utter_which_topic"]
    assert said.labels[0] == "Le numéro de téléphone"


def test_an_unknown_question_about_the_support_leads_to_a_person(claire: Driver) -> None:
    said = claire.says("et le fax ?", "contact_human/fax", 0.5)

    assert said.responses == ["utter_contact_human/speak_to_person"]


def test_angry_once_is_heard_and_asked_what_happens(claire: Driver) -> None:
    said = claire.says("c'est vraiment nul", "complaint_anger/complaint")

    assert said.responses == ["utter_complaint_anger/complaint", "utter_menu_of_problems"]
    assert claire.state.heard == ["c'est vraiment nul"]


def test_angry_twice_never_waits_for_an_article(claire: Driver) -> None:
    claire.says("c'est vraiment nul", "complaint_anger/complaint")

    said = claire.says("bande d'escrocs", "complaint_anger/insult")

    assert said.responses == ["utter_sorry_offer_person"]
    assert said.urls == ["tel:+33176401280"]


def test_anger_is_remembered_across_an_article(claire: Driver) -> None:
    claire.says("c'est vraiment nul", "complaint_anger/complaint")
    claire.says("je veux être remboursé", "refund/ask_refund")

    assert claire.says("vous vous moquez de moi", "complaint_anger/complaint").responses == [
        "utter_sorry_offer_person"
    ]


def test_anger_hardly_recognised_is_not_counted(claire: Driver) -> None:
    assert claire.says("grmbl", "complaint_anger/complaint", 0.05).responses == ["utter_lost"]
    assert claire.state.anger == 0


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("my car is not charging please help", "en"),
        ("ich kann mein Auto nicht laden", "de"),
        ("no puedo cargar mi coche por favor", "es"),
        ("ik kan mijn auto niet laden", "nl"),
        ("non posso caricare la mia macchina per favore", "it"),
    ],
)
def test_another_language_is_answered_in_it_with_a_number_to_call(
    claire: Driver, typed: str, language: str
) -> None:
    said = claire.says(typed, "refund/ask_refund")

    assert said.responses == [f"utter_other_language_{language}"]
    assert said.urls == ["tel:+33176401280"]


def test_another_language_in_a_declaration_comes_back_to_the_question(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing")

    said = visitor.says("i do not understand what you want")

    assert said.responses == ["utter_other_language_en", "utter_ask_occurred_at"]


def test_another_subject_is_said_to_be_out_of_reach_then_a_person_is_offered(claire: Driver) -> None:
    said = claire.says("quelle est la capitale du Pérou", "out_of_scope/out_of_scope")
    claire.says("et celle du Chili", "out_of_scope/out_of_scope")
    again = claire.says("et celle du Japon", "out_of_scope/out_of_scope")

    assert said.responses == ["utter_out_of_scope/out_of_scope"]
    assert "person" in said.values
    assert again.responses == ["utter_lost_offer_person"]


def test_another_subject_hardly_recognised_may_be_ours(claire: Driver) -> None:
    said = claire.says("truc", "out_of_scope/out_of_scope", 0.4, also={"refund/ask_refund": 0.35})

    assert said.responses == ["utter_which_topic"]


def test_silence_offers_the_menu_then_a_person(claire: Driver) -> None:
    assert claire.says("...", "silence", 1.0).responses == ["utter_silence"]
    assert claire.says("?", "silence", 1.0).responses == ["utter_lost_offer_person"]
