"""The table of what is to leave the house: written with what causes it, delivered at least once."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from support.storage.base import Base


class OutboxRow(Base):
    """A task for the world outside, kept until it is done.

    Who tries it moves `due_at` on first, so that another process tries only when he did not come back.
    `failures` counts the tries that failed.
    """

    __tablename__ = "outbox"
    __table_args__ = (Index(None, "due_at"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    failures: Mapped[int] = mapped_column(default=0)
