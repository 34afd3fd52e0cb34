"""What every field of a declaration answers for: when it is needed, how it is asked, read and shown."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from actions.turn import Turn
from support.cards import Card
from support.reading.choices import Choice

Values = Mapping[str, Any]
JsonValue = Any


@dataclass(frozen=True, slots=True)
class Question:
    """A named response, its variables, its choices and their cards. The stricter twin is `<response>_strict`."""

    response: str
    choices: Sequence[Choice] = ()
    variables: Mapping[str, Any] = field(default_factory=dict)
    cards: Sequence[Card] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A usable answer, as JSON."""

    value: JsonValue


@dataclass(frozen=True, slots=True)
class Unclear:
    """An answer that was recognised but cannot be used yet: `question` says why and asks on.

    `narrows` when the answer was right as far as it goes (a town with several stations): it is no miss.
    """

    question: Question
    narrows: bool = False


Reading = Answer | Unclear | None


class Field(ABC):
    """One thing that a declaration needs to know.

    `name` keys the answer and names the response `utter_ask_<name>`; `label` is shown in the summary.
    `read_in_passing`: whether a sentence that answered another question may answer this one too.
    `is_asked`: False for what is only kept when told; such a field is needed only when it was.
    """

    name: str
    label: str
    free_text: bool = False
    read_in_passing: bool = True
    is_asked: bool = True

    def is_needed(self, values: Values, turn: Turn) -> bool:
        """Whether this field makes sense given the other answers."""
        return True

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        """What is known without asking: the app's context, the charging data, what was already said."""
        for sentence in reversed(turn.state.heard):
            reading = self.read(sentence, values, turn, asked=False)
            if isinstance(reading, Answer):
                return reading
        return None

    def question(self, values: Values, turn: Turn) -> Question:
        """How to ask."""
        return Question(f"utter_ask_{self.name}")

    @abstractmethod
    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        """Read an answer. `asked` is False when the sentence was not an answer to this question."""

    @abstractmethod
    def show(self, value: JsonValue, turn: Turn) -> str | None:
        """The answer in the summary; None leaves it out."""

    def card(self, value: JsonValue, turn: Turn) -> Card | None:
        """The answer as a card, when it is a thing that has one."""
        return None


class ChoiceField(Field):
    """A field answered by one of a few choices; subclasses give `options`."""

    @abstractmethod
    def options(self, values: Values, turn: Turn) -> Sequence[Choice]:
        """The choices, in order."""

    def question(self, values: Values, turn: Turn) -> Question:
        return Question(f"utter_ask_{self.name}", self.options(values, turn))

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        labels = {choice.value: choice.label for choice in self.options({}, turn)}
        return labels.get(str(value), str(value))
