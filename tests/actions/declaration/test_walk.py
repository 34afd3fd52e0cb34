"""The walk through a declaration: one answer a turn, back, cancel, digressions."""

import pytest

from actions.declaration.flows import FLOWS
from tests.actions.conftest import Enter, tickets
from tests.actions.dialogue import CLAIRE_NOW, CLAIRE_YESTERDAY, SOPHIE_BERCY, Driver

# --- Beginning -----------------------------------------------------------------------------------------------------


def test_a_declaration_says_its_name_and_asks_one_question(claire: Driver) -> None:
    said = claire.picks("flow:app_bug")

    assert said.responses == ["utter_declaration_begins", "utter_ask_platform"]
    assert said.told("title") == "Bug application mobile"
    assert said.labels == ["iPhone (iOS)", "Android"]


def test_what_the_article_knows_is_not_asked(claire: Driver) -> None:
    claire.says("la charge ne démarre pas", "session_cannot_start/cannot_start")

    assert claire.presses("Toujours bloqué").last == "utter_ask_on_site"
    assert claire.state.article is None


def test_what_was_told_before_is_not_asked(claire: Driver) -> None:
    claire.says("j'ai été débité deux fois hier à Nantes Commerce", "past_session_billing/charged_twice")

    said = claire.presses("Toujours bloqué")

    assert said.last == "utter_summary"
    assert claire.values["session"] == CLAIRE_YESTERDAY
    assert claire.values["description"] == "j'ai été débité deux fois hier à Nantes Commerce"


def test_a_driver_who_said_that_he_stands_there_is_not_asked_and_is_told_to_call(claire: Driver) -> None:
    claire.says("je suis devant la borne et la charge ne démarre pas", "session_cannot_start/cannot_start")

    said = claire.presses("Toujours bloqué")

    assert claire.values["on_site"] == "yes"
    assert "utter_phone_first" in said.responses
    assert "utter_ask_on_site" not in said.responses


def test_a_town_told_before_leaves_only_its_stations_to_choose_from(visitor: Driver) -> None:
    visitor.says("débité deux fois à Lyon hier soir", "past_session_billing/charged_twice")

    said = visitor.presses("Toujours bloqué")

    assert said.last == "utter_which_station"
    assert "Lyon Part-Dieu" in said.labels
    assert said.labels[-1] == "Je ne sais pas"


def test_the_button_of_an_old_menu_does_not_throw_a_declaration_away(claire: Driver) -> None:
    claire.declares("other")
    first = claire.declaration.key

    said = claire.picks("flow:app_bug")

    assert said.responses == ["utter_choice_expired", "utter_ask_description"]
    assert claire.declaration.key == first


@pytest.mark.parametrize(
    "typed",
    [
        "attendez avant d'envoyer, la date est fausse",
        "je voudrais envoyer une photo de la borne",
        "est-ce que vous allez envoyer un technicien ?",
        "je voudrais annuler la charge de ma voiture",
    ],
)
def test_a_sentence_that_holds_the_word_of_an_order_gives_no_order(claire: Driver, typed: str) -> None:
    claire.declares("other", description="le lampadaire clignote", asked="confirm")

    said = claire.says(typed)

    assert "utter_ticket_sent" not in said.responses
    assert "utter_cancelled" not in said.responses
    assert claire.declaration is not None


# --- Answers -------------------------------------------------------------------------------------------------------


def test_each_turn_asks_one_question_and_no_more(visitor: Driver) -> None:
    visitor.picks("flow:past_session")
    asked = [visitor.says(text).last for text in ("facturation", "hier à 19h", "Guérande", "badge")]

    assert asked == ["utter_ask_occurred_at", "utter_ask_station", "utter_ask_means", "utter_ask_description"]


