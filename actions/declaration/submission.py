"""The end of a declaration: its ticket, or the session that was not missing after all."""

from actions import person, ticket_status
from actions.cards import session_card
from actions.declaration import asking
from actions.declaration.asking import current
from actions.declaration.session_fields import own_session
from actions.menu import menu_choices
from actions.turn import Turn
from actions.wording import past_session
from support.errors import IncompleteDeclaration
from support.escalation import Route, decide_escalation
from support.reading.choices import Choice

SESSION_PROBLEM_CHOICE = "session_problem:"
SETTLED = Choice("settled:yes", "C'est réglé")


def send(turn: Turn) -> None:
    """Record the ticket; only then say that it is sent, with its number and the delay.

    When the answer to a first « Envoyer » was lost, the ticket is there: what it says now is added to it.
    """
    flow, declaration = current(turn)
    missing = [one for one in flow.needed(declaration, turn) if one.name not in declaration.values]
    if missing:
        asking.ask_next(turn)
        return
    sent_before = turn.support.tickets.by_key(turn.caller, declaration.key)
    try:
        ticket = sent_before or turn.support.tickets.open(flow.ticket(declaration, turn))
    except IncompleteDeclaration:
        asking.ask_next(turn)
        return
    if sent_before is not None:
        turn.support.tickets.add_note(turn.caller, sent_before.id, asking.in_lines(asking.summary_card(turn)))
    turn.say(
        "utter_ticket_sent",
        cards=(ticket_status.card(ticket, turn),),
        number=ticket.number,
        delay=turn.support.settings.specialised_support_delay,
    )
    escalation = decide_escalation(flow.situation(declaration, turn))
    if escalation.routes[0] is Route.PHONE:
        person.still_blocked(turn)
    elif Route.EMAIL in escalation.routes:
        turn.say(
            "utter_email_too",
            links=(turn.email_link,),
            email=turn.support.settings.support_email,
            number=ticket.number,
        )
    turn.ask_for_rating()
    turn.state.forget_problem()


def already_sent(turn: Turn, key: str) -> None:
    """« Envoyer » pressed a second time: the same ticket, no other."""
    ticket = turn.support.tickets.by_key(turn.caller, key)
    if ticket is None:
        turn.say("utter_choice_expired", choices=menu_choices())
        return
    ticket_status.say_already_sent(ticket, turn)


def found(turn: Turn) -> None:
    """The session believed missing is in the history: nothing is declared unless something else is wrong."""
    _flow, declaration = current(turn)
    session = own_session(declaration.values["candidate"], turn)
    if session is None:
        declaration.values["candidate"] = ""
        asking.ask_next(turn)
        return
    turn.state.declaration = None
    turn.say(
        "utter_session_found",
        choices=(
            SETTLED,
            Choice(f"{SESSION_PROBLEM_CHOICE}{session.id}", "Signaler un problème dessus"),
        ),
        cards=(session_card(session),),
        session=past_session(session, turn.now),
    )
