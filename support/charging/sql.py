"""The charging back end that reads the product's own database."""

import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from support.charging.backend import ChargingBackend
from support.charging.model import (
    ChargingSession,
    Driver,
    Evse,
    Location,
    PaymentStatus,
    SessionStatus,
    TokenType,
)
from support.errors import ChargingUnavailable, StorageUnavailable
from support.storage.charging_tables import CdrRow, DriverRow, EvseRow, LocationRow, SessionRow, TokenRow
from support.storage.database import Database

_LOCATIONS_TTL_S = 60.0
_UNDER_WAY = (SessionStatus.ACTIVE, SessionStatus.PENDING)

type _SessionQuery = Select[SessionRow, TokenType, str, LocationRow, PaymentStatus]


class SqlChargingBackend(ChargingBackend):
    """A `ChargingBackend` over `Database`; each read is one query.

    The list of stations is kept for a minute, measured by `clock` (seconds, monotonic).
    """

    def __init__(self, database: Database, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._clock = clock
        self._locations: tuple[float, tuple[Location, ...]] | None = None

    def driver(self, driver_id: str) -> Driver | None:
        with self._reading() as session:
            row = session.get(DriverRow, driver_id)
        return None if row is None else _driver(row)

    def active_sessions(self, driver_id: str) -> Sequence[ChargingSession]:
        """His sessions ACTIVE or PENDING and not ended, the latest first."""
        return self._sessions(
            _sessions_of(driver_id, SessionRow.ended_at.is_(None), SessionRow.status.in_(_UNDER_WAY))
        )

    def recent_sessions(self, driver_id: str, limit: int = 5) -> Sequence[ChargingSession]:
        return self._sessions(_sessions_of(driver_id, SessionRow.ended_at.is_not(None)).limit(limit))

    def sessions_between(self, driver_id: str, start: datetime, end: datetime) -> Sequence[ChargingSession]:
        return self._sessions(
            _sessions_of(
                driver_id,
                SessionRow.started_at <= end,
                SessionRow.ended_at.is_(None) | (SessionRow.ended_at >= start),
            )
        )

    def session(self, driver_id: str, session_id: str) -> ChargingSession | None:
        found = self._sessions(_sessions_of(driver_id, SessionRow.id == session_id))
        return found[0] if found else None

    def locations(self) -> Sequence[Location]:
        now = self._clock()
        kept = self._locations
        if kept is not None and now - kept[0] < _LOCATIONS_TTL_S:
            return kept[1]
        with self._reading() as session:
            rows = session.scalars(select(LocationRow)).all()
        stations = tuple(sorted((_location(row) for row in rows), key=_by_city_then_name))
        self._locations = (now, stations)
        return stations

    def location(self, location_id: str) -> Location | None:
        with self._reading() as session:
            row = session.get(LocationRow, location_id)
        return None if row is None else _location(row)

    def evse(self, evse_id: str) -> Evse | None:
        found = self._evses(EvseRow.evse_id == evse_id)
        return found[0] if found else None

    def evses_at(self, location_id: str) -> Sequence[Evse]:
        return sorted(self._evses(EvseRow.location_id == location_id), key=_by_number)

    def _sessions(self, query: _SessionQuery) -> Sequence[ChargingSession]:
        with self._reading() as session:
            return [_charging_session(*row) for row in session.execute(query)]

    def _evses(self, condition: ColumnElement[bool]) -> list[Evse]:
        query = select(EvseRow, LocationRow).join(LocationRow, LocationRow.id == EvseRow.location_id)
        with self._reading() as session:
            return [
                Evse(evse.evse_id, evse.status, _location(location))
                for evse, location in session.execute(query.where(condition))
            ]

    @contextmanager
    def _reading(self) -> Iterator[Session]:
        try:
            with self._database.transaction(read_only=True) as session:
                yield session
        except StorageUnavailable as error:
            raise ChargingUnavailable(str(error)) from error


def _sessions_of(driver_id: str, *conditions: ColumnElement[bool]) -> _SessionQuery:
    """The sessions of one driver, with all that the model shows of them: the only way to sessions."""
    return (
        select(SessionRow, TokenRow.type, EvseRow.evse_id, LocationRow, CdrRow.payment_status)
        .join(TokenRow, TokenRow.uid == SessionRow.token_uid)
        .join(EvseRow, EvseRow.uid == SessionRow.evse_uid)
        .join(LocationRow, LocationRow.id == EvseRow.location_id)
        .outerjoin(CdrRow, CdrRow.session_id == SessionRow.id)
        .where(SessionRow.driver_id == driver_id, *conditions)
        .order_by(SessionRow.started_at.desc(), SessionRow.id)
    )


def _charging_session(
    row: SessionRow, token_type: TokenType, evse_id: str, location: LocationRow, payment: PaymentStatus | None
) -> ChargingSession:
    return ChargingSession(
        id=row.id,
        driver_id=row.driver_id,
        status=row.status,
        started_at=row.started_at,
        ended_at=row.ended_at,
        kwh=row.kwh,
        total_cost=row.total_cost,
        token_type=token_type,
        evse_id=evse_id,
        location=_location(location),
        payment_status=payment,
    )


def _driver(row: DriverRow) -> Driver:
    return Driver(
        id=row.id, name=row.name, kind=row.kind, email=row.email, phone=row.phone, employer=row.employer
    )


def _location(row: LocationRow) -> Location:
    return Location(id=row.id, name=row.name, address=row.address, postal_code=row.postal_code, city=row.city)


def _by_city_then_name(location: Location) -> tuple[str, str]:
    return _sortable(location.city), _sortable(location.name)


def _sortable(name: str) -> str:
    """So that Évry comes between Dijon and Forbach whatever the database's collation."""
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()


def _by_number(evse: Evse) -> tuple[int, str]:
    """So that `*10` comes after `*9`."""
    return len(evse.evse_id), evse.evse_id
