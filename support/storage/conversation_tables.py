"""The tables of conversations: who talks, every message in order, the photos, and who holds the turn."""

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
    SYSTEM = "system"


class Speaker(StrEnum):
    """Who answers: the assistant, nobody yet because a person was asked for, or that person."""

    BOT = "bot"
    QUEUE = "queue"
    ADVISER = "adviser"


class ConversationRow(Base):
    """A conversation.

    `resumed_by` is the driver who gets this conversation when he opens the chat again: one at most for each driver.
    `answered_position` is the last message of the driver that got its answer, `apologised_position` the last for
    which the assistant said that it could not answer; 0 stands for the opening, -1 for nothing. The turn belongs to
    `turn_owner` until `turn_until`; `turn_failures` counts those that failed in a row. `turn_up_to` is the last
    message of a turn that may have reached the engine, until it is answered. What was said and who said it is gone
    since `anonymised_at`.
    """

    __tablename__ = "conversations"
    __table_args__ = (Index(None, "driver_id", "last_at"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    driver_id: Mapped[str | None] = mapped_column(String(64))
    channel: Mapped[str] = mapped_column(String(20))
    context: Mapped[dict[str, Any]] = mapped_column(default=dict)
    opened_at: Mapped[datetime]
    last_at: Mapped[datetime] = mapped_column(index=True)
    speaker: Mapped[Speaker] = mapped_column(words(Speaker), default=Speaker.BOT)
    closed_at: Mapped[datetime | None]
    resumed_by: Mapped[str | None] = mapped_column(String(64), unique=True)
    answered_position: Mapped[int] = mapped_column(default=-1)
    apologised_position: Mapped[int] = mapped_column(default=-1)
    turn_owner: Mapped[str | None] = mapped_column(String(64))
    turn_until: Mapped[datetime | None]
    turn_failures: Mapped[int] = mapped_column(default=0)
    turn_up_to: Mapped[int | None]
    rating_asked_at: Mapped[datetime | None]
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[datetime | None]
    anonymised_at: Mapped[datetime | None]


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


class PhotoRow(Base):
    """A photo of a conversation; its pixels are in the photo store under its id. Sizes in pixels."""

    __tablename__ = "photos"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    conversation_id: Mapped[str] = mapped_column(
        ForeignKey("conversations.id", ondelete="CASCADE"), index=True
    )
    width: Mapped[int]
    height: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(index=True)
