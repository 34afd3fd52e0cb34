"""Every table at once: importing this module fills `metadata`."""

from support.storage import charging_tables, conversation_tables, outbox_tables, ticket_tables
from support.storage.base import Base

metadata = Base.metadata

__all__ = ["charging_tables", "conversation_tables", "metadata", "outbox_tables", "ticket_tables"]
