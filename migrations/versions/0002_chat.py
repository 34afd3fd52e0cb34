"""Who speaks, who holds the turn, ratings, photos, and what is to leave the house."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision: str = "0002"
down_revision: str | None = "0001"
branch_labels: None = None
depends_on: None = None

_INSTANT = sa.DateTime(timezone=True)
_WORD = sa.String(20)
_ID = sa.String(64)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")
_OPTIONAL = {
    "closed_at": _INSTANT,
    "resumed_by": _ID,
    "turn_owner": _ID,
    "turn_until": _INSTANT,
    "rating": sa.Integer(),
    "rating_comment": sa.Text(),
    "rated_at": _INSTANT,
}
_REQUIRED = {
    "speaker": (_WORD, "bot"),
    "answered_position": (sa.Integer(), "-1"),
    "apologised_position": (sa.Integer(), "-1"),
    "turn_failures": (sa.Integer(), "0"),
}


def upgrade() -> None:
    with op.batch_alter_table("conversations") as table:
        for name, kind in _OPTIONAL.items():
            table.add_column(sa.Column(name, kind, nullable=True))
        for name, (kind, value) in _REQUIRED.items():
            table.add_column(sa.Column(name, kind, nullable=False, server_default=value))
        table.create_unique_constraint("uq_conversations_resumed_by", ["resumed_by"])
    # What was said before is not to be answered again.
    op.execute(
        "UPDATE conversations SET answered_position ="
        " (SELECT coalesce(max(position), 0) FROM messages WHERE conversation_id = conversations.id)"
    )
    with op.batch_alter_table("conversations") as table:
        for name in _REQUIRED:
            table.alter_column(name, server_default=None)
    _create_photos()
    _create_outbox()


def downgrade() -> None:
    op.drop_table("outbox")
    op.drop_table("photos")
    with op.batch_alter_table("conversations") as table:
        table.drop_constraint("uq_conversations_resumed_by", type_="unique")
        for name in (*_OPTIONAL, *_REQUIRED):
            table.drop_column(name)


def _create_photos() -> None:
    op.create_table(
        "photos",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("conversation_id", _ID, nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_photos"),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name="fk_photos_conversation_id",
            ondelete="CASCADE",
        ),
    )
    op.create_index("ix_photos_conversation_id", "photos", ["conversation_id"])


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", _WORD, nullable=False),
        sa.Column("payload", _JSON, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("due_at", _INSTANT, nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_due_at", "outbox", ["due_at"])
