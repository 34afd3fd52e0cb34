"""The engine is down, slow or mute: a sentence with the telephone, and the answer when it is back."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from chat.engine_client import EngineUnavailable
from chat.turns import MOST_TRIES_WHEN_SENT, Answering
from support.turns.book import TurnBook
from support.turns.model import NewMessage
from tests.api.conftest import Client, FakeEngine, make_house, serving, texts

PHONE = "01 76 40 12 80"
REFUSED = EngineUnavailable("ConnectError", was_sent=False)
TIMED_OUT = EngineUnavailable("TimeoutError")


@pytest.fixture
async def impatient(url: str, engine: FakeEngine) -> AsyncIterator[Client]:
    """A visitor in a house that tries again after some milliseconds."""
    house = make_house(url, engine)
    quick = Answering(house.settings, house.book, house.outbox, engine, house.fanout, waits_s=(0.02,))
    object.__setattr__(house, "answering", quick)
    async with serving(house, engine) as client:
        yield client


async def test_an_engine_that_is_down_is_admitted_with_the_telephone(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.down = REFUSED

    await visitor.say("la charge ne démarre pas")

    _, _, apology = await visitor.settled(3)
    assert apology["author"] == "bot"
    assert PHONE in apology["blocks"][0]["text"]
    assert apology["blocks"][1]["url"] == "tel:+33176401280"


async def test_an_engine_that_has_nothing_to_say_is_as_good_as_down(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.mute = True

    await visitor.say("la charge ne démarre pas")

    assert PHONE in texts(await visitor.settled(3))[-1][1]


async def test_an_engine_that_is_down_at_the_opening_is_admitted(visitor: Client, engine: FakeEngine) -> None:
    engine.down = REFUSED

    await visitor.open()

    assert PHONE in texts(await visitor.settled(1))[-1][1]


async def test_a_message_sent_again_after_an_apology_is_tried_again(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.down = REFUSED
    await visitor.say("bonjour", client_id="client-0001")
    await visitor.settled(3)
    engine.down = None

    again = await visitor.say("bonjour", client_id="client-0001")

    assert again.json()["duplicate"]
    assert texts(await visitor.settled(4))[-1] == ("bot", "Vous avez dit : bonjour")


async def test_what_is_logged_of_an_engine_that_fails_is_masked(
    visitor: Client, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.down = EngineUnavailable("refused: marie.dupont@exemple.fr, 06 12 34 56 78")

    await visitor.say("je suis marie.dupont@exemple.fr, 06 12 34 56 78")

    await visitor.settled(3)
    assert "EngineUnavailable: refused" in caplog.text
    assert "marie.dupont" not in caplog.text
    assert "06 12 34 56 78" not in caplog.text


async def test_a_danger_told_to_an_engine_that_is_down_is_answered_with_what_to_do(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.down = REFUSED

    await visitor.say("de la fumée sort de la borne")

    warning = texts(await visitor.settled(3))[-1][1]
    assert warning.index("112") < warning.index(PHONE)
    assert "m'empêche de transmettre l'alerte" in warning


async def test_it_is_answered_when_the_engine_is_back_and_the_driver_still_there(
    impatient: Client, engine: FakeEngine
) -> None:
    engine.down = REFUSED
    await impatient.open()
    await impatient.settled(1)
    async with impatient.house.fanout.listening(impatient.id):
        await impatient.say("bonjour")
        async with asyncio.timeout(20):
            while len(engine.received) < 4:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

        engine.down = None

        said = texts(await impatient.settled(5))
    assert [text for _, text in said if text.startswith("Vous avez dit")] == [
        "Vous avez dit : <open>",
        "Vous avez dit : bonjour",
    ]
    assert [PHONE in text for _, text in said].count(True) <= 2


async def test_the_apology_is_said_once_however_often_it_is_tried(
    impatient: Client, engine: FakeEngine
) -> None:
    await impatient.open()
    await impatient.settled(1)
    engine.down = REFUSED
    async with impatient.house.fanout.listening(impatient.id):
        await impatient.say("bonjour")
        async with asyncio.timeout(20):
            while len(engine.received) < 5:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

    assert len(await impatient.history()) == 3


async def test_nobody_who_left_is_answered_until_he_comes_back(impatient: Client, engine: FakeEngine) -> None:
    await impatient.open()
    await impatient.settled(1)
    engine.down = REFUSED
    await impatient.say("bonjour")
    await impatient.settled(3)
    engine.down = None
    await asyncio.sleep(0.1)
    assert len(engine.received) == 2

    impatient.house.answering.look(impatient.id)

    assert texts(await impatient.settled(4))[-1] == ("bot", "Vous avez dit : bonjour")


async def test_a_turn_that_may_have_run_is_tried_a_few_times_only(
    impatient: Client, engine: FakeEngine
) -> None:
    await impatient.open()
    await impatient.settled(1)
    engine.down = TIMED_OUT
    async with impatient.house.fanout.listening(impatient.id):
        await impatient.say("Envoyer")
        await asyncio.sleep(0.4)
        engine.down = None
        await asyncio.sleep(0.1)

    assert [text for text, _ in engine.received].count("Envoyer") == MOST_TRIES_WHEN_SENT


async def test_a_turn_is_sent_again_under_its_id_and_without_what_came_since(
    impatient: Client, engine: FakeEngine
) -> None:
    await impatient.open()
    await impatient.settled(1)
    async with impatient.house.fanout.listening(impatient.id):
        engine.hold = asyncio.Event()
        engine.down = TIMED_OUT
        await impatient.say("Envoyer")
        await impatient.say("à Lyon")
        engine.hold.set()
        await impatient.settled(4)
        engine.down = None

        await impatient.settled(6)

    assert set(engine.received) == {("<open>", None), ("Envoyer", None), ("à Lyon", None)}
    assert len(set(engine.turn_ids)) == 3
    assert len(set(engine.turn_ids[1:-1])) == 1


async def test_a_turn_that_timed_out_after_a_long_absence_of_the_engine_is_sent_again(
    impatient: Client, engine: FakeEngine
) -> None:
    await impatient.open()
    await impatient.settled(1)
    engine.fails = [REFUSED] * MOST_TRIES_WHEN_SENT + [TIMED_OUT]
    async with impatient.house.fanout.listening(impatient.id):
        await impatient.say("Envoyer")

        said = texts(await impatient.settled(4))

    assert said[-1] == ("bot", "Vous avez dit : Envoyer")


async def test_a_turn_that_has_no_answer_is_not_sent_again_and_admitted(
    impatient: Client, engine: FakeEngine
) -> None:
    await impatient.open()
    await impatient.settled(1)
    engine.mute = True
    async with impatient.house.fanout.listening(impatient.id):
        await impatient.say("Envoyer")
        await impatient.settled(3)
        await asyncio.sleep(0.1)

    assert [text for text, _ in engine.received] == ["<open>", "Envoyer"]
    assert "Réessayez dans un instant" in texts(await impatient.history())[-1][1]


async def test_a_driver_who_is_given_up_is_told_so(impatient: Client, engine: FakeEngine) -> None:
    await impatient.open()
    await impatient.settled(1)
    engine.down = TIMED_OUT
    async with impatient.house.fanout.listening(impatient.id):
        await impatient.say("Envoyer")

        said = texts(await impatient.settled(4))

    assert "Votre message est enregistré" in said[2][1]
    assert "Réessayez dans un instant" in said[3][1]


async def test_a_new_message_is_answered_with_the_one_that_failed(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.down = REFUSED
    await visitor.say("ma charge ne démarre pas")
    await visitor.settled(3)
    engine.down = None

    await visitor.say("à Lyon")

    await visitor.settled(5)
    assert engine.received[-1] == ("ma charge ne démarre pas\nà Lyon", None)


async def test_what_a_process_left_in_the_middle_is_answered_when_its_lease_is_over(
    impatient: Client, engine: FakeEngine
) -> None:
    await impatient.open()
    await impatient.settled(1)
    house = impatient.house
    gone = TurnBook(house.support.database, 0.3, house.support.clock)
    gone.take(impatient.id, None, NewMessage("said-before-it-died", "bonjour"))
    async with house.fanout.listening(impatient.id):
        house.answering.look(impatient.id)

        said = texts(await impatient.settled(3))

    assert said[-1] == ("bot", "Vous avez dit : bonjour")
