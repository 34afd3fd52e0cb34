"""What the assistant sends: bubbles of text with choices and links."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support.app_screens import Link
from support.reading.choices import Choice

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
_BEFORE_MARK = re.compile(r" (?=[:»€])")
_BEFORE_HIGH_MARK = re.compile(r" (?=[;?])")


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One bubble. A choice's `value` goes back as it is; its `label` is what people read."""

    text: str
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()

    def as_blocks(self) -> list[dict[str, Any]]:
        """The JSON kept in the log."""
        return [
            *({"type": "choice", "value": one.value, "label": one.label} for one in self.choices),
            *({"type": "link", "url": one.url, "label": one.label} for one in self.links),
        ]


def read_bot_message(message: Mapping[str, Any]) -> BotMessage:
    """From the engine's JSON: `text`, `buttons` [{title, payload}], `custom` {links: [{label, url}]}."""
    return BotMessage(
        text=french_spacing(str(message.get("text") or "")),
        choices=tuple(Choice(str(one["payload"]), str(one["title"])) for one in message.get("buttons") or []),
        links=tuple(
            Link(str(one["label"]), str(one["url"]))
            for one in (message.get("custom") or {}).get("links") or []
        ),
    )


def logged_bot_message(text: str, blocks: Sequence[Mapping[str, Any]]) -> BotMessage:
    """The bubble that was logged as `text` and the blocks of `BotMessage.as_blocks`."""
    return BotMessage(
        text,
        tuple(Choice(one["value"], one["label"]) for one in blocks if one["type"] == "choice"),
        tuple(Link(one["label"], one["url"]) for one in blocks if one["type"] == "link"),
    )


def french_spacing(text: str) -> str:
    """The spaces that French puts around « », before : ; ? and €, made unbreakable."""
    spaced = _BEFORE_HIGH_MARK.sub(NARROW_SPACE, _BEFORE_MARK.sub(NO_BREAK_SPACE, text))
    return spaced.replace("« ", f"«{NO_BREAK_SPACE}")
