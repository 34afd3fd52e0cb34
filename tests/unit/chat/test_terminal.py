import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from chat import terminal
from chat.door import Door
from chat.messages import BotMessage
from chat.terminal import Terminal, connect, demo_caller, main, pressed
from support.app_screens import Link
from support.reading.choices import Choice
from support.settings import Settings, load_settings
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


def talk(door: Door) -> str:
    shown = io.StringIO()
    Terminal(door, CLAIRE, Console(file=shown, width=200)).run()
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


def test_a_demo_driver_has_his_id_and_a_conversation_of_his_own() -> None:
    first, second = demo_caller("claire"), demo_caller("claire")

    assert first.driver_id == "drv_claire_morel"
    assert first.conversation_id != second.conversation_id


def test_nobody_is_an_unknown_visitor() -> None:
    assert not demo_caller("anonyme").is_known


def test_a_session_may_come_from_the_history() -> None:
    assert demo_caller("claire", "ses_1").context == {"session_id": "ses_1"}


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


def test_the_program_talks_through_the_door_of_its_settings(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], door: Door, script: Script
) -> None:
    closed = []

    class Engine:
        def close(self) -> None:
            closed.append(True)

    monkeypatch.setattr(terminal, "connect", lambda _settings: (door, Engine()))
    script()

    assert main(["--as", "anonyme"]) == 0
    assert "Voici comment faire." in capsys.readouterr().out
    assert closed == [True]


def test_the_conversation_of_another_person_ends_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    door: Door,
    script: Script,
) -> None:
    class Engine:
        def close(self) -> None:
            pass

    door.open(CLAIRE, "app")
    monkeypatch.setattr(terminal, "connect", lambda _settings: (door, Engine()))
    monkeypatch.setattr(terminal, "demo_caller", lambda *_: replace(CLAIRE, driver_id=None))
    script()

    assert main(["--as", "anonyme"]) == 1
    complaint = capsys.readouterr().err
    assert "another person" in complaint
    assert complaint.count("\n") == 1


def test_the_door_of_the_settings_leads_to_the_engine_of_the_settings(tmp_path: Path) -> None:
    settings: Settings = load_settings(
        database_url=f"sqlite:///{tmp_path / 'none.db'}", engine_port=6001, engine_secret="s3cret"
    )

    door, engine = connect(settings)

    answer = door.open(CLAIRE, "terminal")
    assert "01 76 40 12 80" in answer[0].text
    engine.close()
