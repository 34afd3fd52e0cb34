"""Turns on both databases: stored before answered, one at a time between processes, nothing lost, nothing twice."""

import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from support.bursts import LONGEST_BURST
from support.conversations import MessageLog
from support.errors import UnknownConversation
from support.outbox import MOST_FAILURES, Outbox, TaskKind
from support.settings import ROOT
from support.storage.database import Database
from support.storage.outbox_tables import OutboxRow
from support.turns.book import TurnBook
from support.turns.model import NewMessage, Photo, Turn
from support.visits import Visits
from tests.storage.conftest import NOW

LEASE_S = 30.0

# A process that says numbers, and answers what is waiting, as another would beside it.
PROCESS = """
import sys, time, uuid
from support.storage.database import Database
from support.turns.book import TurnBook
from support.turns.model import NewMessage
url, conversation, name, count = sys.argv[1:4] + [int(sys.argv[4])]
book = TurnBook(Database(url), 30.0)

def answer(turn):
    while turn is not None:
        answered = book.finish(turn, [("heard " + turn.text.replace("\\n", "|"), [])])
        turn = answered.next_turn if answered else None

for number in range(count):
    taken = book.take(conversation, None, NewMessage(uuid.uuid4().hex, f"{name}{number}"))
    answer(taken.turn)
deadline = time.monotonic() + 20
while time.monotonic() < deadline and (turn := book.begin(conversation).turn):
    answer(turn)
"""


class Moment:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def moment() -> Moment:
    return Moment()


@pytest.fixture
def book(database: Database, moment: Moment) -> TurnBook:
    return TurnBook(database, LEASE_S, moment)


@pytest.fixture
def conversation(database: Database, book: TurnBook, moment: Moment) -> str:
    """A conversation whose greeting was said."""
    visit = Visits(database, timedelta(hours=1), moment).open(None, "web", {}, resumes=False).visit
    book.finish(given(book.begin(visit.id).turn), [("Bonjour.", [])])
    return visit.id


def given(turn: Turn | None) -> Turn:
    assert turn is not None
    return turn


def new(text: str, **more: Any) -> NewMessage:
    return NewMessage(uuid4().hex, text, **more)


def apology(_: object) -> tuple[str, list[dict[str, Any]]]:
    return "désolé", []


def said(database: Database, conversation: str) -> list[str]:
    return [one.text for one in MessageLog(database).transcript(conversation)]


def test_two_processes_answer_everything_once_and_in_turn(
    database: Database, empty_url: str, conversation: str
) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, empty_url, conversation, name, "15"],
            cwd=ROOT,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name in "ab"
    ]
    errors = [process.communicate(timeout=120)[1] for process in processes]

    log = MessageLog(database).transcript(conversation)
    told = [one.text for one in log if one.author.value == "driver"]
    heard = [word for one in log if one.text.startswith("heard ") for word in one.text[6:].split("|")]
    assert errors == ["", ""]
    assert [one.position for one in log] == list(range(1, len(log) + 1))
    assert sorted(told) == sorted(f"{name}{number}" for name in "ab" for number in range(15))
    assert heard == told


def test_one_of_many_gets_the_turn(book: TurnBook, conversation: str) -> None:
    first = given(book.take(conversation, None, new("bonjour")).turn)
    book.fail(first, apology, was_sent=False)

    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda _: book.begin(conversation).turn, range(8)))

    assert len([turn for turn in turns if turn is not None]) == 1


def test_what_comes_during_a_turn_waits_for_its_end(book: TurnBook, conversation: str) -> None:
    turn = given(book.take(conversation, None, new("un")).turn)

    later = [book.take(conversation, None, new(text)).turn for text in ("deux", "trois")]
    answered = book.finish(turn, [("réponse", [])])

    assert later == [None, None]
    assert answered is not None
    assert given(answered.next_turn).text == "deux\ntrois"


def test_a_turn_that_was_not_given_back_is_free_after_its_lease(
    book: TurnBook, conversation: str, moment: Moment, database: Database
) -> None:
    dead = given(book.take(conversation, None, new("bonjour")).turn)
    assert book.begin(conversation).turn is None
    moment.now += timedelta(seconds=LEASE_S)

    heir = given(book.begin(conversation).turn)

    assert heir.text == "bonjour"
    assert book.finish(dead, [("trop tard", [])]) is None
    assert book.finish(heir, [("à temps", [])]) is not None
    assert said(database, conversation) == ["Bonjour.", "bonjour", "à temps"]


def test_a_failure_apologises_once_and_keeps_the_message(
    book: TurnBook, conversation: str, database: Database
) -> None:
    for failures in range(3):
        turn = given(
            book.take(conversation, None, new("bonjour")).turn
            if not failures
            else book.begin(conversation).turn
        )
        assert turn.failures == failures
        book.fail(turn, apology, was_sent=True)

    assert said(database, conversation) == ["Bonjour.", "bonjour", "désolé"]
    assert given(book.begin(conversation).turn).text == "bonjour"


