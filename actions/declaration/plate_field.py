"""The licence plate of the car: never asked, kept when the driver tells it."""

from collections.abc import Iterator

from actions.declaration.field import Answer, Field, JsonValue, Reading, Values
from actions.turn import Turn
from support.reading.plates import read_licence_plate

FREE_TEXTS = ("description", "happened", "doing")


class LicencePlate(Field):
    """Value: the plate as it is painted, `AB-123-CD`."""

    name = "licence_plate"
    label = "Plaque"
    is_asked = False

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return self.name in values or self.prefill(values, turn) is not None

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        plates = (read_licence_plate(sentence) for sentence in _told(values, turn))
        return next((Answer(plate) for plate in plates if plate), None)

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        plate = read_licence_plate(text)
        return Answer(plate) if plate else None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return str(value)


def _told(values: Values, turn: Turn) -> Iterator[str]:
    """What the driver said of this problem, the latest first."""
    if turn.choice is None:
        yield turn.text
    yield from reversed(turn.state.heard)
    yield from (str(values[name]) for name in FREE_TEXTS if values.get(name))
