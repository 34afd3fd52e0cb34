"""The tables of the charging network, in the words of OCPI 2.2.1."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from support.charging.model import DriverKind, EvseStatus, PaymentStatus, SessionStatus, TokenType
from support.storage.base import Base
from support.storage.types import Coordinate, Energy, Money, UnitPrice, words


class ConnectorStandard(StrEnum):
    TYPE_2 = "IEC_62196_T2"
    COMBO = "IEC_62196_T2_COMBO"
    CHADEMO = "CHADEMO"


class ConnectorFormat(StrEnum):
    SOCKET = "SOCKET"
    CABLE = "CABLE"


class PowerType(StrEnum):
    AC_1_PHASE = "AC_1_PHASE"
    AC_3_PHASE = "AC_3_PHASE"
    DC = "DC"


class DriverRow(Base):
    __tablename__ = "drivers"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[DriverKind] = mapped_column(words(DriverKind))
    email: Mapped[str | None] = mapped_column(String(254))
    phone: Mapped[str | None] = mapped_column(String(32))
    employer: Mapped[str | None] = mapped_column(String(120))


class TokenRow(Base):
    __tablename__ = "tokens"

    uid: Mapped[str] = mapped_column(String(64), primary_key=True)
    type: Mapped[TokenType] = mapped_column(words(TokenType))
    driver_id: Mapped[str] = mapped_column(ForeignKey("drivers.id"), index=True)
    valid: Mapped[bool]


class LocationRow(Base):
    __tablename__ = "locations"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(200))
    postal_code: Mapped[str] = mapped_column(String(10))
    city: Mapped[str] = mapped_column(String(80))
    latitude: Mapped[Decimal] = mapped_column(Coordinate())
    longitude: Mapped[Decimal] = mapped_column(Coordinate())


class EvseRow(Base):
    __tablename__ = "evses"

    uid: Mapped[str] = mapped_column(String(64), primary_key=True)
    evse_id: Mapped[str] = mapped_column(String(48), unique=True)
    location_id: Mapped[str] = mapped_column(ForeignKey("locations.id"), index=True)
    status: Mapped[EvseStatus] = mapped_column(words(EvseStatus))


class ConnectorRow(Base):
    __tablename__ = "connectors"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    evse_uid: Mapped[str] = mapped_column(ForeignKey("evses.uid"), index=True)
    standard: Mapped[ConnectorStandard] = mapped_column(words(ConnectorStandard))
    format: Mapped[ConnectorFormat] = mapped_column(words(ConnectorFormat))
    power_type: Mapped[PowerType] = mapped_column(words(PowerType))
    max_power_kw: Mapped[int]


class TariffRow(Base):
    """What a charge costs: `kwh * price_per_kwh + session_fee`, rounded half up to the cent."""

    __tablename__ = "tariffs"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    currency: Mapped[str] = mapped_column(String(3))
    price_per_kwh: Mapped[Decimal] = mapped_column(UnitPrice())
    session_fee: Mapped[Decimal] = mapped_column(Money())


class SessionRow(Base):
    """A charge. `total_cost` is null until it is billed, `ended_at` while it is under way."""

    __tablename__ = "sessions"
    __table_args__ = (Index(None, "driver_id", "started_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    driver_id: Mapped[str] = mapped_column(ForeignKey("drivers.id"))
    token_uid: Mapped[str] = mapped_column(ForeignKey("tokens.uid"))
    evse_uid: Mapped[str] = mapped_column(ForeignKey("evses.uid"))
    connector_id: Mapped[str] = mapped_column(ForeignKey("connectors.id"))
    tariff_id: Mapped[str] = mapped_column(ForeignKey("tariffs.id"))
    status: Mapped[SessionStatus] = mapped_column(words(SessionStatus))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    kwh: Mapped[Decimal] = mapped_column(Energy())
    total_cost: Mapped[Decimal | None] = mapped_column(Money())


class CdrRow(Base):
    """The charge detail record: what was billed for a session."""

    __tablename__ = "cdrs"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("sessions.id"), unique=True)
    total_energy: Mapped[Decimal] = mapped_column(Energy())
    total_time_s: Mapped[int]
    total_cost: Mapped[Decimal] = mapped_column(Money())
    payment_status: Mapped[PaymentStatus] = mapped_column(words(PaymentStatus))
    created_at: Mapped[datetime]


class DemoAnchorRow(Base):
    """The instant that the demonstration's sessions were last placed around; one row, or none."""

    __tablename__ = "demo_anchor"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    anchored_at: Mapped[datetime]
