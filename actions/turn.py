"""One turn: what came in, what is known, and what will be said."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.articles import Article, Catalogue
from actions.state import DialogueState
from actions.understanding import LIKELY, Understanding, read_understanding
from support.app_screens import Link, screen_link
from support.callers import Caller, caller_from_metadata
from support.cards import Card, RatingRequest, card_as_block
from support.composition import Support
from support.reading.choices import Choice

logger = logging.getLogger(__name__)

_WORD = re.compile(r"\b[^\W\d_]+\b")


@dataclass(frozen=True, slots=True)
class Reply:
    """A named response with its variables, and the choices, links and cards that go with it."""

    response: str
    choices: Sequence[Choice] = ()
    links: Sequence[Link] = ()
    variables: dict[str, Any] = field(default_factory=dict)
    cards: Sequence[Card] = ()

    @property
    def custom(self) -> dict[str, Any]:
        """The links and cards as JSON, which Rasa passes on unchanged; a kind that is absent is left out."""
        links = [{"label": link.label, "url": link.url} for link in self.links]
        cards = [card_as_block(card) for card in self.cards]
        return {name: beside for name, beside in (("links", links), ("cards", cards)) if beside}


@dataclass
class Turn:
    """`text` is what was typed, `choice` the value of a choice that was offered and picked.

    `recognised` are the cards of what was just understood without being said back: they go with the next question.
    """

    text: str
    choice: str | None
    understanding: Understanding
    caller: Caller
    state: DialogueState
    support: Support
    catalogue: Catalogue
    now: datetime
    replies: list[Reply] = field(default_factory=list)
    recognised: list[Card] = field(default_factory=list)

    @property
    def has_a_word(self) -> bool:
        """Whether a word of letters alone was typed; « 9 » and « E42 » hold none."""
        return _WORD.search(self.text) is not None

    @property
    def likely_family(self) -> str | None:
        """The family that was probably meant; None for a doubtful one, and for a text without a word."""
        likely = self.understanding.confidence >= LIKELY
        return self.understanding.intent if self.has_a_word and likely else None

    def say(
        self,
        response: str,
        *,
        choices: Sequence[Choice] = (),
        links: Sequence[Link] = (),
        cards: Sequence[Card] = (),
        **variables: Any,
    ) -> None:
        """Add a bot message; its choices become those that a typed answer may name."""
        self.replies.append(Reply(response, choices, links, variables, cards))

    def ask_for_rating(self) -> None:
        """Ask with the last message of this turn how the conversation was; once in a conversation."""
        if self.state.rating_asked or not self.replies:
            return
        last = self.replies[-1]
        self.replies[-1] = replace(last, cards=(*last.cards, RatingRequest()))
        self.state.rating_asked = True

    @property
    def offered(self) -> list[Choice]:
        """The choices of this turn's messages."""
        return [choice for reply in self.replies for choice in reply.choices]

    def links_to(self, article: Article) -> tuple[Link, ...]:
        """The link to the screen that an article names, if any."""
        if article.screen is None:
            return ()
        return (screen_link(article.screen, self.support.settings.app_link_base),)

    @property
    def phone_link(self) -> Link:
        """The link that calls the support."""
        settings = self.support.settings
        return Link(f"Appeler le {settings.support_phone}", settings.phone_link)

    @property
    def email_link(self) -> Link:
        """The link that writes to the support; only where there is an address."""
        address = self.support.settings.support_email
        return Link(f"Écrire à {address}", f"mailto:{address}")


def read_turn(tracker: Tracker, support: Support, catalogue: Catalogue) -> Turn:
    """The turn that a tracker has come to. Identity comes from the door's metadata alone."""
    message = tracker.latest_message
    parse_data = message.get("parse_data") or {}
    choice = message.get("choice") or parse_data.get("choice")
    return Turn(
        text=str(message.get("text") or "").strip(),
        choice=choice if isinstance(choice, str) else None,
        understanding=read_understanding(message),
        caller=caller_from_metadata(message.get("metadata"), str(tracker.sender_id)),
        state=_state(tracker),
        support=support,
        catalogue=catalogue,
        now=support.clock(),
    )


def _state(tracker: Tracker) -> DialogueState:
    """The state of the slots; an empty one when another version of the product wrote them."""
    try:
        return DialogueState.from_slots(tracker.slots)
    except (TypeError, ValueError, AttributeError, KeyError):
        logger.warning("the slots of a conversation cannot be read: it starts afresh")
        return DialogueState()


def utter(turn: Turn, dispatcher: CollectingDispatcher) -> None:
    """Hand the replies of a turn to Rasa, which finds their texts."""
    for reply in turn.replies:
        dispatcher.utter_message(
            response=reply.response,
            buttons=[{"title": choice.label, "payload": choice.value} for choice in reply.choices],
            json_message=reply.custom or None,
            **reply.variables,
        )
