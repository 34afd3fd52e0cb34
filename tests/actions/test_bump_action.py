"""What every action promises: a sentence whatever happens, never a half-made state, never « done » when it is not."""

import logging
import threading
from collections.abc import Callable
from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.bump_action import BumpAction
from actions.state import Declaration, DialogueState
from actions.turn import Turn
from support.callers import Caller
from support.composition import Support, compose
from support.errors import StorageUnavailable
from support.reading.choices import Choice
from support.settings import Settings
from support.tickets.desk import TicketDesk
from tests.actions.conftest import NOBODY_LISTENS
from tests.actions.dialogue import CATALOGUE
from tests.storage.conftest import NOW

CLAIRE = Caller("conv-1", "drv_claire_morel")
Answer = Callable[[Turn], None]


async def run(
    support: Support,
    own_answer: Answer,
    text: str = "bonjour",
    *,
    slots: dict[str, Any] | None = None,
    loop: str | None = None,
    message: dict[str, Any] | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The events and the messages of one turn."""
    latest = {"text": text, "metadata": {"caller": CLAIRE.as_metadata()}, **(message or {})}
    tracker = Tracker(
        "conv-1", slots or {}, latest, [], False, None, {"name": loop} if loop else {}, "action_listen"
    )
    dispatcher = CollectingDispatcher()
    action = BumpAction("action_test", own_answer, support, CATALOGUE)
    events = await action.run(dispatcher, tracker, {})
    return events, dispatcher.messages


def responses(messages: list[dict[str, Any]]) -> list[str]:
    return [message["response"] for message in messages]


def slots_set(events: list[dict[str, Any]]) -> dict[str, Any]:
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}


def loops_set(events: list[dict[str, Any]]) -> list[str | None]:
    return [event["name"] for event in events if event["event"] == "active_loop"]


def listens(events: list[dict[str, Any]]) -> bool:
    return events[-1] == {"event": "followup", "timestamp": None, "name": "action_listen"}


def greets(turn: Turn) -> None:
    turn.state.article = "refund/ask_refund"
    turn.say("utter_chitchat/greet", choices=(Choice("menu", "Menu"),))


def breaks_after_speaking(turn: Turn) -> None:
    turn.state.article = "refund/ask_refund"
    turn.say("utter_ticket_sent", number="BMP-2026-000001", delay="48 heures")
    raise RuntimeError("at claire@example.org")


def test_an_action_has_the_name_of_the_domain(support: Support) -> None:
    assert BumpAction("action_chat", greets, support, CATALOGUE).name() == "action_chat"


async def test_a_turn_speaks_sets_what_changed_and_listens(support: Support) -> None:
    events, messages = await run(support, greets)

    assert responses(messages) == ["utter_chitchat/greet"]
    assert slots_set(events) == {
        "article": "refund/ask_refund",
        "choices": [{"value": "menu", "label": "Menu"}],
        "heard": [],
        "account": [],
        "misunderstood": 0,
        "anger": 0,
        "rating_asked": False,
    }
    assert listens(events)


async def test_a_declaration_that_begins_activates_its_loop(support: Support) -> None:
    events, _ = await run(
        support, greets, message={"choice": "flow:other", "intent": {"name": "choice", "confidence": 1.0}}
    )

    assert loops_set(events) == ["declare_other"]


async def test_a_declaration_under_way_leaves_its_loop_active(support: Support) -> None:
    slots = DialogueState(declaration=Declaration("other", asked="description")).as_slots()

    events, _ = await run(support, greets, "la borne est sale", slots=slots, loop="declare_other")

    assert loops_set(events) == []
    assert slots_set(events)["declaration"]["values"] == {"description": "la borne est sale"}


async def test_a_declaration_that_ends_ends_its_loop(support: Support) -> None:
    slots = DialogueState(declaration=Declaration("other", asked="description")).as_slots()

    events, messages = await run(support, greets, "annuler", slots=slots, loop="declare_other")

    assert responses(messages) == ["utter_cancelled"]
    assert loops_set(events) == [None]
    assert slots_set(events)["declaration"] is None


async def test_another_declaration_changes_the_loop(support: Support) -> None:
    menu = [Choice("flow:app_bug", "Bug application mobile")]
    state = DialogueState(declaration=Declaration("other", asked="description"), choices=menu)
    slots = state.as_slots()

    events, _ = await run(
        support, greets, slots=slots, loop="declare_other", message={"choice": "flow:app_bug"}
    )

    assert loops_set(events) == ["declare_app_bug"]


async def test_a_loop_left_without_its_declaration_is_ended(support: Support) -> None:
    events, _ = await run(support, greets, loop="declare_other")

    assert loops_set(events) == [None]


async def test_a_failure_is_said_with_its_number_and_the_telephone(support: Support) -> None:
    _, messages = await run(support, breaks_after_speaking)

    (message,) = messages
    assert message["response"] == "utter_incident"
    assert message["incident"].startswith("INC-")
    assert message["phone"] == "01 76 40 12 80"
    assert message["custom"]["links"][0]["url"] == "tel:+33176401280"


async def test_a_failure_leaves_the_state_and_the_loop_as_they_were(support: Support) -> None:
    events, _ = await run(support, breaks_after_speaking, loop=None)

    assert slots_set(events) == {}
    assert loops_set(events) == []
    assert listens(events)


async def test_a_failure_takes_back_what_was_about_to_be_said_done(support: Support) -> None:
    _, messages = await run(support, breaks_after_speaking)

    assert "utter_ticket_sent" not in responses(messages)


async def test_after_a_failure_the_choices_can_be_pressed_again(support: Support) -> None:
    def breaks(_: Turn) -> None:
        raise RuntimeError

    slots = DialogueState(choices=[Choice("settled:no", "Toujours bloqué")]).as_slots()

    _, messages = await run(support, breaks, "blabla bla", slots=slots)

    assert messages[0]["buttons"] == [{"title": "Toujours bloqué", "payload": "settled:no"}]


async def test_two_failures_have_two_numbers(support: Support) -> None:
    _, first = await run(support, breaks_after_speaking)
    _, second = await run(support, breaks_after_speaking)

    assert first[0]["incident"] != second[0]["incident"]


async def test_the_log_holds_the_number_of_the_incident_but_no_personal_data(
    support: Support, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "actions.bump_action"):
        _, messages = await run(support, breaks_after_speaking)

    assert messages[0]["incident"] in caplog.text
    assert "RuntimeError" in caplog.text
    assert "claire@example.org" not in caplog.text


async def test_a_database_that_fails_is_an_incident(settings: Settings) -> None:
    dead = compose(settings.model_copy(update={"database_url": NOBODY_LISTENS}), lambda: NOW)

    def reads(turn: Turn) -> None:
        turn.support.tickets.latest(turn.caller)

    events, messages = await run(dead, reads)

    assert responses(messages) == ["utter_incident"]
    assert slots_set(events) == {}


async def test_an_answer_that_takes_too_long_is_an_incident(settings: Settings) -> None:
    hasty = compose(settings.model_copy(update={"action_timeout_s": 0.1}), lambda: NOW)
    released = threading.Event()

    def waits(turn: Turn) -> None:
        released.wait()
        turn.say("utter_chitchat/greet")

    try:
        events, messages = await run(hasty, waits)
    finally:
        released.set()

    assert responses(messages) == ["utter_incident"]
    assert slots_set(events) == {}
    assert listens(events)


async def test_a_danger_is_warned_of_even_when_the_turn_fails(
    support: Support, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TicketDesk, "open", _out_of_order)

    events, messages = await run(support, greets, "de la fumée sort de la borne")

    assert responses(messages) == ["utter_danger/danger", "utter_incident"]
    assert messages[0]["phone"] == "01 76 40 12 80"
    assert slots_set(events) == {}


async def test_a_danger_that_only_the_model_recognised_is_warned_of_even_when_the_turn_fails(
    support: Support, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TicketDesk, "open", _out_of_order)

    _, messages = await run(
        support,
        greets,
        "la prise fait une drôle de tête",
        message={"intent": {"name": "danger", "confidence": 0.95}},
    )

    assert responses(messages)[0] == "utter_danger/danger"


@pytest.mark.parametrize(
    "slots",
    [
        {"declaration": {"flow": "other", "step": 3}},
        {"choices": [{"title": "Menu", "payload": "menu"}]},
        {"misunderstood": "twice"},
    ],
)
async def test_slots_that_a_former_version_wrote_still_end_in_a_sentence(
    support: Support, slots: dict[str, Any]
) -> None:
    _, messages = await run(support, greets, slots=slots)

    assert messages != []


def _out_of_order(*_: object) -> None:
    raise RuntimeError("no such table: tickets")


async def test_an_expected_failure_of_the_business_is_an_incident_too(support: Support) -> None:
    def unavailable(_: Turn) -> None:
        raise StorageUnavailable("disk full")

    _, messages = await run(support, unavailable)

    assert responses(messages) == ["utter_incident"]
