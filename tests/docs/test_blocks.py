"""`docs/blocks.md` describes the blocks of the schema, all of them and no other."""

import json
import re
from typing import Any

import pytest

from chat.messages import blocks_of
from tests.blocks import SCHEMA, faults, types_of
from tests.docs.pages import column, read

PAGE = read("docs/blocks.md")
EXAMPLES: list[dict[str, Any]] = [
    json.loads(example) for example in re.findall(r"```json\n(.+?)```", PAGE, re.DOTALL)
]
TYPES = [
    SCHEMA["$defs"][one["$ref"].rpartition("/")[2]]["properties"]["type"]["const"]
    for one in SCHEMA["$defs"]["Block"]["oneOf"]
]


def test_every_block_is_in_the_table_and_no_other() -> None:
    assert sorted(column(PAGE)) == sorted(TYPES)


def test_every_block_has_one_example_in_the_order_of_the_table() -> None:
    assert types_of(EXAMPLES) == column(PAGE)


@pytest.mark.parametrize("example", EXAMPLES, ids=types_of(EXAMPLES))
def test_an_example_is_valid(example: dict[str, Any]) -> None:
    assert faults([example]) == []


def test_the_order_within_a_message_is_that_of_the_table() -> None:
    text, *beside = EXAMPLES
    pressed = ["link", "choices", "rating"]

    shown = types_of(blocks_of(text["text"], list(reversed(beside))))

    assert shown[0] == "text"
    assert shown[-3:] == column(PAGE)[-3:] == pressed
    assert set(shown[1:-3]) == set(column(PAGE)[1:-3])
