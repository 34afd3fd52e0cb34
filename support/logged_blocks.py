"""What the blocks of the log hold: choices, in the shape of today and in the one before it, and the rating."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from support.reading.choices import Choice

RATING = "rating"
KINDS_OF_CHOICES = frozenset({"choices", "choice"})


def asks_for_a_rating(blocks: Sequence[Mapping[str, Any]]) -> bool:
    """Whether one of the blocks asks for a rating."""
    return any(block["type"] == RATING for block in blocks)


def without_rating(blocks: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks without the one that asks for a rating."""
    return [block for block in blocks if block["type"] != RATING]


def choices_in(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Choice]:
    """Each choice of `choices` blocks, or of `choice` blocks of its own as the log once kept them."""
    for block in blocks:
        if block["type"] == "choices":
            yield from (Choice(one["value"], one["label"]) for one in block["choices"])
        elif block["type"] == "choice":
            yield Choice(block["value"], block["label"])
