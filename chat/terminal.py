"""A chat in the terminal, through the Chat API, as a demo driver or as an unknown visitor.

`python -m chat.terminal --as claire`. All must be running (`make up`, or `make chat` which does it all).
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import timedelta
from typing import Protocol

from rich.console import Console

from chat.api_client import Conversation, Refused, Unreachable
from chat.house import tokens_of
from chat.messages import BotMessage
from support.charging.demo import DEMO_DRIVERS
from support.errors import InvalidSettings
from support.reading.choices import Choice
from support.settings import Settings, load_settings

ANONYMOUS = "anonyme"
CHANNEL = "terminal"
PROMPT = "vous > "
LIFETIME = timedelta(hours=12)


class Talk(Protocol):
    """A conversation with the assistant."""

    def open(self) -> Sequence[BotMessage]: ...

    def send(self, text: str, choice: str | None = None) -> Sequence[BotMessage]: ...


def pressed(choices: Sequence[Choice], typed: str, asked: Sequence[Choice] = ()) -> Choice | None:
    """The terminal's way of pressing a button: its number among `choices`, or its exact label.

    A label counts among `asked` alone, the choices of the last answer. None when two choices could be meant.
    """
    meant = {choice for choice in asked if choice.label == typed}
    if typed.isdecimal() and 1 <= int(typed) <= len(choices):
        meant.add(choices[int(typed) - 1])
    return meant.pop() if len(meant) == 1 else None


class Terminal:
    """Shows bubbles, reads lines, until the end of the input."""

    def __init__(self, talk: Talk, console: Console) -> None:
        self._talk = talk
        self._console = console
        self._choices: list[Choice] = []
        self._asked: list[Choice] = []

    def run(self) -> None:
        """Talk until Ctrl-D or Ctrl-C."""
        self._console.print("[dim]Ctrl-D pour quitter. Un numéro choisit une proposition.[/dim]")
        self._show(self._talk.open())
        while True:
            try:
                typed = input(PROMPT).strip()
            except (EOFError, KeyboardInterrupt):
                self._console.print()
                return
            choice = pressed(self._choices, typed, self._asked)
            if not typed:
                continue
            try:
                self._show(
                    self._talk.send(choice.label if choice else typed, choice.value if choice else None)
                )
            except Refused as refusal:
                self._console.print(f"\n[yellow]{_escaped(str(refusal))}[/yellow]\n")

    def _show(self, messages: Sequence[BotMessage]) -> None:
        offered: list[Choice] = []
        for message in messages:
            self._console.print(f"\n[bold cyan]Bump[/bold cyan] {_escaped(message.text)}", highlight=False)
            for link in message.links:
                self._console.print(f"   → {_escaped(link.label)} : {_escaped(link.url)}", highlight=False)
            for choice in message.choices:
                offered.append(choice)
                self._console.print(
                    f"   [bold]{len(offered)}[/bold]. {_escaped(choice.label)}", highlight=False
                )
        self._console.print()
        self._asked = offered
        self._choices = offered or self._choices


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")


def conversation_of(alias: str, settings: Settings, session_id: str | None = None) -> Conversation:
    """The conversation of a demo driver, or of an unknown visitor, at the Chat API of these settings.

    Raises `KeyError` when there is no such driver.
    """
    token = None
    if alias != ANONYMOUS:
        token, _ = tokens_of(settings).mint_demo(DEMO_DRIVERS[alias][0], LIFETIME)
    context = {"session_id": session_id} if session_id is not None else None
    return Conversation(f"http://127.0.0.1:{settings.chat_port}", CHANNEL, token, context)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the terminal chat; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as", dest="alias", default="claire", help="a demo driver, or « anonyme »")
    parser.add_argument("--session", default=None, help="a session chosen in the app's history")
    arguments = parser.parse_args(argv)
    if arguments.alias not in (*DEMO_DRIVERS, ANONYMOUS):
        known = ", ".join((*DEMO_DRIVERS, ANONYMOUS))
        return _fail(f"Unknown demo driver « {arguments.alias} ». Choose one of: {known}.", code=2)
    try:
        settings = load_settings()
    except InvalidSettings as error:
        return _fail(f"Bad setting: {error}")
    if arguments.alias != ANONYMOUS and not settings.app_token_secret.get_secret_value():
        return _fail(
            "A demo driver needs APP_TOKEN_SECRET: with the app's real keys, only « anonyme » can talk here."
        )
    conversation = conversation_of(arguments.alias, settings, arguments.session)
    try:
        Terminal(conversation, Console()).run()
    except Unreachable as error:
        return _fail(f"The Chat API at {error} does not answer: `make up` starts it.")
    except Refused as refusal:
        return _fail(str(refusal))
    finally:
        conversation.close()
    return 0


def _fail(sentence: str, code: int = 1) -> int:
    print(sentence, file=sys.stderr)
    return code


if __name__ == "__main__":
    raise SystemExit(main())