def test_a_sentence_answers_all_the_questions_that_it_can(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing")

    said = visitor.says("hier soir à Guérande avec mon badge")

    assert said.responses == ["utter_ask_description"]
    assert visitor.values["station"]["location_id"] == "loc_1901"
    assert visitor.values["means"] == "badge"
    assert visitor.declaration.answered[-3:] == ["occurred_at", "station", "means"]


@pytest.mark.parametrize("typed", ["Défaut de facturation", "la 1", "facturation", "1"])
def test_a_choice_may_be_pressed_named_or_numbered(visitor: Driver, typed: str) -> None:
    visitor.picks("flow:past_session")

    visitor.says(typed)

    assert visitor.values["problem"] == "billing"


def test_the_words_of_a_choice_do_not_hide_what_the_sentence_says_besides(visitor: Driver) -> None:
    visitor.picks("flow:past_session")

    visitor.says("défaut de facturation, hier soir à Guérande avec mon badge")

    assert visitor.values["problem"] == "billing"
    assert visitor.values["station"]["location_id"] == "loc_1901"
    assert visitor.values["means"] == "badge"


def test_a_town_with_several_stations_asks_which_then_goes_on(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})

    assert visitor.says("Lyon").responses == ["utter_which_station"]
    said = visitor.presses("Part-Dieu")

    assert visitor.values["station"] == {"location_id": "loc_1101", "name": "Lyon Part-Dieu"}
    assert said.responses == ["utter_ask_means"]


def test_an_answer_that_narrows_is_no_miss(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})

    visitor.says("Lyon")

    assert visitor.declaration.misses == 0


