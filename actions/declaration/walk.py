"""The walk through a declaration: one answer a turn, corrections, digressions, back, cancel, send."""

import re
from collections.abc import Callable

from actions import aside, person, ticket_status
from actions.declaration import asking, submission
from actions.declaration.asking import CONFIRM, EDIT, EDIT_CHOICE, SEND_CHOICE, current
from actions.declaration.corrections import correct
from actions.declaration.field import Answer, Field, Unclear
from actions.declaration.flows import FLOW_CHOICE, FLOWS
from actions.declaration.session_fields import SESSION_CHOICE
from actions.menu import offer_menu
from actions.state import Declaration
from actions.turn import Turn
from support.reading.answers import is_unknown, read_yes_no
from support.reading.choices import read_choice
from support.reading.commands import Command, read_command
from support.reading.corrections import is_correction
from support.reading.plain import plain, spoken, words

WORDS_OF_AN_ADDITION = 4
WORDS_OF_A_CLEAR_ORDER = 2
_BARE_ANSWERS = {
    **dict.fromkeys(
        ("oui", "ouais", "oui merci", "oui svp", "oui je veux bien", "je veux bien"), asking.PERSON
    ),
    **dict.fromkeys(("non", "nan", "non merci"), asking.RESUME),
}
"""What answers the offer of a person; more words may answer the question before it."""
_ADDITION = re.compile(
    r"(?:j'ajoute|ajoute[zr]?|je precise|precise[zr]?|aussi|en plus|et |il y a aussi|notez)"
)


def begin(turn: Turn, flow_name: str, **known: str | None) -> None:
    """Open a declaration with the answers `known` already, and ask the first question."""
    declaration = Declaration(flow=flow_name)
    declaration.values.update({name: value for name, value in known.items() if value is not None})
    turn.state.declaration = declaration
    turn.state.article = None
    turn.state.misunderstood = 0
    turn.say("utter_declaration_begins", title=FLOWS[flow_name].title)
    for field in FLOWS[flow_name].fields:
        if field.name in declaration.values and turn.choice is None:
            asking.recognise(field, declaration.values[field.name], turn)
    asking.ask_next(turn)


def go_on(turn: Turn) -> None:
    """One turn within the declaration under way."""
    picked = turn.choice or _typed_choice(turn)
    if picked is not None and _take_choice(turn, picked):
        return
    if turn.choice is not None and not _answers_now(turn, turn.choice):
        _refuse_old_choice(turn, turn.choice)
        return
    command = read_command(turn.text) if turn.choice is None else None
    if command is not None and _obey(turn, command):
        return
    _flow, declaration = current(turn)
    if declaration.asked == CONFIRM:
        _hear_at_summary(turn)
    elif declaration.asked == EDIT:
        _hear_what_to_modify(turn)
    else:
        _hear_answer(turn)


def _typed_choice(turn: Turn) -> str | None:
    """The choice offered last that is meant in words; sessions have readings of their own (« la dernière »)."""
    if any(choice.value.startswith(SESSION_CHOICE) for choice in turn.state.choices):
        return None
    picked = read_choice(turn.text, turn.state.choices)
    if picked is None and any(choice.value == asking.PERSON for choice in turn.state.choices):
        return _BARE_ANSWERS.get(spoken(turn.text))
    if picked is not None and (picked == asking.CANCEL or picked.startswith(SEND_CHOICE)):
        return picked if len(words(turn.text)) <= WORDS_OF_A_CLEAR_ORDER else None
    return picked


def _answers_now(turn: Turn, choice: str) -> bool:
    """Whether a choice that was pressed belongs to the pending question."""
    flow, declaration = current(turn)
    field = flow.field(declaration.asked or "")
    pending = field.question(declaration.values, turn).choices if field else ()
    return choice in {one.value for one in (*pending, *turn.state.choices)}


def _refuse_old_choice(turn: Turn, choice: str) -> None:
    if choice.startswith(SEND_CHOICE):
        submission.already_sent(turn, choice.removeprefix(SEND_CHOICE))
    else:
        turn.say("utter_choice_expired")
    asking.repeat(turn)


def _take_choice(turn: Turn, choice: str) -> bool:
    _flow, declaration = current(turn)
    if choice == f"{SEND_CHOICE}{declaration.key}":
        submission.send(turn)
    elif choice.startswith(EDIT_CHOICE):
        _reopen(turn, choice.removeprefix(EDIT_CHOICE))
    elif choice.startswith(FLOW_CHOICE) and choice in {one.value for one in turn.state.choices}:
        begin(turn, choice.removeprefix(FLOW_CHOICE))
    elif choice in _SIMPLE_CHOICES:
        _SIMPLE_CHOICES[choice](turn)
    else:
        return False
    return True


def _obey(turn: Turn, command: Command) -> bool:
    """Obey a command typed in words; False when the word is an answer after all."""
    _flow, declaration = current(turn)
    at_summary = declaration.asked == CONFIRM
    if command is Command.SEND and declaration.asked == EDIT:
        asking.summarise(turn)
        return True
    if command in (Command.SEND, Command.MODIFY) and not at_summary:
        return False
    if command is Command.GO_BACK and is_correction(turn.text) and correct(turn):
        return True
    _COMMANDS[command](turn)
    return True


