"""The demonstration: a network, ten drivers and two hundred charges that are always recent."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from support.charging.demo_drivers import DRIVERS, email, phone, token_uid
from support.charging.demo_network import TARIFFS, connector_id, evse_uid, network_rows, tariff_rows
from support.charging.demo_sessions import Charge, charges
from support.storage.base import Base
from support.storage.charging_tables import (
    CdrRow,
    ConnectorRow,
    DemoAnchorRow,
    DriverRow,
    EvseRow,
    LocationRow,
    SessionRow,
    TariffRow,
    TokenRow,
)
from support.storage.database import Database

STALE_AFTER = timedelta(hours=6)
_ANCHOR = 1
_PARENTS_FIRST = (
    DriverRow, TokenRow, TariffRow, LocationRow, EvseRow, ConnectorRow, SessionRow, CdrRow, DemoAnchorRow,
)  # fmt: skip

DEMO_DRIVERS: dict[str, tuple[str, str]] = {
    alias: (driver.id, driver.description) for alias, driver in DRIVERS.items()
}
"""By short name: the driver's id, and a line in French that says what his case shows."""


def load_demo(database: Database, now: datetime) -> None:
    """Place the demonstration around `now` (aware): the same ids every time, nothing else touched.

    Raises `StorageUnavailable`.
    """
    rows = _rows(now.replace(microsecond=0))
    with database.transaction() as session:
        for table in _PARENTS_FIRST:
            _upsert(session, table, [row for row in rows if isinstance(row, table)])


def demo_is_stale(database: Database, now: datetime) -> bool:
    """Whether the demonstration is absent, or was placed around a time more than six hours away.

    Raises `StorageUnavailable`.
    """
    with database.transaction(read_only=True) as session:
        anchor = session.get(DemoAnchorRow, _ANCHOR)
    return anchor is None or abs(now - anchor.anchored_at) > STALE_AFTER


def _rows(now: datetime) -> list[Base]:
    placed = charges(now)
    charging = frozenset(evse_uid(c.number, c.point) for c in placed if c.ended_at is None)
    return [
        *_driver_rows(),
        *tariff_rows(),
        *network_rows(charging),
        *(_session_row(charge) for charge in placed),
        *(cdr for charge in placed if (cdr := _cdr_row(charge)) is not None),
        DemoAnchorRow(id=_ANCHOR, anchored_at=now),
    ]


def _driver_rows() -> Iterable[DriverRow | TokenRow]:
    for alias, driver in DRIVERS.items():
        yield DriverRow(
            id=driver.id,
            name=driver.name,
            kind=driver.kind,
            email=email(alias),
            phone=phone(alias),
            employer=driver.employer,
        )
        yield TokenRow(uid=token_uid(alias), type=driver.token_type, driver_id=driver.id, valid=True)


def _session_row(charge: Charge) -> SessionRow:
    return SessionRow(
        id=charge.id,
        driver_id=DRIVERS[charge.alias].id,
        token_uid=token_uid(charge.alias),
        evse_uid=evse_uid(charge.number, charge.point),
        connector_id=connector_id(charge.number, charge.point),
        tariff_id=TARIFFS[charge.power_kw][0],
        status=charge.status,
        started_at=charge.started_at,
        ended_at=charge.ended_at,
        kwh=charge.kwh,
        total_cost=charge.total_cost,
    )


def _cdr_row(charge: Charge) -> CdrRow | None:
    if charge.ended_at is None or charge.total_cost is None or charge.payment is None:
        return None
    return CdrRow(
        id=charge.id.replace("ses_", "cdr_"),
        session_id=charge.id,
        total_energy=charge.kwh,
        total_time_s=int((charge.ended_at - charge.started_at).total_seconds()),
        total_cost=charge.total_cost,
        payment_status=charge.payment,
        created_at=charge.ended_at + timedelta(minutes=1),
    )


def _upsert(session: Session, table: type[Base], rows: Sequence[Base]) -> None:
    columns = [column.key for column in inspect(table).columns]
    values = [{column: getattr(row, column) for column in columns} for row in rows]
    session.execute(_insert_or_replace(session, table), values)


def _insert_or_replace(session: Session, table: type[Base]) -> Insert:
    keys = [column.name for column in inspect(table).primary_key]
    dialect: Any = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    insert = dialect.insert(table.__table__)
    replaced = {column.name: column for column in insert.excluded if column.name not in keys}
    statement: Insert = insert.on_conflict_do_update(index_elements=keys, set_=replaced)
    return statement
