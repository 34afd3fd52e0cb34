"""Declaration of a charge that is absent from the history; it is searched for first."""

from actions.declaration.field import Values
from actions.declaration.fields import ContactDetails, MeansOfStart, OccurredAt, Quantity
from actions.declaration.flow import Flow
from actions.declaration.plate_field import LicencePlate
from actions.declaration.session_fields import CandidateSession
from actions.declaration.station_field import Station
from actions.turn import Turn


class MissingAt(OccurredAt):
    """When the missing charge took place."""

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return True


class MissingFrom(Station):
    """Where the missing charge took place."""

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return True


MISSING_SESSION = Flow(
    name="missing_session",
    title="Session introuvable",
    fields=(
        MissingAt(),
        MissingFrom(),
        CandidateSession(),
        MeansOfStart(),
        Quantity(),
        LicencePlate(),
        ContactDetails(),
    ),
)
