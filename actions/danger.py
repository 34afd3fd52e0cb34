"""A danger comes before anything else: get away, 112 or 18, then the operator; the ticket is urgent."""

import logging

from actions.declaration.session_fields import own_session
from actions.declaration.station_field import place_named
from actions.turn import Turn
from actions.understanding import Understanding
from support.danger import is_danger, sounds_figurative
from support.errors import SupportError
from support.escalation import Situation, decide_escalation
from support.masking import mask
from support.tickets.model import NewTicket, Place, TicketCategory

logger = logging.getLogger(__name__)

SURE_OF_DANGER = 0.3
SURE_DESPITE_AN_IDIOM = 0.95


def is_present(turn: Turn) -> bool:
    """Whether the driver tells of a danger; what is chosen never does."""
    return turn.choice is None and is_told(turn.text, turn.understanding)


def is_told(text: str, understanding: Understanding) -> bool:
    """Whether a sentence tells of a danger, by rule or by the model."""
    if is_danger(text):
        return True
    sure = SURE_DESPITE_AN_IDIOM if sounds_figurative(text) else SURE_OF_DANGER
    return understanding.confidence_in("danger") >= sure


def warn(turn: Turn) -> None:
    """Say what to do at once; then record an urgent ticket, or say that it could not be recorded."""
    settings = turn.support.settings
    turn.say("utter_danger/danger", links=(turn.phone_link,), phone=settings.support_phone)
    try:
        ticket = turn.support.tickets.open(_ticket(turn))
        if ticket.description != turn.text:
            turn.support.tickets.add_note(turn.caller, ticket.id, turn.text, place_named(turn.text, turn))
    except SupportError as error:
        logger.error("the ticket of a danger could not be recorded: %s", mask(str(error)))
        turn.say("utter_danger_not_recorded", phone=settings.support_phone)
    else:
        turn.state.ticket_to_complete = ticket.id
        turn.say("utter_danger_recorded", number=ticket.number)
    turn.state.forget_problem()


def _ticket(turn: Turn) -> NewTicket:
    declaration = turn.state.declaration
    session = own_session(str((declaration.values if declaration else {}).get("session") or ""), turn)
    if session is None and turn.caller.driver_id is not None:
        active = turn.support.charging.active_sessions(turn.caller.driver_id)
        session = active[0] if len(active) == 1 else None
    place = _place(turn)
    if place is not None and session is not None and session.location.id != place.location_id:
        session = None
    return NewTicket(
        key=f"danger:{turn.caller.conversation_id}:{turn.now:%Y%m%d%H}",
        caller=turn.caller,
        category=TicketCategory.DANGER,
        urgency=decide_escalation(Situation(danger=True)).urgency,
        description=turn.text,
        session_id=session.id if session else None,
        location_id=place.location_id if place else session.location.id if session else None,
        evse_id=(place.evse_id if place else None) or (session.evse_id if session else None),
        place_said=place.name if place else None,
    )


def _place(turn: Turn) -> Place | None:
    """The station named in the sentence, else that of the declaration under way, else one named before."""
    declaration = turn.state.declaration
    declared = (declaration.values.get("station") or {}) if declaration else {}
    said_now = place_named(turn.text, turn)
    if said_now is not None:
        return said_now
    if declared.get("location_id"):
        return Place(declared["location_id"], declared["name"], declared.get("evse_id"))
    said_before = (place_named(sentence, turn) for sentence in reversed(turn.state.heard))
    return next((place for place in said_before if place is not None), None)
