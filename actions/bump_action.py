"""The base of every action: identity from the door, a time limit, and a sentence whatever happens."""

import asyncio
import logging
import secrets
import traceback
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import ActiveLoop, EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import danger
from actions.articles import Catalogue
from actions.conversation import respond
from actions.declaration.flows import FLOWS
from actions.turn import Reply, Turn, read_turn, utter
from support.composition import Support
from support.masking import mask

logger = logging.getLogger(__name__)

MARGIN_BEFORE_THE_ENGINE_GIVES_UP_S = 1.0


class BumpAction(Action):
    """Runs one turn. What it promises: never silent, never a half-made state, never « done » when it is not."""

    def __init__(
        self, name: str, own_answer: Callable[[Turn], None], support: Support, catalogue: Catalogue
    ) -> None:
        self._name = name
        self._own_answer = own_answer
        self._support = support
        self._catalogue = catalogue
        self._time_limit_s = max(0.5, support.settings.action_timeout_s - MARGIN_BEFORE_THE_ENGINE_GIVES_UP_S)

    def name(self) -> str:
        return self._name

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Answer the turn; on any failure say so with an incident number and leave the state as it was."""
        turn = read_turn(tracker, self._support, self._catalogue)
        try:
            await asyncio.wait_for(asyncio.to_thread(self._take, turn), self._time_limit_s)
        except Exception as error:
            self._say_incident(turn, error, dispatcher)
            return [FollowupAction("action_listen")]
        utter(turn, dispatcher)
        return [
            *turn.state.changes_from(tracker.slots),
            *_loop_change(tracker, turn),
            FollowupAction("action_listen"),
        ]

    def _take(self, turn: Turn) -> None:
        respond(turn, self._own_answer)

    def _say_incident(self, turn: Turn, error: Exception, dispatcher: CollectingDispatcher) -> None:
        incident = f"INC-{secrets.token_hex(3).upper()}"
        trace = mask("".join(traceback.format_exception(error)))
        logger.error("incident %s in %s\n%s", incident, self._name, trace)
        settings = self._support.settings
        replies = []
        if danger.is_present(turn):
            replies.append(
                Reply(
                    "utter_danger/danger",
                    links=(turn.phone_link,),
                    variables={"phone": settings.support_phone},
                )
            )
        replies.append(
            Reply(
                "utter_incident",
                choices=turn.state.choices,
                links=(turn.phone_link,),
                variables={"incident": incident, "phone": settings.support_phone},
            )
        )
        utter(replace(turn, replies=replies), dispatcher)


def _loop_change(tracker: Tracker, turn: Turn) -> list[EventType]:
    """Keep Rasa's active loop in step with the declaration, so that its turns come to its action."""
    wanted = FLOWS[turn.state.declaration.flow].loop if turn.state.declaration else None
    active = (tracker.active_loop or {}).get("name")
    return [] if wanted == active else [ActiveLoop(wanted)]
