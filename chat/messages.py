"""What the assistant sends: bubbles of text with choices and links."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support.app_screens import Link
from support.reading.choices import Choice


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One bubble. A choice's `value` goes back as it is; its `label` is what people read."""

    text: str
    choices: Sequence[Choice] = ()
    links: Sequence[Link] = ()

    def as_blocks(self) -> list[dict[str, Any]]:
        """The JSON kept in the log."""
        return [
            *({"type": "choice", "value": one.value, "label": one.label} for one in self.choices),
            *({"type": "link", "url": one.url, "label": one.label} for one in self.links),
        ]


def read_bot_message(message: Mapping[str, Any]) -> BotMessage:
    """From the engine's JSON: `text`, `buttons` [{title, payload}], `custom` {links: [{label, url}]}."""
    return BotMessage(
        text=str(message.get("text") or ""),
        choices=[Choice(str(one["payload"]), str(one["title"])) for one in message.get("buttons") or []],
        links=[
            Link(str(one["label"]), str(one["url"])) for one in (message.get("custom") or {}).get("links") or []
        ],
    )
