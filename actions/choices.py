"""A choice picked outside any declaration, by button or by its words."""

from actions import faq, person, small_talk
from actions.declaration import submission, walk
from actions.declaration.asking import CANCEL, RESUME, SEND_CHOICE
from actions.declaration.flows import FLOW_CHOICE, FLOWS
from actions.declaration.session_fields import own_session
from actions.declaration.submission import SESSION_PROBLEM_CHOICE
from actions.menu import menu_choices, offer_menu
from actions.turn import Turn
from support.reading.answers import read_yes_no
from support.reading.choices import read_choice


def typed_choice(turn: Turn) -> str | None:
    """The choice offered last that the typed words mean, if any."""
    picked = read_choice(turn.text, turn.state.choices)
    if picked is not None:
        return picked
    if turn.state.article is None:
        return None
    return _settled(turn)


def _settled(turn: Turn) -> str | None:
    """« Oui », « ça marche », « non toujours pas » after an article."""
    said = read_yes_no(turn.text)
    topic = turn.understanding.topic
    sure = turn.understanding.is_sure_of("chitchat")
    if said is True or (sure and topic == "chitchat/affirm"):
        return faq.SETTLED.value
    if said is False or (sure and topic == "chitchat/deny"):
        return faq.STILL_BLOCKED.value
    return None


def pick(turn: Turn, choice: str) -> None:
    """Act on a choice. Its value was offered by us or is worth nothing: whose data it names is checked again."""
    kind, _, rest = choice.partition(":")
    if choice == faq.SETTLED.value:
        faq.settled(turn)
    elif choice == faq.STILL_BLOCKED.value:
        faq.not_settled(turn)
    elif choice.startswith(FLOW_CHOICE) and rest in FLOWS:
        walk.begin(turn, rest)
    elif choice.startswith(faq.TOPIC_CHOICE):
        _pick_topic(turn, rest)
    elif choice.startswith(SEND_CHOICE):
        submission.already_sent(turn, rest)
    elif choice.startswith(SESSION_PROBLEM_CHOICE) and own_session(rest, turn):
        walk.begin(turn, "past_session", session=rest)
    elif kind == person.DECLARE.value:
        turn.say("utter_menu_of_problems", choices=menu_choices())
    elif kind == "person":
        person.offer(turn)
    elif kind == "menu":
        offer_menu(turn)
    elif kind in (CANCEL, RESUME):
        turn.state.ticket_to_complete = None
        turn.say("utter_nothing_under_way", choices=menu_choices())
    else:
        turn.say("utter_choice_expired", choices=menu_choices())


def _pick_topic(turn: Turn, topic: str) -> None:
    if topic in small_talk.CONTACT:
        small_talk.CONTACT[topic](turn)
    else:
        faq.pick_topic(turn, topic)


