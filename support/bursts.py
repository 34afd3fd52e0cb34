"""What is answered together: messages typed in a row are one question."""

from collections.abc import Sequence
from itertools import takewhile

from support.conversations import LoggedMessage

LONGEST_BURST = 2000


def is_photo(message: LoggedMessage) -> bool:
    """Whether a message is a photo."""
    return any(block.get("type") == "photo" for block in message.blocks)


def burst(waiting: Sequence[LoggedMessage]) -> tuple[LoggedMessage, ...]:
    """The messages to answer together: typed ones in a row, while they fit; a choice or a photo by itself."""
    if not waiting or not _is_typed(waiting[0]):
        return tuple(waiting[:1])
    length = 0

    def fits(message: LoggedMessage) -> bool:
        nonlocal length
        length += len(message.text) + 1
        return _is_typed(message) and length <= LONGEST_BURST

    return tuple(takewhile(fits, waiting))


def _is_typed(message: LoggedMessage) -> bool:
    return message.choice is None and not is_photo(message)
