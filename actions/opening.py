"""The opening: an automatic assistant, what it can do, how to reach a person."""

from actions.declaration import walk
from actions.declaration.session_fields import own_session
from actions.menu import menu_choices
from actions.state import DialogueState
from actions.turn import Turn


def welcome(turn: Turn) -> None:
    """Greet in two short bubbles; entered from the history, start the declaration of that session."""
    turn.state = DialogueState(rating_asked=turn.state.rating_asked)
    phone = turn.support.settings.support_phone
    driver = turn.support.charging.driver(turn.caller.driver_id) if turn.caller.driver_id else None
    name = f" {driver.name.split()[0]}" if driver else ""
    turn.say("utter_welcome", name=name, phone=phone)
    chosen = own_session(turn.caller.context.get("session_id", ""), turn)
    if chosen is not None:
        walk.begin(turn, "past_session", session=chosen.id)
        return
    turn.say("utter_what_can_be_done", choices=menu_choices())
