"""Choices in the blocks of the log, in the shape of today and in the one before it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from support.reading.choices import Choice

KINDS_OF_CHOICES = frozenset({"choices", "choice"})


def choices_in(blocks: Sequence[Mapping[str, Any]]) -> Iterator[Choice]:
    """Each choice of `choices` blocks, or of `choice` blocks of its own as the log once kept them."""
    for block in blocks:
        if block["type"] == "choices":
            yield from (Choice(one["value"], one["label"]) for one in block["choices"])
        elif block["type"] == "choice":
            yield Choice(block["value"], block["label"])
