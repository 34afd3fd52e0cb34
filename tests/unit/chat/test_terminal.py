import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import pytest
from rich.console import Console

from chat.api_client import Refused
from chat.messages import BotMessage
from chat.terminal import Terminal, main, pressed
from ops.ports import free_port
from support.app_screens import Link
from support.reading.choices import Choice

ARTICLE = BotMessage("Voici comment faire.", links=(Link("Ouvrir la carte", "bump://carte"),))
SETTLED = Choice("settled:yes", "C'est réglé")
BLOCKED = Choice("settled:no", "Toujours bloqué")
QUESTION = BotMessage("Est-ce réglé ?", choices=(SETTLED, BLOCKED))
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
class FakeTalk:
    """Gives each of `answers`, then `answer` to everything; remembers what was said."""

    answer: Sequence[BotMessage] = (ARTICLE, QUESTION)
    answers: Iterator[Sequence[BotMessage]] = field(default_factory=lambda: iter(()))
    said: list[tuple[str, str | None]] = field(default_factory=list)

    def open(self) -> Sequence[BotMessage]:
        return next(self.answers, self.answer)

    def send(self, text: str, choice: str | None = None) -> Sequence[BotMessage]:
        if text == "trop":
            raise Refused("Attendez un instant.", "too_many_requests")
        self.said.append((text, choice))
        return next(self.answers, self.answer)


@pytest.fixture
def chat() -> FakeTalk:
    return FakeTalk()


def talk(chat: FakeTalk) -> str:
    shown = io.StringIO()
    Terminal(chat, Console(file=shown, width=200)).run()
    return shown.getvalue()


def test_the_bubbles_are_shown_with_their_numbered_choices_and_links(chat: FakeTalk, script: Script) -> None:
    script()

    shown = talk(chat)

    assert "Bump Voici comment faire." in shown
    assert "→ Ouvrir la carte : bump://carte" in shown
    assert "1. C'est réglé" in shown
    assert "2. Toujours bloqué" in shown


def test_what_is_typed_is_sent_without_its_margins(chat: FakeTalk, script: Script) -> None:
    script("  la charge ne démarre pas ")

    talk(chat)

    assert chat.said[-1] == ("la charge ne démarre pas", None)


def test_a_number_presses_the_choice(chat: FakeTalk, script: Script) -> None:
    script("2")

    talk(chat)

    assert chat.said[-1] == ("Toujours bloqué", "settled:no")


def test_choices_stay_until_others_are_offered(chat: FakeTalk, script: Script) -> None:
    script("bonjour", "1")
    chat.answers = iter([[QUESTION], [BotMessage("Je vous écoute.")]])

    talk(chat)

    assert chat.said[-1] == ("C'est réglé", "settled:yes")


def test_the_exact_label_of_a_choice_presses_it(chat: FakeTalk, script: Script) -> None:
    script("Toujours bloqué")

    talk(chat)

    assert chat.said[-1] == ("Toujours bloqué", "settled:no")


@pytest.mark.parametrize("typed", ["toujours bloqué", "Toujours bloqué, hélas", "bloqué"])
def test_what_only_resembles_a_label_is_text(chat: FakeTalk, script: Script, typed: str) -> None:
    script(typed)

    talk(chat)

    assert chat.said[-1] == (typed, None)


def test_a_label_borne_by_two_choices_is_text(chat: FakeTalk, script: Script) -> None:
    twins = (Choice("station:1", "Gare"), Choice("station:2", "Gare"))
    chat.answers = iter([[BotMessage("Laquelle ?", twins)]])
    script("Gare")

    talk(chat)

    assert chat.said[-1] == ("Gare", None)


def test_the_label_of_a_choice_of_an_earlier_answer_is_text(chat: FakeTalk, script: Script) -> None:
    script("bonjour", "Toujours bloqué")
    chat.answers = iter([[QUESTION], [BotMessage("Décrivez le problème.")]])

    talk(chat)

    assert chat.said[-1] == ("Toujours bloqué", None)


@pytest.mark.parametrize("key", [EOFError, KeyboardInterrupt])
def test_the_end_of_the_input_ends_the_conversation(
    chat: FakeTalk, script: Script, key: type[BaseException]
) -> None:
    script(end=key)

    talk(chat)

    assert chat.said == []


def test_square_brackets_are_shown_as_they_are(chat: FakeTalk, script: Script) -> None:
    chat.answer = [BotMessage("Tapez [bold]1[/bold]", links=(Link("[a]", "http://x/[b]"),))]
    script()

    shown = talk(chat)

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


def test_a_refusal_is_shown_and_the_conversation_goes_on(chat: FakeTalk, script: Script) -> None:
    script("trop", "bonjour")

    shown = talk(chat)

    assert "Attendez un instant" in shown
    assert chat.said[-1] == ("bonjour", None)
