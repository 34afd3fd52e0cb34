"""What the assistant sends: bubbles of text with cards, choices and links, as `schema/blocks.schema.json` says."""

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support.app_screens import Link
from support.cards import CARD_TYPES, Card, card_as_block, read_card
from support.logged_blocks import KINDS_OF_CHOICES, choices_in
from support.reading.choices import Choice

logger = logging.getLogger(__name__)

NARROW_SPACE = "\u202f"
NO_BREAK_SPACE = "\u00a0"
_BEFORE_MARK = re.compile(r" (?=[:»€])")
_BEFORE_HIGH_MARK = re.compile(r" (?=[;?])")

# Cards and photos come first, then what can be pressed.
_PLACES = {"link": 1, "choices": 2, "rating": 3}

type Block = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One bubble. A choice's `value` goes back as it is; its `label` is what people read.

    The text says all that matters by itself; `cards` repeat its facts as data.
    """

    text: str
    choices: tuple[Choice, ...] = ()
    links: tuple[Link, ...] = ()
    cards: tuple[Card, ...] = ()

    def as_blocks(self) -> list[dict[str, Any]]:
        """The blocks of the bubble, in the order in which they are shown."""
        return [*_text(self.text), *self.beside_text()]

    def beside_text(self) -> list[dict[str, Any]]:
        """The blocks without the text: what the log keeps next to it."""
        return _in_order([*map(card_as_block, self.cards), *_choices(self.choices), *map(_link, self.links)])


def read_bot_message(message: Mapping[str, Any]) -> BotMessage:
    """From the engine's JSON: `text`, `buttons` [{title, payload}], `custom` {links: [{label, url}], cards}.

    Raises `KeyError` when a choice or a link is malformed; a malformed card is left out.
    """
    custom = message.get("custom") or {}
    return BotMessage(
        text=french_spacing(str(message.get("text") or "")),
        choices=tuple(Choice(str(one["payload"]), str(one["title"])) for one in message.get("buttons") or []),
        links=tuple(Link(str(one["label"]), str(one["url"])) for one in custom.get("links") or []),
        cards=tuple(_readable_cards(custom.get("cards") or [])),
    )


def logged_bot_message(text: str, blocks: Sequence[Block]) -> BotMessage:
    """The bubble that was logged as `text` and the blocks of `BotMessage.beside_text`, whatever their age."""
    return BotMessage(
        text,
        tuple(choices_in(blocks)),
        tuple(Link(one["label"], one["url"]) for one in blocks if one["type"] == "link"),
        tuple(_readable_cards(blocks)),
    )


def blocks_of(text: str, logged: Sequence[Block] | None) -> list[dict[str, Any]]:
    """The blocks of any logged message (driver's, bot's, adviser's) from its text and what was kept beside it."""
    beside = logged or ()
    others = (_up_to_date(one) for one in beside if one["type"] not in KINDS_OF_CHOICES)
    return [*_text(text), *_in_order([*_choices(tuple(choices_in(beside))), *others])]


def _readable_cards(blocks: Sequence[Block]) -> Iterator[Card]:
    """The cards that this version knows how to read: no answer is lost with a card, for its text says it all."""
    for block in blocks:
        if block.get("type") in CARD_TYPES:
            try:
                yield read_card(block)
            except ValueError:
                logger.warning("a %s cannot be read and is left out", block["type"])


def _up_to_date(block: Block) -> dict[str, Any]:
    """A link logged before links told their kind is given one."""
    return _link(Link(block["label"], block["url"])) if block["type"] == "link" else dict(block)


def _in_order(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(blocks, key=lambda block: _PLACES.get(block["type"], 0))


def _text(text: str) -> list[dict[str, Any]]:
    return [{"type": "text", "text": text}] if text else []


def _choices(choices: Sequence[Choice]) -> list[dict[str, Any]]:
    offered = [{"value": one.value, "label": one.label} for one in choices]
    return [{"type": "choices", "choices": offered}] if offered else []


def _link(link: Link) -> dict[str, Any]:
    return {"type": "link", "url": link.url, "label": link.label, "kind": link.kind.value}


def french_spacing(text: str) -> str:
    """The spaces that French puts around « », before : ; ? and €, made unbreakable."""
    spaced = _BEFORE_HIGH_MARK.sub(NARROW_SPACE, _BEFORE_MARK.sub(NO_BREAK_SPACE, text))
    return spaced.replace("« ", f"«{NO_BREAK_SPACE}")
