"""What a charging network is made of, in the words of OCPI 2.2.1.

Times are aware UTC, money is `Decimal` euros, energy is `Decimal` kWh.
Source of the names: https://github.com/ocpi/ocpi (mod_locations, mod_sessions, mod_tokens).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class EvseStatus(StrEnum):
    AVAILABLE = "AVAILABLE"
    BLOCKED = "BLOCKED"
    CHARGING = "CHARGING"
    INOPERATIVE = "INOPERATIVE"
    OUTOFORDER = "OUTOFORDER"
    RESERVED = "RESERVED"
    UNKNOWN = "UNKNOWN"


class SessionStatus(StrEnum):
    ACTIVE = "ACTIVE"
    COMPLETED = "COMPLETED"
    INVALID = "INVALID"
    PENDING = "PENDING"


class TokenType(StrEnum):
    APP_USER = "APP_USER"
    RFID = "RFID"
    AD_HOC_USER = "AD_HOC_USER"


class PaymentStatus(StrEnum):
    PAID = "PAID"
    UNPAID = "UNPAID"
    PENDING = "PENDING"


class DriverKind(StrEnum):
    PARTICULIER = "particulier"
    SALARIE = "salarie"


@dataclass(frozen=True, slots=True)
class Driver:
    id: str
    name: str
    kind: DriverKind
    email: str | None
    phone: str | None
    employer: str | None


@dataclass(frozen=True, slots=True)
class Location:
    """A station: the place where one or more EVSEs stand."""

    id: str
    name: str
    address: str
    postal_code: str
    city: str


@dataclass(frozen=True, slots=True)
class Evse:
    """One charge point; `evse_id` is eMI3 (`FR*BMP*E1234*1`)."""

    evse_id: str
    status: EvseStatus
    location: Location


@dataclass(frozen=True, slots=True)
class ChargingSession:
    """A driver's charge. `ended_at` is None while it is ACTIVE; `total_cost` is None until it is billed."""

    id: str
    driver_id: str
    status: SessionStatus
    started_at: datetime
    ended_at: datetime | None
    kwh: Decimal
    total_cost: Decimal | None
    token_type: TokenType
    evse_id: str
    location: Location
    payment_status: PaymentStatus | None

    def duration(self, now: datetime) -> timedelta:
        """Time plugged in, until `now` while the session is active."""
        return (self.ended_at or now) - self.started_at