def test_the_choice_of_another_drivers_session_is_no_answer(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault", on_site="no")

    said = claire.picks(f"session:{SOPHIE_BERCY}")

    assert "session" not in claire.values
    assert said.responses == ["utter_choice_expired", "utter_ask_active_session_one"]


def test_a_way_out_of_the_list_asks_where_and_goes_on(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault", on_site="no")

    said = claire.presses("Non, une autre")

    assert claire.values["session"] == ""
    assert said.responses == ["utter_ask_station"]


# --- Answers that cannot be used ------------------------------------------------------------------------------------


def test_an_unusable_answer_is_asked_again_more_strictly_then_a_person_is_offered(visitor: Driver) -> None:
    visitor.picks("flow:past_session")

    first = visitor.says("euh")
    second = visitor.says("heu")

    assert first.responses == ["utter_ask_problem_strict"]
    assert first.labels == ["Défaut de facturation", "Session non visible", "Autre"]
    assert second.responses == ["utter_offer_person"]
    assert second.labels == ["Parler à quelqu'un", "Continuer la déclaration", "Annuler"]
    assert second.urls == ["tel:+33176401280"]


def test_after_a_person_was_offered_the_question_can_still_be_answered(visitor: Driver) -> None:
    visitor.picks("flow:past_session")
    visitor.says("euh")
    visitor.says("heu")

    assert visitor.presses("Continuer").responses == ["utter_ask_problem"]
    assert visitor.says("facturation").responses == ["utter_ask_occurred_at"]


def test_misses_are_counted_question_by_question(visitor: Driver) -> None:
    visitor.picks("flow:past_session")
    visitor.says("euh")
    visitor.says("facturation")

    assert visitor.says("bof").responses == ["utter_ask_occurred_at_strict"]


def test_a_station_that_is_not_ours_says_why_then_a_person(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing", occurred_at={"unknown": True})

    first = visitor.says("FR*BMP*E9999*1")
    second = visitor.says("FR*BMP*E9999*1")

    assert first.responses == ["utter_unknown_evse"]
    assert second.responses == ["utter_offer_person"]


def test_at_the_summary_a_mumble_is_asked_again_then_a_person(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")

    assert claire.says("euh").responses == ["utter_confirm_strict"]
    assert claire.says("heu").responses == ["utter_offer_person"]


def test_when_modifying_a_mumble_is_asked_again_then_a_person(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")
    claire.presses("Modifier")

    assert claire.says("euh").responses == ["utter_what_to_modify_strict"]
    assert claire.says("heu").responses == ["utter_offer_person"]


@pytest.mark.parametrize("choice", ["settled:yes", "topic:refund/ask_refund", "send:of_another_declaration"])
def test_the_button_of_an_older_message_is_never_a_description(claire: Driver, choice: str) -> None:
    claire.declares("other")

    claire.picks(choice, "C'est réglé")

    assert "description" not in claire.values


def test_the_button_of_an_older_message_never_sends(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")

    claire.picks("settled:yes", "C'est réglé")

    assert tickets(claire) == []


# --- Back, cancel, menu ----------------------------------------------------------------------------------------------


def test_going_back_asks_the_last_question_again(visitor: Driver) -> None:
    visitor.picks("flow:past_session")
    visitor.says("facturation")

    said = visitor.says("revenir")

    assert said.responses == ["utter_ask_problem"]
    assert "problem" not in visitor.values


def test_going_back_twice_goes_back_two_questions(visitor: Driver) -> None:
    visitor.picks("flow:past_session")
    visitor.says("facturation")
    visitor.says("hier à 19h")

    visitor.says("je me suis trompé")

    assert visitor.says("question précédente").responses == ["utter_ask_problem"]


def test_an_answer_given_anew_is_kept_with_those_that_follow(visitor: Driver) -> None:
    visitor.picks("flow:past_session")
    visitor.says("facturation")
    visitor.says("revenir")

    assert visitor.says("autre").responses == ["utter_ask_occurred_at"]
    assert visitor.values["problem"] == "other"


def test_nothing_comes_before_the_first_question(claire: Driver) -> None:
    claire.picks("flow:other")

    assert claire.says("revenir").responses == ["utter_nothing_before", "utter_ask_description"]


def test_going_back_never_goes_to_what_the_assistant_knew_by_itself(claire: Driver) -> None:
    claire.says("la charge ne démarre pas", "session_cannot_start/cannot_start")
    claire.presses("Toujours bloqué")

    assert claire.says("revenir").responses == ["utter_nothing_before", "utter_ask_on_site"]


def test_going_back_from_the_summary_asks_the_last_question(claire: Driver) -> None:
    claire.picks("flow:other")
    claire.says("la borne est sale et taguée")

    assert claire.says("revenir").responses == ["utter_ask_description"]


@pytest.mark.parametrize("flow", FLOWS)
def test_cancelling_works_in_every_declaration_and_sends_nothing(claire: Driver, flow: str) -> None:
    claire.picks(f"flow:{flow}")

    said = claire.says("annuler")

    assert said.responses == ["utter_cancelled"]
    assert claire.state.declaration is None
    assert tickets(claire) == []


def test_cancelling_forgets_what_was_told(claire: Driver) -> None:
    claire.says("j'ai été débité deux fois hier", "past_session_billing/charged_twice")
    claire.presses("Toujours bloqué")

    claire.says("laisse tomber")

    assert claire.state.heard == []


@pytest.mark.parametrize("choose", [lambda driver: driver.says("menu"), lambda driver: driver.picks("menu")])
def test_the_menu_leaves_the_declaration(claire: Driver, choose: object) -> None:
    claire.picks("flow:other")

    said = choose(claire)  # type: ignore[operator]

    assert said.responses == ["utter_chitchat/help_menu"]
    assert claire.state.declaration is None


@pytest.mark.parametrize("word", ["envoyer", "modifier"])
def test_words_of_the_summary_are_answers_before_it(claire: Driver, word: str) -> None:
    claire.picks("flow:other")

    claire.says(f"{word} ")

    assert tickets(claire) == []
    assert claire.declaration.asked != "edit"


def test_a_mistake_told_with_its_correction_goes_straight_to_the_right_answer(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing")
    visitor.says("hier à 19h à Guérande avec mon badge")

    said = visitor.says("je me suis trompé de station c'était Annecy")

    assert visitor.values["station"]["location_id"] == "loc_1902"
    assert said.responses[0] == "utter_corrected"


def test_a_wish_for_a_person_at_the_summary_is_no_addition(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")

    said = claire.says("je préfère voir ça de vive voix", "contact_human/speak_to_person", 0.4)

    assert said.responses == ["utter_contact_human/speak_to_person"]
    assert claire.values["description"] == "la borne est sale"


# --- Digressions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "topic", "response"),
    [
        ("comment me faire rembourser ?", "refund/ask_refund", "utter_refund/ask_refund"),
        ("votre numéro ?", "contact_human/phone_number", "utter_contact_human/phone_number"),
        ("vos horaires ?", "contact_human/opening_hours", "utter_no_hours"),
        ("un mail ?", "contact_human/email_address", "utter_no_email"),
        ("où en est mon ticket ?", "contact_human/ticket_status", "utter_no_ticket"),
        ("tu es un robot ?", "chitchat/are_you_a_bot", "utter_chitchat/are_you_a_bot"),
        ("merci bien", "chitchat/thanks", "utter_chitchat/thanks"),
        ("quelle honte ce service", "complaint_anger/complaint", "utter_complaint_anger/complaint"),
        ("bande de nuls", "complaint_anger/insult", "utter_complaint_anger/complaint"),
    ],
)
def test_a_digression_is_answered_then_the_question_comes_back(
    visitor: Driver, typed: str, topic: str, response: str
) -> None:
    visitor.declares("past_session", problem="billing")

    said = visitor.says(typed, topic)

    assert said.responses == [response, "utter_ask_occurred_at"]
    assert visitor.declaration.misses == 0


def test_a_digression_hardly_understood_is_an_unusable_answer(visitor: Driver) -> None:
    visitor.declares("past_session", problem="billing")

    assert visitor.says("gloubi", "refund/ask_refund", 0.1).responses == ["utter_ask_occurred_at_strict"]


def test_a_question_in_place_of_a_description_is_answered(claire: Driver) -> None:
    claire.declares("other")

    said = claire.says("comment me faire rembourser ?", "refund/ask_refund")

    assert said.responses == ["utter_refund/ask_refund", "utter_ask_description"]
    assert "description" not in claire.values


@pytest.mark.parametrize("typed", ["Combien ça coûte en tout", "c'est quoi le remboursement"])
def test_a_question_needs_no_question_mark(claire: Driver, typed: str) -> None:
    claire.declares("other")

    assert claire.says(typed, "refund/ask_refund").responses[0] == "utter_refund/ask_refund"


@pytest.mark.parametrize(
    ("typed", "topic", "confidence"),
    [
        ("j'ai demandé un remboursement et rien ne vient", "refund/ask_refund", 0.9),
        ("la borne a affiché « continuer ? » puis plus rien", "refund/ask_refund", 0.3),
        ("pourquoi la borne m'a parlé en allemand ?", "find_station/no_article_here", 0.9),
    ],
)
def test_an_account_that_is_no_sure_question_is_the_description(
    claire: Driver, typed: str, topic: str, confidence: float
) -> None:
    claire.declares("other")

    claire.says(typed, topic, confidence)

    assert claire.values["description"] == typed


def test_a_question_between_two_families_is_not_met_with_silence(claire: Driver) -> None:
    claire.declares("other")

    said = claire.says("comment faire ?", "refund/ask_refund", 0.5, also={"app_bug/app_crash": 0.45})

    assert said.replies != []


def test_a_digression_at_the_summary_comes_back_to_it(claire: Driver) -> None:
    claire.declares("other", description="la borne est sale")

    said = claire.says("votre numéro ?", "contact_human/phone_number")

    assert said.responses == ["utter_contact_human/phone_number", "utter_summary"]


# --- A declaration that another version left ------------------------------------------------------------------------


def test_a_miss_on_a_question_that_no_longer_exists_asks_the_next(claire: Driver) -> None:
    claire.declares("other")
    claire.declaration.asked = None

    assert claire.says("...").responses == ["utter_ask_description"]


def test_a_question_that_no_longer_exists_is_passed_over(claire: Driver) -> None:
    claire.declares("other")
    claire.declaration.asked = "colour"

    assert claire.says("bleu").responses == ["utter_ask_description"]


@pytest.mark.parametrize("asked", [None, "colour"])
def test_resuming_a_question_that_no_longer_exists_asks_the_next(claire: Driver, asked: str | None) -> None:
    claire.declares("other")
    claire.declaration.asked = asked

    assert claire.picks("resume").responses == ["utter_ask_description"]


def test_a_session_known_by_the_assistant_is_not_asked(claire: Driver) -> None:
    claire.declares("session_in_progress", problem="charger_fault", on_site="no")

    said = claire.says("oui")

    assert claire.values["session"] == CLAIRE_NOW
    assert said.responses == ["utter_ask_description"]


def test_from_the_history_nothing_is_asked_about_the_session(enter: Enter) -> None:
    claire = enter("claire", context={"session_id": CLAIRE_YESTERDAY})
    claire.opens()

    claire.says("facturation")

    assert set(claire.values) == {"problem", "session"}
