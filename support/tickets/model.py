"""A ticket: a declaration that the support has received."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from support.callers import Caller
from support.escalation import Urgency


class TicketStatus(StrEnum):
    OPEN = "open"
    IN_PROGRESS = "in_progress"
    WAITING_FOR_DRIVER = "waiting_for_driver"
    SOLVED = "solved"
    CLOSED = "closed"


class TicketCategory(StrEnum):
    SESSION_IN_PROGRESS = "session_in_progress"
    PAST_SESSION = "past_session"
    MISSING_SESSION = "missing_session"
    APP_BUG = "app_bug"
    OTHER = "other"
    DANGER = "danger"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something happened: a station, and its charge point when it is known."""

    location_id: str
    name: str
    evse_id: str | None = None


@dataclass(frozen=True, slots=True)
class NewTicket:
    """A declaration to be recorded. `key` names the declaration: the same key never makes two tickets."""

    key: str
    caller: Caller
    category: TicketCategory
    urgency: Urgency
    description: str
    subcategory: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    session_id: str | None = None
    location_id: str | None = None
    evse_id: str | None = None
    place_said: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A ticket as its owner may see it; `photos` is how many are joined."""

    id: str
    number: str
    category: TicketCategory
    subcategory: str | None
    urgency: Urgency
    status: TicketStatus
    description: str
    created_at: datetime
    updated_at: datetime
    photos: int = 0
