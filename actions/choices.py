"""A choice picked outside any declaration, by button or by its words."""

from collections.abc import Callable

from actions import faq, person, small_talk
from actions.declaration import submission, walk
from actions.declaration.asking import CANCEL, RESUME, SEND_CHOICE
from actions.declaration.flows import FLOW_CHOICE, FLOWS
from actions.declaration.session_fields import own_session
from actions.declaration.submission import SESSION_PROBLEM_CHOICE
from actions.menu import PERSON_CHOICE, menu_choices, offer_menu
from actions.turn import Turn
from support.reading.answers import read_yes_no
from support.reading.choices import read_choice
from support.reading.plain import words

SHORTEST_TELLING_WORD = 5
LONGEST_POINTING = 5
WORDS_OF_POLITENESS = 2


def typed_choice(turn: Turn) -> str | None:
    """The choice offered last that the typed words mean, if any."""
    picked = read_choice(turn.text, turn.state.choices)
    if picked is None:
        picked = _topic_by_a_word(turn)
    if picked is not None:
        return picked
    return _answer_to_the_last_question(turn)


def hear_beside(turn: Turn, picked: str) -> None:
    """Keep what a typed sentence says beside the choice that it names."""
    label = next((choice.label for choice in turn.state.choices if choice.value == picked), "")
    if len(words(turn.text)) > len(words(label)) + WORDS_OF_POLITENESS:
        turn.state.hear(turn.text)


def _topic_by_a_word(turn: Turn) -> str | None:
    """« Celle de l'application »: the one topic offered whose title holds a word that was typed."""
    topics = [choice for choice in turn.state.choices if choice.value.startswith(faq.TOPIC_CHOICE)]
    typed = [word for word in words(turn.text) if len(word) >= SHORTEST_TELLING_WORD]
    if not topics or len(words(turn.text)) > LONGEST_POINTING:
        return None
    named = [choice for choice in topics if any(word in words(choice.label) for word in typed)]
    return named[0].value if len(named) == 1 else None


def _answer_to_the_last_question(turn: Turn) -> str | None:
    """« Oui », « ça marche », « non toujours pas » right after an article; « oui » to a written request."""
    offered = {choice.value for choice in turn.state.choices}
    if person.DECLARE.value in offered:
        return person.DECLARE.value if read_yes_no(turn.text) else None
    if submission.SETTLED.value not in offered:
        return None
    said = read_yes_no(turn.text)
    if said is None and turn.understanding.is_sure_of("chitchat"):
        said = _MEANT.get(turn.understanding.topic)
    if said is None:
        return None
    return submission.SETTLED.value if said else faq.STILL_BLOCKED.value


def pick(turn: Turn, choice: str) -> None:
    """Act on a choice. Its value was offered by us or is worth nothing: whose data it names is checked again."""
    turn.state.ticket_to_complete = None
    if choice in _WHOLE:
        _WHOLE[choice](turn)
        return
    for prefix, act in _PREFIXED.items():
        if choice.startswith(prefix):
            act(turn, choice.removeprefix(prefix))
            return
    _expired(turn)


def _begin(turn: Turn, flow_name: str) -> None:
    if flow_name in FLOWS:
        walk.begin(turn, flow_name)
    else:
        _expired(turn)


def _declare_on(turn: Turn, session_id: str) -> None:
    if own_session(session_id, turn):
        walk.begin(turn, "past_session", session=session_id)
    else:
        _expired(turn)


def _expired(turn: Turn) -> None:
    turn.say("utter_choice_expired", choices=menu_choices())


def _pick_topic(turn: Turn, topic: str) -> None:
    if topic in small_talk.CONTACT:
        small_talk.CONTACT[topic](turn)
    else:
        faq.pick_topic(turn, topic)


_MEANT = {"chitchat/affirm": True, "chitchat/deny": False}
_WHOLE: dict[str, Callable[[Turn], None]] = {
    submission.SETTLED.value: faq.settled,
    faq.STILL_BLOCKED.value: faq.not_settled,
    faq.SOMETHING_ELSE.value: offer_menu,
    person.DECLARE.value: lambda turn: turn.say("utter_menu_of_problems", choices=menu_choices()),
    PERSON_CHOICE.value: person.offer,
    CANCEL: small_talk.nothing_under_way,
    RESUME: small_talk.nothing_under_way,
}

_PREFIXED: dict[str, Callable[[Turn, str], None]] = {
    FLOW_CHOICE: _begin,
    faq.TOPIC_CHOICE: _pick_topic,
    SEND_CHOICE: submission.already_sent,
    SESSION_PROBLEM_CHOICE: _declare_on,
}
