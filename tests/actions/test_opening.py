"""The opening of a conversation."""

from tests.actions.conftest import Enter
from tests.actions.dialogue import CLAIRE_YESTERDAY, SOPHIE_BERCY, Driver


def test_a_driver_is_greeted_by_his_first_name(claire: Driver) -> None:
    said = claire.opens()

    assert said.responses == ["utter_welcome", "utter_what_can_be_done"]
    assert said.told("name") == " Claire"
    assert said.told("phone") == "01 76 40 12 80"


def test_an_unknown_visitor_is_greeted_without_a_name(visitor: Driver) -> None:
    assert visitor.opens().told("name") == ""


def test_the_five_declarations_and_a_person_are_offered(claire: Driver) -> None:
    assert claire.opens().values == [
        "flow:session_in_progress",
        "flow:past_session",
        "flow:missing_session",
        "flow:app_bug",
        "flow:other",
        "person",
    ]


def test_from_the_history_the_declaration_of_that_charge_begins(enter: Enter) -> None:
    claire = enter("claire", context={"session_id": CLAIRE_YESTERDAY})

    said = claire.opens()
    assert said.responses == ["utter_welcome", "utter_declaration_begins", "utter_ask_problem"]

    said = claire.presses("facturation")
    assert claire.values["session"] == CLAIRE_YESTERDAY
    assert said.responses == ["utter_ask_description"]


def test_the_charge_of_another_driver_opens_nothing(enter: Enter) -> None:
    claire = enter("claire", context={"session_id": SOPHIE_BERCY})

    assert claire.opens().responses == ["utter_welcome", "utter_what_can_be_done"]


def test_a_visitor_who_names_a_charge_opens_nothing(enter: Enter) -> None:
    visitor = enter(context={"session_id": CLAIRE_YESTERDAY})

    assert visitor.opens().last == "utter_what_can_be_done"


def test_opening_again_starts_afresh(claire: Driver) -> None:
    claire.says("je veux être remboursé", "refund/ask_refund")

    claire.opens()

    assert (claire.state.article, claire.state.heard) == (None, [])


def test_opening_again_in_a_declaration_is_no_unusable_answer(claire: Driver) -> None:
    claire.declares("other")

    said = claire.opens()

    assert claire.state.declaration is None or claire.declaration.misses == 0
    assert "utter_ask_description_strict" not in said.responses


def test_opening_again_asks_for_no_second_rating(claire: Driver) -> None:
    claire.state.rating_asked = True

    claire.opens()

    assert claire.state.rating_asked