def test_what_is_given_up_is_not_asked_again(book: TurnBook, conversation: str) -> None:
    turn = given(book.take(conversation, None, new("bonjour")).turn)

    book.fail(turn, apology, was_sent=True, give_up=True)

    assert book.begin(conversation).turn is None


def test_a_turn_that_may_have_run_is_taken_again_as_it_was(book: TurnBook, conversation: str) -> None:
    first = given(book.take(conversation, None, new("à Lyon")).turn)
    book.take(conversation, None, new("hier soir"))
    book.fail(first, apology, was_sent=True)

    again = given(book.begin(conversation).turn)

    assert (again.text, again.id, again.sent_before) == ("à Lyon", first.id, True)
    following = book.finish(again, [("réponse", [])])
    assert following is not None
    assert given(following.next_turn).text == "hier soir"
    assert given(following.next_turn).id != first.id


def test_a_turn_that_may_have_run_once_stays_so_when_it_is_not_sent_again(
    book: TurnBook, conversation: str
) -> None:
    first = given(book.take(conversation, None, new("à Lyon")).turn)
    book.fail(first, apology, was_sent=True)
    book.fail(given(book.begin(conversation).turn), apology, was_sent=False)

    again = given(book.take(conversation, None, new("hier soir")).turn)

    assert (again.text, again.id) == ("à Lyon", first.id)


def test_a_turn_that_was_not_sent_is_answered_with_what_came_since(book: TurnBook, conversation: str) -> None:
    first = given(book.take(conversation, None, new("à Lyon")).turn)
    book.fail(first, apology, was_sent=False)

    again = given(book.take(conversation, None, new("hier soir")).turn)

    assert (again.text, again.sent_before) == ("à Lyon\nhier soir", False)
    assert again.id != first.id


def test_the_turn_of_a_dead_process_is_taken_again_as_it_was(
    book: TurnBook, conversation: str, moment: Moment
) -> None:
    dead = given(book.take(conversation, None, new("à Lyon")).turn)
    book.take(conversation, None, new("hier soir"))
    moment.now += timedelta(seconds=LEASE_S)

    heir = given(book.begin(conversation).turn)

    assert (heir.text, heir.id, heir.sent_before) == ("à Lyon", dead.id, True)


def test_an_opening_has_the_same_id_at_each_attempt(database: Database, moment: Moment) -> None:
    book = TurnBook(database, LEASE_S, moment)
    visit = Visits(database, timedelta(hours=1), moment).open(None, "web", {}, resumes=False).visit
    first = given(book.begin(visit.id).turn)
    book.fail(first, apology, was_sent=True)

    again = given(book.begin(visit.id).turn)

    assert again.is_opening
    assert again.id == first.id


def test_who_is_given_up_is_told_so_after_the_apology(
    book: TurnBook, conversation: str, database: Database
) -> None:
    book.fail(given(book.take(conversation, None, new("bonjour")).turn), apology, was_sent=True)

    book.fail(given(book.begin(conversation).turn), lambda _: ("tant pis", []), was_sent=True, give_up=True)

    assert said(database, conversation)[-2:] == ["désolé", "tant pis"]


RATING = {"type": "rating", "asked": True}
SETTLED = [("Parfait.", [{"type": "link", "url": "tel:1"}, RATING])]


def answer(book: TurnBook, conversation: str, bubbles: Sequence[Any]) -> list[str]:
    """The types of the blocks that were logged in answer to a message."""
    answered = book.finish(given(book.take(conversation, None, new("c'est réglé")).turn), bubbles)
    assert answered is not None
    return [block["type"] for one in answered.messages for block in one.blocks]


def test_a_rating_is_asked_once_in_a_conversation_however_long(
    book: TurnBook, conversation: str, moment: Moment
) -> None:
    first = answer(book, conversation, SETTLED)
    moment.now += timedelta(hours=20)

    assert first == ["link", "rating"]
    assert answer(book, conversation, SETTLED) == ["link"]


def test_a_rating_is_not_asked_in_a_conversation_that_was_rated(
    book: TurnBook, conversation: str, database: Database
) -> None:
    Visits(database, timedelta(hours=1)).rate(conversation, None, 5, None)

    assert answer(book, conversation, SETTLED) == ["link"]


def test_a_rating_is_asked_after_answers_that_asked_for_none(book: TurnBook, conversation: str) -> None:
    answer(book, conversation, [("Branchez le câble.", [])])

    assert answer(book, conversation, SETTLED) == ["link", "rating"]


def test_a_photo_is_kept_with_its_message(book: TurnBook, conversation: str, database: Database) -> None:
    photo = Photo(uuid4().hex, 40, 20)
    block = {"type": "photo", "photo_id": photo.id}

    taken = book.take(conversation, None, new("", photo=photo, photo_block=block))

    assert given(taken.turn).is_photo
    assert Visits(database, timedelta(hours=1)).has_photo(conversation, photo.id)


