"""The declarations by name: the one list to which a new flow is added."""

from collections.abc import Mapping

from actions.declaration.app_bug import APP_BUG
from actions.declaration.flow import Flow
from actions.declaration.missing_session import MISSING_SESSION
from actions.declaration.other import OTHER
from actions.declaration.past_session import PAST_SESSION
from actions.declaration.session_in_progress import SESSION_IN_PROGRESS
from support.reading.choices import Choice

FLOWS: Mapping[str, Flow] = {
    flow.name: flow for flow in (SESSION_IN_PROGRESS, PAST_SESSION, MISSING_SESSION, APP_BUG, OTHER)
}
FLOW_CHOICE = "flow:"


def flow_choices() -> tuple[Choice, ...]:
    """One choice for each declaration."""
    return tuple(Choice(f"{FLOW_CHOICE}{flow.name}", flow.title) for flow in FLOWS.values())
