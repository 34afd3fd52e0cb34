"""Handing over to a person: by telephone first, in writing otherwise."""

from collections.abc import Sequence

from actions.turn import Turn
from support.escalation import Escalation, Route, Situation, decide_escalation
from support.opening_hours import say_opening
from support.reading.choices import Choice

DECLARE = Choice("declare", "Faire une demande écrite")
RESUME = Choice("resume", "Reprendre ma déclaration")


def offer(
    turn: Turn,
    response: str = "utter_contact_human/speak_to_person",
    choices: Sequence[Choice] | None = None,
) -> None:
    """How to reach a person, in one turn, at any moment."""
    escalation = _escalation(turn)
    settings = turn.support.settings
    if choices is None:
        choices = (RESUME if turn.state.declaration else DECLARE,)
    if escalation.routes[0] is Route.PHONE:
        turn.say(
            response,
            choices=choices,
            links=(turn.phone_link,),
            phone=settings.support_phone,
            wait=settings.support_phone_wait,
            delay=settings.specialised_support_delay,
        )
    else:
        _say_closed(turn, choices)
    if Route.EMAIL in escalation.routes:
        turn.say("utter_person_email", links=(turn.email_link,), email=settings.support_email)


def phone_first(turn: Turn) -> None:
    """For a driver blocked at the station: the telephone is the fastest; the declaration goes on beside it."""
    _say_phone_or_closed(turn, "utter_phone_first")


def still_blocked(turn: Turn) -> None:
    """After the ticket of a blocked driver: the telephone again."""
    _say_phone_or_closed(turn, "utter_still_blocked")


def say_phone(turn: Turn) -> None:
    """The telephone number; when it is closed, when it opens."""
    _say_phone_or_closed(turn, "utter_contact_human/phone_number")


def _say_phone_or_closed(turn: Turn, response: str) -> None:
    settings = turn.support.settings
    if settings.hours and not settings.hours.is_open(turn.now):
        _say_closed(turn, ())
        return
    turn.say(
        response, links=(turn.phone_link,), phone=settings.support_phone, wait=settings.support_phone_wait
    )


def say_email(turn: Turn) -> None:
    """The e-mail address when there is one; never an invented one."""
    if turn.support.settings.support_email:
        turn.say("utter_person_email", links=(turn.email_link,), email=turn.support.settings.support_email)
        return
    turn.say("utter_no_email", choices=(DECLARE,))


def say_in_another_language(turn: Turn, language: str) -> None:
    """For a driver who does not write French: the telephone, in his language."""
    settings = turn.support.settings
    turn.say(f"utter_other_language_{language}", links=(turn.phone_link,), phone=settings.support_phone)


def say_hours(turn: Turn) -> None:
    """The opening hours as configured; none are claimed otherwise."""
    settings = turn.support.settings
    hours = settings.hours
    if hours is None:
        turn.say("utter_no_hours", links=(turn.phone_link,), phone=settings.support_phone)
    elif hours.is_open(turn.now):
        turn.say("utter_open_now", links=(turn.phone_link,), hours=hours.in_french())
    else:
        _say_closed(turn, (DECLARE,))


def _escalation(turn: Turn) -> Escalation:
    hours = turn.support.settings.hours
    declaration = turn.state.declaration
    return decide_escalation(
        Situation(
            flow=declaration.flow if declaration else None,
            open_now=hours.is_open(turn.now) if hours else None,
            failures=max(turn.state.misunderstood, declaration.misses if declaration else 0),
            asks_for_person=True,
            email_configured=bool(turn.support.settings.support_email),
        )
    )


def _say_closed(turn: Turn, choices: Sequence[Choice]) -> None:
    settings = turn.support.settings
    opening = settings.hours.next_opening(turn.now) if settings.hours else None
    turn.say(
        "utter_person_closed",
        choices=choices,
        links=(turn.phone_link,),
        phone=settings.support_phone,
        opening=say_opening(opening, turn.now) if opening else "prochainement",
        delay=settings.specialised_support_delay,
    )
