"""The rates of a Chat API that is measured: nobody is told to wait."""

from typing import Final

_NEVER = 1_000_000
UNLIMITED: Final[dict[str, object]] = dict.fromkeys(
    (
        "messages_per_minute",
        "openings_per_minute",
        "requests_per_minute",
        "address_requests_per_minute",
    ),
    _NEVER,
)
