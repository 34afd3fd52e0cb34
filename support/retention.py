"""How long what people said is kept, and its removal afterwards.

Why these lengths: `docs/decisions/0013-retention.md`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from support.clock import Clock, utc_now
from support.erasure import erase_what_was_said
from support.outbox import TaskKind, put_out
from support.storage.conversation_tables import ConversationRow, PhotoRow
from support.storage.database import Database
from support.storage.ticket_tables import TicketRow
from support.tickets.model import TicketStatus

AT_ONCE = 100
_DONE = (TicketStatus.SOLVED.value, TicketStatus.CLOSED.value)


@dataclass(frozen=True, slots=True)
class Kept:
    """How long, since the last message of a conversation, or since a photo was sent."""

    anonymous: timedelta
    conversations: timedelta
    photos: timedelta


class Retention:
    """Removes what was kept long enough, a little at a time; several processes may do so at once.

    What belongs to a ticket that is not done stays as long as that.
    """

    def __init__(self, database: Database, kept: Kept, clock: Clock = utc_now) -> None:
        self._database = database
        self._kept = kept
        self._clock = clock

    def apply(self, at_once: int = AT_ONCE) -> int:
        """Remove up to `at_once` photos and as many conversations; how many it were, 0 when nothing is left to do."""
        now = self._clock()
        with self._database.transaction() as session:
            removed = self._remove_photos(session, now, at_once)
            removed += self._erase_anonymous(session, now, at_once)
            return removed + self._anonymise(session, now, at_once)

    def _remove_photos(self, session: Session, now: datetime, at_once: int) -> int:
        old = PhotoRow.created_at <= now - self._kept.photos
        waits = _has_ticket(PhotoRow.conversation_id, TicketRow.status.not_in(_DONE))
        query = select(PhotoRow).where(old, ~waits).limit(at_once).with_for_update(skip_locked=True)
        photos = session.scalars(query).all()
        if photos:
            gone = {one.id for one in photos}
            put_out(session, TaskKind.REMOVE_PHOTOS, {"photos": sorted(gone)}, now)
            about = {one.conversation_id for one in photos}
            for ticket in session.scalars(select(TicketRow).where(TicketRow.conversation_id.in_(about))):
                ticket.photos = [one for one in ticket.photos if one not in gone]
            for photo in photos:
                session.delete(photo)
        return len(photos)

    def _erase_anonymous(self, session: Session, now: datetime, at_once: int) -> int:
        """Nobody known said it, and nothing came of it."""
        nobody = ConversationRow.driver_id.is_(None), ConversationRow.anonymised_at.is_(None)
        is_followed_up = _has_ticket(ConversationRow.id)
        old = ConversationRow.last_at <= now - self._kept.anonymous
        found = _locked(session, at_once, *nobody, old, ~is_followed_up)
        for conversation in found:
            erase_what_was_said(session, conversation.id, now)
            session.delete(conversation)
        return len(found)

    def _anonymise(self, session: Session, now: datetime, at_once: int) -> int:
        """What remains says that somebody came, when, by which channel, and how he rated it."""
        waits = _has_ticket(ConversationRow.id, TicketRow.status.not_in(_DONE))
        old = ConversationRow.last_at <= now - self._kept.conversations
        found = _locked(session, at_once, ConversationRow.anonymised_at.is_(None), old, ~waits)
        for conversation in found:
            erase_what_was_said(session, conversation.id, now)
            of_this = TicketRow.conversation_id == conversation.id
            session.execute(update(TicketRow).where(of_this).values(conversation_id=None))
            conversation.driver_id = conversation.resumed_by = conversation.rating_comment = None
            conversation.context = {}
            conversation.anonymised_at = now
            conversation.closed_at = conversation.closed_at or now
        return len(found)


def _has_ticket(conversation_id: object, *more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(TicketRow.conversation_id == conversation_id, *more)


def _locked(session: Session, at_once: int, *conditions: ColumnElement[bool]) -> list[ConversationRow]:
    query = select(ConversationRow).where(*conditions).order_by(ConversationRow.last_at).limit(at_once)
    return list(session.scalars(query.with_for_update(skip_locked=True)))
