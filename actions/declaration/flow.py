"""What a declaration is made of: its fields in order, and the ticket that it becomes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from actions.declaration.field import Field
from actions.declaration.session_fields import own_session
from actions.state import Declaration
from actions.turn import Turn
from actions.wording import station_name
from support.escalation import Situation, decide_escalation
from support.tickets.model import NewTicket, TicketCategory

DETAILS = (
    *("occurred_at", "means", "quantity", "on_site", "licence_plate"),
    *("platform", "app_version", "doing", "error_text"),
)


@dataclass(frozen=True)
class Flow:
    """`name` is the ticket's category and the suffix of the loop `declare_<name>`; `title` is for people."""

    name: str
    title: str
    fields: Sequence[Field]

    @property
    def loop(self) -> str:
        """The name of the Rasa action that runs this declaration."""
        return f"declare_{self.name}"

    def field(self, name: str) -> Field | None:
        """The field of that name."""
        return next((one for one in self.fields if one.name == name), None)

    def needed(self, declaration: Declaration, turn: Turn) -> list[Field]:
        """The fields that make sense now, in order."""
        return [one for one in self.fields if one.is_needed(declaration.values, turn)]

    def situation(self, declaration: Declaration | None, turn: Turn) -> Situation:
        """What the escalation rests on."""
        hours = turn.support.settings.hours
        values: Mapping[str, Any] = declaration.values if declaration else {}
        return Situation(
            flow=self.name,
            blocked_now=values.get("on_site") == "yes",
            open_now=hours.is_open(turn.now) if hours else None,
            failures=declaration.misses if declaration else turn.state.misunderstood,
            email_configured=bool(turn.support.settings.support_email),
        )

    def ticket(self, declaration: Declaration, turn: Turn) -> NewTicket:
        """The ticket of a complete declaration."""
        values = declaration.values
        needed = {field.name for field in self.needed(declaration, turn)}
        station = (values.get("station") or {}) if "station" in needed else {}
        contact = values.get("contact") or {}
        problem = values.get("problem")
        session = own_session(values.get("session") or values.get("candidate") or "", turn)
        return NewTicket(
            key=declaration.key,
            caller=turn.caller,
            category=TicketCategory(self.name),
            subcategory=str(problem) if problem else None,
            urgency=decide_escalation(self.situation(declaration, turn)).urgency,
            description=self._description(declaration, turn),
            contact_email=contact.get("email"),
            contact_phone=contact.get("phone"),
            session_id=session.id if session else None,
            location_id=session.location.id if session else station.get("location_id"),
            evse_id=session.evse_id if session else station.get("evse_id"),
            place_said=station_name(session.location)
            if session
            else station.get("name") or station.get("said"),
            details={key: values[key] for key in DETAILS if key in values},
        )

    def _description(self, declaration: Declaration, turn: Turn) -> str:
        """The driver's words; the answers given when he told nothing."""
        told = declaration.values.get("description") or declaration.values.get("happened")
        if told:
            return str(told)
        shown = (
            (field.label, field.show(declaration.values[field.name], turn))
            for field in self.needed(declaration, turn)
            if field.name in declaration.values
        )
        answers = [f"{label} : {answer}" for label, answer in shown if answer]
        return "\n".join(turn.state.account or answers)
