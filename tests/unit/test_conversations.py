from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from support.callers import Caller
from support.conversations import MessageLog, Typed
from support.errors import UnknownConversation
from support.storage.conversation_tables import ConversationRow, MessageAuthor
from support.storage.database import Database
from tests.unit.conftest import NOW, HandClock

CLAIRE = Caller("conv-1", "drv_claire_morel", {"platform": "iOS"})
NOBODY = Caller("conv-2")
DRIVER, BOT = MessageAuthor.DRIVER, MessageAuthor.BOT


def choice_block(value: str) -> dict[str, Any]:
    return {"type": "choices", "choices": [{"value": value, "label": value.upper()}]}


def choice_block_of_before(value: str) -> dict[str, Any]:
    return {"type": "choice", "value": value, "label": value.upper()}


def test_an_opened_conversation_keeps_who_where_and_when(log: MessageLog, database: Database) -> None:
    log.open(CLAIRE, "app")

    with database.transaction(read_only=True) as session:
        row = session.get_one(ConversationRow, "conv-1")
    assert (row.driver_id, row.channel, row.context) == ("drv_claire_morel", "app", {"platform": "iOS"})
    assert (row.opened_at, row.last_at) == (NOW, NOW)


def test_opening_ones_own_conversation_again_changes_nothing(log: MessageLog, clock: HandClock) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "bonjour")
    clock.advance(hours=1)

    log.open(CLAIRE, "web")

    assert [message.text for message in log.transcript("conv-1")] == ["bonjour"]


@pytest.mark.parametrize("intruder", [Caller("conv-1", "drv_tom_girard"), Caller("conv-1")])
def test_the_conversation_of_another_person_is_unknown(log: MessageLog, intruder: Caller) -> None:
    log.open(CLAIRE, "app")

    with pytest.raises(UnknownConversation):
        log.open(intruder, "app")


def test_a_driver_does_not_enter_the_conversation_of_an_unknown_visitor(log: MessageLog) -> None:
    log.open(NOBODY, "web")

    with pytest.raises(UnknownConversation):
        log.open(Caller("conv-2", "drv_tom_girard"), "web")


def test_messages_keep_their_order_even_within_one_instant(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "un")
    log.append_bot("conv-1", [("deux", []), ("trois", [])])
    log.append(CLAIRE, DRIVER, "quatre", choice="flow:other")

    transcript = log.transcript("conv-1")

    assert [(message.position, message.author, message.text) for message in transcript] == [
        (1, DRIVER, "un"),
        (2, BOT, "deux"),
        (3, BOT, "trois"),
        (4, DRIVER, "quatre"),
    ]
    assert [message.choice for message in transcript] == [None, None, None, "flow:other"]


def test_messages_carry_the_time_at_which_they_were_logged(log: MessageLog, clock: HandClock) -> None:
    log.open(CLAIRE, "app")
    clock.advance(minutes=2)
    log.append(CLAIRE, DRIVER, "bonjour")

    assert log.transcript("conv-1")[0].at == clock.now


def test_positions_count_within_each_conversation(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.open(NOBODY, "web")
    log.append(CLAIRE, DRIVER, "à moi")
    log.append(NOBODY, DRIVER, "à lui")

    assert [(one.position, one.text) for one in log.transcript("conv-2")] == [(1, "à lui")]


def test_a_long_conversation_gives_its_latest_messages_the_oldest_first(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    for number in range(1, 6):
        log.append(CLAIRE, DRIVER, str(number))

    assert [one.text for one in log.transcript("conv-1", limit=3)] == ["3", "4", "5"]


def test_a_resent_message_is_logged_once(log: MessageLog) -> None:
    log.open(CLAIRE, "app")

    first = log.append(CLAIRE, DRIVER, "bonjour", client_id="c-1")
    again = log.append(CLAIRE, DRIVER, "bonjour", client_id="c-1")

    assert (first, again) == (True, False)
    assert len(log.transcript("conv-1")) == 1


def test_two_resends_at_the_same_time_are_logged_once(log: MessageLog) -> None:
    log.open(CLAIRE, "app")

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: log.append(CLAIRE, DRIVER, "bonjour", client_id="c-1"), range(8)))

    assert sorted(sent) == [False] * 7 + [True]
    assert len(log.transcript("conv-1")) == 1


def test_messages_sent_at_the_same_time_each_have_a_position(log: MessageLog) -> None:
    log.open(CLAIRE, "app")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: log.append(CLAIRE, DRIVER, str(number)), range(12)))

    transcript = log.transcript("conv-1")
    assert [one.position for one in transcript] == list(range(1, 13))
    assert {one.text for one in transcript} == {str(number) for number in range(12)}


