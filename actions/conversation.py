"""The order in which a turn is considered, the same for every action."""

from collections.abc import Callable

from actions import aside, danger, person, small_talk, ticket_status
from actions.choices import hear_beside, pick, typed_choice
from actions.declaration import asking, walk
from actions.menu import PERSON_CHOICE
from actions.turn import Turn
from support.reading.commands import Command, read_command
from support.reading.languages import read_foreign_language

SURE_OF_A_PERSON = 0.6


def respond(turn: Turn, own_answer: Callable[[Turn], None]) -> None:
    """Danger, then a person, then what is under way, then a choice, then the action's own answer."""
    misunderstood = turn.state.misunderstood
    _consider(turn, own_answer)
    if turn.state.misunderstood == misunderstood:
        turn.state.misunderstood = 0
    turn.state.choices = turn.offered


def _consider(turn: Turn, own_answer: Callable[[Turn], None]) -> None:
    if danger.is_present(turn):
        danger.warn(turn)
    elif _wants_person(turn):
        person.offer(turn)
    elif turn.state.declaration is not None:
        _go_on(turn)
    elif turn.choice is not None:
        pick(turn, turn.choice)
    elif turn.state.ticket_to_complete is not None and _completes(turn):
        ticket_status.add(turn)
    else:
        picked = typed_choice(turn)
        language = read_foreign_language(turn.text)
        if picked is not None:
            hear_beside(turn, picked)
            pick(turn, picked)
        elif language is not None:
            person.say_in_another_language(turn, language)
        elif ticket_status.is_named(turn):
            ticket_status.tell(turn)
        elif not small_talk.obey(turn):
            own_answer(turn)


def _go_on(turn: Turn) -> None:
    """The declaration goes on; opened again by the door, its pending question is put again."""
    if turn.understanding.intent == "open_conversation":
        asking.repeat(turn)
    else:
        walk.go_on(turn)


def _wants_person(turn: Turn) -> bool:
    if turn.choice is not None:
        return turn.choice == PERSON_CHOICE.value
    if read_command(turn.text) is Command.SPEAK_TO_PERSON:
        return True
    return turn.understanding.topic == "contact_human/speak_to_person" and turn.understanding.is_sure_of(
        "contact_human", SURE_OF_A_PERSON
    )


def _completes(turn: Turn) -> bool:
    """Whether the text belongs to the ticket that waits for a word, rather than being a new request."""
    nothing_said = turn.understanding.intent in ("silence", "open_conversation")
    if nothing_said or read_command(turn.text) is not None or aside.is_question(turn):
        turn.state.ticket_to_complete = None
        return False
    return True
