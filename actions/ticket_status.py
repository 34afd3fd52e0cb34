"""« Où en est mon ticket ? », for one's own tickets only."""

from actions.declaration.asking import CANCEL
from actions.declaration.flows import FLOWS
from actions.declaration.station_field import place_named
from actions.turn import Turn
from actions.understanding import Outcome
from actions.wording import day_and_hour, joined_photos
from support.cards import TicketCard
from support.reading.choices import Choice
from support.reading.ticket_numbers import read_ticket_number
from support.tickets.model import Ticket, TicketCategory, TicketStatus

_AWAITED = frozenset({TicketStatus.OPEN, TicketStatus.IN_PROGRESS})
_STATUS = {
    TicketStatus.OPEN: "reçue, en attente d'étude",
    TicketStatus.IN_PROGRESS: "en cours d'étude par un conseiller",
    TicketStatus.WAITING_FOR_DRIVER: "en attente d'une précision de votre part",
    TicketStatus.SOLVED: "résolue",
    TicketStatus.CLOSED: "close",
}
_DANGER_TITLE = "Alerte de danger"


def is_named(turn: Turn) -> bool:
    """Whether a ticket is named by a sentence that is not sure to want something else of it."""
    other_wish = turn.understanding.topic == "contact_human/ticket_follow_up"
    return read_ticket_number(turn.text) is not None and not (
        other_wish and turn.understanding.outcome is Outcome.ANSWER
    )


def tell(turn: Turn) -> None:
    """The state of the ticket named, or of the latest ones."""
    number = read_ticket_number(turn.text)
    if number is not None:
        ticket = turn.support.tickets.by_number(turn.caller, number)
        if ticket is None:
            turn.say("utter_ticket_not_found", number=number, links=(turn.phone_link,))
            return
        tickets = [ticket]
    else:
        tickets = list(turn.support.tickets.latest(turn.caller))
    if not tickets:
        turn.say("utter_no_ticket", links=(turn.phone_link,))
        return
    turn.say(
        "utter_ticket_status",
        cards=tuple(card(one, turn) for one in tickets),
        tickets="\n".join(_line(one, turn) for one in tickets),
    )
    if any(_awaits_answer(one) for one in tickets):
        turn.say("utter_ticket_delay", delay=turn.support.settings.specialised_support_delay)


def ask_for_more(turn: Turn) -> None:
    """Take what the driver wants to add to his ticket."""
    number = read_ticket_number(turn.text)
    ticket = (
        turn.support.tickets.by_number(turn.caller, number)
        if number
        else next(iter(turn.support.tickets.latest(turn.caller, 1)), None)
    )
    if ticket is None:
        turn.say("utter_no_ticket", links=(turn.phone_link,))
        return
    turn.state.ticket_to_complete = ticket.id
    turn.say("utter_ask_addition", number=ticket.number, choices=(Choice(CANCEL, "Annuler"),))


def add(turn: Turn) -> None:
    """Attach what was typed to the ticket that waits for it."""
    ticket_id = turn.state.ticket_to_complete
    if ticket_id is None:
        return
    ticket = turn.support.tickets.add_note(turn.caller, ticket_id, turn.text, place_named(turn.text, turn))
    turn.state.ticket_to_complete = None
    is_danger = ticket.category is TicketCategory.DANGER
    turn.say("utter_danger_noted" if is_danger else "utter_addition_recorded")


def say_already_sent(ticket: Ticket, turn: Turn) -> None:
    """The declaration is recorded: pressed again, or given up too late."""
    turn.say("utter_ticket_already_sent", cards=(card(ticket, turn),), number=ticket.number)


def card(ticket: Ticket, turn: Turn) -> TicketCard:
    """A ticket of the caller's own as a card, with the longest delay while an answer is awaited, and its photos."""
    is_danger = ticket.category is TicketCategory.DANGER
    return TicketCard(
        number=ticket.number,
        title=_DANGER_TITLE if is_danger else FLOWS[ticket.category].title,
        status=_STATUS[ticket.status],
        delay=turn.support.settings.specialised_support_delay if _awaits_answer(ticket) else None,
        photos=joined_photos(ticket.photos) or None,
    )


def _awaits_answer(ticket: Ticket) -> bool:
    return ticket.status in _AWAITED and ticket.category is not TicketCategory.DANGER


def _line(ticket: Ticket, turn: Turn) -> str:
    when = day_and_hour(ticket.created_at, turn.now)
    told = [_STATUS[ticket.status], joined_photos(ticket.photos)]
    return f"{ticket.number} ({when}) : {', '.join(filter(None, told))}"
