"""Putting questions: the next one needed, its stricter twin, a person the third time, the summary at the end."""

from dataclasses import replace

from actions import person
from actions.declaration.field import Answer, Field, JsonValue, Question, Unclear
from actions.declaration.flow import Flow
from actions.declaration.flows import FLOWS
from actions.menu import PERSON_CHOICE
from actions.state import Declaration
from actions.turn import Turn
from actions.wording import joined_photos
from support.cards import SummaryCard, SummaryRow
from support.reading.choices import Choice

CONFIRM = "confirm"
EDIT = "edit"
SEND_CHOICE = "send:"
EDIT_CHOICE = "edit:"
MODIFY = "modify"
CANCEL = "cancel"
RESUME = person.RESUME.value
SUMMARY = "summary"
PHOTOS = "Photos"
PERSON = PERSON_CHOICE.value
MISSES_BEFORE_A_PERSON = 2


def current(turn: Turn) -> tuple[Flow, Declaration]:
    """The declaration under way and its flow. Raises `LookupError` when there is none."""
    declaration = turn.state.declaration
    if declaration is None:
        raise LookupError("no declaration under way")
    return FLOWS[declaration.flow], declaration


def ask_next(turn: Turn) -> None:
    """Ask for the first needed answer that is not known, or show the summary."""
    flow, declaration = current(turn)
    for field in flow.fields:
        if field.name in declaration.values or not field.is_needed(declaration.values, turn):
            continue
        known = field.prefill(declaration.values, turn)
        if known is None:
            ask(field, turn)
            return
        declaration.values[field.name] = known.value
        recognise(field, known.value, turn)
        if field.name == "on_site" and known.value == "yes":
            person.phone_first(turn)
    summarise(turn)


def ask(field: Field, turn: Turn) -> None:
    """Ask one question for the first time."""
    _flow, declaration = current(turn)
    declaration.asked = field.name
    declaration.misses = 0
    put(field.question(declaration.values, turn), turn)


def ask_again(turn: Turn, unclear: Question | None = None) -> None:
    """After an unusable answer: the stricter twin, or what was unclear in it, then a person."""
    flow, declaration = current(turn)
    declaration.misses += 1
    if declaration.misses >= MISSES_BEFORE_A_PERSON:
        _offer_person(turn)
        return
    if unclear is not None:
        put(unclear, turn)
    elif declaration.asked == CONFIRM:
        summarise(turn, "utter_confirm_strict")
    elif declaration.asked == EDIT:
        offer_edit(turn, "utter_what_to_modify_strict")
    else:
        field = flow.field(declaration.asked or "")
        if field is None:
            ask_next(turn)
            return
        question = field.question(declaration.values, turn)
        put(replace(question, response=f"{question.response}_strict"), turn)


def repeat(turn: Turn) -> None:
    """Come back to the pending question after a digression."""
    flow, declaration = current(turn)
    if declaration.asked == CONFIRM:
        summarise(turn)
        return
    field = flow.field(declaration.asked or "")
    if field is None:
        ask_next(turn)
        return
    put(field.question(declaration.values, turn), turn)


def summarise(turn: Turn, response: str = "utter_summary") -> None:
    """Show the whole declaration, to be sent or modified."""
    _flow, declaration = current(turn)
    if declaration.asked != CONFIRM:
        declaration.misses = 0
    declaration.asked = CONFIRM
    card = summary_card(turn)
    turn.say(
        response,
        choices=(
            Choice(f"{SEND_CHOICE}{declaration.key}", "Envoyer"),
            Choice(MODIFY, "Modifier"),
            Choice(CANCEL, "Annuler"),
        ),
        cards=(card,),
        summary=in_lines(card),
    )


def summary_card(turn: Turn) -> SummaryCard:
    """The declaration in rows, the photos that will be joined to it last."""
    flow, _declaration = current(turn)
    rows = [SummaryRow(field.label, shown) for field, shown in shown_answers(turn)]
    photos = joined_photos(turn.support.tickets.photos_to_join(turn.caller))
    if photos:
        rows.append(SummaryRow(PHOTOS, photos))
    return SummaryCard(flow.title, tuple(rows))


def in_lines(card: SummaryCard) -> str:
    """The same in lines, the title first."""
    return "\n".join([card.title, *(f"{row.label} : {row.value}" for row in card.rows)])


def offer_edit(turn: Turn, response: str = "utter_what_to_modify") -> None:
    """Ask which answer to change."""
    _flow, declaration = current(turn)
    if declaration.asked != EDIT:
        declaration.misses = 0
    declaration.asked = EDIT
    turn.say(response, choices=(*edit_choices(turn), Choice(SUMMARY, "Ne rien modifier")))


def edit_choices(turn: Turn) -> list[Choice]:
    """One choice for each answer of the summary that has a question; what was told unasked is corrected in words."""
    return [
        Choice(f"{EDIT_CHOICE}{field.name}", field.label)
        for field, _shown in shown_answers(turn)
        if field.is_asked
    ]


def shown_answers(turn: Turn) -> list[tuple[Field, str]]:
    """The answers given, as the summary shows them."""
    flow, declaration = current(turn)
    answers = []
    for field in flow.needed(declaration, turn):
        if field.name in declaration.values:
            shown = field.show(declaration.values[field.name], turn)
            if shown:
                answers.append((field, shown))
    return answers


def record(field: Field, answer: Answer, turn: Turn) -> None:
    """Keep an answer given by the driver."""
    _flow, declaration = current(turn)
    declaration.values[field.name] = answer.value
    # « Retour » goes to the last answer, and what is never asked cannot be asked again.
    if field.is_asked:
        declaration.answered = [name for name in declaration.answered if name != field.name] + [field.name]
    declaration.misses = 0


def keep_what_was_said(field: Field, unclear: Unclear, turn: Turn) -> None:
    """Keep the words of an answer that names nothing known, for the field to fall back on."""
    _flow, declaration = current(turn)
    declaration.values[f"{field.name}_said"] = unclear.question.variables.get("town") or turn.text


def take_note(turn: Turn) -> bool:
    """Keep what the sentence tells without having been asked; whether there was something new."""
    flow, declaration = current(turn)
    noted = False
    for field in flow.fields:
        if field.is_asked or field.name in declaration.values:
            continue
        reading = field.read(turn.text, declaration.values, turn, asked=False)
        if isinstance(reading, Answer):
            declaration.values[field.name] = reading.value
            noted = True
    return noted


def recognise(field: Field, value: JsonValue, turn: Turn) -> None:
    """Show with the next question what a sentence was understood to name."""
    card = field.card(value, turn)
    if card is not None:
        turn.recognised.append(card)


def forget(name: str, turn: Turn) -> None:
    """Drop an answer, which will be asked anew."""
    _flow, declaration = current(turn)
    declaration.values.pop(name, None)
    declaration.answered = [answered for answered in declaration.answered if answered != name]


def _offer_person(turn: Turn) -> None:
    choices = (
        Choice(PERSON, "Parler à quelqu'un"),
        Choice(RESUME, "Continuer la déclaration"),
        Choice(CANCEL, "Annuler"),
    )
    person.offer(turn, "utter_offer_person", choices)


def put(question: Question, turn: Turn) -> None:
    """Say a question with its choices, and the cards of what was recognised before it."""
    cards = (*turn.recognised, *question.cards)
    turn.recognised.clear()
    turn.say(question.response, choices=question.choices, cards=cards, **question.variables)
