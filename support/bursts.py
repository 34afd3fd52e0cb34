"""Which of the waiting messages are answered together."""

from collections.abc import Sequence
from itertools import takewhile

from support.conversations import LoggedMessage

LONGEST_BURST = 2000


def burst(waiting: Sequence[LoggedMessage], sent_up_to: int | None) -> tuple[LoggedMessage, ...]:
    """Typed messages in a row, while they fit in `LONGEST_BURST` characters; a choice or a photo by itself.

    When a turn up to the position `sent_up_to` may have reached the engine, the messages of that turn: what came
    since is not added to what may have been answered.
    """
    if sent_up_to is not None:
        return tuple(one for one in waiting if one.position <= sent_up_to)
    if not waiting or not _is_typed(waiting[0]):
        return tuple(waiting[:1])
    length = 0

    def fits(message: LoggedMessage) -> bool:
        nonlocal length
        length += len(message.text) + 1
        return _is_typed(message) and length <= LONGEST_BURST

    return tuple(takewhile(fits, waiting))


def is_photo(message: LoggedMessage) -> bool:
    """Whether a message is a photo."""
    return any(block.get("type") == "photo" for block in message.blocks)


def _is_typed(message: LoggedMessage) -> bool:
    return message.choice is None and not is_photo(message)
