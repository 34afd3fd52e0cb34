"""The charging network, the conversations and the tickets."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0001"
down_revision: str | None = None
branch_labels: None = None
depends_on: None = None

_INSTANT = sa.DateTime(timezone=True)
_WORD = sa.String(20)
_ID = sa.String(64)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def upgrade() -> None:
    _create_network()
    _create_charging()
    _create_conversations()
    _create_tickets()


def downgrade() -> None:
    for table in (
        *("ticket_counters", "ticket_notes", "tickets"),
        *("messages", "conversations"),
        *("demo_anchor", "cdrs", "sessions", "tariffs", "tokens", "drivers"),
        *("connectors", "evses", "locations"),
    ):
        op.drop_table(table)


def _decimal(scale: int) -> sa.types.TypeEngine[Any]:
    """Exact on both: SQLite holds integers of minor units."""
    return sa.Numeric(12, scale).with_variant(sa.BigInteger(), "sqlite")


def _required(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False)


def _optional(name: str, kind: Any) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=True)


def _primary(table: str, column: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(column, name=f"pk_{table}")


def _refers(table: str, column: str, target: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def _index(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _create_network() -> None:
    op.create_table(
        "locations",
        _required("id", _ID),
        _required("name", sa.String(120)),
        _required("address", sa.String(200)),
        _required("postal_code", sa.String(10)),
        _required("city", sa.String(80)),
        _required("latitude", _decimal(6)),
        _required("longitude", _decimal(6)),
        _primary("locations", "id"),
    )
    op.create_table(
        "evses",
        _required("uid", _ID),
        _required("evse_id", sa.String(48)),
        _required("location_id", _ID),
        _required("status", _WORD),
        _primary("evses", "uid"),
        _unique("evses", "evse_id"),
        _refers("evses", "location_id", "locations.id"),
    )
    _index("evses", "location_id")
    op.create_table(
        "connectors",
        _required("id", _ID),
        _required("evse_uid", _ID),
        _required("standard", _WORD),
        _required("format", _WORD),
        _required("power_type", _WORD),
        _required("max_power_kw", sa.Integer()),
        _primary("connectors", "id"),
        _refers("connectors", "evse_uid", "evses.uid"),
    )
    _index("connectors", "evse_uid")


def _create_charging() -> None:
    op.create_table(
        "drivers",
        _required("id", _ID),
        _required("name", sa.String(120)),
        _required("kind", _WORD),
        _optional("email", sa.String(254)),
        _optional("phone", sa.String(32)),
        _optional("employer", sa.String(120)),
        _primary("drivers", "id"),
    )
    op.create_table(
        "tokens",
        _required("uid", _ID),
        _required("type", _WORD),
        _required("driver_id", _ID),
        _required("valid", sa.Boolean()),
        _primary("tokens", "uid"),
        _refers("tokens", "driver_id", "drivers.id"),
    )
    _index("tokens", "driver_id")
    op.create_table(
        "tariffs",
        _required("id", _ID),
        _required("currency", sa.String(3)),
        _required("price_per_kwh", _decimal(4)),
        _required("session_fee", _decimal(2)),
        _primary("tariffs", "id"),
    )
    op.create_table(
        "sessions",
        _required("id", _ID),
        _required("driver_id", _ID),
        _required("token_uid", _ID),
        _required("evse_uid", _ID),
        _required("connector_id", _ID),
        _required("tariff_id", _ID),
        _required("status", _WORD),
        _required("started_at", _INSTANT),
        _optional("ended_at", _INSTANT),
        _required("kwh", _decimal(3)),
        _optional("total_cost", _decimal(2)),
        _primary("sessions", "id"),
        _refers("sessions", "driver_id", "drivers.id"),
        _refers("sessions", "token_uid", "tokens.uid"),
        _refers("sessions", "evse_uid", "evses.uid"),
        _refers("sessions", "connector_id", "connectors.id"),
        _refers("sessions", "tariff_id", "tariffs.id"),
    )
    _index("sessions", "driver_id", "started_at")
    op.create_table(
        "cdrs",
        _required("id", _ID),
        _required("session_id", _ID),
        _required("total_energy", _decimal(3)),
        _required("total_time_s", sa.Integer()),
        _required("total_cost", _decimal(2)),
        _required("payment_status", _WORD),
        _required("created_at", _INSTANT),
        _primary("cdrs", "id"),
        _unique("cdrs", "session_id"),
        _refers("cdrs", "session_id", "sessions.id"),
    )
    op.create_table(
        "demo_anchor",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        _required("anchored_at", _INSTANT),
        _primary("demo_anchor", "id"),
    )


def _create_conversations() -> None:
    op.create_table(
        "conversations",
        _required("id", _ID),
        _optional("driver_id", _ID),
        _required("channel", _WORD),
        _required("context", _JSON),
        _required("opened_at", _INSTANT),
        _required("last_at", _INSTANT),
        _primary("conversations", "id"),
    )
    _index("conversations", "driver_id", "last_at")
    _index("conversations", "last_at")
    op.create_table(
        "messages",
        _required("id", sa.Integer()),
        _required("conversation_id", _ID),
        _required("position", sa.Integer()),
        _required("author", _WORD),
        _required("text", sa.Text()),
        _optional("choice", sa.String(200)),
        _optional("blocks", _JSON),
        _optional("client_id", _ID),
        _required("created_at", _INSTANT),
        _primary("messages", "id"),
        _unique("messages", "conversation_id", "position"),
        _unique("messages", "conversation_id", "client_id"),
        _refers("messages", "conversation_id", "conversations.id", ondelete="CASCADE"),
    )


def _create_tickets() -> None:
    op.create_table(
        "tickets",
        _required("id", sa.String(32)),
        _required("number", _WORD),
        _required("declaration_key", sa.String(128)),
        _required("category", sa.String(40)),
        _optional("subcategory", sa.String(40)),
        _required("urgency", _WORD),
        _required("status", _WORD),
        _optional("driver_id", _ID),
        _optional("contact_email", sa.String(254)),
        _optional("contact_phone", sa.String(32)),
        _optional("conversation_id", _ID),
        _optional("session_id", _ID),
        _optional("location_id", _ID),
        _optional("evse_id", sa.String(48)),
        _optional("place_said", sa.Text()),
        _required("description", sa.Text()),
        _required("details", _JSON),
        _required("transcript", _JSON),
        _required("context", _JSON),
        _required("created_at", _INSTANT),
        _required("updated_at", _INSTANT),
        _primary("tickets", "id"),
        _unique("tickets", "number"),
        _unique("tickets", "declaration_key"),
    )
    _index("tickets", "driver_id", "created_at")
    _index("tickets", "status", "created_at")
    _index("tickets", "conversation_id")
    _index("tickets", "session_id")
    op.create_table(
        "ticket_notes",
        _required("id", sa.Integer()),
        _required("ticket_id", sa.String(32)),
        _required("author", sa.String(120)),
        _required("text", sa.Text()),
        _required("created_at", _INSTANT),
        _primary("ticket_notes", "id"),
        _refers("ticket_notes", "ticket_id", "tickets.id", ondelete="CASCADE"),
    )
    _index("ticket_notes", "ticket_id")
    op.create_table(
        "ticket_counters",
        sa.Column("year", sa.Integer(), nullable=False, autoincrement=False),
        _required("last", sa.Integer()),
        _primary("ticket_counters", "year"),
    )
