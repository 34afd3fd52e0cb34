"""A driver and the dialogue, without Rasa: slots pass through JSON between two turns, as they do in the engine."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

import yaml

from actions.articles import Article, Catalogue
from actions.conversation import respond
from actions.declaration import asking
from actions.registry import OWN_ANSWERS
from actions.state import SLOT_NAMES, Declaration, DialogueState
from actions.turn import Reply, Turn
from actions.understanding import Ranked, Understanding
from support.app_screens import Screen
from support.callers import Caller
from support.cards import Card
from support.charging.demo import DEMO_DRIVERS
from support.composition import Support
from support.reading.choices import Choice
from support.settings import ROOT
from tests.storage.conftest import NOW

NOT_UNDERSTOOD = Understanding("out_of_scope", 0.05, (Ranked("out_of_scope", 0.05),))
CLAIRE_NOW = "ses_de1ff31c4b655a69"
CLAIRE_YESTERDAY = "ses_5526c6bdc4935d08"
CLAIRE_FRIDAY = "ses_0cda5f370a5e5390"
SOPHIE_BERCY = "ses_fe49cd8a83d353fb"
SOPHIE_BATIGNOLLES = "ses_f362eaf5052f5689"

_ARTICLES = (
    # topic, title, flow, subcategory, screen
    ("session_cannot_start/cannot_start", "La charge ne démarre pas", "session_in_progress", "cannot_start", None),
    ("cable_stuck/cable_stuck", "Câble bloqué", "session_in_progress", "cable_stuck", None),
    ("past_session_billing/charged_twice", "Débité deux fois", "past_session", "billing", Screen.CHARGING_HISTORY),
    ("missing_session/missing_session", "Session introuvable", "missing_session", None, None),
    ("app_bug/app_crash", "Application qui plante", "app_bug", None, Screen.APP_BUG_REPORT),
    ("refund/refund_status", "Où en est un remboursement", "past_session", "billing", None),
    ("refund/ask_refund", "Demander un remboursement", "past_session", "billing", None),
    ("other/other_problem", "Un autre problème", "other", None, None),
)  # fmt: skip
CATALOGUE: Catalogue = {
    topic: Article(topic, not topic.startswith("refund/"), title, (), flow, subcategory, screen)
    for topic, title, flow, subcategory, screen in _ARTICLES
}


def rules() -> dict[str, list[str]]:
    """The actions that the rules of the project run, by intent."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "data" / "rules").glob("*.yml")):
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]:
            intents = [step["intent"] for step in rule["steps"] if "intent" in step]
            actions = [step["action"] for step in rule["steps"] if "action" in step]
            for intent in intents:
                found.setdefault(intent, []).extend(actions)
    return found


_RULES = rules()


def understood(
    topic: str,
    confidence: float = 0.9,
    also: Mapping[str, float] | None = None,
    problems: Sequence[str] = (),
) -> Understanding:
    """What the model gives: `topic` (`family/topic`, or a family alone) first, then `also` by topic."""
    ranked = {topic: confidence, **(also or {})}
    summed: dict[str, float] = {}
    for name, sure in ranked.items():
        family = name.split("/")[0]
        summed[family] = summed.get(family, 0.0) + sure
    families = [Ranked(family, sure) for family, sure in summed.items()]
    topics = [Ranked(name, sure) for name, sure in ranked.items() if "/" in name]
    told = [Ranked(name, confidence) for name in problems]
    return Understanding(families[0].name, confidence, families, topics, problems=told)


