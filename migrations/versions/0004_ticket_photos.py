"""The photos that are joined to a ticket, by their ids."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    json = sa.JSON().with_variant(JSONB(), "postgresql")
    with op.batch_alter_table("tickets") as table:
        table.add_column(sa.Column("photos", json, nullable=False, server_default="[]"))
    with op.batch_alter_table("tickets") as table:
        table.alter_column("photos", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("tickets") as table:
        table.drop_column("photos")
