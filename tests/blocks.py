"""The one schema of what a message is made of, as the tests hold messages to it."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import jsonschema_rs

from support.settings import ROOT

SCHEMA: dict[str, Any] = json.loads((ROOT / "chat/schema/blocks.schema.json").read_text(encoding="utf-8"))
_VALIDATOR = jsonschema_rs.Draft202012Validator(SCHEMA)


def faults(blocks: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the schema has against the blocks of a message; nothing when they are valid."""
    return [str(error) for error in _VALIDATOR.iter_errors([dict(block) for block in blocks])]


def types_of(blocks: Iterable[Mapping[str, Any]]) -> list[str]:
    """The types of blocks, in order."""
    return [str(block["type"]) for block in blocks]