@dataclass(frozen=True)
class Said:
    """What the assistant said in a turn."""

    replies: Sequence[Reply]

    @property
    def responses(self) -> list[str]:
        return [reply.response for reply in self.replies]

    @property
    def last(self) -> str:
        return self.replies[-1].response

    @property
    def choices(self) -> list[Choice]:
        return [choice for reply in self.replies for choice in reply.choices]

    @property
    def values(self) -> list[str]:
        return [choice.value for choice in self.choices]

    @property
    def labels(self) -> list[str]:
        return [choice.label for choice in self.choices]

    @property
    def urls(self) -> list[str]:
        return [link.url for reply in self.replies for link in reply.links]

    @property
    def cards(self) -> list[Card]:
        return [card for reply in self.replies for card in reply.cards]

    def beside(self, response: str) -> list[Card]:
        """The cards that go with the one reply of that name."""
        (reply,) = [one for one in self.replies if one.response == response]
        return list(reply.cards)

    def told(self, name: str) -> Any:
        """The variable of that name, in the last reply that has it."""
        return next(reply.variables[name] for reply in reversed(self.replies) if name in reply.variables)


@dataclass
class Driver:
    """Talks with the assistant; `state` is what the assistant remembers."""

    support: Support
    caller: Caller
    catalogue: Catalogue = field(default_factory=lambda: CATALOGUE)
    state: DialogueState = field(default_factory=DialogueState)
    now: datetime = NOW

    def opens(self) -> Said:
        return self._turn("", None, understood("open_conversation", 1.0))

    def says(
        self,
        text: str,
        topic: str | None = None,
        confidence: float = 0.9,
        also: Mapping[str, float] | None = None,
        places: Sequence[str] = (),
        problems: Sequence[str] = (),
    ) -> Said:
        """Type a text; `topic` is what the model makes of it, nothing by default."""
        understanding = understood(topic, confidence, also, problems) if topic else NOT_UNDERSTOOD
        return self._turn(text, None, replace(understanding, places=places))

    def says_so(self, understanding: Understanding, text: str) -> Said:
        """Type a text of which the model makes just this."""
        return self._turn(text, None, understanding)

    def picks(self, value: str, label: str = "") -> Said:
        """Send the value of a choice as the door passes it on, whether or not it was offered."""
        return self._turn(label, value, understood("choice", 1.0))

    def presses(self, label: str) -> Said:
        """Press the choice of the last turn whose label holds these words."""
        (choice,) = [one for one in self.state.choices if label.lower() in one.label.lower()]
        return self.picks(choice.value, choice.label)

    def declares(self, flow: str, **answers: Any) -> Said:
        """Begin a declaration some of whose questions are already answered."""
        declaration = Declaration(flow, values=dict(answers), answered=list(answers))
        self.state = DialogueState(declaration=declaration)
        turn = self._read("", None, NOT_UNDERSTOOD)
        asking.ask_next(turn)
        turn.state.choices = turn.offered
        return self._close(turn)

    @property
    def declaration(self) -> Declaration:
        assert self.state.declaration is not None, "no declaration is under way"
        return self.state.declaration

    @property
    def values(self) -> dict[str, Any]:
        return self.declaration.values

    def turn(self, text: str = "", understanding: Understanding = NOT_UNDERSTOOD) -> Turn:
        """A turn that is not run, for what is asked of a single service."""
        return self._read(text, None, understanding)

    def _turn(self, text: str, choice: str | None, understanding: Understanding) -> Said:
        turn = self._read(text, choice, understanding)
        if turn.state.declaration is not None:
            action = f"declare_{turn.state.declaration.flow}"
        else:
            (action,) = _RULES[understanding.intent]
        respond(turn, OWN_ANSWERS[action])
        return self._close(turn)

    def _read(self, text: str, choice: str | None, understanding: Understanding) -> Turn:
        return Turn(
            text=text.strip(),
            choice=choice,
            understanding=understanding,
            caller=self.caller,
            state=self.state,
            support=self.support,
            catalogue=self.catalogue,
            now=self.now,
        )

    def _close(self, turn: Turn) -> Said:
        slots = json.loads(json.dumps(turn.state.as_slots()))
        assert set(slots) == set(SLOT_NAMES)
        self.state = DialogueState.from_slots(slots)
        return Said(turn.replies)


def caller(alias: str | None = None, **context: str) -> Caller:
    """A demo driver, or an unknown visitor."""
    return Caller(f"conv-{alias or 'visitor'}", DEMO_DRIVERS[alias][0] if alias else None, context)
