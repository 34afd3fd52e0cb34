"""The menu of what the assistant can do."""

from actions.declaration.flows import flow_choices
from actions.turn import Turn
from support.reading.choices import Choice

PERSON_CHOICE = Choice("person", "Parler à quelqu'un")


def menu_choices() -> tuple[Choice, ...]:
    """The declarations, and a person."""
    return (*flow_choices(), PERSON_CHOICE)


def offer_menu(turn: Turn, response: str = "utter_chitchat/help_menu") -> None:
    """Show the menu under a response; what was told before is left behind."""
    turn.state.article = None
    turn.state.change_subject()
    turn.say(response, choices=menu_choices())
