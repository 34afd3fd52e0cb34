"""The FAQ answers first."""

from actions.understanding import Ranked, Understanding
from tests.actions.conftest import Enter
from tests.actions.dialogue import Driver


def test_a_question_understood_is_answered_with_its_article_and_asked_about(claire: Driver) -> None:
    said = claire.says("j'ai été débité deux fois", "past_session_billing/charged_twice")

    assert said.responses == ["utter_past_session_billing/charged_twice", "utter_is_it_settled"]
    assert said.labels == ["C'est réglé", "Toujours bloqué"]
    assert claire.state.article == "past_session_billing/charged_twice"


def test_an_article_opens_the_screen_of_the_app_when_it_has_one(claire: Driver) -> None:
    said = claire.says("j'ai été débité deux fois", "past_session_billing/charged_twice")

    assert said.urls == ["bump://historique"]


def test_an_article_without_screen_has_no_link(claire: Driver) -> None:
    assert claire.says("je veux être remboursé", "refund/ask_refund").urls == []


def test_settled_closes_the_matter_and_the_anger(claire: Driver) -> None:
    claire.state.anger = 1
    claire.says("je veux être remboursé", "refund/ask_refund")

    said = claire.presses("C'est réglé")

    assert said.responses == ["utter_glad_it_is_settled"]
    assert (claire.state.article, claire.state.heard, claire.state.anger) == (None, [], 0)


def test_still_blocked_opens_the_declaration_that_the_article_names(claire: Driver) -> None:
    claire.says("la charge ne démarre pas", "session_cannot_start/cannot_start")

    said = claire.presses("Toujours bloqué")

    assert said.responses == ["utter_declaration_begins", "utter_ask_on_site"]
    assert claire.values["problem"] == "cannot_start"


def test_the_same_article_is_never_said_twice_it_opens_the_declaration(claire: Driver) -> None:
    claire.says("la charge ne démarre pas", "session_cannot_start/cannot_start")

    said = claire.says("la charge refuse encore de démarrer", "session_cannot_start/cannot_start")

    assert said.responses[0] == "utter_declaration_begins"
    assert "la charge refuse encore de démarrer" in claire.state.heard


def test_another_article_takes_the_place_of_the_first(claire: Driver) -> None:
    claire.says("la charge ne démarre pas", "session_cannot_start/cannot_start")

    said = claire.says("mon câble est coincé", "cable_stuck/cable_stuck")

    assert said.responses[0] == "utter_cable_stuck/cable_stuck"
    assert claire.state.heard == ["la charge ne démarre pas", "mon câble est coincé"]


def test_an_article_of_another_matter_forgets_what_was_told_of_the_first(claire: Driver) -> None:
    claire.says("mon câble est coincé à Lyon", "cable_stuck/cable_stuck")

    claire.says("et l'application plante", "app_bug/app_crash")

    assert claire.state.heard == ["et l'application plante"]


def test_an_answer_ends_the_misunderstanding(claire: Driver) -> None:
    claire.says("blabla")
    claire.says("je veux être remboursé", "refund/ask_refund")

    assert claire.state.misunderstood == 0


def test_hesitation_offers_one_topic_for_each_likely_family_and_something_else(claire: Driver) -> None:
    said = claire.says(
        "problème de paiement",
        "past_session_billing/charged_twice",
        0.3,
        also={
            "past_session_billing/other": 0.28,
            "refund/ask_refund": 0.25,
            "contact_human/phone_number": 0.2,
            "contact_human/speak_to_person": 0.15,
            "app_bug/app_crash": 0.1,
        },
    )

    assert said.responses == ["utter_which_topic"]
    assert said.labels == [
        "Débité deux fois",
        "Demander un remboursement",
        "Le numéro de téléphone",
        "Autre chose",
    ]
    assert said.values[0] == "topic:past_session_billing/charged_twice"
    assert claire.state.heard == ["problème de paiement"]


def test_a_person_among_the_likely_topics_is_the_choice_of_a_person(claire: Driver) -> None:
    said = claire.says("aide", "refund/ask_refund", 0.4, also={"contact_human/speak_to_person": 0.3})

    assert said.values == ["topic:refund/ask_refund", "person", "menu"]


def test_the_topic_chosen_is_answered_and_what_was_said_is_remembered(claire: Driver) -> None:
    claire.says(
        "problème avec hier", "past_session_billing/charged_twice", 0.4, also={"app_bug/app_crash": 0.3}
    )

    said = claire.presses("Débité deux fois")

    assert said.responses[0] == "utter_past_session_billing/charged_twice"
    assert claire.state.heard == ["problème avec hier"]


def test_the_label_of_a_button_is_nothing_that_the_driver_told(claire: Driver) -> None:
    claire.picks("topic:session_cannot_start/cannot_start", "La charge ne démarre pas")
    claire.picks("topic:session_cannot_start/cannot_start", "La charge ne démarre pas")

    assert claire.state.heard == []


def test_hesitation_between_topics_without_title_is_admitted(claire: Driver) -> None:
    assert claire.says("euh", "chitchat/small_talk", 0.2).responses != ["utter_which_topic"]
    assert claire.says("hum", "refund/unknown_topic", 0.2).responses[0].startswith("utter_lost")


