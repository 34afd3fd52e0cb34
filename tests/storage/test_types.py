from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError

from support.storage.charging_tables import DemoAnchorRow, TariffRow, TokenRow
from support.storage.conversation_tables import ConversationRow
from support.storage.database import Database

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def _stored_time(database: Database, moment: datetime) -> datetime:
    with database.transaction() as session:
        session.add(DemoAnchorRow(id=1, anchored_at=moment))
    with database.transaction() as session:
        return session.get_one(DemoAnchorRow, 1).anchored_at


def _tariff(price: Decimal, fee: Decimal, identity: str = "t") -> TariffRow:
    return TariffRow(id=identity, currency="EUR", price_per_kwh=price, session_fee=fee)


@pytest.mark.parametrize(
    "moment",
    [
        NOON,
        NOON.replace(microsecond=123_456),
        datetime(2026, 7, 14, 23, 59, 59, 999_999, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(2026, 10, 25, 2, 30, fold=0, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=ZoneInfo("Europe/Paris")),
        datetime(2026, 1, 1, tzinfo=timezone(timedelta(hours=-4))),
    ],
)
def test_an_instant_comes_back_the_same_in_utc(database: Database, moment: datetime) -> None:
    stored = _stored_time(database, moment)

    assert (stored, stored.tzinfo) == (moment.astimezone(UTC), UTC)


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(StatementError, match="without a zone"):
        _stored_time(database, NOON.replace(tzinfo=None))


def test_instants_compare_across_zones(database: Database) -> None:
    _stored_time(database, NOON)
    just_before_noon = (NOON - timedelta(seconds=1)).astimezone(ZoneInfo("Pacific/Auckland"))

    with database.transaction() as session:
        later = session.scalars(
            select(DemoAnchorRow.id).where(DemoAnchorRow.anchored_at > just_before_noon)
        ).all()

    assert later == [1]


@pytest.mark.parametrize("amount", ["0.00", "0.01", "0.10", "12.40", "-3.05", "9999999999.99"])
def test_money_comes_back_to_the_cent(database: Database, amount: str) -> None:
    with database.transaction() as session:
        session.add(_tariff(Decimal("0.3999"), Decimal(amount)))
    with database.transaction() as session:
        stored = session.get_one(TariffRow, "t")

    assert (str(stored.session_fee), str(stored.price_per_kwh)) == (amount, "0.3999")


def test_money_sums_exactly(database: Database) -> None:
    with database.transaction() as session:
        session.add_all(_tariff(Decimal("0.3900"), Decimal("0.10"), f"t{n}") for n in range(30))

    with database.transaction() as session:
        summed = session.scalar(select(func.sum(TariffRow.session_fee, type_=TariffRow.session_fee.type)))

    assert summed == Decimal("3.00")


@pytest.mark.parametrize("amount", [Decimal("0.005"), Decimal("NaN"), 0.1, 1])
def test_money_that_is_not_an_exact_number_of_cents_is_refused(database: Database, amount: Any) -> None:
    with pytest.raises(StatementError), database.transaction() as session:
        session.add(_tariff(Decimal("0.3900"), amount))


def test_a_word_out_of_the_vocabulary_is_refused(database: Database) -> None:
    unknown: Any = "on fire"

    with pytest.raises(StatementError), database.transaction() as session:
        session.add(TokenRow(uid="t", type=unknown, driver_id="d", valid=True))


def test_a_document_comes_back_as_it_was(database: Database) -> None:
    document = {"lieu": "Guérande", "montants": ["12.40"], "vide": None, "emoji": "🔌"}
    with database.transaction() as session:
        session.add(ConversationRow(id="c", channel="web", context=document, opened_at=NOON, last_at=NOON))
    with database.transaction() as session:
        stored = session.get_one(ConversationRow, "c").context

    assert stored == document
