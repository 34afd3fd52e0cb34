"""The counter where declarations become tickets."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from support.callers import Caller
from support.clock import Clock, utc_now
from support.conversations import LoggedMessage, MessageLog
from support.errors import IncompleteDeclaration, NotTheCaller
from support.escalation import Urgency
from support.opening_hours import PARIS
from support.storage.conversation_tables import PhotoRow
from support.storage.database import Database
from support.storage.ticket_tables import TicketCounterRow, TicketNoteRow, TicketRow
from support.tickets.model import NewTicket, Place, Ticket, TicketCategory, TicketStatus


class TicketDesk:
    """Records declarations, and tells people about their own tickets only."""

    def __init__(self, database: Database, messages: MessageLog, clock: Clock = utc_now) -> None:
        self._database = database
        self._messages = messages
        self._clock = clock

    def open(self, new: NewTicket) -> Ticket:
        """Record a declaration and return its ticket; a second time with the same key, the same ticket.

        What was said in the conversation, and the photos that no other ticket of it has, are joined to it.

        Raises `IncompleteDeclaration` when nothing is described or an unknown visitor leaves no way to reach him
        (a danger is recorded all the same), `StorageUnavailable`, or `NotTheCaller` when the key is another's.
        """
        _check_complete(new)
        existing = self.by_key(new.caller, new.key)
        if existing is not None:
            return existing
        conversation_id = new.caller.conversation_id
        transcript = [_as_json(message) for message in self._messages.transcript(conversation_id)]
        try:
            with self._database.transaction() as session:
                row = self._row(session, new, transcript, _photos_to_join(session, conversation_id))
                session.add(row)
                session.flush()
                return _ticket(row)
        except IntegrityError:
            twin = self.by_key(new.caller, new.key)
            if twin is None:
                raise NotTheCaller(new.key) from None
            return twin

    def by_key(self, caller: Caller, key: str) -> Ticket | None:
        """The caller's ticket made from the declaration of this key."""
        return self._first(TicketRow.declaration_key == key, caller)

    def by_number(self, caller: Caller, number: str) -> Ticket | None:
        """The caller's ticket of this public number; None when there is none *or it is another person's*."""
        return self._first(TicketRow.number == number, caller)

    def latest(self, caller: Caller, limit: int = 3) -> Sequence[Ticket]:
        """The caller's tickets, the latest first."""
        query = (
            select(TicketRow)
            .where(_owned_by(caller))
            .order_by(TicketRow.created_at.desc(), TicketRow.number.desc())
            .limit(limit)
        )
        with self._database.transaction(read_only=True) as session:
            return [_ticket(row) for row in session.scalars(query)]

    def add_note(self, caller: Caller, ticket_id: str, text: str, place: Place | None = None) -> Ticket:
        """Add what the driver says to his own ticket, and the place if he names it. Raises `NotTheCaller`.

        The photos sent since in its own conversation are joined to it too.
        """
        with self._database.transaction() as session:
            own = select(TicketRow).where(TicketRow.id == ticket_id, _owned_by(caller))
            row = session.scalar(own.with_for_update())
            if row is None:
                raise NotTheCaller(ticket_id)
            row.updated_at = self._clock()
            if row.conversation_id == caller.conversation_id:
                row.photos = [*row.photos, *_photos_to_join(session, caller.conversation_id)]
            session.add(TicketNoteRow(ticket_id=row.id, author="driver", text=text, created_at=self._clock()))
            if place is not None:
                row.location_id, row.evse_id, row.place_said = place.location_id, place.evse_id, place.name
            return _ticket(row)

    def photos_to_join(self, caller: Caller) -> int:
        """How many photos of the conversation would be joined to a ticket opened now."""
        with self._database.transaction(read_only=True) as session:
            return len(_photos_to_join(session, caller.conversation_id))

    def _first(self, condition: ColumnElement[bool], caller: Caller) -> Ticket | None:
        with self._database.transaction(read_only=True) as session:
            row = session.scalar(select(TicketRow).where(condition, _owned_by(caller)))
            return None if row is None else _ticket(row)

    def _row(
        self, session: Session, new: NewTicket, transcript: list[dict[str, Any]], photos: list[str]
    ) -> TicketRow:
        now = self._clock()
        return TicketRow(
            number=_next_number(session, now.astimezone(PARIS).year),
            declaration_key=new.key,
            category=new.category.value,
            subcategory=new.subcategory,
            urgency=new.urgency.value,
            status=TicketStatus.OPEN.value,
            driver_id=new.caller.driver_id,
            contact_email=new.contact_email,
            contact_phone=new.contact_phone,
            conversation_id=new.caller.conversation_id,
            session_id=new.session_id,
            location_id=new.location_id,
            evse_id=new.evse_id,
            place_said=new.place_said,
            description=new.description.strip(),
            details=dict(new.details),
            transcript=transcript,
            photos=photos,
            context=dict(new.caller.context),
            created_at=now,
            updated_at=now,
        )


def _check_complete(new: NewTicket) -> None:
    missing = [] if new.description.strip() else ["description"]
    reachable = new.caller.is_known or new.contact_email or new.contact_phone
    if not reachable and new.category is not TicketCategory.DANGER:
        missing.append("contact")
    if missing:
        raise IncompleteDeclaration(missing)


def _owned_by(caller: Caller) -> ColumnElement[bool]:
    if caller.driver_id is not None:
        return TicketRow.driver_id == caller.driver_id
    return and_(TicketRow.driver_id.is_(None), TicketRow.conversation_id == caller.conversation_id)


def _photos_to_join(session: Session, conversation_id: str) -> list[str]:
    """The ids of the photos that were sent and stand in no ticket of their conversation, the first first."""
    sent = session.scalars(
        select(PhotoRow.id)
        .where(PhotoRow.conversation_id == conversation_id)
        .order_by(PhotoRow.created_at, PhotoRow.id)
    )
    tickets = session.scalars(select(TicketRow.photos).where(TicketRow.conversation_id == conversation_id))
    joined = {photo for photos in tickets for photo in photos}
    return [photo for photo in sent if photo not in joined]


def _next_number(session: Session, year: int) -> str:
    """`BMP-2026-000123`: the next of the year, by one statement that two processes cannot share."""
    insert = sqlite_insert if session.get_bind().dialect.name == "sqlite" else postgresql_insert
    statement = (
        insert(TicketCounterRow)
        .values(year=year, last=1)
        .on_conflict_do_update(index_elements=["year"], set_={"last": TicketCounterRow.last + 1})
        .returning(TicketCounterRow.last)
    )
    return f"BMP-{year}-{session.scalars(statement).one():06d}"


def _as_json(message: LoggedMessage) -> dict[str, Any]:
    return {"author": message.author.value, "text": message.text, "at": message.at.isoformat()}


def _ticket(row: TicketRow) -> Ticket:
    return Ticket(
        id=row.id,
        number=row.number,
        category=TicketCategory(row.category),
        subcategory=row.subcategory,
        urgency=Urgency(row.urgency),
        status=TicketStatus(row.status),
        description=row.description,
        created_at=row.created_at,
        updated_at=row.updated_at,
        photos=len(row.photos),
    )