def test_the_answer_to_a_message_is_what_was_said_before_the_next_one(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append_bot("conv-1", [("Bonjour.", [])])
    log.append(CLAIRE, DRIVER, "un", client_id="c-1")
    log.append_bot("conv-1", [("Est-ce réglé ?", [choice_block("settled:yes")]), ("Je vous écoute.", [])])
    log.append(CLAIRE, DRIVER, "deux", client_id="c-2")
    log.append_bot("conv-1", [("Bien.", [])])

    assert log.answer_to("conv-1", "c-1") == [
        ("Est-ce réglé ?", [choice_block("settled:yes")]),
        ("Je vous écoute.", []),
    ]
    assert log.answer_to("conv-1", "c-2") == [("Bien.", [])]


def test_what_was_said_in_another_turn_is_no_answer(log: MessageLog, clock: HandClock) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "un", client_id="c-1")
    log.append_bot("conv-1", [("Bien.", []), ("Autre chose ?", [])])
    clock.advance(seconds=1)
    log.append_bot("conv-1", [("Vous revoilà.", [])])

    assert log.answer_to("conv-1", "c-1") == [("Bien.", []), ("Autre chose ?", [])]


def test_a_message_that_is_being_answered_has_no_answer(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "un", client_id="c-1")

    assert log.answer_to("conv-1", "c-1") == []
    assert log.answer_to("conv-1", "never sent") == []


def test_what_an_adviser_said_is_not_the_answer_of_the_assistant(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "un", client_id="c-1")
    log.append(CLAIRE, MessageAuthor.ADVISER, "Je prends la suite.")

    assert log.answer_to("conv-1", "c-1") == []


def test_the_answer_in_another_conversation_is_not_found(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.open(NOBODY, "web")
    log.append(CLAIRE, DRIVER, "un", client_id="c-1")
    log.append_bot("conv-1", [("Bien.", [])])
    log.append(NOBODY, DRIVER, "un", client_id="c-1")

    assert log.answer_to("conv-2", "c-1") == []


def test_two_people_may_use_the_same_client_id(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.open(NOBODY, "web")

    assert log.append(CLAIRE, DRIVER, "bonjour", client_id="c-1")
    assert log.append(NOBODY, DRIVER, "bonjour", client_id="c-1")


def test_the_same_words_without_client_id_are_two_messages(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "oui")
    log.append(CLAIRE, DRIVER, "oui")

    assert len(log.transcript("conv-1")) == 2


def test_nothing_is_logged_in_a_conversation_that_does_not_exist(log: MessageLog) -> None:
    with pytest.raises(UnknownConversation):
        log.append(Caller("nowhere"), DRIVER, "bonjour")
    with pytest.raises(UnknownConversation):
        log.append_bot("nowhere", [("Bonjour.", [])])
    assert log.transcript("nowhere") == []


def test_the_choices_offered_are_those_of_the_assistant(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    link = {"type": "link", "url": "tel:+33176401280", "label": "Appeler"}
    log.append_bot("conv-1", [("Est-ce réglé ?", [choice_block("settled:yes"), link]), ("Bien.", [])])
    log.append(CLAIRE, DRIVER, "oui", blocks=[choice_block("settled:no")])

    assert log.offered("conv-1") == {"settled:yes"}


def test_a_choice_offered_before_there_was_one_block_of_choices_was_offered(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append_bot("conv-1", [("Est-ce réglé ?", [choice_block_of_before("settled:yes")])])

    assert log.offered("conv-1") == {"settled:yes"}


def test_the_choices_of_another_conversation_were_not_offered(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.open(NOBODY, "web")
    log.append_bot("conv-1", [("Est-ce réglé ?", [choice_block("settled:yes")])])

    assert log.offered("conv-2") == frozenset()


def test_choices_offered_long_ago_are_forgotten(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    for value in ("old", "recent", "latest"):
        log.append_bot("conv-1", [("…", [choice_block(value)])])

    assert log.offered("conv-1", recent=2) == {"recent", "latest"}


def test_the_last_message_dates_the_conversation(
    log: MessageLog, database: Database, clock: HandClock
) -> None:
    log.open(CLAIRE, "app")
    clock.advance(minutes=5)
    log.append(CLAIRE, DRIVER, "bonjour")
    clock.advance(seconds=1)
    log.append_bot("conv-1", [("Bonjour.", [])])

    with database.transaction(read_only=True) as session:
        assert session.get_one(ConversationRow, "conv-1").last_at == clock.now


@pytest.mark.parametrize("intruder", [Caller("conv-1", "drv_tom_girard"), Caller("conv-1")])
def test_nobody_speaks_in_the_conversation_of_another_person(log: MessageLog, intruder: Caller) -> None:
    log.open(CLAIRE, "app")

    with pytest.raises(UnknownConversation):
        log.append(intruder, DRIVER, "annule tout")
    assert log.transcript("conv-1") == []


def test_what_drivers_typed_is_told_with_the_choice_that_followed(log: MessageLog) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "la borne est en panne")
    log.append_bot("conv-1", [("Essayez ceci.", [choice_block("settled:no")])])
    log.append(CLAIRE, DRIVER, "Toujours bloqué", choice="settled:no")
    log.append(CLAIRE, DRIVER, "bon courage")

    typed = log.typed_since(NOW - timedelta(days=1))

    assert typed == [Typed("bon courage"), Typed("la borne est en panne", "settled:no")]


def test_what_was_typed_before_is_not_told(log: MessageLog, clock: HandClock) -> None:
    log.open(CLAIRE, "app")
    log.append(CLAIRE, DRIVER, "bonjour")

    assert log.typed_since(clock() + timedelta(seconds=1)) == []
