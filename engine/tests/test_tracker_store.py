import json
import os
import sqlite3
import threading
from uuid import uuid4

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, BotUttered, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bump_engine.tracker_store import (
    JUST_READ,
    KEPT_TURNS,
    CompactTrackerStore,
    Stored,
    _create_engine,
    compact_events,
)

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
actions: [declare_other]
slots:
  article: {type: any, influence_conversation: false, mappings: [{type: custom}]}
  anger: {type: any, influence_conversation: false, mappings: [{type: custom}]}
"""
)


def conversation(turns: int) -> DialogueStateTracker:
    tracker = DialogueStateTracker("c1", DOMAIN.slots)
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(ActionExecuted("action_listen"))
    for number in range(turns):
        tracker.update(UserUttered(f"phrase {number}", {"name": "greet"}))
        tracker.update(SlotSet("article", f"topic {number}"))
        tracker.update(ActionExecuted("declare_other"))
        tracker.update(ActionExecuted("action_listen"))
    return tracker


@pytest.fixture(scope="session")
def postgresql_url():
    """A database of its own on the server of `TEST_DATABASE_URL`, dropped afterwards."""
    named = os.environ.get("TEST_DATABASE_URL")
    if not named:
        pytest.skip("TEST_DATABASE_URL names no PostgreSQL server")
    server = sa.engine.make_url(named).set(drivername="postgresql+psycopg2")
    name = f"test_{uuid4().hex}"
    administer(server, f"CREATE DATABASE {name}")
    yield server.set(database=name).render_as_string(hide_password=False)
    administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def administer(server, statement: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(sa.text(statement))
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request, tmp_path):
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'engine.db'}"
    else:
        url = request.getfixturevalue("postgresql_url")
    opened = CompactTrackerStore(DOMAIN, url=url)
    yield opened
    with opened._engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE IF EXISTS engine_trackers"))
    opened._engine.dispose()


async def test_a_tracker_comes_back_with_its_slots_and_last_message(store) -> None:
    await store.save(conversation(2))

    found = await store.retrieve("c1")

    assert found.get_slot("article") == "topic 1"
    assert found.latest_message.text == "phrase 1"


async def test_an_unknown_conversation_is_none(store) -> None:
    assert await store.retrieve("nobody") is None


async def test_a_second_save_replaces_the_first(store) -> None:
    await store.save(conversation(1))
    await store.save(conversation(5))

    assert (await store.retrieve("c1")).get_slot("article") == "topic 4"
    assert list(await store.keys()) == ["c1"]


async def test_a_deleted_conversation_is_gone(store) -> None:
    await store.save(conversation(1))

    await store.delete("c1")

    assert await store.retrieve("c1") is None


def test_the_number_of_events_does_not_grow_with_the_conversation() -> None:
    assert len(compact_events(conversation(300))) == len(compact_events(conversation(30)))


def test_the_size_of_the_row_does_not_grow_with_the_cards_that_were_shown() -> None:
    def size(turns: int) -> int:
        return len(json.dumps([event.as_dict() for event in compact_events(with_cards(turns))]))

    assert size(99) == size(10)


def with_cards(turns: int) -> DialogueStateTracker:
    """A conversation whose every answer carries a card; its turns are numbered from 100, all of one length."""
    tracker = DialogueStateTracker("c1", DOMAIN.slots)
    tracker.update(ActionExecuted("action_session_start", timestamp=1.5))
    tracker.update(ActionExecuted("action_listen", timestamp=1.5))
    for number in range(100, 100 + turns):
        card = {"type": "ticket_card", "number": f"BMP-2026-000{number}", "title": "Autre", "status": "close"}
        tracker.update(UserUttered(f"phrase {number}", {"name": "greet"}, message_id="1", timestamp=1.5))
        tracker.update(ActionExecuted("declare_other", timestamp=1.5))
        tracker.update(BotUttered("Voici.", {"custom": {"cards": [card]}}, timestamp=1.5))
        tracker.update(ActionExecuted("action_listen", timestamp=1.5))
    return tracker


def test_only_the_last_turns_are_kept_in_words() -> None:
    kept = [event.text for event in compact_events(conversation(50)) if isinstance(event, UserUttered)]

    assert kept == [f"phrase {number}" for number in range(50 - KEPT_TURNS, 50)]


def test_a_slot_set_long_ago_survives() -> None:
    tracker = conversation(1)
    tracker.update(SlotSet("anger", 2))
    for event in list(conversation(40).events)[2:]:
        tracker.update(event)

    replayed = DialogueStateTracker.from_events("c1", compact_events(tracker), slots=DOMAIN.slots)

    assert replayed.get_slot("anger") == 2


@pytest.mark.parametrize("loop", ["declare_other", None])
def test_a_loop_opened_or_closed_long_ago_stays_so(loop) -> None:
    tracker = conversation(1)
    tracker.update(ActiveLoop("declare_other"))
    if loop is None:
        tracker.update(ActiveLoop(None))
    for event in list(conversation(40).events)[2:]:
        tracker.update(event)

    replayed = DialogueStateTracker.from_events("c1", compact_events(tracker), slots=DOMAIN.slots)

    assert replayed.active_loop_name == loop


async def test_what_the_turn_has_read_is_not_read_again(store) -> None:
    await store.save(conversation(2))
    read = await store.stored("c1")
    await store.delete("c1")

    JUST_READ.set(read)
    first, second = await store.retrieve("c1"), await store.retrieve("c1")

    assert first.latest_message.text == "phrase 1"
    assert second is None


async def test_what_was_read_of_another_conversation_is_not_taken_for_this_one(store) -> None:
    await store.save(conversation(2))

    JUST_READ.set(Stored("c2", None))

    assert (await store.retrieve("c1")).latest_message.text == "phrase 1"


@pytest.mark.parametrize("turns", [0, 2])
async def test_what_was_kept_can_be_put_back(store, turns) -> None:
    if turns:
        await store.save(conversation(turns))
    before = await store.stored("c1")
    await store.save(conversation(5))

    await store.put_back(before)

    assert await store.stored("c1") == before


async def test_a_file_is_not_opened_anew_for_each_transaction(tmp_path) -> None:
    store = CompactTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'engine.db'}")
    opened = []
    sa.event.listen(store._engine, "connect", lambda *_: opened.append(1))

    for turns in range(1, 6):
        await store.save(conversation(turns))
        await store.retrieve("c1")

    store._engine.dispose()
    assert len(opened) <= 1


async def test_a_dead_database_is_an_error_and_never_a_new_conversation(tmp_path) -> None:
    store = CompactTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'engine.db'}")
    store._engine.dispose()
    (tmp_path / "engine.db").unlink()
    (tmp_path / "engine.db").mkdir()

    with pytest.raises(Exception, match="unable to open"):
        await store.retrieve("c1")


def test_a_failing_statement_does_not_repeat_its_parameters(store) -> None:
    with store._engine.begin() as connection:
        connection.execute(sa.text("DROP TABLE engine_trackers"))

    with pytest.raises(sa.exc.SQLAlchemyError) as failure:
        store._write("c1", "phrase")

    assert "[parameters: " not in str(failure.value)


def test_a_postgresql_server_that_falls_silent_is_given_up_in_time() -> None:
    engine = _create_engine("postgresql+psycopg2://nobody@127.0.0.1:1/none", timeout_s=2.5)
    asked = {}

    @sa.event.listens_for(engine, "do_connect")
    def note(_dialect, _record, _arguments, parameters) -> None:
        asked.update(parameters)

    with pytest.raises(sa.exc.OperationalError):
        engine.connect()

    assert asked["tcp_user_timeout"] == 2500
    assert "statement_timeout=2500" in asked["options"]


def test_a_store_opened_while_another_process_makes_it_waits(tmp_path) -> None:
    file = tmp_path / "engine.db"
    writer = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    writer.execute("CREATE TABLE first (id INTEGER)")
    writer.execute("BEGIN IMMEDIATE")
    ending = threading.Timer(0.3, lambda: writer.execute("COMMIT"))
    ending.start()

    CompactTrackerStore(DOMAIN, url=f"sqlite:///{file}")

    ending.join()
    writer.close()
    with sqlite3.connect(file) as reader:
        assert reader.execute("PRAGMA journal_mode").fetchone() == ("wal",)
