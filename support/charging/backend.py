"""The port through which the assistant reads charging data."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from support.charging.model import ChargingSession, Driver, Evse, Location


class ChargingBackend(Protocol):
    """Reads of the charging network.

    Sessions are only ever read *for a driver*: there is no call that returns another driver's session.
    Every method may raise `support.errors.ChargingUnavailable`.
    """

    def driver(self, driver_id: str) -> Driver | None:
        """The driver, or None when nobody has this id."""

    def active_sessions(self, driver_id: str) -> Sequence[ChargingSession]:
        """His sessions under way, the latest first."""

    def recent_sessions(self, driver_id: str, limit: int = 5) -> Sequence[ChargingSession]:
        """His ended sessions, the latest first."""

    def sessions_between(self, driver_id: str, start: datetime, end: datetime) -> Sequence[ChargingSession]:
        """His sessions, of any status, whose plugged-in time overlaps [start, end], the latest first."""

    def session(self, driver_id: str, session_id: str) -> ChargingSession | None:
        """His session of that id; None when it does not exist *or is another driver's*."""

    def locations(self) -> Sequence[Location]:
        """All stations, by city then name."""

    def location(self, location_id: str) -> Location | None:
        """The station of that id."""

    def evse(self, evse_id: str) -> Evse | None:
        """The charge point of that canonical id (`FR*BMP*E1234*1`)."""

    def evses_at(self, location_id: str) -> Sequence[Evse]:
        """The charge points of a station, by id."""
