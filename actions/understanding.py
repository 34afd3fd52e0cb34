"""What the model made of a sentence, and what is best done with it.

The outcome is the one that costs the driver least on average, by the model's confidence, which is calibrated (see
`docs/understanding.md`): an answer to another question, a choice to make, a sentence to write again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

# What an outcome costs a driver, from 0 (answered rightly at once) to 1 (the answer to another question).
WRONG_ANSWER = 1.0
# Another article of the right family: near, and yet not what was asked.
NEIGHBOURING_ANSWER = 0.6
RIGHT_CHOICE_OFFERED = 0.3
NO_RIGHT_CHOICE = 0.8
ASKED_TO_REPHRASE = 0.6
SURE = 0.5
# Enough where the person was asked among a few things, and sees in a summary what was understood.
LIKELY = 0.3
LONGEST_CHOICE = 3


class Outcome(Enum):
    ANSWER = auto()
    CHOOSE = auto()
    LOST = auto()


@dataclass(frozen=True, slots=True)
class Ranked:
    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Understanding:
    """`families` and `topics` (`family/topic`), best first; `places` as spaCy recognised them.

    `problems` are the topics of a sentence that tells several things, in its order.
    """

    intent: str
    confidence: float
    families: Sequence[Ranked] = ()
    topics: Sequence[Ranked] = ()
    places: Sequence[str] = ()
    problems: Sequence[Ranked] = ()

    @property
    def topic(self) -> str:
        """The best topic of the best family."""
        return self.best_topic_of(self.intent)

    def best_topic_of(self, family: str) -> str:
        """The likeliest topic of a family; the family itself when it has none among the best."""
        return next((topic.name for topic in self.topics if topic.name.split("/")[0] == family), family)

    @property
    def outcome(self) -> Outcome:
        """Whether to answer, to let the person choose, or to admit that nothing was understood."""
        costs = {
            Outcome.ANSWER: (1 - self.confidence) * WRONG_ANSWER,
            Outcome.CHOOSE: _cost_of_choice(self._leading),
            Outcome.LOST: ASKED_TO_REPHRASE,
        }
        return min(costs, key=costs.__getitem__)

    @property
    def is_torn(self) -> bool:
        """Whether the family is known, and yet a choice among topics costs less than answering its best one."""
        if self.outcome is not Outcome.ANSWER or not self.topics:
            return False
        topic = next((one.confidence for one in self.topics if one.name == self.topic), self.confidence)
        neighbouring = max(self.confidence - topic, 0.0)
        answering = (1 - self.confidence) * WRONG_ANSWER + neighbouring * NEIGHBOURING_ANSWER
        return _cost_of_choice(self.topics[:LONGEST_CHOICE]) < answering

    @property
    def offered(self) -> Sequence[Ranked]:
        """The topics that may be offered, at most three: while the family is open, one of each."""
        return self.topics[:LONGEST_CHOICE] if self.is_torn else self._leading

    @property
    def _leading(self) -> Sequence[Ranked]:
        """The best topic of each of the first families, with the confidence of its family."""
        families = self.families[:LONGEST_CHOICE] or (Ranked(self.intent, self.confidence),)
        return [Ranked(self.best_topic_of(family.name), family.confidence) for family in families]

    def confidence_in(self, family: str) -> float:
        """The confidence of a family, whatever its rank."""
        if self.intent == family:
            return self.confidence
        return next((ranked.confidence for ranked in self.families if ranked.name == family), 0.0)

    def is_sure_of(self, family: str, confidence: float = SURE) -> bool:
        """Whether this family leads with at least this confidence."""
        return self.intent == family and self.confidence >= confidence


def read_understanding(message: Mapping[str, Any]) -> Understanding:
    """From Rasa's `latest_message`."""
    data = message.get("parse_data") or message
    intent = message.get("intent") or {}
    return Understanding(
        intent=intent.get("name") or "",
        confidence=float(intent.get("confidence") or 0.0),
        families=_ranked(message.get("intent_ranking") or data.get("intent_ranking")),
        topics=_ranked(message.get("topics") or data.get("topics")),
        places=[
            str(entity["value"]) for entity in message.get("entities") or [] if entity.get("entity") == "LOC"
        ],
        problems=_ranked(message.get("problems") or data.get("problems")),
    )


def _ranked(ranking: Sequence[Mapping[str, Any]] | None) -> list[Ranked]:
    return [Ranked(str(item["name"]), float(item["confidence"])) for item in ranking or []]


def _cost_of_choice(offered: Sequence[Ranked]) -> float:
    held = sum(one.confidence for one in offered)
    return held * RIGHT_CHOICE_OFFERED + (1 - held) * NO_RIGHT_CHOICE
