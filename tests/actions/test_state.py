import json
from typing import Any

import pytest

from actions.state import LONGEST_MEMORY, SLOT_NAMES, Declaration, DialogueState
from support.reading.choices import Choice

FULL = DialogueState(
    declaration=Declaration(
        flow="past_session",
        key="key-1",
        values={"problem": "billing", "station": {"location_id": "loc_1101"}},
        answered=["problem"],
        asked="occurred_at",
        misses=1,
    ),
    article="refund/ask_refund",
    heard=["débité deux fois"],
    choices=[Choice("settled:yes", "C'est réglé")],
    misunderstood=1,
    anger=2,
    ticket_to_complete="ticket-1",
    rating_asked=True,
)


def test_a_state_comes_back_from_its_slots_as_it_was() -> None:
    assert DialogueState.from_slots(json.loads(json.dumps(FULL.as_slots()))) == FULL


@pytest.mark.parametrize("slots", [{}, dict.fromkeys(SLOT_NAMES)])
def test_absent_slots_are_a_conversation_that_begins(slots: dict[str, Any]) -> None:
    assert DialogueState.from_slots(slots) == DialogueState()


def test_slots_hold_one_value_for_each_name() -> None:
    assert tuple(FULL.as_slots()) == SLOT_NAMES


def test_no_slot_holds_an_identity() -> None:
    assert not {"driver_id", "caller", "conversation_id"} & set(SLOT_NAMES)


def test_only_what_changed_is_set() -> None:
    slots = FULL.as_slots()
    state = DialogueState.from_slots(slots)
    state.anger = 3
    state.article = None

    events = state.changes_from(slots)

    assert {(event["name"], event["value"]) for event in events} == {("anger", 3), ("article", None)}


def test_a_state_that_did_not_change_sets_nothing() -> None:
    assert DialogueState.from_slots(FULL.as_slots()).changes_from(FULL.as_slots()) == []


def test_a_change_within_the_declaration_is_seen() -> None:
    slots = FULL.as_slots()
    state = DialogueState.from_slots(json.loads(json.dumps(slots)))
    assert state.declaration is not None
    state.declaration.values["means"] = "application"

    assert [event["name"] for event in state.changes_from(slots)] == ["declaration"]


def test_every_declaration_has_a_key_of_its_own() -> None:
    assert Declaration("other").key != Declaration("other").key


def test_the_last_sentences_are_remembered_without_repetition() -> None:
    state = DialogueState()
    for sentence in ("un", "", "un", "deux", "trois", "quatre"):
        state.hear(sentence)

    assert state.heard == ["deux", "trois", "quatre"]
    assert len(state.heard) == LONGEST_MEMORY


def test_a_closed_matter_is_forgotten_but_not_the_anger_nor_the_ticket() -> None:
    state = DialogueState.from_slots(FULL.as_slots())

    state.forget_problem()

    assert (state.declaration, state.article, state.heard, state.misunderstood) == (None, None, [], 0)
    assert (state.anger, state.ticket_to_complete) == (2, "ticket-1")
