"""The tables of conversations: who talks, and every message in order."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from support.storage.base import Base
from support.storage.types import words


class MessageAuthor(StrEnum):
    DRIVER = "driver"
    BOT = "bot"
    ADVISER = "adviser"


class ConversationRow(Base):
    __tablename__ = "conversations"
    __table_args__ = (Index(None, "driver_id", "last_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    driver_id: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    context: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)


class MessageRow(Base):
    """A message. `position` counts within its conversation; `client_id` makes a retried send idempotent."""

    __tablename__ = "messages"
    __table_args__ = (
        UniqueConstraint("conversation_id", "position"),
        UniqueConstraint("conversation_id", "client_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"))
    position: Mapped[int]
    author: Mapped[MessageAuthor] = mapped_column(words(MessageAuthor))
    text: Mapped[str] = mapped_column(Text)
    choice: Mapped[str | None] = mapped_column(String(200))
    blocks: Mapped[list[dict[str, Any]] | None]
    client_id: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