def _hear_answer(turn: Turn) -> None:
    flow, declaration = current(turn)
    field = flow.field(declaration.asked or "")
    if field is None:
        asking.ask_next(turn)
        return
    said = turn.choice or _typed_choice(turn) or turn.text
    if turn.choice is None and is_correction(turn.text) and declaration.answered and correct(turn):
        return
    noted = turn.choice is None and asking.take_note(turn)
    if field.free_text and turn.choice is None and aside.is_question(turn) and _digress(turn):
        return
    reading = field.read(said, declaration.values, turn, asked=True)
    if isinstance(reading, Answer):
        asking.record(field, reading, turn)
        if turn.choice is None and not _was_shown(field, reading, turn):
            asking.recognise(field, reading.value, turn)
        _read_the_rest(turn, field)
        _after(field, turn)
    elif isinstance(reading, Unclear) and reading.narrows and not _was_just_asked(turn, reading):
        asking.put(reading.question, turn)
    elif isinstance(reading, Unclear):
        asking.keep_what_was_said(field, reading, turn)
        asking.ask_again(turn, reading.question)
    elif noted:
        turn.say("utter_added")
        asking.ask_next(turn)
    elif not (_digress(turn) or correct(turn)):
        asking.ask_again(turn)


def _was_just_asked(turn: Turn, reading: Unclear) -> bool:
    return list(reading.question.choices) == turn.state.choices


def _read_the_rest(turn: Turn, answered: Field) -> None:
    """« hier soir à Lyon avec mon badge » answers three questions at once."""
    if turn.choice is not None or answered.free_text:
        return
    flow, declaration = current(turn)
    for field in flow.needed(declaration, turn):
        if field.name in declaration.values or field.free_text or not field.read_in_passing:
            continue
        reading = field.read(turn.text, declaration.values, turn, asked=False)
        if isinstance(reading, Answer):
            asking.record(field, reading, turn)
            asking.recognise(field, reading.value, turn)


def _was_shown(field: Field, answer: Answer, turn: Turn) -> bool:
    """Whether the question was about this one thing, its card beside it: a « oui » needs no second one."""
    _flow, declaration = current(turn)
    return tuple(field.question(declaration.values, turn).cards) == (field.card(answer.value, turn),)


def _after(field: Field, turn: Turn) -> None:
    _flow, declaration = current(turn)
    if field.name == "on_site" and declaration.values["on_site"] == "yes":
        person.phone_first(turn)
    if field.name == "candidate" and declaration.values["candidate"]:
        submission.found(turn)
        return
    asking.ask_next(turn)


def _hear_at_summary(turn: Turn) -> None:
    if is_correction(turn.text) and correct(turn):
        return
    if _ADDITION.match(plain(turn.text)) and "?" not in turn.text:
        _add_to_description(turn)
        return
    noted = asking.take_note(turn)
    said = read_yes_no(turn.text)
    if is_unknown(turn.text):
        asking.ask_again(turn)
    elif said is True:
        submission.send(turn)
    elif said is False:
        asking.offer_edit(turn)
    elif noted:
        _add_to_description(turn)
    elif correct(turn) or _digress(turn):
        return
    elif turn.understanding.topic == "contact_human/speak_to_person":
        person.offer(turn)
    elif len(turn.text.split()) >= WORDS_OF_AN_ADDITION:
        _add_to_description(turn)
    else:
        asking.ask_again(turn)


def _hear_what_to_modify(turn: Turn) -> None:
    picked = read_choice(turn.text, asking.edit_choices(turn))
    if picked is not None:
        _reopen(turn, picked.removeprefix(EDIT_CHOICE))
    elif not correct(turn):
        asking.ask_again(turn)


def _add_to_description(turn: Turn) -> None:
    flow, declaration = current(turn)
    field = flow.field("description") or flow.field("happened")
    if field is None:
        turn.state.tell(turn.text)
    else:
        told = declaration.values.get(field.name)
        declaration.values[field.name] = f"{told}\n{turn.text}" if told else turn.text
    asking.take_note(turn)
    turn.say("utter_added")
    asking.summarise(turn)


def _digress(turn: Turn) -> bool:
    if turn.choice is not None or not aside.answer(turn):
        return False
    asking.repeat(turn)
    return True


def _reopen(turn: Turn, name: str) -> None:
    flow, _declaration = current(turn)
    field = flow.field(name)
    if field is None:
        asking.offer_edit(turn)
        return
    asking.forget(name, turn)
    asking.ask(field, turn)


def _go_back(turn: Turn) -> None:
    flow, declaration = current(turn)
    field = flow.field(declaration.answered[-1]) if declaration.answered else None
    if field is None:
        turn.say("utter_nothing_before")
        asking.repeat(turn)
        return
    asking.forget(field.name, turn)
    asking.ask(field, turn)


def _cancel(turn: Turn) -> None:
    """Cancel; a declaration recorded all the same, its answer having been lost, is not said to be unsent."""
    _flow, declaration = current(turn)
    ticket = turn.support.tickets.by_key(turn.caller, declaration.key)
    if ticket is None:
        turn.say("utter_cancelled")
    else:
        ticket_status.say_already_sent(ticket, turn)
    turn.state.forget_problem()


def _to_menu(turn: Turn) -> None:
    turn.state.forget_problem()
    offer_menu(turn)


_SIMPLE_CHOICES: dict[str, Callable[[Turn], None]] = {
    asking.MODIFY: asking.offer_edit,
    asking.CANCEL: _cancel,
    asking.RESUME: asking.repeat,
    asking.SUMMARY: asking.summarise,
    asking.PERSON: person.offer,
    "menu": _to_menu,
}

_COMMANDS: dict[Command, Callable[[Turn], None]] = {
    Command.CANCEL: _cancel,
    Command.GO_BACK: _go_back,
    Command.SPEAK_TO_PERSON: person.offer,
    Command.SEND: lambda turn: submission.send(turn),
    Command.MODIFY: asking.offer_edit,
    Command.RESTART_MENU: _to_menu,
}
