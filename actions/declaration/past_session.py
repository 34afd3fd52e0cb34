"""Declaration about a past charge: billing, not visible, other."""

from collections.abc import Sequence

from actions.declaration.field import Answer, ChoiceField, Reading, Values
from actions.declaration.fields import ContactDetails, Description, MeansOfStart, OccurredAt
from actions.declaration.flow import Flow
from actions.declaration.plate_field import LicencePlate
from actions.declaration.session_fields import PastSession
from actions.declaration.station_field import Station
from actions.turn import Turn
from support.reading.choices import Choice, read_choice


class ProblemBefore(ChoiceField):
    """What is wrong with a past charge."""

    name = "problem"
    label = "Problème"

    def options(self, values: Values, turn: Turn) -> Sequence[Choice]:
        return (
            Choice("billing", "Défaut de facturation"),
            Choice("not_visible", "Session non visible"),
            Choice("other", "Autre"),
        )

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if not asked:
            return None
        named = read_choice(text, self.options(values, turn), in_a_sentence=True)
        picked = named or _PROBLEM_OF_FAMILY.get(turn.likely_family or "")
        return Answer(picked) if picked else None


_PROBLEM_OF_FAMILY = {
    "past_session_billing": "billing",
    "invoice_receipt": "billing",
    "refund": "billing",
    "preauthorization_hold": "billing",
    "past_session_not_visible": "not_visible",
    "missing_session": "not_visible",
}


PAST_SESSION = Flow(
    name="past_session",
    title="Session passée",
    fields=(
        ProblemBefore(),
        PastSession(),
        OccurredAt(),
        Station(),
        MeansOfStart(),
        Description(),
        LicencePlate(),
        ContactDetails(),
    ),
)
