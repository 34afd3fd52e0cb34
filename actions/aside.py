"""Questions asked in the middle of something else: answered, without leaving it."""

from collections.abc import Callable

from actions import person, ticket_status
from actions.turn import Turn
from actions.understanding import Outcome
from support.reading.languages import read_foreign_language

SURE_OF_A_QUESTION = 0.5
# Asked something, people mostly answer it: what has not the form of a question must be one for sure.
SURE_OF_A_QUESTION_UNASKED = 0.8
_QUESTION_WORDS = (
    "combien",
    "comment",
    "pourquoi",
    # « Quand il y avait du monde » tells a time.
    "quand est",
    "quand sera",
    "quand vais",
    "quand puis",
    "quand peut",
    "ou est",
    "où est",
    "est-ce",
    "est ce",
    "c'est quoi",
    "quel",
    "peut-on",
    "puis-je",
)


def is_question(turn: Turn) -> bool:
    """Whether a free text is a question to the FAQ rather than the account that was asked for."""
    return _asks(turn) and turn.understanding.confidence >= SURE_OF_A_QUESTION and _has_answer(turn)


def _asks(turn: Turn) -> bool:
    lowered = turn.text.lower()
    return "?" in lowered or lowered.startswith(_QUESTION_WORDS)


def answer(turn: Turn) -> bool:
    """Answer a digression that was understood; False when there is nothing to answer, as in a number or an id."""
    if not turn.has_a_word:
        return False
    language = read_foreign_language(turn.text)
    if language is not None:
        person.say_in_another_language(turn, language)
        return True
    topic = turn.understanding.topic
    if topic in _ASIDES and turn.understanding.confidence >= SURE_OF_A_QUESTION:
        _ASIDES[topic](turn)
    elif topic in turn.catalogue and _asks_for_an_article(turn):
        article = turn.catalogue[topic]
        turn.say(article.response, links=turn.links_to(article))
    else:
        return False
    return True


def _asks_for_an_article(turn: Turn) -> bool:
    likely = _asks(turn) and turn.understanding.outcome is Outcome.ANSWER
    return likely or turn.understanding.confidence >= SURE_OF_A_QUESTION_UNASKED


def _has_answer(turn: Turn) -> bool:
    topic = turn.understanding.topic
    return topic in turn.catalogue or topic in _ASIDES


_ASIDES: dict[str, Callable[[Turn], None]] = {
    "contact_human/phone_number": person.say_phone,
    "contact_human/email_address": person.say_email,
    "contact_human/opening_hours": person.say_hours,
    "contact_human/ticket_status": ticket_status.tell,
    "chitchat/are_you_a_bot": lambda turn: turn.say("utter_chitchat/are_you_a_bot"),
    "chitchat/thanks": lambda turn: turn.say("utter_chitchat/thanks"),
    "complaint_anger/complaint": lambda turn: turn.say("utter_complaint_anger/complaint"),
    "complaint_anger/insult": lambda turn: turn.say("utter_complaint_anger/complaint"),
}
