"""Who should take over, and how fast: one pure decision."""

from dataclasses import dataclass
from enum import StrEnum

PHONE_HELPS = frozenset({"session_in_progress"})
CAN_WAIT = frozenset({"app_bug", "other", None})
FAILURES_BEFORE_A_PERSON = 2


class Route(StrEnum):
    EMERGENCY_SERVICES = "emergency_services"
    PHONE = "phone"
    TICKET = "ticket"
    EMAIL = "email"


class Urgency(StrEnum):
    URGENT = "urgent"
    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Situation:
    """What the decision rests on.

    `flow`: name of the declaration, None outside any. `blocked_now`: the driver stands at the station and cannot
    leave or charge. `open_now`: whether the telephone is answered, None when no hours are configured.
    `failures`: misunderstandings in a row.
    """

    flow: str | None = None
    blocked_now: bool = False
    open_now: bool | None = None
    failures: int = 0
    danger: bool = False
    asks_for_person: bool = False
    email_configured: bool = False


@dataclass(frozen=True, slots=True)
class Escalation:
    """`routes` in the order in which to offer them, and the urgency of the ticket."""

    routes: tuple[Route, ...]
    urgency: Urgency


def decide_escalation(situation: Situation) -> Escalation:
    """The routes to offer and the urgency, by the situation alone."""
    if situation.danger:
        return Escalation((Route.EMERGENCY_SERVICES, Route.PHONE, Route.TICKET), Urgency.URGENT)
    if situation.blocked_now:
        return Escalation(_phone_then_ticket(situation), Urgency.HIGH)
    if situation.asks_for_person or situation.failures >= FAILURES_BEFORE_A_PERSON:
        return Escalation((*_phone_then_ticket(situation), *_email(situation)), Urgency.NORMAL)
    if situation.flow in PHONE_HELPS:
        return Escalation((Route.TICKET, Route.PHONE), Urgency.NORMAL)
    urgency = Urgency.LOW if situation.flow in CAN_WAIT else Urgency.NORMAL
    return Escalation((Route.TICKET, *_email(situation)), urgency)


def _phone_then_ticket(situation: Situation) -> tuple[Route, ...]:
    if situation.open_now is False:
        return (Route.TICKET, Route.PHONE)
    return (Route.PHONE, Route.TICKET)


def _email(situation: Situation) -> tuple[Route, ...]:
    return (Route.EMAIL,) if situation.email_configured else ()
