"""The fields shared by several declarations."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from actions.declaration.field import (
    Answer,
    ChoiceField,
    Field,
    JsonValue,
    Question,
    Reading,
    Unclear,
    Values,
)
from actions.turn import Turn
from actions.wording import euros, moment_said
from support.errors import InvalidContact
from support.reading.answers import is_unknown, read_yes_no, says_not_understood
from support.reading.choices import Choice, read_choice
from support.reading.contacts import attempts_contact, read_contact
from support.reading.means import Means, read_means
from support.reading.moments import Moment, completed, read_moment
from support.reading.presence import read_presence
from support.reading.quantities import read_euros, read_kwh

UNKNOWN = "unknown"
LONGEST_DESCRIPTION = 2000
WORDS_OF_A_DESCRIPTION = 5


class Description(Field):
    """What happened, in the driver's words."""

    name = "description"
    label = "Description"
    free_text = True

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        told = [sentence for sentence in turn.state.account if _tells_something(sentence)]
        return Answer("\n".join(told)) if told else None

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if not asked or not any(character.isalpha() for character in text) or len(text.strip()) < 4:
            return None
        if says_not_understood(text):
            return None
        return Answer(text.strip()[:LONGEST_DESCRIPTION])

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return f"« {value} »"


class OnSite(ChoiceField):
    """Whether the driver stands at the station now."""

    name = "on_site"
    label = "Sur place en ce moment"

    def options(self, values: Values, turn: Turn) -> Sequence[Choice]:
        return (Choice("yes", "Oui, je suis devant la borne"), Choice("no", "Non, je n'y suis plus"))

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if asked:
            picked = read_choice(text, self.options(values, turn))
            if picked is not None:
                return Answer(picked)
        said = read_yes_no(text) if asked else None
        said = read_presence(text, turn.now) if said is None else said
        return None if said is None else Answer("yes" if said else "no")

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return "oui" if value == "yes" else "non"


class OccurredAt(Field):
    """The day and hour of a charge."""

    name = "occurred_at"
    label = "Date et heure"

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return not values.get("session")

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        moment = read_moment(text, turn.now)
        if moment is not None and (moment.has_date or asked):
            known = moment_from_json(values.get(self.name))
            return Answer(moment_as_json(completed(moment, known, turn.now) if known else moment))
        if asked and is_unknown(text):
            return Answer({UNKNOWN: True})
        return None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        moment = moment_from_json(value)
        return "inconnue" if moment is None else moment_said(moment, turn.now)


class MeansOfStart(ChoiceField):
    """How the charge was started or paid."""

    name = "means"
    label = "Moyen utilisé"

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return not values.get("session")

    def options(self, values: Values, turn: Turn) -> Sequence[Choice]:
        return (
            Choice(Means.APP.value, "L'application"),
            Choice(Means.BADGE.value, "Un badge"),
            Choice(Means.BANK_CARD.value, "Une carte bancaire"),
        )

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        picked = read_choice(text, self.options(values, turn)) if asked else None
        means = picked or read_means(text, asked=asked)
        if means is not None:
            return Answer(str(means))
        return Answer(UNKNOWN) if asked and is_unknown(text) else None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return "inconnu" if value == UNKNOWN else str(value)


class Quantity(Field):
    """The energy or the amount, when the driver knows either."""

    name = "quantity"
    label = "Énergie ou montant"

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return not values.get("session")

    def question(self, values: Values, turn: Turn) -> Question:
        return Question("utter_ask_quantity", (Choice(UNKNOWN, "Je ne sais pas"),))

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        energy, amount = read_kwh(text), read_euros(text)
        if energy is not None or amount is not None:
            return Answer({"kwh": _as_text(energy), "euros": _as_text(amount)})
        if asked and (is_unknown(text) or text == UNKNOWN or read_yes_no(text) is False):
            return Answer({UNKNOWN: True})
        return None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        energy, amount = value.get("kwh"), value.get("euros")
        shown = [
            f"{energy.replace('.', ',')} kWh" if energy else "",
            euros(Decimal(amount)) if amount else "",
        ]
        return " et ".join(part for part in shown if part) or None


class ContactDetails(Field):
    """An e-mail address or a telephone number, asked of an unknown visitor only."""

    name = "contact"
    label = "Pour vous répondre"

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return not turn.caller.is_known

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        try:
            contact = read_contact(text)
        except InvalidContact:
            return Unclear(Question("utter_ask_contact_strict")) if asked and attempts_contact(text) else None
        return Answer({"email": contact.email, "phone": contact.phone})

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return str(value.get("email") or value.get("phone") or "") or None


def moment_as_json(moment: Moment) -> dict[str, JsonValue]:
    """A moment as a slot can hold it."""
    return {
        "start": moment.start.isoformat(),
        "end": moment.end.isoformat(),
        "said": moment.said,
        "has_date": moment.has_date,
        "has_hour": moment.has_hour,
    }


def moment_from_json(value: JsonValue) -> Moment | None:
    """The moment of a slot; None when the driver did not know."""
    if not isinstance(value, dict) or "start" not in value:
        return None
    return Moment(
        start=datetime.fromisoformat(value["start"]),
        end=datetime.fromisoformat(value["end"]),
        said=value["said"],
        has_date=value["has_date"],
        has_hour=value["has_hour"],
    )


def _tells_something(sentence: str) -> bool:
    return len(sentence.split()) >= WORDS_OF_A_DESCRIPTION


def _as_text(value: Decimal | None) -> str | None:
    """« 22 » for 22.0: the shortest writing of the number."""
    return None if value is None else f"{value.normalize():f}"
