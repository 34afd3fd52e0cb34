"""Conversations as files: what the driver says, what the bot must do, what the ticket must hold.

name: what this conversation shows
as: claire                      # a demo driver, or anonyme (default)
context: {platform: ios}        # what the app tells when it opens the chat
refused: session_not_yours      # optional: the code with which the opening is refused; then there are no turns
world: actions_down             # optional: actions_down, actions_slow, database_down, closed, open_with_email
turns:
  - driver: mon câble est coincé        # typed
    bot: [câble]                        # each must be in the answer (texts, choices, links), whatever the case
    not: [erreur]                       # none may be
    blocks: [session_card]              # types of blocks that must be in the answer
    refused: [caractères]               # the API itself refuses, for a reason that has these words
    means: Câble bloqué                 # should the bot hesitate among topics, the one that the driver picks
  - choose: Toujours bloqué             # a choice of the last answer, by its label
  - resend: true                        # the last message once more: the same answer, nothing else changes
  - world: normal                       # changes the world before the next turn
ticket: {category: session_in_progress, urgency: high, description: coincé}   # or `ticket: none`
tickets: 1                              # how many the conversation made, 1 when `ticket` is given
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

WORLDS = ("normal", "actions_down", "actions_slow", "database_down", "closed", "open_with_email")
TURN_KEYS = {"driver", "means", "choose", "payload", "resend", "world", "bot", "not", "blocks", "refused"}


@dataclass(frozen=True)
class Turn:
    """`driver` typed text, `choose` a label, `payload` a raw value as an attacker would send it."""

    driver: str | None = None
    means: str | None = None
    choose: str | None = None
    payload: str | None = None
    resend: bool = False
    world: str | None = None
    bot: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()


@dataclass(frozen=True)
class Conversation:
    name: str
    path: Path
    alias: str
    context: Mapping[str, str]
    world: str
    refused: str | None
    opening: tuple[str, ...]
    turns: tuple[Turn, ...]
    ticket: Mapping[str, Any] | None
    tickets: int = field(default=0)


def load_conversations(directory: Path) -> list[Conversation]:
    """Every conversation of the YAML files of a directory, several documents a file."""
    return [
        _conversation(document, path)
        for path in sorted(directory.glob("*.yml"))
        for document in yaml.safe_load_all(path.read_text(encoding="utf-8"))
        if document
    ]


def _conversation(document: Mapping[str, Any], path: Path) -> Conversation:
    ticket = document.get("ticket", "none")
    expected = None if ticket == "none" else ticket
    world = document.get("world", "normal")
    if world not in WORLDS:
        raise ValueError(f"{path.name}: unknown world {world}")
    return Conversation(
        name=document["name"],
        path=path,
        alias=document.get("as", "anonyme"),
        context=document.get("context") or {},
        world=world,
        refused=document.get("refused"),
        opening=_words(document.get("opening")),
        turns=tuple(_turn(turn, path) for turn in document.get("turns", ())),
        ticket=expected,
        tickets=int(document.get("tickets", 1 if expected else 0)),
    )


def _turn(turn: Mapping[str, Any], path: Path) -> Turn:
    unknown = set(turn) - TURN_KEYS
    if unknown:
        raise ValueError(f"{path.name}: unknown keys {sorted(unknown)}")
    return Turn(
        driver=None if turn.get("driver") is None else str(turn["driver"]),
        means=turn.get("means"),
        choose=turn.get("choose"),
        payload=turn.get("payload"),
        resend=bool(turn.get("resend")),
        world=turn.get("world"),
        bot=_words(turn.get("bot")),
        absent=_words(turn.get("not")),
        blocks=_words(turn.get("blocks")),
        refused=_words(turn.get("refused")),
    )


def _words(given: Any) -> tuple[str, ...]:
    if given is None:
        return ()
    return tuple(str(one) for one in ([given] if isinstance(given, str) else given))
