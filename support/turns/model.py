"""A turn: what somebody said, the right to answer it, and what was answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from support.bursts import is_photo
from support.callers import Caller
from support.conversations import LoggedMessage

LONGEST_MESSAGE = 1000
OPENING = 0

type Bubble = tuple[str, list[dict[str, Any]]]
type Apology = Callable[[Sequence[LoggedMessage]], Bubble]


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that is already in the store under `id`; sizes in pixels."""

    id: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class NewMessage:
    """What a person sends: words, the value of a choice, or a photo. `client_id` makes a resend harmless."""

    client_id: str
    text: str = ""
    choice: str | None = None
    photo: Photo | None = None
    photo_block: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Turn:
    """The right to answer `said` (nothing said: to open the conversation), held by `lease` until it expires.

    `failures` counts the attempts that failed in a row before this one; with `sent_before` one of them may have
    reached the engine.
    """

    caller: Caller
    lease: str
    said: tuple[LoggedMessage, ...]
    failures: int
    sent_before: bool = False

    @property
    def id(self) -> str:
        """The same at each attempt, and another for each turn of whatever conversation."""
        return f"{self.caller.conversation_id}/{self.up_to}"

    @property
    def is_opening(self) -> bool:
        """Whether the assistant has not greeted yet."""
        return not self.said

    @property
    def up_to(self) -> int:
        """The position of the last message that this turn answers; `OPENING` for the greeting."""
        return self.said[-1].position if self.said else OPENING

    @property
    def text(self) -> str:
        """What was said, a line for each message, without exact repetitions."""
        return "\n".join(dict.fromkeys(one.text for one in self.said))

    @property
    def choice(self) -> str | None:
        """The value of the choice that was picked; a choice is answered by itself."""
        return self.said[0].choice if self.said else None

    @property
    def is_photo(self) -> bool:
        """Whether a photo is to be acknowledged, which needs no understanding."""
        return bool(self.said) and is_photo(self.said[0])


@dataclass(frozen=True, slots=True)
class Taken:
    """A message in the log, whether it was there before, and the turn that begins with it if one is free."""

    message: LoggedMessage
    duplicate: bool
    turn: Turn | None


@dataclass(frozen=True, slots=True)
class Begun:
    """The turn of what was waiting, if it was free; `is_held`: somebody has it already, who may have died."""

    turn: Turn | None
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What was logged at the end of a turn, and the next turn when something is waiting."""

    messages: Sequence[LoggedMessage]
    next_turn: Turn | None
