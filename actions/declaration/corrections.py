"""« Non, c'était à Nantes »: a sentence that changes an answer given before."""

from actions.declaration import asking
from actions.declaration.asking import current
from actions.declaration.field import Answer, Field, JsonValue, Question, Unclear
from actions.declaration.fields import UNKNOWN
from actions.declaration.session_fields import own_session
from actions.turn import Turn
from support.reading.corrections import is_correction
from support.reading.sessions import is_of_another_day

NOT_CORRECTED_IN_PASSING = frozenset({"problem", "on_site"})


def correct(turn: Turn) -> bool:
    """Apply a correction and go on; False when the sentence changes nothing that was answered.

    A station put right by one that is not known (« non, c'était à Pornic ») is asked anew.
    """
    flow, declaration = current(turn)
    not_known: tuple[Field, Unclear] | None = None
    for field in flow.fields:
        if not _may_change(field, turn):
            continue
        reading = field.read(turn.text, declaration.values, turn, asked=True)
        if isinstance(reading, Unclear) and reading.narrows:
            _ask_anew(field, reading.question, turn)
            return True
        if isinstance(reading, Unclear) and field.name == "station" and field.name in declaration.values:
            not_known = field, reading
        if isinstance(reading, Answer) and _says_otherwise(reading, declaration.values.get(field.name)):
            _make_room(field, turn)
            asking.record(field, reading, turn)
            shown, card = field.show(reading.value, turn), field.card(reading.value, turn)
            turn.say("utter_corrected", cards=(card,) if card else (), label=field.label, value=shown or "")
            asking.ask_next(turn)
            return True
    if not_known is not None and is_correction(turn.text):
        field, unclear = not_known
        _ask_anew(field, unclear.question, turn)
        asking.keep_what_was_said(field, unclear, turn)
        return True
    return False


def _ask_anew(field: Field, question: Question, turn: Turn) -> None:
    _flow, declaration = current(turn)
    _make_room(field, turn)
    asking.forget(field.name, turn)
    declaration.asked = field.name
    asking.put(question, turn)


def _may_change(field: Field, turn: Turn) -> bool:
    _flow, declaration = current(turn)
    if field.free_text or field.name in NOT_CORRECTED_IN_PASSING:
        return False
    return field.name in declaration.values or _tells_another_session(field, turn) or not field.is_asked


def _tells_another_session(field: Field, turn: Turn) -> bool:
    """Whether this is what a session has told, and may tell now that it was another one."""
    _flow, declaration = current(turn)
    chosen = str(declaration.values.get("session") or "")
    if field.name == "station":
        return bool(chosen)
    if field.name != "occurred_at" or not is_correction(turn.text):
        return False
    session = own_session(chosen, turn)
    return session is not None and is_of_another_day(turn.text, [session], turn.now)


def _says_otherwise(reading: Answer, known: JsonValue) -> bool:
    """« Je ne sais pas » corrects nothing."""
    tells_nothing = not reading.value or reading.value == UNKNOWN
    if isinstance(reading.value, dict):
        tells_nothing = bool(reading.value.get(UNKNOWN))
    return not tells_nothing and reading.value != known


def _make_room(field: Field, turn: Turn) -> None:
    """A station or a day named instead of the session means that the session was another."""
    _flow, declaration = current(turn)
    if field.name in {"station", "occurred_at"} and declaration.values.get("session"):
        declaration.values["session"] = ""
    if field.name in {"station", "occurred_at"}:
        declaration.values.pop("candidate", None)
