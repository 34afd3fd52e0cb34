from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from chat.door import CUT_MARK, LONGEST_MESSAGE, Door
from chat.engine_client import EngineUnavailable
from chat.messages import BotMessage
from support.callers import Caller
from support.composition import Support, compose
from support.danger import is_danger
from support.errors import StorageUnavailable, UnknownConversation
from support.settings import load_settings
from support.storage.conversation_tables import ConversationRow
from support.storage.migrate import upgrade
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


def test_a_resent_message_is_given_the_answer_it_had_and_changes_nothing(
    door: Door, engine: FakeEngine, support: Support
) -> None:
    door.open(CLAIRE, "terminal")
    first = door.send(CLAIRE, "bonjour", client_id="c-1")
    before = logged(support)

    assert door.send(CLAIRE, "bonjour", client_id="c-1") == first == [ARTICLE, QUESTION]
    assert [text for text, _ in engine.received] == ["<open>", "bonjour"]
    assert logged(support) == before


def test_a_message_resent_late_is_given_its_own_answer(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")
    engine.answers = iter([[QUESTION], [BotMessage("Bonne route.")]])
    door.send(CLAIRE, "bonjour", client_id="c-1")
    door.send(CLAIRE, "merci", client_id="c-2")

    assert door.send(CLAIRE, "bonjour", client_id="c-1") == [QUESTION]


def test_a_message_resent_while_it_is_being_answered_gives_nothing(
    door: Door, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    door.open(CLAIRE, "terminal")
    resent = []

    def impatient(caller: Caller, _text: str, _choice: str | None) -> list[BotMessage]:
        resent.append(door.send(caller, "bonjour", client_id="c-1"))
        return [ARTICLE]

    monkeypatch.setattr(engine, "send", impatient)

    assert door.send(CLAIRE, "bonjour", client_id="c-1") == [ARTICLE]
    assert resent == [[]]


def test_a_message_that_had_an_apology_is_given_it_again(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")
    engine.breaks()
    apology = door.send(CLAIRE, "bonjour", client_id="c-1")

    assert door.send(CLAIRE, "bonjour", client_id="c-1") == apology
    assert PHONE in said(apology)


def test_a_message_at_the_limit_is_taken(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    door.send(CLAIRE, "a" * LONGEST_MESSAGE)

    assert engine.received[-1] == ("a" * LONGEST_MESSAGE, None)


def test_a_message_too_long_is_refused_with_the_reason_and_the_telephone(
    door: Door, engine: FakeEngine
) -> None:
    door.open(CLAIRE, "terminal")

    (answer,) = door.send(CLAIRE, "a" * (LONGEST_MESSAGE + 1))

    assert "dépasse 1000 caractères" in answer.text
    assert PHONE in answer.text
    assert [link.url for link in answer.links] == ["tel:+33176401280"]
    assert len(engine.received) == 1


def test_a_message_too_long_is_logged_cut_with_a_mark_and_so_is_its_answer(
    door: Door, support: Support
) -> None:
    door.open(CLAIRE, "terminal")

    (answer,) = door.send(CLAIRE, "a" * LONGEST_MESSAGE + "b")

    assert logged(support)[2:] == [("driver", "a" * LONGEST_MESSAGE + CUT_MARK), ("bot", answer.text)]


CHATTER = "Je ne sais pas quoi faire. " * 60


def test_a_danger_told_at_length_is_not_refused(door: Door, engine: FakeEngine) -> None:
    door.open(CLAIRE, "terminal")

    answer = door.send(CLAIRE, f"De la fumée sort de la borne. {CHATTER}")

    assert answer == [ARTICLE, QUESTION]
    assert engine.received[-1][0].startswith("De la fumée sort de la borne.")
    assert len(engine.received[-1][0]) == LONGEST_MESSAGE


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


@dataclass
class LateDatabase:
    """A door whose database cannot be opened until it is `back`."""

    door: Door
    support: Support
    folder: Path

    def back(self) -> None:
        self.folder.mkdir()
        upgrade(self.support.settings.database_url)


@pytest.fixture
def late(tmp_path: Path, engine: FakeEngine) -> Iterator[LateDatabase]:
    folder = tmp_path / "mounted later"
    composed = compose(load_settings(database_url=f"sqlite:///{folder / 'bump.db'}"))
    yield LateDatabase(Door(composed, engine), composed, folder)
    composed.database.dispose()


def test_a_conversation_opened_without_database_opens_when_it_is_back(late: LateDatabase) -> None:
    assert PHONE in said(late.door.open(CLAIRE, "terminal"))
    late.back()

    assert late.door.open(CLAIRE, "terminal") == [ARTICLE, QUESTION]


def test_a_conversation_opened_without_database_goes_on_when_it_is_back(
    late: LateDatabase, engine: FakeEngine
) -> None:
    late.door.open(CLAIRE, "terminal")
    assert PHONE in said(late.door.send(CLAIRE, "bonjour", channel="terminal"))
    late.back()

    answer = late.door.send(CLAIRE, "la charge ne démarre pas", client_id="c-1", channel="terminal")

    assert answer == [ARTICLE, QUESTION]
    assert engine.received == [("la charge ne démarre pas", None)]
    assert logged(late.support)[0] == ("driver", "la charge ne démarre pas")
    with late.support.database.transaction(read_only=True) as session:
        row = session.get_one(ConversationRow, "conv-1")
    assert (row.driver_id, row.channel) == ("drv_claire_morel", "terminal")


def test_a_message_that_no_database_took_is_answered_when_it_is_sent_again(late: LateDatabase) -> None:
    late.door.send(CLAIRE, "bonjour", client_id="c-1")
    late.back()

    assert late.door.send(CLAIRE, "bonjour", client_id="c-1") == [ARTICLE, QUESTION]


def test_a_conversation_that_went_on_without_opening_is_not_another_persons(
    late: LateDatabase, engine: FakeEngine
) -> None:
    late.door.open(CLAIRE, "terminal")
    late.back()
    late.door.send(CLAIRE, "bonjour")

    with pytest.raises(UnknownConversation):
        late.door.send(replace(CLAIRE, driver_id="drv_tom_girard"), "annule tout")
    assert len(engine.received) == 1


@pytest.fixture
def nothing_said_by_the_bot_is_logged(support: Support, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable(*_: object) -> None:
        raise StorageUnavailable("disk full, near « 06 12 34 56 78 »")

    monkeypatch.setattr(type(support.messages), "append_bot", unavailable)


@pytest.mark.usefixtures("nothing_said_by_the_bot_is_logged")
def test_an_answer_that_cannot_be_logged_is_given_all_the_same(
    door: Door, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    sent = BotMessage("Votre déclaration est envoyée.")
    engine.answer = [sent]

    assert door.open(CLAIRE, "terminal") == [sent]
    assert door.send(CLAIRE, "Envoyer") == [sent]
    assert "StorageUnavailable" in caplog.text


@pytest.mark.usefixtures("nothing_said_by_the_bot_is_logged")
def test_what_is_told_of_an_answer_that_cannot_be_logged_is_masked(
    door: Door, caplog: pytest.LogCaptureFixture
) -> None:
    door.open(CLAIRE, "terminal")

    assert "disk full" in caplog.text
    assert "06 12 34 56 78" not in caplog.text


def test_what_is_told_of_an_engine_that_fails_is_masked(
    door: Door, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    door.open(CLAIRE, "terminal")
    engine.answer = EngineUnavailable("refused: marie.dupont@exemple.fr, 06 12 34 56 78")

    door.send(CLAIRE, "je suis marie.dupont@exemple.fr, 06 12 34 56 78")

    assert "EngineUnavailable: refused" in caplog.text
    assert "marie.dupont" not in caplog.text
    assert "06 12 34 56 78" not in caplog.text


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


@pytest.mark.parametrize(("typed", "taken"), [("bon\x00jour", "bonjour"), ("caf\udce9 froid", "caf? froid")])
def test_what_no_database_can_hold_is_left_out(
    door: Door, engine: FakeEngine, support: Support, typed: str, taken: str
) -> None:
    door.open(CLAIRE, "terminal")

    door.send(CLAIRE, typed)

    assert engine.received[-1] == (taken, None)
    assert ("driver", taken) in logged(support)
