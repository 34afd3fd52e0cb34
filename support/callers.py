"""Who is talking, as the trusted door says; never read from what a person types."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

CONTEXT_KEYS = frozenset({"platform", "app_version", "screen", "session_id", "locale"})


@dataclass(frozen=True, slots=True)
class Caller:
    """`driver_id` is None for an unknown visitor. `context` holds `CONTEXT_KEYS` alone, all strings."""

    conversation_id: str
    driver_id: str | None = None
    context: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_known(self) -> bool:
        """Whether the door vouches for a driver."""
        return self.driver_id is not None

    def as_metadata(self) -> dict[str, Any]:
        """The JSON that the door attaches to each turn."""
        return {
            "conversation_id": self.conversation_id,
            "driver_id": self.driver_id,
            "context": dict(self.context),
        }


def caller_from_metadata(metadata: Mapping[str, Any] | None, conversation_id: str) -> Caller:
    """Read the door's metadata; anything absent or malformed makes an unknown visitor without context."""
    given = (metadata or {}).get("caller")
    if not isinstance(given, Mapping) or given.get("conversation_id") != conversation_id:
        return Caller(conversation_id)
    driver_id = given.get("driver_id")
    context = given.get("context")
    return Caller(
        conversation_id,
        driver_id if isinstance(driver_id, str) and driver_id else None,
        {
            key: value
            for key, value in (context.items() if isinstance(context, Mapping) else ())
            if key in CONTEXT_KEYS and isinstance(value, str) and value
        },
    )
