"""The tables of tickets. They hold no foreign key to the charging tables, which may live elsewhere."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from support.storage.base import Base


def opaque_id() -> str:
    """An unguessable public id: 32 hexadecimal characters."""
    return uuid4().hex


class TicketRow(Base):
    """A declaration received. `number` (`BMP-2026-000123`) is for people, `id` for links.

    `photos` are the ids of those of its conversation.
    """

    __tablename__ = "tickets"
    __table_args__ = (Index(None, "driver_id", "created_at"), Index(None, "status", "created_at"))

    id: Mapped[str] = mapped_column(String(32), primary_key=True, default=opaque_id)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    declaration_key: Mapped[str] = mapped_column(String(128), unique=True)
    category: Mapped[str] = mapped_column(String(40))
    subcategory: Mapped[str | None] = mapped_column(String(40))
    urgency: Mapped[str] = mapped_column(String(20))
    status: Mapped[str] = mapped_column(String(20))
    driver_id: Mapped[str | None] = mapped_column(String(64))
    contact_email: Mapped[str | None] = mapped_column(String(254))
    contact_phone: Mapped[str | None] = mapped_column(String(32))
    conversation_id: Mapped[str | None] = mapped_column(String(64), index=True)
    session_id: Mapped[str | None] = mapped_column(String(64), index=True)
    location_id: Mapped[str | None] = mapped_column(String(64))
    evse_id: Mapped[str | None] = mapped_column(String(48))
    place_said: Mapped[str | None] = mapped_column(Text)
    description: Mapped[str] = mapped_column(Text)
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    transcript: Mapped[list[dict[str, Any]]] = mapped_column(default=list)
    photos: Mapped[list[str]] = mapped_column(default=list)
    context: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class TicketNoteRow(Base):
    __tablename__ = "ticket_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[str] = mapped_column(ForeignKey("tickets.id", ondelete="CASCADE"), index=True)
    author: Mapped[str] = mapped_column(String(120))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class TicketCounterRow(Base):
    """The last number given in a year; lock or update-and-return it to take the next."""

    __tablename__ = "ticket_counters"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
