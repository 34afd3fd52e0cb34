import io
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from rich.console import Console

from chat.api_client import Refused
from chat.door import Door
from chat.messages import BotMessage
from chat.terminal import Terminal, main, pressed
from ops.ports import free_port
from support.app_screens import Link
from support.reading.choices import Choice
from tests.unit.chat.conftest import BLOCKED, CLAIRE, QUESTION, SETTLED, FakeEngine

Script = Callable[..., None]


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Script:
    """What the person types, then the end of the input or another key."""

    def write(*lines: str, end: type[BaseException] = EOFError) -> None:
        typed = iter(lines)

        def read(_prompt: str) -> str:
            line = next(typed, None)
            if line is None:
                raise end
            return line

        monkeypatch.setattr("builtins.input", read)

    return write


@dataclass
class ThroughDoor:
    """The conversation of a driver at a door."""

    door: Door

    def open(self) -> list[BotMessage]:
        return self.door.open(CLAIRE, "terminal")

    def send(self, text: str, choice: str | None = None) -> list[BotMessage]:
        return self.door.send(CLAIRE, text, choice=choice)


def talk(door: Door) -> str:
    shown = io.StringIO()
    Terminal(ThroughDoor(door), Console(file=shown, width=200)).run()
    return shown.getvalue()


def test_the_bubbles_are_shown_with_their_numbered_choices_and_links(door: Door, script: Script) -> None:
    script()

    shown = talk(door)

    assert "Bump Voici comment faire." in shown
    assert "→ Ouvrir la carte : bump://carte" in shown
    assert "1. C'est réglé" in shown
    assert "2. Toujours bloqué" in shown


def test_what_is_typed_is_sent_without_its_margins(door: Door, engine: FakeEngine, script: Script) -> None:
    script("  la charge ne démarre pas ")

    talk(door)

    assert engine.received[-1] == ("la charge ne démarre pas", None)


def test_a_number_presses_the_choice(door: Door, engine: FakeEngine, script: Script) -> None:
    script("2")

    talk(door)

    assert engine.received[-1] == ("Toujours bloqué", "settled:no")


def test_choices_stay_until_others_are_offered(door: Door, engine: FakeEngine, script: Script) -> None:
    script("bonjour", "1")
    engine.answers = iter([[QUESTION], [BotMessage("Je vous écoute.")]])

    talk(door)

    assert engine.received[-1] == ("C'est réglé", "settled:yes")


def test_the_exact_label_of_a_choice_presses_it(door: Door, engine: FakeEngine, script: Script) -> None:
    script("Toujours bloqué")

    talk(door)

    assert engine.received[-1] == ("Toujours bloqué", "settled:no")


@pytest.mark.parametrize("typed", ["toujours bloqué", "Toujours bloqué, hélas", "bloqué"])
def test_what_only_resembles_a_label_is_text(
    door: Door, engine: FakeEngine, script: Script, typed: str
) -> None:
    script(typed)

    talk(door)

    assert engine.received[-1] == (typed, None)


def test_a_label_borne_by_two_choices_is_text(door: Door, engine: FakeEngine, script: Script) -> None:
    twins = (Choice("station:1", "Gare"), Choice("station:2", "Gare"))
    engine.answers = iter([[BotMessage("Laquelle ?", twins)]])
    script("Gare")

    talk(door)

    assert engine.received[-1] == ("Gare", None)


def test_the_label_of_a_choice_of_an_earlier_answer_is_text(
    door: Door, engine: FakeEngine, script: Script
) -> None:
    script("bonjour", "Toujours bloqué")
    engine.answers = iter([[QUESTION], [BotMessage("Décrivez le problème.")]])

    talk(door)

    assert engine.received[-1] == ("Toujours bloqué", None)


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt])
def test_the_end_of_the_input_ends_the_conversation(
    door: Door, engine: FakeEngine, script: Script, key: type[BaseException]
) -> None:
    script(end=key)

    talk(door)

    assert [text for text, _ in engine.received] == ["<open>"]


def test_square_brackets_are_shown_as_they_are(door: Door, engine: FakeEngine, script: Script) -> None:
    engine.answer = [BotMessage("Tapez [bold]1[/bold]", links=(Link("[a]", "http://x/[b]"),))]
    script()

    shown = talk(door)

    assert "Tapez [bold]1[/bold]" in shown
    assert "[a] : http://x/[b]" in shown


@pytest.mark.parametrize(
    ("typed", "choice"),
    [("1", SETTLED), ("2", BLOCKED), ("0", None), ("3", None), ("-1", None), ("un", None), ("", None)],
)
def test_only_the_number_of_a_choice_presses_it(typed: str, choice: object) -> None:
    assert pressed(QUESTION.choices, typed) == choice


def test_a_number_that_is_also_the_label_of_another_choice_presses_nothing() -> None:
    numbered = (Choice("connector:2", "2"), Choice("connector:1", "1"), Choice("connector:3", "3"))

    assert [pressed(numbered, typed, numbered) for typed in "123"] == [None, None, numbered[2]]


def test_a_choice_offered_twice_is_still_one_choice() -> None:
    assert pressed((SETTLED, BLOCKED, SETTLED), "C'est réglé", (SETTLED, BLOCKED, SETTLED)) == SETTLED


def test_a_superscript_is_no_number() -> None:
    assert pressed(QUESTION.choices, "²") is None


def test_an_unknown_driver_is_refused_with_those_that_exist(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--as", "zorro"]) == 2

    complaint = capsys.readouterr().err
    assert "zorro" in complaint
    assert "claire" in complaint
    assert "anonyme" in complaint


def test_a_bad_setting_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ENGINE_PORT", "80")

    assert main(["--as", "claire"]) == 1
    assert "ENGINE_PORT" in capsys.readouterr().err


def test_nothing_that_listens_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], script: Script
) -> None:
    monkeypatch.setenv("CHAT_PORT", str(free_port()))
    script()

    assert main(["--as", "anonyme"]) == 1
    complaint = capsys.readouterr().err
    assert "make up" in complaint
    assert complaint.count("\n") == 1


def test_a_demo_driver_needs_the_secret_of_development(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("APP_TOKEN_SECRET", "")

    assert main(["--as", "claire"]) == 1
    assert "APP_TOKEN_SECRET" in capsys.readouterr().err


def test_a_refusal_is_shown_and_the_conversation_goes_on(
    door: Door, engine: FakeEngine, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("trop", "bonjour")
    said = ThroughDoor.send
    monkeypatch.setattr(
        ThroughDoor, "send", lambda self, text, choice=None: refuse(text) or said(self, text, choice)
    )

    shown = talk(door)

    assert "Attendez un instant" in shown
    assert engine.received[-1] == ("bonjour", None)


def refuse(text: str) -> None:
    if text == "trop":
        raise Refused("Attendez un instant.")
