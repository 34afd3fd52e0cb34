"""The FAQ answers first: an article, then `C'est réglé` or the declaration."""

from collections.abc import Sequence

from actions import person, two_problems
from actions.articles import Article
from actions.declaration import walk
from actions.declaration.submission import SETTLED
from actions.menu import PERSON_CHOICE, menu_choices
from actions.turn import Turn
from actions.understanding import Outcome
from support.escalation import FAILURES_BEFORE_A_PERSON
from support.reading.choices import Choice

STILL_BLOCKED = Choice("settled:no", "Toujours bloqué")
TOPIC_CHOICE = "topic:"
SOMETHING_ELSE = Choice("menu", "Autre chose")

CONTACT_TITLES = {
    "contact_human/speak_to_person": "Parler à quelqu'un",
    "contact_human/phone_number": "Le numéro de téléphone",
    "contact_human/email_address": "Écrire un courriel",
    "contact_human/opening_hours": "Les horaires du téléphone",
    "contact_human/ticket_status": "Où en est ma déclaration",
    "contact_human/ticket_follow_up": "Compléter une déclaration envoyée",
    "contact_human/open_declaration": "Faire une déclaration",
}


def answer(turn: Turn) -> None:
    """Answer what was understood with its article, or ask which topic is meant."""
    both = two_problems.told(turn)
    if both is not None:
        answer_both(turn, *both)
        return
    article = turn.catalogue.get(turn.understanding.topic)
    if article is None or _is_a_choice_better(turn, article):
        clarify(turn)
    else:
        show_article(turn, article.topic)


def _is_a_choice_better(turn: Turn, article: Article) -> bool:
    """The problems of a family open the same declaration, so that among them the next best article serves as well."""
    is_torn = turn.understanding.is_torn and not article.is_problem
    return is_torn or turn.understanding.outcome is not Outcome.ANSWER


def answer_both(turn: Turn, first: Article, second: Article) -> None:
    """Name two problems, answer the first, and keep the second within reach."""
    turn.say("utter_two_problems", first=first.title, second=second.title)
    show_article(turn, first.topic, beside=(Choice(f"{TOPIC_CHOICE}{second.topic}", second.title),))


def show_article(turn: Turn, topic: str, beside: Sequence[Choice] = ()) -> None:
    """Say an article and ask whether it settled the matter; asked a second time, open the declaration.

    `beside` are choices offered next to the answer to that question.
    """
    article = turn.catalogue[topic]
    previous = turn.catalogue.get(turn.state.article or "")
    if previous is not None and previous.flow != article.flow:
        turn.state.change_subject()
    elif previous is not None and previous.family != article.family:
        turn.state.account = []
    if turn.choice is None:
        turn.state.tell(turn.text)
    if previous is article:
        _again(turn, article, beside)
        return
    turn.state.article = topic
    turn.state.misunderstood = 0
    turn.say(article.response, links=turn.links_to(article))
    turn.say("utter_is_it_settled", choices=(SETTLED, STILL_BLOCKED, *beside))


def _again(turn: Turn, article: Article, beside: Sequence[Choice]) -> None:
    """The same article is not said twice: a problem is declared, a question has had all that we know."""
    if article.is_problem and not beside:
        not_settled(turn)
    else:
        turn.say("utter_nothing_more_on_this", choices=(SETTLED, STILL_BLOCKED, *beside))


def settled(turn: Turn) -> None:
    """The driver says that it is settled."""
    turn.state.forget_problem()
    turn.state.anger = 0
    turn.say("utter_glad_it_is_settled")
    turn.ask_for_rating()


def not_settled(turn: Turn) -> None:
    """The article did not help: walk through the declaration that it names."""
    article = turn.catalogue.get(turn.state.article or "")
    if article is None:
        turn.say("utter_menu_of_problems", choices=menu_choices())
        return
    walk.begin(turn, article.flow, problem=article.subcategory)


def clarify(turn: Turn) -> None:
    """Offer up to three readable topics; with none likely, admit it, then offer a person."""
    candidates = _candidates(turn)
    if turn.understanding.outcome is Outcome.LOST or not candidates:
        admit_lost(turn)
        return
    turn.state.tell(turn.text)
    turn.say("utter_which_topic", choices=(*candidates, SOMETHING_ELSE))


def admit_lost(turn: Turn) -> None:
    """Not understood: asked once to rephrase, then a person."""
    turn.state.misunderstood += 1
    if turn.state.misunderstood >= FAILURES_BEFORE_A_PERSON:
        person.offer(turn, "utter_lost_offer_person")
        return
    turn.state.hear(turn.text)
    turn.say("utter_lost", choices=menu_choices())


def pick_topic(turn: Turn, topic: str) -> None:
    """The topic chosen among those offered."""
    if topic in turn.catalogue:
        show_article(turn, topic)
    else:
        turn.say("utter_choice_expired", choices=menu_choices())


def _candidates(turn: Turn) -> list[Choice]:
    """The topics to offer, where people can read their names."""
    offered = (_as_choice(topic.name, turn) for topic in turn.understanding.offered)
    return [choice for choice in offered if choice is not None]


def _as_choice(topic: str, turn: Turn) -> Choice | None:
    article = turn.catalogue.get(topic)
    title = article.title if article else CONTACT_TITLES.get(topic)
    if title is None:
        return None
    is_person = topic.endswith("speak_to_person")
    return Choice(PERSON_CHOICE.value if is_person else f"{TOPIC_CHOICE}{topic}", title)
