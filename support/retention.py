"""How long what people said is kept, and its removal afterwards.

Why these lengths: `docs/decisions/0013-retention.md`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
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
    """How long, since the last message of a conversation, since a photo was sent, since a ticket was done."""

    anonymous: timedelta
    conversations: timedelta
    photos: timedelta
    tickets: timedelta


class Retention:
    """Removes what was kept long enough, a little at a time; several processes may do so at once.

    What belongs to a ticket that is not done stays as long as that. Who changes a conversation, its photos or its
    tickets locks the conversation first, as an erasure does.
    """

    def __init__(self, database: Database, kept: Kept, clock: Clock = utc_now) -> None:
        self._database = database
        self._kept = kept
        self._clock = clock

    def apply(self, at_once: int = AT_ONCE) -> int:
        """Take up to `at_once` conversations or tickets a step; how many it were, 0 when nothing is left to do."""
        steps = (self._remove_photos, self._erase_anonymous, self._anonymise, self._delete_tickets)
        return sum(self._in_a_transaction(step, at_once) for step in steps)

    def _in_a_transaction(self, step: Callable[[Session, datetime, int], int], at_once: int) -> int:
        # Each by itself, so that nobody waits for a row while he holds those of another step.
        with self._database.transaction() as session:
            return step(session, self._clock(), at_once)

    def _remove_photos(self, session: Session, now: datetime, at_once: int) -> int:
        of_this = PhotoRow.conversation_id == ConversationRow.id
        is_old = PhotoRow.created_at <= now - self._kept.photos
        found = _locked(session, at_once, exists().where(of_this, is_old), ~_has_ticket_that_waits())
        for conversation in found:
            photos = session.scalars(
                select(PhotoRow).where(PhotoRow.conversation_id == conversation.id, is_old)
            ).all()
            gone = {one.id for one in photos}
            put_out(session, TaskKind.REMOVE_PHOTOS, {"photos": sorted(gone)}, now)
            for ticket in _tickets_of(session, conversation.id):
                ticket.photos = [one for one in ticket.photos if one not in gone]
            for photo in photos:
                session.delete(photo)
        return len(found)

    def _erase_anonymous(self, session: Session, now: datetime, at_once: int) -> int:
        """Nobody known said it, and nothing came of it."""
        nobody = ConversationRow.driver_id.is_(None), ConversationRow.anonymised_at.is_(None)
        old = ConversationRow.last_at <= now - self._kept.anonymous
        found = _locked(session, at_once, *nobody, old, ~_has_ticket())
        for conversation in found:
            erase_what_was_said(session, conversation.id, now)
            session.delete(conversation)
        return len(found)

    def _anonymise(self, session: Session, now: datetime, at_once: int) -> int:
        """What remains says that somebody came, when, by which channel, and how he rated it."""
        old = ConversationRow.last_at <= now - self._kept.conversations
        found = _locked(
            session, at_once, ConversationRow.anonymised_at.is_(None), old, ~_has_ticket_that_waits()
        )
        for conversation in found:
            erase_what_was_said(session, conversation.id, now)
            for ticket in _tickets_of(session, conversation.id):
                # The key of a declaration may name the conversation.
                ticket.conversation_id, ticket.declaration_key = None, ticket.id
            conversation.driver_id = conversation.resumed_by = conversation.rating_comment = None
            conversation.turn_owner = conversation.turn_until = None
            conversation.context = {}
            conversation.anonymised_at = now
            conversation.closed_at = conversation.closed_at or now
        return len(found)

    def _delete_tickets(self, session: Session, now: datetime, at_once: int) -> int:
        old = TicketRow.updated_at <= now - self._kept.tickets
        query = select(TicketRow).where(TicketRow.status.in_(_DONE), old).limit(at_once)
        found = session.scalars(query.with_for_update(skip_locked=True)).all()
        for ticket in found:
            session.delete(ticket)
        return len(found)


def _has_ticket(*more: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(TicketRow.conversation_id == ConversationRow.id, *more)


def _has_ticket_that_waits() -> ColumnElement[bool]:
    return _has_ticket(TicketRow.status.not_in(_DONE))


def _tickets_of(session: Session, conversation_id: str) -> Sequence[TicketRow]:
    query = select(TicketRow).where(TicketRow.conversation_id == conversation_id)
    return session.scalars(query.with_for_update()).all()


def _locked(session: Session, at_once: int, *conditions: ColumnElement[bool]) -> list[ConversationRow]:
    query = select(ConversationRow).where(*conditions).order_by(ConversationRow.last_at).limit(at_once)
    return list(session.scalars(query.with_for_update(skip_locked=True)))
