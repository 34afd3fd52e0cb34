"""Erasing what was said in a conversation, wherever a copy of it is."""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from support.outbox import TaskKind, put_out
from support.storage.conversation_tables import MessageRow, PhotoRow
from support.storage.ticket_tables import TicketRow


def erase_what_was_said(session: Session, conversation_id: str, now: datetime) -> None:
    """Erase messages and photos, and the copies in tickets; note what is to be erased outside of the database.

    The tickets themselves stay, since somebody works on them.
    """
    photos = session.scalars(select(PhotoRow.id).where(PhotoRow.conversation_id == conversation_id))
    put_out(session, TaskKind.ERASE, {"conversation_id": conversation_id, "photos": list(photos)}, now)
    of_this = TicketRow.conversation_id == conversation_id
    session.execute(update(TicketRow).where(of_this).values(transcript=[], photos=[]))
    for table in (PhotoRow, MessageRow):
        session.execute(delete(table).where(table.conversation_id == conversation_id))
