"""Questions asked in the middle of something else: answered, without leaving it."""

from collections.abc import Callable

from actions import person, ticket_status
from actions.turn import Turn
from actions.understanding import Outcome
from support.reading.languages import read_foreign_language

SURE_OF_A_QUESTION = 0.5
_QUESTION_WORDS = (
    "combien",
    "comment",
    "pourquoi",
    "quand",
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
    lowered = turn.text.lower()
    asks = "?" in lowered or lowered.startswith(_QUESTION_WORDS)
    return asks and turn.understanding.confidence >= SURE_OF_A_QUESTION and _has_answer(turn)


def answer(turn: Turn) -> bool:
    """Answer a digression that was understood; False when there is nothing to answer, as in a bare number."""
    if not any(character.isalpha() for character in turn.text):
        return False
    language = read_foreign_language(turn.text)
    if language is not None:
        person.say_in_another_language(turn, language)
        return True
    topic = turn.understanding.topic
    likely = topic in _ASIDES and turn.understanding.confidence >= SURE_OF_A_QUESTION
    if not _has_answer(turn) or not (likely or turn.understanding.outcome is Outcome.ANSWER):
        return False
    if topic in _ASIDES:
        _ASIDES[topic](turn)
    else:
        article = turn.catalogue[topic]
        turn.say(article.response, links=turn.links_to(article))
    return True


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
