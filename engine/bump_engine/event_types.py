"""The class of an event by its name.

Rasa walks through all classes of events for each event that it reads, and asks each whether it is abstract: a tenth of
the engine's part of a turn, measured.
"""

from __future__ import annotations

from typing import Dict, Optional, Type

from rasa.shared.core.events import Event

_walk = Event.resolve_by_type
_KNOWN: Dict[str, Type[Event]] = {}


def resolve_by_type(type_name: str, default: Optional[Type[Event]] = None) -> Optional[Type[Event]]:
    """As Rasa's, which is asked for what is not known yet."""
    if type_name not in _KNOWN:
        found = _walk(type_name, default)
        if found is None or found is default:
            return found
        _KNOWN[type_name] = found
    return _KNOWN[type_name]


def install() -> None:
    """Put this in the place of Rasa's."""
    Event.resolve_by_type = staticmethod(resolve_by_type)  # type: ignore[method-assign,assignment]
