"""Column types that mean the same on SQLite and PostgreSQL: aware UTC times, exact decimals, words, JSON."""

from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, Numeric
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator, TypeEngine

_PRECISION = 12


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware datetimes of any zone, refuses naive ones (`ValueError`), returns aware UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError(f"a time without a zone cannot be stored: {value.isoformat()}")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class FixedPoint(TypeDecorator[Decimal]):
    """An exact `Decimal` with `scale` decimals: NUMERIC on PostgreSQL, an integer of minor units on SQLite.

    A value with more decimals is refused (`ValueError`) rather than rounded: rounding is the business's to do.
    Compare, order and sum in SQL; multiply in Python, since minor units multiplied are no longer minor units.
    """

    impl = Numeric
    cache_ok = True

    def __init__(self, scale: int) -> None:
        super().__init__(_PRECISION, scale)
        self.scale = scale

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "sqlite":
            return dialect.type_descriptor(BigInteger())
        return dialect.type_descriptor(Numeric(_PRECISION, self.scale))

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Decimal | int | None:
        if value is None:
            return None
        if not isinstance(value, Decimal) or not value.is_finite():
            raise ValueError(f"not an exact decimal: {value!r}")
        minor = value.scaleb(self.scale)
        if minor != minor.to_integral_value():
            raise ValueError(f"{value} has more than {self.scale} decimals")
        return int(minor) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        return Decimal(value).scaleb(-self.scale) if dialect.name == "sqlite" else Decimal(value)


class Money(FixedPoint):
    """An amount, to the cent."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(2)


class UnitPrice(FixedPoint):
    """A price per unit, to a hundredth of a cent."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(4)


class Energy(FixedPoint):
    """An energy in kWh, to the watt-hour."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(3)


class Coordinate(FixedPoint):
    """A latitude or a longitude in degrees, to a millionth."""

    cache_ok = True

    def __init__(self) -> None:
        super().__init__(6)


def words[W: StrEnum](vocabulary: type[W]) -> Enum:
    """A column of at most 20 characters holding the values of `vocabulary`; any other is refused."""
    return Enum(
        vocabulary,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        values_callable=lambda members: [member.value for member in members],
        length=20,
    )


Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON document; `None` is SQL NULL. Replace the value to change it: mutation in place is not tracked."""
