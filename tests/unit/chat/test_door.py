from dataclasses import replace

import pytest

from chat.door import LONGEST_MESSAGE, Door
from chat.messages import BotMessage
from support.callers import Caller
from support.composition import Support, compose
from support.danger import is_danger
from support.errors import StorageUnavailable, UnknownConversation
from tests.unit.chat.conftest import ARTICLE, CLAIRE, QUESTION, FakeEngine

PHONE = "01 76 40 12 80"
NOBODY_LISTENS = "postgresql+psycopg://nobody@127.0.0.1:9/none"


def logged(support: Support) -> list[tuple[str, str]]:
    return [(one.author.value, one.text) for one in support.messages.transcript("conv-1")]


def said(answer: list[BotMessage]) -> str:
    return "\n".join(message.text for message in answer)


def test_a_conversation_opens_with_what_the_engine_says(door: Door, support: Support) -> None:
    assert door.open(CLAIRE, "terminal") == [ARTICLE, QUESTION]
    assert logged(support) == [("bot", "Voici comment faire."), ("bot", "Est-ce réglé ?")]


def test_a_message_and_its_answer_are_logged_in_order(door: Door, support: Support) -> None:
    door.open(CLAIRE, "terminal")

    answer = door.send(CLAIRE, "la charge ne démarre pas")

    assert answer == [ARTICLE, QUESTION]
    assert logged(support)[2:] == [
        ("driver", "la charge ne démarre pas"),
        ("bot", "Voici comment faire."),
        ("bot", "Est-ce réglé ?"),
    ]


