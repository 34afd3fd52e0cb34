"""When a conversation was made anonymous."""

import sqlalchemy as sa
from alembic import op

revision: str = "0006"
down_revision: str | None = "0005"
branch_labels: None = None
depends_on: None = None


def upgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("anonymised_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(op.f("ix_photos_created_at"), "photos", ["created_at"])


def downgrade() -> None:
    # The version before knows no such task.
    op.execute("DELETE FROM outbox WHERE kind = 'remove_photos'")
    op.drop_index(op.f("ix_photos_created_at"), "photos")
    with op.batch_alter_table("conversations") as table:
        table.drop_column("anonymised_at")
