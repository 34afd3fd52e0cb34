"""A chat in the terminal: a trusted door for demo drivers and for an unknown visitor.

`python -m chat.terminal --as claire`. The engine must be running (`make up`, or `make chat` which does it all).
"""

import argparse
import sys
from collections.abc import Sequence
from uuid import uuid4

from rich.console import Console

from chat.door import Door
from chat.engine_client import EngineClient
from chat.messages import BotMessage
from support.callers import Caller
from support.charging.demo import DEMO_DRIVERS
from support.composition import compose
from support.errors import InvalidSettings, UnknownConversation
from support.reading.choices import Choice
from support.settings import Settings, load_settings

ANONYMOUS = "anonyme"
CHANNEL = "terminal"
PROMPT = "vous > "


def demo_caller(alias: str, session_id: str | None = None) -> Caller:
    """The caller behind a demo alias; `anonyme` is nobody. Raises `KeyError` when there is no such driver."""
    context = {"session_id": session_id} if session_id else {}
    driver_id = None if alias == ANONYMOUS else DEMO_DRIVERS[alias][0]
    return Caller(uuid4().hex, driver_id, context)


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

    def __init__(self, door: Door, caller: Caller, console: Console) -> None:
        self._door = door
        self._caller = caller
        self._console = console
        self._choices: list[Choice] = []
        self._asked: list[Choice] = []

    def run(self) -> None:
        """Talk until Ctrl-D or Ctrl-C. Raises `UnknownConversation` when it is another person's."""
        self._console.print("[dim]Ctrl-D pour quitter. Un numéro choisit une proposition.[/dim]")
        self._show(self._door.open(self._caller, CHANNEL))
        while True:
            try:
                typed = input(PROMPT).strip()
            except (EOFError, KeyboardInterrupt):
                self._console.print()
                return
            choice = pressed(self._choices, typed, self._asked)
            self._show(
                self._door.send(
                    self._caller,
                    choice.label if choice else typed,
                    choice=choice.value if choice else None,
                    client_id=uuid4().hex,
                    channel=CHANNEL,
                )
            )

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


def connect(settings: Settings) -> tuple[Door, EngineClient]:
    """The door to the engine of these settings."""
    engine = EngineClient(
        f"http://127.0.0.1:{settings.engine_port}",
        settings.engine_secret.get_secret_value(),
        settings.engine_timeout_s,
    )
    return Door(compose(settings), engine), engine


def main(argv: Sequence[str] | None = None) -> int:
    """Run the terminal chat; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--as", dest="alias", default="claire", help="a demo driver, or « anonyme »")
    parser.add_argument("--session", default=None, help="a session chosen in the app's history")
    arguments = parser.parse_args(argv)
    try:
        caller = demo_caller(arguments.alias, arguments.session)
    except KeyError:
        known = ", ".join((*DEMO_DRIVERS, ANONYMOUS))
        print(f"Unknown demo driver « {arguments.alias} ». Choose one of: {known}.", file=sys.stderr)
        return 2
    try:
        settings = load_settings()
    except InvalidSettings as error:
        print(f"Bad setting: {error}", file=sys.stderr)
        return 1
    door, engine = connect(settings)
    try:
        Terminal(door, caller, Console()).run()
    except UnknownConversation:
        print("This conversation is another person's. Start the chat again for a new one.", file=sys.stderr)
        return 1
    finally:
        engine.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
