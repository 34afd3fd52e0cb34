"""What the assistant remembers between two turns, kept in the slots of the domain."""

from copy import deepcopy
from dataclasses import asdict, dataclass, field, fields
from typing import Any, Self
from uuid import uuid4

from rasa_sdk.events import EventType, SlotSet

from support.reading.choices import Choice

LONGEST_MEMORY = 3


@dataclass
class Declaration:
    """A declaration under way.

    `values` holds JSON answers by field name; `answered` the names in the order in which the driver gave them;
    `asked` the field (or stage) whose answer is awaited; `misses` the unusable answers to it in a row.
    """

    flow: str
    key: str = field(default_factory=lambda: uuid4().hex)
    values: dict[str, Any] = field(default_factory=dict)
    answered: list[str] = field(default_factory=list)
    asked: str | None = None
    misses: int = 0


@dataclass
class DialogueState:
    """The slots, typed.

    `heard` are the last sentences, the oldest first, from which a date or a station may be read; `account` those among
    them that were understood as telling the present problem. `rating_asked`: a conversation is asked for once.
    """

    declaration: Declaration | None = None
    article: str | None = None
    heard: list[str] = field(default_factory=list)
    account: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    misunderstood: int = 0
    anger: int = 0
    ticket_to_complete: str | None = None
    rating_asked: bool = False

    @classmethod
    def from_slots(cls, slots: dict[str, Any]) -> Self:
        """Read the slots; an absent one has its initial value."""
        declaration = slots.get("declaration")
        return cls(
            declaration=Declaration(**deepcopy(declaration)) if declaration else None,
            article=slots.get("article"),
            heard=list(slots.get("heard") or []),
            account=list(slots.get("account") or []),
            choices=[Choice(**choice) for choice in slots.get("choices") or []],
            misunderstood=int(slots.get("misunderstood") or 0),
            anger=int(slots.get("anger") or 0),
            ticket_to_complete=slots.get("ticket_to_complete"),
            rating_asked=bool(slots.get("rating_asked")),
        )

    def as_slots(self) -> dict[str, Any]:
        """The JSON values of the slots."""
        slots = asdict(self)
        return {name: slots[name] for name in SLOT_NAMES}

    def changes_from(self, slots: dict[str, Any]) -> list[EventType]:
        """The `SlotSet` events that bring the slots to this state."""
        return [SlotSet(name, value) for name, value in self.as_slots().items() if slots.get(name) != value]

    def hear(self, sentence: str) -> None:
        """Remember a sentence that tells a problem, so that nothing in it is asked again."""
        if sentence and sentence not in self.heard:
            self.heard = [*self.heard, sentence][-LONGEST_MEMORY:]

    def tell(self, sentence: str) -> None:
        """Remember a sentence that was understood as the account of a problem: it may describe it."""
        self.hear(sentence)
        if sentence and sentence not in self.account:
            self.account = [*self.account, sentence][-LONGEST_MEMORY:]

    def change_subject(self) -> None:
        """What was said of another matter says nothing of this one."""
        self.heard = []
        self.account = []

    def forget_problem(self) -> None:
        """The matter is closed: the next one starts afresh."""
        self.article = None
        self.change_subject()
        self.declaration = None
        self.misunderstood = 0


SLOT_NAMES = tuple(item.name for item in fields(DialogueState))
