"""Declaration of a problem with a charge under way, or that does not start."""

from collections.abc import Sequence

from actions.declaration.field import Answer, ChoiceField, Reading, Values
from actions.declaration.fields import ContactDetails, Description, OnSite
from actions.declaration.flow import Flow
from actions.declaration.plate_field import LicencePlate
from actions.declaration.session_fields import ActiveSession
from actions.declaration.station_field import Station
from actions.turn import Turn
from support.reading.choices import Choice, read_choice


class ProblemNow(ChoiceField):
    """What goes wrong at the station."""

    name = "problem"
    label = "Problème"

    def options(self, values: Values, turn: Turn) -> Sequence[Choice]:
        return (
            Choice("charger_fault", "Incident sur la borne"),
            Choice("cannot_start", "La charge ne démarre pas"),
            Choice("payment", "Problème de paiement"),
            Choice("cannot_stop", "Arrêt impossible"),
            Choice("cable_stuck", "Câble bloqué"),
        )

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if not asked:
            return None
        named = read_choice(text, self.options(values, turn), in_a_sentence=True)
        picked = named or _PROBLEM_OF_FAMILY.get(turn.likely_family or "")
        return Answer(picked) if picked else None


_PROBLEM_OF_FAMILY = {
    "session_cannot_start": "cannot_start",
    "session_in_progress_charger_fault": "charger_fault",
    "session_in_progress_payment": "payment",
    "session_in_progress_cannot_stop": "cannot_stop",
    "cable_stuck": "cable_stuck",
    "payment_method": "payment",
    "preauthorization_hold": "payment",
    "charging_speed": "charger_fault",
    "badge_rfid": "cannot_start",
}


SESSION_IN_PROGRESS = Flow(
    name="session_in_progress",
    title="Session en cours",
    fields=(
        ProblemNow(),
        OnSite(),
        ActiveSession(),
        Station(),
        Description(),
        LicencePlate(),
        ContactDetails(),
    ),
)
