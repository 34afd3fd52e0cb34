"""The station: by name, town, or the id of a charge point in any spelling."""

from collections.abc import Sequence
from functools import lru_cache

from actions.cards import station_card
from actions.declaration.field import Answer, Field, JsonValue, Question, Reading, Unclear, Values
from actions.declaration.fields import UNKNOWN
from actions.turn import Turn
from actions.wording import station_name
from support.cards import StationCard
from support.charging.model import Evse, Location
from support.reading.answers import is_unknown
from support.reading.choices import Choice, read_choice
from support.reading.evse_ids import read_evse_id, read_evse_station
from support.reading.places import StationIndex, read_town
from support.tickets.model import Place

LONGEST_LIST = 6
STATION_CHOICE = "station:"


class Station(Field):
    """Value: `{location_id, name, evse_id?}`, or `{unknown, said}` when the driver cannot tell."""

    name = "station"
    label = "Station"

    def is_needed(self, values: Values, turn: Turn) -> bool:
        return not values.get("session")

    def question(self, values: Values, turn: Turn) -> Question:
        for sentence in reversed(turn.state.heard):
            found = _found(sentence, turn)
            if 1 < len(found) <= LONGEST_LIST:
                return _choose(found)
        return Question("utter_ask_station", _give_up())

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if text.startswith(STATION_CHOICE):
            location = turn.support.charging.location(text.removeprefix(STATION_CHOICE))
            if location is not None:
                return Answer(_value(location))
        by_id = _by_evse_id(text, turn, asked=asked)
        if by_id is not None:
            return by_id
        found = _found(text, turn)
        if len(found) == 1:
            return Answer(_value(found[0]))
        if not asked:
            return None
        if found:
            return _which_of(found, text, turn)
        if is_unknown(text) or text == UNKNOWN:
            return Answer({UNKNOWN: True, "said": values.get(f"{self.name}_said", "")})
        town = read_town(text) or next(iter(turn.understanding.places), None)
        return Unclear(Question("utter_no_station_there", _give_up(), {"town": town})) if town else None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        if value.get(UNKNOWN):
            return value.get("said") or "inconnue"
        evse = f", point de charge {value['evse_id']}" if value.get("evse_id") else ""
        return f"{value['name']}{evse}"

    def card(self, value: JsonValue, turn: Turn) -> StationCard | None:
        location = turn.support.charging.location(value.get("location_id") or "")
        evse_id = value.get("evse_id")
        evse = turn.support.charging.evse(evse_id) if evse_id else None
        return station_card(location, evse) if location else None


def place_named(sentence: str, turn: Turn) -> Place | None:
    """The station that a sentence names without having been asked for it."""
    reading = Station().read(sentence, {}, turn, asked=False)
    if not isinstance(reading, Answer):
        return None
    value = reading.value
    return Place(value["location_id"], value["name"], value.get("evse_id"))


def _by_evse_id(text: str, turn: Turn, *, asked: bool) -> Reading:
    evse_id = read_evse_id(text)
    station_id = None if evse_id else read_evse_station(text)
    if evse_id is None and station_id is None:
        return None
    evse = turn.support.charging.evse(evse_id or f"{station_id}*1")
    if evse is not None:
        return Answer(_value(evse.location, evse if evse_id else None))
    if not asked:
        return None
    return Unclear(Question("utter_unknown_evse", _give_up(), {"evse_id": evse_id or station_id}))


def _which_of(found: Sequence[Location], text: str, turn: Turn) -> Reading:
    listed = found[:LONGEST_LIST]
    picked = read_choice(text, _stations(listed))
    if picked is not None:
        location = turn.support.charging.location(picked.removeprefix(STATION_CHOICE))
        return Answer(_value(location)) if location else None
    return Unclear(_choose(listed), narrows=True)


def _choose(found: Sequence[Location]) -> Question:
    cards = tuple(station_card(one) for one in found)
    return Question("utter_which_station", (*_stations(found), *_give_up()), cards=cards)


def _found(text: str, turn: Turn) -> Sequence[Location]:
    return _index(tuple(turn.support.charging.locations())).find(text, limit=LONGEST_LIST + 1)


def _stations(locations: Sequence[Location]) -> tuple[Choice, ...]:
    return tuple(Choice(f"{STATION_CHOICE}{one.id}", station_name(one)) for one in locations)


def _give_up() -> tuple[Choice, ...]:
    return (Choice(UNKNOWN, "Je ne sais pas"),)


def _value(location: Location, evse: Evse | None = None) -> dict[str, JsonValue]:
    value = {"location_id": location.id, "name": station_name(location)}
    return {**value, "evse_id": evse.evse_id} if evse else value


@lru_cache(maxsize=2)
def _index(locations: tuple[Location, ...]) -> StationIndex:
    return StationIndex(locations)
