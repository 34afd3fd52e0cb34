"""What is shown beside a text: cards that repeat its facts as data, and the question for a rating.

The shapes are those of `chat/schema/blocks.schema.json`; a client decides how to show them. A card is made only of
what the caller may see, and no text relies on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Field, PlainSerializer, StrictBool, TypeAdapter


def _in_utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"


def _in_digits(number: Decimal) -> str:
    return f"{number:f}"


Moment = Annotated[AwareDatetime, PlainSerializer(_in_utc)]
Number = Annotated[Decimal, PlainSerializer(_in_digits)]
Words = Annotated[str, Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A charging session of the caller's own; `cost_eur` in euros with all taxes, None until it is billed."""

    session_id: Words
    station: Words
    town: Words
    started_at: Moment
    kwh: Number
    active: StrictBool
    ended_at: Moment | None = None
    cost_eur: Number | None = None
    type: Literal["session_card"] = "session_card"


@dataclass(frozen=True, slots=True)
class StationCard:
    """A station, and its charge point with what that says of itself, in French, when it is known."""

    location_id: Words
    name: Words
    address: Words
    town: Words
    evse_id: Words | None = None
    status: Words | None = None
    type: Literal["station_card"] = "station_card"


@dataclass(frozen=True, slots=True)
class SummaryRow:
    label: Words
    value: Words


@dataclass(frozen=True, slots=True)
class SummaryCard:
    """A declaration before it is sent."""

    title: Words
    rows: tuple[SummaryRow, ...]
    type: Literal["summary_card"] = "summary_card"


@dataclass(frozen=True, slots=True)
class TicketCard:
    """A ticket of the caller's own, in French; `delay` None when no answer is awaited, `photos` when none is joined."""

    number: Words
    title: Words
    status: Words
    delay: Words | None = None
    photos: Words | None = None
    type: Literal["ticket_card"] = "ticket_card"


@dataclass(frozen=True, slots=True)
class RatingRequest:
    """The conversation may be rated now."""

    asked: Literal[True] = True
    type: Literal["rating"] = "rating"


Card = SessionCard | StationCard | SummaryCard | TicketCard | RatingRequest
CARD_TYPES = frozenset({"session_card", "station_card", "summary_card", "ticket_card", "rating"})
_CARD: TypeAdapter[Card] = TypeAdapter(Annotated[Card, Field(discriminator="type")])


def card_as_block(card: Card) -> dict[str, Any]:
    """The JSON of a card: numbers as strings of decimals, times in UTC, what is None left out."""
    block: dict[str, Any] = _CARD.dump_python(card, mode="json", exclude_none=True)
    return block


def read_card(block: Mapping[str, Any]) -> Card:
    """The card of a block; `card_as_block` and this undo each other. Raises `ValueError` when it is none."""
    return _CARD.validate_python(dict(block))