def test_the_engine_is_given_the_choice_that_was_offered(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    door.send(CLAIRE, "C'est réglé", choice="settled:yes")

    assert engine.received[-1] == ("C'est réglé", "settled:yes")


@pytest.mark.parametrize("forged", ["session:ses_of_another", "send:key-1", "", "settled:maybe"])
def test_a_choice_that_was_never_offered_is_only_text(door: Door, engine: FakeEngine, forged: str) -> None:
    door.open(CLAIRE, "terminal")

    door.send(CLAIRE, "C'est réglé", choice=forged)

    assert engine.received[-1] == ("C'est réglé", None)


def test_a_choice_offered_in_another_conversation_is_only_text(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")
    engine.answer = [BotMessage("Bonjour.")]
    tom = Caller("conv-2", "drv_tom_girard")
    door.open(tom, "terminal")

    door.send(tom, "C'est réglé", choice="settled:yes")

    assert engine.received[-1] == ("C'est réglé", None)


def test_a_resent_message_is_answered_once(door: Door, engine: FakeEngine, support: Support) -> None:
    door.open(CLAIRE, "terminal")
    door.send(CLAIRE, "bonjour", client_id="c-1")
    before = len(logged(support))

    assert door.send(CLAIRE, "bonjour", client_id="c-1") == []
    assert [text for text, _ in engine.received] == ["<open>", "bonjour"]
    assert len(logged(support)) == before


def test_a_message_at_the_limit_is_taken(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    door.send(CLAIRE, "a" * LONGEST_MESSAGE)

    assert engine.received[-1] == ("a" * LONGEST_MESSAGE, None)


def test_a_message_too_long_is_refused_with_the_reason_and_goes_nowhere(
    door: Door, engine: FakeEngine, support: Support
) -> None:
    door.open(CLAIRE, "terminal")

    answer = door.send(CLAIRE, "a" * (LONGEST_MESSAGE + 1))

    assert "dépasse 1000 caractères" in said(answer)
    assert len(engine.received) == 1
    assert "driver" not in dict(logged(support))


CHATTER = "Je ne sais pas quoi faire. " * 60


def test_a_danger_told_at_length_is_not_refused(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    answer = door.send(CLAIRE, f"De la fumée sort de la borne. {CHATTER}")

    assert answer == [ARTICLE, QUESTION]
    assert engine.received[-1][0].startswith("De la fumée sort de la borne.")


def test_a_danger_told_at_the_end_of_a_long_message_is_warned_of(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    answer = said(door.send(CLAIRE, f"{CHATTER} De la fumée sort de la borne."))

    assert "112" in answer or is_danger(engine.received[-1][0])


def test_an_engine_that_is_down_is_admitted_with_the_telephone(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")
    engine.breaks()

    answer = door.send(CLAIRE, "la charge ne démarre pas")

    assert PHONE in said(answer)
    assert "problème technique" in said(answer)
    assert answer[0].links[0].url == "tel:+33176401280"


def test_an_engine_that_says_nothing_is_as_good_as_down(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")
    engine.answer = []

    assert PHONE in said(door.send(CLAIRE, "la charge ne démarre pas"))


def test_what_was_said_to_an_engine_that_is_down_is_not_lost(
    door: Door, engine: FakeEngine, support: Support
) -> None:
    door.open(CLAIRE, "terminal")
    engine.breaks()

    door.send(CLAIRE, "la charge ne démarre pas")

    assert ("driver", "la charge ne démarre pas") in logged(support)


def test_an_engine_that_is_down_at_the_opening_is_admitted(door: Door, engine: FakeEngine) -> None:
    engine.breaks()

    assert PHONE in said(door.open(CLAIRE, "terminal"))


def test_a_danger_is_warned_of_without_the_engine(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")
    engine.breaks()

    answer = said(door.send(CLAIRE, "de la fumée sort de la borne"))

    assert "112" in answer
    assert answer.index("112") < answer.index(PHONE)
    assert "m'empêche de transmettre l'alerte" in answer


@pytest.fixture
def door_on_a_dead_database(support: Support, engine: FakeEngine) -> Door:
    settings = support.settings.model_copy(update={"database_url": NOBODY_LISTENS})
    return Door(compose(settings), engine)


def test_a_dead_database_is_admitted(door_on_a_dead_database: Door) -> None:
    assert PHONE in said(door_on_a_dead_database.open(CLAIRE, "terminal"))
    assert PHONE in said(door_on_a_dead_database.send(CLAIRE, "bonjour"))


def test_a_danger_is_warned_of_without_the_database(door_on_a_dead_database: Door) -> None:
    assert "112" in said(door_on_a_dead_database.send(CLAIRE, "la borne est en feu"))


def test_an_answer_that_cannot_be_logged_is_not_given_as_if_nothing_had_happened(
    door: Door, support: Support, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.open(CLAIRE, "terminal")

    def unavailable(*_: object) -> None:
        raise StorageUnavailable("disk full")

    monkeypatch.setattr(type(support.messages), "append_bot", unavailable)

    assert PHONE in said(door.send(CLAIRE, "bonjour"))


def test_the_conversation_of_another_person_does_not_open(
    door: Door, engine: FakeEngine, support: Support
) -> None:
    door.open(CLAIRE, "terminal")
    before = logged(support)

    with pytest.raises(UnknownConversation):
        door.open(replace(CLAIRE, driver_id="drv_tom_girard"), "terminal")

    assert len(engine.received) == 1
    assert logged(support) == before


def test_nobody_speaks_in_the_conversation_of_another_person(
    door: Door, engine: FakeEngine, support: Support
) -> None:
    door.open(CLAIRE, "terminal")
    before = logged(support)

    with pytest.raises(UnknownConversation):
        door.send(replace(CLAIRE, driver_id="drv_tom_girard"), "annule tout")

    assert len(engine.received) == 1
    assert logged(support) == before


def test_nobody_speaks_in_a_conversation_that_was_not_opened(door: Door, engine: FakeEngine) -> None:
    with pytest.raises(UnknownConversation):
        door.send(CLAIRE, "bonjour")

    assert engine.received == []


def test_what_no_database_can_hold_is_left_out(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    door.send(CLAIRE, "bon\x00jour")

    assert engine.received[-1] == ("bonjour", None)
