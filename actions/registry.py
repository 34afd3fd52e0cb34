"""The actions by name, as `domain.yml` lists them."""

from collections.abc import Callable

from rasa_sdk.executor import ActionExecutor

from actions import faq, opening, small_talk
from actions.articles import Catalogue, load_catalogue
from actions.bump_action import BumpAction
from actions.declaration import walk
from actions.declaration.flows import FLOWS
from actions.menu import menu_choices
from actions.turn import Turn
from support.composition import Support


def _pick_expired(turn: Turn) -> None:
    turn.say("utter_choice_expired", choices=menu_choices())


OWN_ANSWERS: dict[str, Callable[[Turn], None]] = {
    "action_open_conversation": opening.welcome,
    "action_answer_article": faq.answer,
    "action_pick_choice": _pick_expired,
    "action_chat": small_talk.chat,
    "action_contact": small_talk.contact,
    "action_hear_anger": small_talk.anger,
    "action_out_of_scope": small_talk.out_of_scope,
    "action_silence": small_talk.silence,
    "action_warn_of_danger": faq.clarify,
    **{flow.loop: walk.go_on for flow in FLOWS.values()},
}


def build_executor(support: Support, catalogue: Catalogue | None = None) -> ActionExecutor:
    """An executor of the SDK with every action registered."""
    articles = load_catalogue() if catalogue is None else catalogue
    executor = ActionExecutor()
    for name, own_answer in OWN_ANSWERS.items():
        executor.register_action(BumpAction(name, own_answer, support, articles))
    return executor
