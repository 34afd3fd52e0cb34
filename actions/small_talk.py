"""What is neither an article nor a declaration: greetings, thanks, contact questions, anger, other subjects."""

from collections.abc import Callable

from actions import faq, person, ticket_status
from actions.menu import menu_choices, offer_menu
from actions.turn import Turn
from actions.understanding import Outcome
from support.escalation import FAILURES_BEFORE_A_PERSON
from support.reading.commands import Command, read_command

ANGER_BEFORE_A_PERSON = 2


def chat(turn: Turn) -> None:
    """Greetings and thanks."""
    if turn.understanding.outcome is not Outcome.ANSWER:
        faq.clarify(turn)
    else:
        _CHAT.get(turn.understanding.topic, faq.admit_lost)(turn)


def obey(turn: Turn) -> bool:
    """Answer a command given while nothing is under way; False when the words are no command."""
    command = read_command(turn.text)
    if command in (Command.CANCEL, Command.GO_BACK, Command.SEND, Command.MODIFY):
        nothing_under_way(turn)
    elif command is Command.RESTART_MENU:
        offer_menu(turn)
    else:
        return False
    return True


def nothing_under_way(turn: Turn) -> None:
    """A command has nothing to act on."""
    turn.say("utter_nothing_under_way", choices=menu_choices())


def contact(turn: Turn) -> None:
    """Questions about the support itself."""
    if turn.understanding.outcome is not Outcome.ANSWER:
        faq.clarify(turn)
        return
    CONTACT.get(turn.understanding.topic, person.offer)(turn)


def anger(turn: Turn) -> None:
    """Angry once: heard, and asked what happens. Twice: a person, without any article."""
    if turn.understanding.outcome is Outcome.LOST:
        faq.admit_lost(turn)
        return
    turn.state.anger += 1
    turn.state.hear(turn.text)
    if turn.state.anger >= ANGER_BEFORE_A_PERSON:
        person.offer(turn, "utter_sorry_offer_person")
        return
    turn.say("utter_complaint_anger/complaint")
    turn.say("utter_menu_of_problems", choices=menu_choices())


def out_of_scope(turn: Turn) -> None:
    """Not ours: said so; a third time, a person."""
    if turn.understanding.outcome is not Outcome.ANSWER:
        faq.clarify(turn)
        return
    turn.state.misunderstood += 1
    if turn.state.misunderstood > FAILURES_BEFORE_A_PERSON:
        person.offer(turn, "utter_lost_offer_person")
        return
    turn.say("utter_out_of_scope/out_of_scope", choices=menu_choices())


def silence(turn: Turn) -> None:
    """Nothing readable was sent."""
    turn.state.misunderstood += 1
    if turn.state.misunderstood >= FAILURES_BEFORE_A_PERSON:
        person.offer(turn, "utter_lost_offer_person")
        return
    offer_menu(turn, "utter_silence")


def _open_declaration(turn: Turn) -> None:
    turn.say("utter_menu_of_problems", choices=menu_choices())


def _affirm(turn: Turn) -> None:
    turn.say("utter_chitchat/affirm", choices=menu_choices())


def _deny(turn: Turn) -> None:
    turn.say("utter_menu_of_problems", choices=menu_choices())


CONTACT: dict[str, Callable[[Turn], None]] = {
    "contact_human/speak_to_person": person.offer,
    "contact_human/phone_number": person.say_phone,
    "contact_human/email_address": person.say_email,
    "contact_human/opening_hours": person.say_hours,
    "contact_human/ticket_status": ticket_status.tell,
    "contact_human/ticket_follow_up": ticket_status.ask_for_more,
    "contact_human/open_declaration": _open_declaration,
}

_CHAT: dict[str, Callable[[Turn], None]] = {
    "chitchat/greet": lambda turn: offer_menu(turn, "utter_chitchat/greet"),
    "chitchat/goodbye": lambda turn: turn.say("utter_chitchat/goodbye"),
    "chitchat/thanks": lambda turn: turn.say("utter_chitchat/thanks"),
    "chitchat/affirm": _affirm,
    "chitchat/deny": _deny,
    "chitchat/are_you_a_bot": lambda turn: turn.say("utter_chitchat/are_you_a_bot"),
    "chitchat/help_menu": offer_menu,
    "chitchat/small_talk": lambda turn: turn.say("utter_chitchat/small_talk"),
    "chitchat/cancel": nothing_under_way,
    "chitchat/go_back": nothing_under_way,
}
