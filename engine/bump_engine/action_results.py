"""Checking what an action answered, at a cost that fits a turn.

Rasa validates each answer with a JSON schema, and validates the schema itself each time: 60 ms of a turn, measured.
What matters is the shape that is read afterwards.
"""

from __future__ import annotations

from typing import Any

from rasa.core.actions.action import RemoteAction
from rasa.shared.exceptions import RasaException


class MalformedActionResult(RasaException):
    """The action server answered something else than `{events: [{event}], responses: [{}]}`."""


def check_action_result(_action: RemoteAction, result: Any) -> bool:
    """True for a well-formed answer; raises `MalformedActionResult` for any other."""
    if not isinstance(result, dict):
        raise MalformedActionResult("the answer of the action is no JSON object")
    events, responses = result.get("events", []), result.get("responses", [])
    well_formed = (
        isinstance(events, list)
        and isinstance(responses, list)
        and all(isinstance(event, dict) and isinstance(event.get("event"), str) for event in events)
        and all(isinstance(response, dict) for response in responses)
    )
    if not well_formed:
        raise MalformedActionResult("the events or the responses of the action are malformed")
    return True


def install() -> None:
    """Put this check in the place of Rasa's."""
    RemoteAction._validate_action_result = check_action_result  # type: ignore[method-assign]
