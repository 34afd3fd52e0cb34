from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from support.conversations import RECENT_BUBBLES, MessageLog, Typed
from support.errors import ChoiceNotOffered, UnknownConversation
from support.storage.conversation_tables import ConversationRow, MessageAuthor
from support.storage.database import Database
from support.turns.model import NewMessage
from tests.unit.conftest import NOW, Enter, HandClock

DRIVER, BOT = MessageAuthor.DRIVER, MessageAuthor.BOT
HELLO = ("Bonjour.", [])


def offering(*values: str) -> tuple[str, list[dict[str, Any]]]:
    choices = [{"value": value, "label": value.upper()} for value in values]
    return "Est-ce réglé ?", [{"type": "choices", "choices": choices}]


def test_an_opened_conversation_keeps_who_where_and_when(enter: Enter, database: Database) -> None:
    talk = enter()

    with database.transaction(read_only=True) as session:
        row = session.get_one(ConversationRow, talk.id)
    assert (row.driver_id, row.channel, row.context) == ("drv_claire_morel", "app", {"platform": "ios"})
    assert (row.opened_at, row.last_at) == (NOW, NOW)


def test_messages_keep_their_order_even_within_one_instant(enter: Enter, log: MessageLog) -> None:
    talk = enter()
    talk.answer(offering("flow:other"))
    talk.say("un")
    talk.answer(("deux", []), ("trois", []))
    talk.say("quatre", choice="flow:other")

    transcript = log.transcript(talk.id)

    assert [(message.position, message.author, message.text) for message in transcript] == [
        (1, BOT, "Est-ce réglé ?"),
        (2, DRIVER, "un"),
        (3, BOT, "deux"),
        (4, BOT, "trois"),
        (5, DRIVER, "FLOW:OTHER"),
    ]
    assert [message.choice for message in transcript] == [None, None, None, None, "flow:other"]


def test_messages_carry_the_time_at_which_they_were_logged(
    enter: Enter, log: MessageLog, clock: HandClock
) -> None:
    talk = enter()
    clock.advance(minutes=2)
    talk.say("bonjour")

    assert log.transcript(talk.id)[0].at == clock.now


def test_positions_count_within_each_conversation(enter: Enter, log: MessageLog) -> None:
    hers, his = enter(), enter(None)
    hers.say("à moi")
    his.say("à lui")

    assert [(one.position, one.text) for one in log.transcript(his.id)] == [(1, "à lui")]


def test_a_long_conversation_gives_its_latest_messages_the_oldest_first(
    enter: Enter, log: MessageLog
) -> None:
    talk = enter()
    for number in range(1, 6):
        talk.say(str(number))

    assert [one.text for one in log.transcript(talk.id, limit=3)] == ["3", "4", "5"]


def test_what_follows_a_position_is_given_the_oldest_first(enter: Enter, log: MessageLog) -> None:
    talk = enter()
    for number in range(1, 6):
        talk.say(str(number))

    assert [one.text for one in log.following(talk.id, 1, limit=3)] == ["2", "3", "4"]


def test_a_resent_message_is_logged_once(enter: Enter, log: MessageLog) -> None:
    talk = enter()

    first = talk.say("bonjour", client_id="c-1")
    again = talk.say("bonjour, encore", client_id="c-1")

    assert (first.duplicate, again.duplicate) == (False, True)
    assert again.message == first.message
    assert [one.text for one in log.transcript(talk.id)] == ["bonjour"]


def test_resends_at_the_same_time_are_logged_once(enter: Enter, log: MessageLog) -> None:
    talk = enter()

    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda _: talk.say("bonjour", client_id="c-1").duplicate, range(8)))

    assert sorted(sent) == [False] + [True] * 7
    assert len(log.transcript(talk.id)) == 1


def test_messages_sent_at_the_same_time_each_have_a_position(enter: Enter, log: MessageLog) -> None:
    talk = enter()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda number: talk.say(str(number)), range(12)))

    transcript = log.transcript(talk.id)
    assert [one.position for one in transcript] == list(range(1, 13))
    assert {one.text for one in transcript} == {str(number) for number in range(12)}


def test_two_people_may_use_the_same_client_id(enter: Enter) -> None:
    assert not enter().say("bonjour", client_id="c-1").duplicate
    assert not enter(None).say("bonjour", client_id="c-1").duplicate


def test_the_same_words_under_two_client_ids_are_two_messages(enter: Enter, log: MessageLog) -> None:
    talk = enter()
    talk.say("oui")
    talk.say("oui")

    assert len(log.transcript(talk.id)) == 2


def test_nothing_is_logged_in_a_conversation_that_does_not_exist(enter: Enter, log: MessageLog) -> None:
    with pytest.raises(UnknownConversation):
        enter().book.take("nowhere", None, NewMessage("c-1", "bonjour"))
    assert log.transcript("nowhere") == []


@pytest.mark.parametrize("intruder", ["drv_tom_girard", None])
def test_nobody_speaks_in_the_conversation_of_another_person(
    enter: Enter, log: MessageLog, intruder: str | None
) -> None:
    talk = enter()

    with pytest.raises(UnknownConversation):
        talk.book.take(talk.id, intruder, NewMessage("c-1", "annule tout"))
    assert log.transcript(talk.id) == []


def test_a_driver_does_not_speak_in_the_conversation_of_an_unknown_visitor(enter: Enter) -> None:
    talk = enter(None)

    with pytest.raises(UnknownConversation):
        talk.book.take(talk.id, "drv_tom_girard", NewMessage("c-1", "annule tout"))


def test_a_choice_offered_before_there_was_one_block_of_choices_was_offered(enter: Enter) -> None:
    talk = enter()
    talk.answer(("Est-ce réglé ?", [{"type": "choice", "value": "settled:yes", "label": "C'est réglé"}]))

    message = talk.say("", choice="settled:yes").message

    assert (message.text, message.choice) == ("C'est réglé", "settled:yes")


def test_the_choices_of_another_conversation_were_not_offered(enter: Enter) -> None:
    enter().answer(offering("settled:yes"))
    talk = enter()
    talk.answer(HELLO)

    with pytest.raises(ChoiceNotOffered):
        talk.say("", choice="settled:yes")


def test_choices_offered_long_ago_are_forgotten(enter: Enter) -> None:
    talk = enter()
    talk.answer(offering("old"), *[offering("recent")] * RECENT_BUBBLES)

    assert talk.say("", choice="recent").message.choice == "recent"
    with pytest.raises(ChoiceNotOffered):
        talk.say("", choice="old")


def test_the_last_message_dates_the_conversation(enter: Enter, database: Database, clock: HandClock) -> None:
    talk = enter()
    talk.answer(HELLO)
    clock.advance(minutes=5)
    talk.say("bonjour")
    clock.advance(seconds=1)
    talk.answer(HELLO)

    with database.transaction(read_only=True) as session:
        assert session.get_one(ConversationRow, talk.id).last_at == clock.now


def test_what_drivers_typed_is_told_with_the_choice_that_followed(enter: Enter, log: MessageLog) -> None:
    talk = enter()
    talk.say("la borne est en panne")
    talk.answer(offering("settled:no"))
    talk.say("", choice="settled:no")
    talk.say("bon courage")

    typed = log.typed_since(NOW - timedelta(days=1))

    assert typed == [Typed("bon courage"), Typed("la borne est en panne", "settled:no")]


def test_what_was_typed_before_is_not_told(enter: Enter, log: MessageLog, clock: HandClock) -> None:
    enter().say("bonjour")

    assert log.typed_since(clock() + timedelta(seconds=1)) == []
