"""The stations of the demonstration: real towns, invented stations, `FR*BMP*E<number>*<point>` charge points."""

import csv
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from random import Random
from typing import NamedTuple

from support.charging.model import EvseStatus
from support.storage.charging_tables import (
    ConnectorFormat,
    ConnectorRow,
    ConnectorStandard,
    EvseRow,
    LocationRow,
    PowerType,
    TariffRow,
)


class Station(NamedTuple):
    """`points` is the power in kW of each charge point, in the order of their numbers."""

    number: str
    name: str
    address: str
    postal_code: str
    city: str
    latitude: str
    longitude: str
    points: tuple[int, ...]


def _stations() -> Iterator[Station]:
    with Path(__file__).with_name("demo_stations.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            points = tuple(int(power) for power in row.pop("points_kw").split())
            yield Station(**row, points=points)


STATIONS: Sequence[Station] = tuple(_stations())

TARIFFS = {
    7: ("tariff_ac_7", Decimal("0.3200"), Decimal("0.00")),
    22: ("tariff_ac_22", Decimal("0.3900"), Decimal("0.00")),
    50: ("tariff_dc_50", Decimal("0.4990"), Decimal("0.50")),
    150: ("tariff_dc_150", Decimal("0.5590"), Decimal("1.00")),
    300: ("tariff_dc_300", Decimal("0.5950"), Decimal("1.00")),
}

_STATUSES = {
    EvseStatus.AVAILABLE: 56,
    EvseStatus.CHARGING: 22,
    EvseStatus.OUTOFORDER: 8,
    EvseStatus.INOPERATIVE: 4,
    EvseStatus.BLOCKED: 4,
    EvseStatus.RESERVED: 4,
    EvseStatus.UNKNOWN: 2,
}


def evse_uid(number: str, point: int) -> str:
    return f"evse_{number}_{point}"


def connector_id(number: str, point: int) -> str:
    """The point's main connector: Type 2 in AC, Combo in DC."""
    return f"con_{number}_{point}_1"


def tariff_rows() -> list[TariffRow]:
    return [
        TariffRow(id=tariff_id, currency="EUR", price_per_kwh=price, session_fee=fee)
        for tariff_id, price, fee in TARIFFS.values()
    ]


def network_rows(charging: frozenset[str]) -> Iterator[LocationRow | EvseRow | ConnectorRow]:
    """The stations with their charge points; those whose uid is in `charging` are CHARGING."""
    chance = Random("stations")
    for station in STATIONS:
        yield LocationRow(
            id=f"loc_{station.number}",
            name=station.name,
            address=station.address,
            postal_code=station.postal_code,
            city=station.city,
            latitude=Decimal(station.latitude),
            longitude=Decimal(station.longitude),
        )
        for point, power_kw in enumerate(station.points, start=1):
            status = chance.choices(list(_STATUSES), list(_STATUSES.values()))[0]
            uid = evse_uid(station.number, point)
            yield EvseRow(
                uid=uid,
                evse_id=f"FR*BMP*E{station.number}*{point}",
                location_id=f"loc_{station.number}",
                status=EvseStatus.CHARGING if uid in charging else status,
            )
            yield from _connectors(station.number, point, power_kw)


def _connectors(number: str, point: int, power_kw: int) -> Iterator[ConnectorRow]:
    if power_kw <= 22:
        yield ConnectorRow(
            id=connector_id(number, point),
            evse_uid=evse_uid(number, point),
            standard=ConnectorStandard.TYPE_2,
            format=ConnectorFormat.SOCKET,
            power_type=PowerType.AC_1_PHASE if power_kw == 7 else PowerType.AC_3_PHASE,
            max_power_kw=power_kw,
        )
        return
    yield ConnectorRow(
        id=connector_id(number, point),
        evse_uid=evse_uid(number, point),
        standard=ConnectorStandard.COMBO,
        format=ConnectorFormat.CABLE,
        power_type=PowerType.DC,
        max_power_kw=power_kw,
    )
    if power_kw == 50:
        yield ConnectorRow(
            id=f"con_{number}_{point}_2",
            evse_uid=evse_uid(number, point),
            standard=ConnectorStandard.CHADEMO,
            format=ConnectorFormat.CABLE,
            power_type=PowerType.DC,
            max_power_kw=power_kw,
        )