def test_a_long_burst_is_answered_in_parts(book: TurnBook, conversation: str) -> None:
    turn = given(book.take(conversation, None, new("un")).turn)
    for number in range(3):
        book.take(conversation, None, new(str(number) * 900))

    parts: list[str] = []
    while turn is not None:
        parts.append(turn.text)
        answered = book.finish(turn, [("réponse", [])])
        turn = answered.next_turn if answered else None  # type: ignore[assignment]

    assert [len(part) for part in parts] == [2, 1801, 900]
    assert max(map(len, parts)) <= LONGEST_BURST


def test_nothing_is_finished_in_an_erased_conversation(
    book: TurnBook, conversation: str, database: Database
) -> None:
    turn = given(book.take(conversation, None, new("bonjour")).turn)
    Visits(database, timedelta(hours=1)).erase(conversation, None)

    with pytest.raises(UnknownConversation):
        book.finish(turn, [("réponse", [])])
    assert book.begin(conversation).turn is None


def test_drivers_who_open_at_the_same_time_share_one_conversation(database: Database) -> None:
    visits = Visits(database, timedelta(hours=1))

    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: visits.open("drv_1", "web", {}, resumes=True), range(6)))

    assert len({arrival.visit.id for arrival in opened}) == 1
    assert [arrival.is_new for arrival in opened].count(True) == 1


def test_a_conversation_of_long_ago_is_not_resumed(database: Database, moment: Moment) -> None:
    visits = Visits(database, timedelta(hours=1), moment)
    old = visits.open("drv_1", "web", {}, resumes=True).visit
    moment.now += timedelta(hours=1)

    arrival = visits.open("drv_1", "web", {}, resumes=True)

    assert (arrival.is_new, arrival.visit.id != old.id) == (True, True)
    assert arrival.closed == visits.view(old.id, "drv_1")
    assert arrival.closed.closed


def outcomes(outbox: Outbox, moment: Moment, tries: int) -> Sequence[bool]:
    found = []
    for _ in range(tries):
        moment.now += timedelta(hours=1)
        task = outbox.due()
        assert task is not None
        found.append(outbox.failed(task))
    return found


def test_a_task_is_tried_by_one_at_a_time_until_it_is_done(database: Database, moment: Moment) -> None:
    outbox = Outbox(database, held_s=60.0, clock=moment)
    outbox.put(TaskKind.ERASE, {"conversation_id": "c-1"})

    with ThreadPoolExecutor(4) as pool:
        taken = [task for task in pool.map(lambda _: outbox.due(), range(4)) if task]

    assert [dict(task.payload) for task in taken] == [{"conversation_id": "c-1"}]
    moment.now += timedelta(seconds=61)
    again = outbox.due()
    assert again is not None
    outbox.done(again)
    moment.now += timedelta(days=1)
    assert outbox.due() is None


def test_a_task_that_always_fails_is_given_up_in_the_end(database: Database, moment: Moment) -> None:
    outbox = Outbox(database, clock=moment)
    outbox.put(TaskKind.TRANSCRIPT, {"email": "c@example.org"})

    tries = outcomes(outbox, moment, MOST_FAILURES)

    assert list(tries) == [True] * (MOST_FAILURES - 1) + [False]
    moment.now += timedelta(days=1)
    assert outbox.due() is None


def test_an_erasure_that_always_fails_is_tried_for_ever(database: Database, moment: Moment) -> None:
    outbox = Outbox(database, clock=moment)
    outbox.put(TaskKind.ERASE, {"conversation_id": "c-1"})

    tries = outcomes(outbox, moment, MOST_FAILURES + 5)

    assert all(tries)


def test_a_task_that_a_newer_version_left_keeps_none_of_the_others_back(
    database: Database, moment: Moment
) -> None:
    with database.transaction() as session:
        unknown = OutboxRow(
            id="t-1", kind="carrier_pigeon", payload={}, created_at=NOW, due_at=NOW, failures=0
        )
        session.add(unknown)
    outbox = Outbox(database, clock=moment)
    outbox.put(TaskKind.ERASE, {"conversation_id": "c-1"})

    task = outbox.due()

    assert task is not None
    assert task.kind is TaskKind.ERASE


def test_a_task_that_failed_waits_longer_each_time(database: Database, moment: Moment) -> None:
    outbox = Outbox(database, clock=moment)
    outbox.put(TaskKind.ERASE, {"conversation_id": "c-1"})
    task = outbox.due()
    assert task is not None
    outbox.failed(task)

    moment.now += timedelta(seconds=14)
    assert outbox.due() is None
    moment.now += timedelta(seconds=2)
    assert outbox.due() is not None
