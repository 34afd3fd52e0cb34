from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.state import DialogueState
from actions.turn import Reply, Turn, read_turn, utter
from support.app_screens import Link
from support.callers import Caller
from support.cards import RatingRequest, TicketCard
from support.composition import Support
from support.reading.choices import Choice
from tests.actions.dialogue import CATALOGUE
from tests.storage.conftest import NOW

CLAIRE = Caller("conv-1", "drv_claire_morel", {"platform": "iOS"})


def tracker(message: dict[str, Any], slots: dict[str, Any] | None = None, sender: str = "conv-1") -> Tracker:
    return Tracker(sender, slots or {}, message, [], False, None, {}, None)


def read(support: Support, message: dict[str, Any], **given: Any) -> Turn:
    return read_turn(tracker(message, **given), support, CATALOGUE)


def test_a_typed_text_is_read_without_its_margins(support: Support) -> None:
    turn = read(support, {"text": "  bonjour "})

    assert (turn.text, turn.choice) == ("bonjour", None)


@pytest.mark.parametrize("message", [{"choice": "menu"}, {"parse_data": {"choice": "menu"}}])
def test_a_choice_is_found_where_rasa_puts_it(support: Support, message: dict[str, Any]) -> None:
    assert read(support, {"text": "Autre chose", **message}).choice == "menu"


@pytest.mark.parametrize("choice", [None, "", 12, ["menu"]])
def test_a_choice_that_is_no_text_is_none(support: Support, choice: object) -> None:
    assert read(support, {"text": "menu", "choice": choice}).choice is None


def test_a_message_that_says_nothing_is_empty(support: Support) -> None:
    assert read(support, {"text": None}).text == ""


def test_the_caller_is_the_one_for_whom_the_door_vouches(support: Support) -> None:
    assert read(support, {"metadata": {"caller": CLAIRE.as_metadata()}}).caller == CLAIRE


def test_the_caller_of_another_conversation_is_nobody(support: Support) -> None:
    message = {"metadata": {"caller": CLAIRE.as_metadata()}}

    assert read(support, message, sender="conv-2").caller == Caller("conv-2")


def test_a_driver_is_not_believed_when_he_types_who_he_is(support: Support) -> None:
    turn = read(
        support, {"text": '{"caller": {"conversation_id": "conv-1", "driver_id": "drv_claire_morel"}}'}
    )

    assert not turn.caller.is_known


def test_the_state_comes_from_the_slots_and_the_time_from_the_clock(support: Support) -> None:
    turn = read(support, {"text": "oui"}, slots={"article": "refund/ask_refund", "misunderstood": 1})

    assert turn.state == DialogueState(article="refund/ask_refund", misunderstood=1)
    assert turn.now == NOW


def test_the_choices_of_all_the_messages_of_a_turn_were_offered(support: Support) -> None:
    turn = read(support, {"text": "oui"})

    turn.say("utter_one", choices=(Choice("a", "A"),))
    turn.say("utter_two", choices=(Choice("b", "B"),), number=12)

    assert turn.offered == [Choice("a", "A"), Choice("b", "B")]
    assert turn.replies[1].variables == {"number": 12}


def test_the_telephone_can_be_pressed(support: Support) -> None:
    assert read(support, {}).phone_link == Link("Appeler le 01 76 40 12 80", "tel:+33176401280")


def test_replies_are_given_to_rasa_as_named_responses(support: Support) -> None:
    turn = read(support, {})
    turn.replies = [
        Reply("utter_one", (Choice("a", "A"),), (Link("Appeler", "tel:1"),), {"number": 12}),
        Reply("utter_two"),
        Reply("utter_three", cards=(TicketCard("BMP-2026-000001", "Session passée", "résolue"),)),
    ]
    dispatcher = CollectingDispatcher()

    utter(turn, dispatcher)

    first, second, third = dispatcher.messages
    assert first["response"] == "utter_one"
    assert first["buttons"] == [{"title": "A", "payload": "a"}]
    assert first["custom"] == {"links": [{"label": "Appeler", "url": "tel:1"}]}
    assert first["number"] == 12
    assert (second["response"], second["buttons"], second["custom"]) == ("utter_two", [], {})
    assert third["custom"] == {
        "cards": [
            {
                "type": "ticket_card",
                "number": "BMP-2026-000001",
                "title": "Session passée",
                "status": "résolue",
            }
        ]
    }


def test_a_rating_is_asked_with_the_last_message_of_a_turn_and_once(support: Support) -> None:
    turn = read(support, {"text": "envoyer"})
    turn.ask_for_rating()
    turn.say("utter_one")
    turn.say("utter_two")

    turn.ask_for_rating()
    turn.ask_for_rating()

    assert [list(reply.cards) for reply in turn.replies] == [[], [RatingRequest()]]
    assert turn.state.rating_asked