def test_lost_asks_once_to_rephrase_then_offers_a_person(claire: Driver) -> None:
    first = claire.says("blabla")
    second = claire.says("blibli")

    assert first.responses == ["utter_lost"]
    assert second.responses == ["utter_lost_offer_person"]
    assert second.urls == ["tel:+33176401280"]


def test_lost_remembers_what_was_said(claire: Driver) -> None:
    claire.says("ma voiture refuse le truc de Guérande")

    assert claire.state.heard == ["ma voiture refuse le truc de Guérande"]


def test_a_topic_without_article_is_clarified_rather_than_answered_at_random(claire: Driver) -> None:
    assert claire.says("prix ?", "pricing/price_components").responses == ["utter_lost"]


def test_still_blocked_without_an_article_asks_what_it_is_about(claire: Driver) -> None:
    assert claire.picks("settled:no").responses == ["utter_menu_of_problems"]


def test_two_misunderstandings_with_the_telephone_closed_offer_to_write(enter: Enter) -> None:
    driver = enter("claire", opening_hours="dim 09:00-12:00")
    driver.says("blabla")

    said = driver.says("blibli")

    assert said.responses == ["utter_person_closed"]
    assert said.told("opening") == "dimanche à 9 h"


def test_a_topic_may_be_chosen_by_a_word_of_its_title(claire: Driver) -> None:
    claire.says("ça bugue", "app_bug/app_crash", 0.4, also={"refund/ask_refund": 0.3})

    said = claire.says("celle de l'application")

    assert said.responses[0] == "utter_app_bug/app_crash"


def test_the_menu_leaves_behind_what_was_told_before(claire: Driver) -> None:
    claire.says("je veux être remboursé de ma charge", "refund/ask_refund")

    claire.says("menu", "chitchat/help_menu")

    assert (claire.state.article, claire.state.heard) == (None, [])


BOTH = ("app_bug/app_crash", "cable_stuck/cable_stuck")


def test_two_problems_in_one_sentence_are_both_named_and_the_urgent_one_is_answered_first(
    claire: Driver,
) -> None:
    said = claire.says("l'appli plante et mon câble est coincé", "app_bug/app_crash", problems=BOTH)

    assert said.responses == ["utter_two_problems", "utter_cable_stuck/cable_stuck", "utter_is_it_settled"]
    assert said.replies[0].variables == {"first": "Câble bloqué", "second": "Application qui plante"}


def test_the_second_problem_stays_within_reach(claire: Driver) -> None:
    claire.says("l'appli plante et mon câble est coincé", "app_bug/app_crash", problems=BOTH)

    said = claire.presses("Application qui plante")

    assert said.responses[0] == "utter_app_bug/app_crash"


def test_two_troubles_at_the_station_are_one_problem(claire: Driver) -> None:
    troubles = ("session_cannot_start/cannot_start", "cable_stuck/cable_stuck")

    said = claire.says("rien ne démarre et tout est coincé", "cable_stuck/cable_stuck", problems=troubles)

    assert said.responses == ["utter_cable_stuck/cable_stuck", "utter_is_it_settled"]


def test_two_problems_of_which_one_was_answered_before_keep_the_second_within_reach(claire: Driver) -> None:
    claire.says("mon câble est coincé", "cable_stuck/cable_stuck")

    said = claire.says("le câble toujours, et l'appli plante", "cable_stuck/cable_stuck", problems=BOTH)

    assert said.responses == ["utter_two_problems", "utter_nothing_more_on_this"]
    assert said.labels == ["C'est réglé", "Toujours bloqué", "Application qui plante"]


def test_the_leading_family_is_offered_though_its_topics_share_its_confidence(claire: Driver) -> None:
    hesitant = Understanding(
        "refund",
        0.4,
        (Ranked("refund", 0.4), Ranked("app_bug", 0.3)),
        (Ranked("app_bug/app_crash", 0.3), Ranked("refund/ask_refund", 0.1)),
    )

    said = claire.says_so(hesitant, "problème")

    assert said.values[:2] == ["topic:refund/ask_refund", "topic:app_bug/app_crash"]


def torn(family: str, *topics: str) -> Understanding:
    ranked = [Ranked(f"{family}/{topic}", 0.97 / len(topics)) for topic in topics]
    return Understanding(family, 0.97, [Ranked(family, 0.97)], ranked)


def test_between_two_articles_of_a_sure_family_the_driver_chooses(claire: Driver) -> None:
    said = claire.says_so(torn("refund", "ask_refund", "refund_status"), "un remboursement")

    assert said.responses == ["utter_which_topic"]
    assert said.values[:2] == ["topic:refund/ask_refund", "topic:refund/refund_status"]


def test_between_two_problems_of_a_sure_family_the_best_article_is_given(claire: Driver) -> None:
    too_much = torn("past_session_billing", "charged_twice", "wrong_amount")

    said = claire.says_so(too_much, "trop payé")

    assert said.responses == [f"utter_{too_much.topic}", "utter_is_it_settled"]
