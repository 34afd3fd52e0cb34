"""What is kept, and for how long. The databases are real ones."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from support.callers import Caller
from support.clock import Clock
from support.conversations import MessageLog
from support.errors import UnknownConversation
from support.escalation import Urgency
from support.outbox import Outbox, TaskKind
from support.retention import Kept, Retention
from support.storage.conversation_tables import ConversationRow, PhotoRow
from support.storage.database import Database
from support.storage.ticket_tables import TicketNoteRow, TicketRow
from support.tickets.desk import TicketDesk
from support.tickets.model import NewTicket, Ticket, TicketCategory, TicketStatus
from support.turns.book import TurnBook
from support.turns.model import NewMessage, Photo
from support.visits import Visits
from tests.unit.conftest import HandClock, clock

__all__ = ["clock"]

CLAIRE = "drv_claire_morel"
KEPT = Kept(
    anonymous=timedelta(days=30),
    conversations=timedelta(days=365),
    photos=timedelta(days=90),
    tickets=timedelta(days=1825),
)


@dataclass
class Archive:
    """Conversations as the house keeps them, and what removes them."""

    database: Database
    clock: HandClock
    visits: Visits = field(init=False)
    book: TurnBook = field(init=False)
    log: MessageLog = field(init=False)
    desk: TicketDesk = field(init=False)
    outbox: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.visits = Visits(self.database, timedelta(hours=24), self.clock)
        self.book = TurnBook(self.database, 30.0, self.clock)
        self.log = MessageLog(self.database)
        self.desk = TicketDesk(self.database, self.log, self.clock)
        self.outbox = Outbox(self.database, clock=self.clock)

    def conversation(self, driver_id: str | None) -> str:
        visit = self.visits.open(driver_id, "web", {"platform": "ios"}, resumes=True).visit
        self.book.take(visit.id, driver_id, NewMessage(uuid4().hex, "la charge ne démarre pas"))
        return visit.id

    def photo(self, conversation_id: str, driver_id: str | None) -> str:
        photo = Photo(uuid4().hex, 640, 480)
        block = {"type": "photo", "id": photo.id}
        self.book.take(conversation_id, driver_id, NewMessage(uuid4().hex, photo=photo, photo_block=block))
        return photo.id

    def ticket(self, conversation_id: str, driver_id: str | None, key: str = "") -> Ticket:
        return self.desk.open(
            NewTicket(
                key=key or uuid4().hex,
                caller=Caller(conversation_id, driver_id, {}),
                category=TicketCategory.OTHER,
                urgency=Urgency.NORMAL,
                description="La borne clignote.",
                contact_email=None if driver_id else "visiteur@example.org",
            )
        )

    def solve(self, ticket: Ticket) -> None:
        with self.database.transaction() as session:
            values = {"status": TicketStatus.SOLVED.value}
            session.execute(update(TicketRow).where(TicketRow.id == ticket.id).values(**values))

    def apply(self, at_once: int = 100) -> int:
        return Retention(self.database, KEPT, self.clock).apply(at_once)

    def read[T](self, look: Callable[[Session], T]) -> T:
        with self.database.transaction(read_only=True) as session:
            return look(session)


@pytest.fixture
def archive(database: Database, clock: Clock) -> Archive:  # noqa: F811
    assert isinstance(clock, HandClock)
    return Archive(database, clock)


@pytest.mark.parametrize(("days", "is_there"), [(29, True), (31, False)])
def test_an_anonymous_conversation_without_a_ticket_is_erased_after_thirty_days(
    archive: Archive, days: int, is_there: bool
) -> None:
    conversation = archive.conversation(None)
    archive.clock.advance(days=days)

    archive.apply()

    found = archive.read(lambda session: session.get(ConversationRow, conversation))
    assert (found is not None) is is_there
    assert bool(archive.log.transcript(conversation)) is is_there


def test_an_erased_conversation_is_to_be_forgotten_by_the_engine_too(archive: Archive) -> None:
    conversation = archive.conversation(None)
    photo = archive.photo(conversation, None)
    archive.clock.advance(days=31)

    archive.apply()

    task = archive.outbox.due()
    assert task is not None
    assert (task.kind, task.payload) == (
        TaskKind.ERASE,
        {"conversation_id": conversation, "photos": [photo]},
    )


def test_an_anonymous_conversation_with_a_ticket_is_kept(archive: Archive) -> None:
    conversation = archive.conversation(None)
    archive.ticket(conversation, None)
    archive.clock.advance(days=31)

    archive.apply()

    assert archive.log.transcript(conversation)


@pytest.mark.parametrize(("days", "is_there"), [(364, True), (366, False)])
def test_a_driver_s_conversation_says_nothing_any_more_after_a_year(
    archive: Archive, days: int, is_there: bool
) -> None:
    conversation = archive.conversation(CLAIRE)
    archive.clock.advance(days=days)

    archive.apply()

    assert bool(archive.log.transcript(conversation)) is is_there


def test_what_remains_after_a_year_is_that_somebody_came_and_how_he_rated_it(archive: Archive) -> None:
    conversation = archive.conversation(CLAIRE)
    archive.visits.rate(conversation, CLAIRE, 4, "merci, Claire Morel")
    archive.clock.advance(days=366)

    archive.apply()

    row = archive.read(lambda session: session.get_one(ConversationRow, conversation))
    assert (row.channel, row.rating) == ("web", 4)
    assert (row.driver_id, row.resumed_by, row.rating_comment, row.context) == (None, None, None, {})


def test_an_anonymised_conversation_is_nobody_s_and_stays(archive: Archive) -> None:
    conversation = archive.conversation(CLAIRE)
    archive.clock.advance(days=366)
    archive.apply()
    archive.clock.advance(days=366)

    assert archive.apply() == 0
    assert archive.read(lambda session: session.get(ConversationRow, conversation)) is not None
    with pytest.raises(UnknownConversation):
        archive.visits.view(conversation, CLAIRE)


def test_a_conversation_stays_while_its_ticket_waits(archive: Archive) -> None:
    conversation = archive.conversation(CLAIRE)
    archive.ticket(conversation, CLAIRE)
    archive.clock.advance(days=400)

    assert archive.apply() == 0
    assert archive.log.transcript(conversation)


def test_a_ticket_that_is_done_keeps_what_was_declared_and_nothing_of_the_conversation(
    archive: Archive,
) -> None:
    conversation = archive.conversation(CLAIRE)
    ticket = archive.ticket(conversation, CLAIRE, key=f"{conversation}/danger")
    archive.solve(ticket)
    archive.clock.advance(days=366)

    archive.apply()

    row = archive.read(lambda session: session.get_one(TicketRow, ticket.id))
    assert (row.description, row.conversation_id, row.transcript) == ("La borne clignote.", None, [])
    assert conversation not in row.declaration_key


@pytest.mark.parametrize(("days", "is_there"), [(1824, True), (1826, False)])
def test_a_ticket_is_deleted_with_its_notes_five_years_after_it_was_done(
    archive: Archive, days: int, is_there: bool
) -> None:
    conversation = archive.conversation(CLAIRE)
    ticket = archive.ticket(conversation, CLAIRE)
    archive.desk.add_note(Caller(conversation, CLAIRE, {}), ticket.id, "toujours en panne")
    archive.solve(ticket)
    archive.clock.advance(days=days)

    archive.apply()

    assert (archive.read(lambda session: session.get(TicketRow, ticket.id)) is not None) is is_there
    assert bool(archive.read(lambda session: session.scalars(select(TicketNoteRow)).all())) is is_there


def test_a_ticket_that_waits_is_never_deleted(archive: Archive) -> None:
    ticket = archive.ticket(archive.conversation(CLAIRE), CLAIRE)
    archive.clock.advance(days=3650)

    archive.apply()

    assert archive.read(lambda session: session.get(TicketRow, ticket.id)) is not None


def test_an_answer_that_comes_too_late_is_not_logged_in_what_was_made_anonymous(archive: Archive) -> None:
    conversation = archive.conversation(CLAIRE)
    archive.clock.advance(days=366)
    turn = archive.book.begin(conversation).turn
    assert turn is not None

    archive.apply()

    assert archive.book.finish(turn, [("Bonjour Claire.", [])]) is None
    assert archive.log.transcript(conversation) == []


def test_several_remove_at_once_and_a_driver_erases_meanwhile(archive: Archive) -> None:
    """Each conversation has a ticket with two photos, so that all take the same rows."""
    conversations = [archive.conversation(None) for _ in range(12)]
    for conversation in conversations:
        photos = [archive.photo(conversation, None) for _ in range(2)]
        ticket = archive.ticket(conversation, None)
        assert ticket.photos == len(photos)
        archive.solve(ticket)
    archive.clock.advance(days=91)

    with ThreadPoolExecutor(6) as pool:
        removing = [pool.submit(archive.apply, 3) for _ in range(12)]
        erasing = [pool.submit(archive.visits.erase, one, None) for one in conversations[::2]]
        for done in (*removing, *erasing):
            done.result()
    archive.apply()

    tickets = archive.read(lambda session: session.scalars(select(TicketRow)).all())
    assert [one.photos for one in tickets] == [[]] * len(conversations)
    assert archive.read(lambda session: session.scalars(select(PhotoRow)).all()) == []


@pytest.mark.parametrize(("days", "removed"), [(89, 0), (91, 1)])
def test_a_photo_is_removed_after_ninety_days(archive: Archive, days: int, removed: int) -> None:
    conversation = archive.conversation(CLAIRE)
    photo = archive.photo(conversation, CLAIRE)
    archive.clock.advance(days=days)

    assert archive.apply() == removed

    assert archive.visits.has_photo(conversation, photo) is not bool(removed)
    task = archive.outbox.due()
    assert (task.payload if task else None) == ({"photos": [photo]} if removed else None)


def test_a_photo_stays_while_its_ticket_waits_and_leaves_it_afterwards(archive: Archive) -> None:
    conversation = archive.conversation(CLAIRE)
    archive.photo(conversation, CLAIRE)
    ticket = archive.ticket(conversation, CLAIRE)
    archive.clock.advance(days=91)
    removed_while_it_waits = archive.apply()
    archive.solve(ticket)

    archive.apply()

    assert removed_while_it_waits == 0
    assert archive.read(lambda session: session.get_one(TicketRow, ticket.id)).photos == []


def test_much_is_removed_a_little_at_a_time(archive: Archive) -> None:
    for _ in range(5):
        archive.conversation(None)
    archive.clock.advance(days=31)

    removed = [archive.apply(at_once=2) for _ in range(4)]

    assert removed == [2, 2, 1, 0]
    assert archive.read(lambda session: session.scalars(select(ConversationRow)).all()) == []
