"""Cards: what they are as JSON, and that nothing is lost on the way."""

from dataclasses import fields
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, get_args

import pytest

from support.cards import (
    CARD_TYPES,
    Card,
    RatingRequest,
    SessionCard,
    StationCard,
    SummaryCard,
    SummaryRow,
    TicketCard,
    card_as_block,
    read_card,
)
from tests.blocks import SCHEMA, faults

IN_PARIS = datetime(2026, 7, 1, 19, 40, tzinfo=timezone(timedelta(hours=2)))
UNDER_WAY = SessionCard("ses_1", "Lyon Part-Dieu", "Lyon", IN_PARIS, Decimal("12.40"), active=True)
SAMPLES: list[Card] = [
    UNDER_WAY,
    StationCard("loc_1", "Guérande Remparts", "1 rue du Port", "Guérande"),
    SummaryCard("Session passée", (SummaryRow("Problème", "Autre"),)),
    TicketCard("BMP-2026-000001", "Session passée", "résolue"),
    RatingRequest(),
]


def defined(name: str) -> dict[str, Any]:
    shape: dict[str, Any] = SCHEMA["$defs"][name]
    return shape


@pytest.mark.parametrize("card", SAMPLES, ids=lambda card: card.type)
def test_a_card_of_what_is_always_known_is_valid_and_comes_back(card: Card) -> None:
    block = card_as_block(card)

    assert faults([block]) == []
    assert read_card(block) == card


def test_what_is_not_known_is_left_out_rather_than_null() -> None:
    assert set(card_as_block(UNDER_WAY)) == {
        "type", "session_id", "station", "town", "started_at", "kwh", "active",
    }  # fmt: skip


def test_times_are_told_in_utc() -> None:
    assert card_as_block(UNDER_WAY)["started_at"] == "2026-07-01T17:40:00Z"


@pytest.mark.parametrize(
    ("number", "written"), [("12.40", "12.40"), ("1E+2", "100"), ("0", "0"), ("0.000001", "0.000001")]
)
def test_numbers_keep_their_digits_and_are_never_written_with_an_exponent(number: str, written: str) -> None:
    card = SessionCard("ses_1", "Lyon", "Lyon", IN_PARIS, Decimal(number), active=True)

    assert card_as_block(card)["kwh"] == written


@pytest.mark.parametrize(
    "block",
    [
        {},
        {"type": "text", "text": "Bonjour."},
        {"type": "ticket_card", "number": "BMP-2026-000001"},
        {"type": "rating", "asked": False},
        {**card_as_block(UNDER_WAY), "started_at": "2026-07-01T17:40:00"},
        {**card_as_block(UNDER_WAY), "kwh": "NaN"},
        {**card_as_block(UNDER_WAY), "active": "oui"},
    ],
)
def test_what_is_no_card_is_refused(block: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        read_card(block)


def test_the_cards_are_those_of_the_schema() -> None:
    described = {
        shape["properties"]["type"]["const"]: set(shape["properties"])
        for shape in SCHEMA["$defs"].values()
        if shape.get("properties", {}).get("type", {}).get("const") in CARD_TYPES
    }

    assert described == {
        kind.__dataclass_fields__["type"].default: {one.name for one in fields(kind)}
        for kind in get_args(Card)
    }
    assert set(described) == CARD_TYPES


@pytest.mark.parametrize("kind", get_args(Card), ids=lambda kind: kind.__name__)
def test_the_schema_requires_what_a_card_always_has(kind: type) -> None:
    name = "RatingBlock" if kind is RatingRequest else kind.__name__
    optional = {one.name for one in fields(kind) if one.default is None}

    assert set(defined(name)["required"]) == {one.name for one in fields(kind)} - optional
