from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from support.callers import Caller
from support.errors import IncompleteDeclaration, NotTheCaller
from support.escalation import Urgency
from support.storage.conversation_tables import PhotoRow
from support.storage.database import Database
from support.storage.ticket_tables import TicketNoteRow, TicketRow
from support.tickets.desk import TicketDesk
from support.tickets.model import NewTicket, Place, Ticket, TicketCategory, TicketStatus
from tests.unit.conftest import Enter, HandClock

CLAIRE = Caller("conv-claire", "drv_claire_morel", {"platform": "iOS"})
TOM = Caller("conv-tom", "drv_tom_girard")
VISITOR = Caller("conv-visitor")
OTHER_VISITOR = Caller("conv-other")


def declaration(key: str = "key-1", caller: Caller = CLAIRE) -> NewTicket:
    return NewTicket(
        key=key,
        caller=caller,
        category=TicketCategory.PAST_SESSION,
        urgency=Urgency.NORMAL,
        description="  débité deux fois  ",
        contact_email=None if caller.is_known else "visiteur@example.org",
    )


def row_of(database: Database, ticket: Ticket) -> TicketRow:
    with database.transaction(read_only=True) as session:
        return session.get_one(TicketRow, ticket.id)


def count(database: Database) -> int:
    with database.transaction(read_only=True) as session:
        return session.scalar(select(func.count()).select_from(TicketRow)) or 0


def test_tickets_are_numbered_from_one_within_the_year(desk: TicketDesk) -> None:
    numbers = [desk.open(declaration(f"key-{rank}")).number for rank in range(3)]

    assert numbers == ["BMP-2026-000001", "BMP-2026-000002", "BMP-2026-000003"]


def test_numbers_start_again_with_the_year_of_paris(desk: TicketDesk, clock: HandClock) -> None:
    clock.now = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)
    last = desk.open(declaration("key-1"))
    clock.now = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)
    first = desk.open(declaration("key-2"))

    assert (last.number, first.number) == ("BMP-2026-000001", "BMP-2027-000001")


def test_a_new_ticket_is_open_and_tells_what_was_declared(desk: TicketDesk, clock: HandClock) -> None:
    ticket = desk.open(declaration())

    assert ticket.status is TicketStatus.OPEN
    assert ticket.category is TicketCategory.PAST_SESSION
    assert ticket.urgency is Urgency.NORMAL
    assert ticket.description == "débité deux fois"
    assert (ticket.created_at, ticket.updated_at) == (clock.now, clock.now)


def test_the_ticket_keeps_all_that_was_declared(desk: TicketDesk, database: Database) -> None:
    new = NewTicket(
        key="key-1",
        caller=CLAIRE,
        category=TicketCategory.SESSION_IN_PROGRESS,
        urgency=Urgency.HIGH,
        description="la borne ne répond plus",
        subcategory="charger_fault",
        contact_email="claire@example.org",
        contact_phone="+33612345678",
        session_id="ses_1",
        location_id="loc_1101",
        evse_id="FR*BMP*E1101*2",
        place_said="Lyon Part-Dieu",
        details={"on_site": "yes"},
    )

    row = row_of(database, desk.open(new))

    kept = {
        name: getattr(row, name)
        for name in (
            "subcategory",
            "contact_email",
            "contact_phone",
            "session_id",
            "location_id",
            "evse_id",
            "place_said",
            "details",
        )
    }
    assert kept == {name: getattr(new, name) for name in kept}
    assert (row.driver_id, row.conversation_id) == ("drv_claire_morel", "conv-claire")
    assert row.context == {"platform": "iOS"}


def test_the_ticket_carries_what_was_said_before_it(
    desk: TicketDesk, enter: Enter, database: Database
) -> None:
    talk = enter(CLAIRE.driver_id)
    talk.answer(("Bonjour.", []))
    talk.say("j'ai payé deux fois")
    talk.answer(("Voici votre déclaration.", []))

    sent = replace(declaration(), caller=replace(CLAIRE, conversation_id=talk.id))
    transcript = row_of(database, desk.open(sent)).transcript

    assert [(line["author"], line["text"]) for line in transcript] == [
        ("bot", "Bonjour."),
        ("driver", "j'ai payé deux fois"),
        ("bot", "Voici votre déclaration."),
    ]


def test_the_same_declaration_sent_twice_is_one_ticket(desk: TicketDesk, database: Database) -> None:
    first = desk.open(declaration())
    again = desk.open(replace(declaration(), description="une autre description"))

    assert again == first
    assert count(database) == 1


def test_the_same_declaration_sent_by_two_threads_at_once_is_one_ticket(
    desk: TicketDesk, database: Database
) -> None:
    with ThreadPoolExecutor(8) as pool:
        tickets = list(pool.map(lambda _: desk.open(declaration()), range(8)))

    assert len({ticket.number for ticket in tickets}) == 1
    assert count(database) == 1


def test_declarations_sent_at_once_have_numbers_of_their_own(desk: TicketDesk) -> None:
    with ThreadPoolExecutor(4) as pool:
        tickets = list(pool.map(lambda rank: desk.open(declaration(f"key-{rank}")), range(8)))

    assert {ticket.number for ticket in tickets} == {f"BMP-2026-{rank:06d}" for rank in range(1, 9)}


def test_the_twin_that_lost_the_race_is_given_the_ticket_of_the_winner(
    desk: TicketDesk, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    winner = desk.open(declaration())
    look_up = TicketDesk.by_key
    blind_first_look = iter([True])
    monkeypatch.setattr(
        TicketDesk,
        "by_key",
        lambda *arguments: None if next(blind_first_look, False) else look_up(*arguments),
    )

    assert desk.open(declaration()) == winner
    assert count(database) == 1


def test_a_key_that_belongs_to_another_driver_is_refused(desk: TicketDesk, database: Database) -> None:
    desk.open(declaration("key-1", CLAIRE))

    with pytest.raises(NotTheCaller):
        desk.open(declaration("key-1", TOM))
    assert count(database) == 1


@pytest.mark.parametrize("description", ["", "   \n"])
def test_a_declaration_that_describes_nothing_is_incomplete(desk: TicketDesk, description: str) -> None:
    with pytest.raises(IncompleteDeclaration) as refusal:
        desk.open(replace(declaration(), description=description))

    assert refusal.value.missing == ["description"]


def test_an_unknown_visitor_must_leave_a_way_to_reach_him(desk: TicketDesk, database: Database) -> None:
    with pytest.raises(IncompleteDeclaration) as refusal:
        desk.open(replace(declaration(caller=VISITOR), contact_email=None))

    assert refusal.value.missing == ["contact"]
    assert count(database) == 0


def test_all_that_is_missing_is_named_at_once(desk: TicketDesk) -> None:
    with pytest.raises(IncompleteDeclaration, match="description, contact"):
        desk.open(replace(declaration(caller=VISITOR), description="", contact_email=None))


def test_a_telephone_number_is_a_way_to_reach_a_visitor(desk: TicketDesk) -> None:
    new = replace(declaration(caller=VISITOR), contact_email=None, contact_phone="+33612345678")

    assert desk.open(new).number


def test_a_danger_is_recorded_even_when_nobody_can_be_reached(desk: TicketDesk) -> None:
    new = replace(declaration(caller=VISITOR), contact_email=None, category=TicketCategory.DANGER)

    assert desk.open(new).category is TicketCategory.DANGER


def test_an_incomplete_declaration_takes_no_number(desk: TicketDesk) -> None:
    with pytest.raises(IncompleteDeclaration):
        desk.open(replace(declaration(), description=""))

    assert desk.open(declaration()).number == "BMP-2026-000001"


def test_a_driver_finds_his_ticket_from_another_conversation(desk: TicketDesk) -> None:
    ticket = desk.open(declaration())
    claire_elsewhere = Caller("conv-new", CLAIRE.driver_id)

    assert desk.by_number(claire_elsewhere, ticket.number) == ticket
    assert desk.by_key(claire_elsewhere, "key-1") == ticket
    assert desk.latest(claire_elsewhere) == [ticket]


@pytest.mark.parametrize(
    "somebody_else", [TOM, VISITOR, Caller("conv-claire"), Caller("conv-claire", "drv_x")]
)
def test_a_drivers_ticket_does_not_exist_for_anybody_else(desk: TicketDesk, somebody_else: Caller) -> None:
    ticket = desk.open(declaration())

    assert desk.by_number(somebody_else, ticket.number) is None
    assert desk.by_key(somebody_else, "key-1") is None
    assert desk.latest(somebody_else) == []


def test_a_visitor_finds_his_ticket_in_his_own_conversation_only(desk: TicketDesk) -> None:
    ticket = desk.open(declaration(caller=VISITOR))

    assert desk.by_number(VISITOR, ticket.number) == ticket
    assert desk.by_number(OTHER_VISITOR, ticket.number) is None
    assert desk.latest(OTHER_VISITOR) == []


def test_a_driver_does_not_own_what_was_declared_in_his_conversation_before_he_was_known(
    desk: TicketDesk,
) -> None:
    ticket = desk.open(declaration(caller=VISITOR))

    assert desk.by_number(Caller("conv-visitor", "drv_tom_girard"), ticket.number) is None


def test_a_number_that_does_not_exist_is_no_ticket(desk: TicketDesk) -> None:
    assert desk.by_number(CLAIRE, "BMP-2026-000999") is None


def test_the_latest_tickets_come_first_and_not_too_many(desk: TicketDesk, clock: HandClock) -> None:
    for rank in range(5):
        desk.open(declaration(f"key-{rank}"))
        clock.advance(minutes=1)

    assert [ticket.number[-1] for ticket in desk.latest(CLAIRE)] == ["5", "4", "3"]
    assert [ticket.number[-1] for ticket in desk.latest(CLAIRE, 1)] == ["5"]


def test_tickets_of_the_same_instant_come_by_number(desk: TicketDesk) -> None:
    for rank in range(3):
        desk.open(declaration(f"key-{rank}"))

    assert [ticket.number[-1] for ticket in desk.latest(CLAIRE)] == ["3", "2", "1"]


def test_a_driver_adds_a_note_to_his_ticket(desk: TicketDesk, database: Database, clock: HandClock) -> None:
    ticket = desk.open(declaration())
    clock.advance(hours=1)

    desk.add_note(CLAIRE, ticket.id, "c'était 18 €")

    with database.transaction(read_only=True) as session:
        note = session.scalars(select(TicketNoteRow)).one()
    assert (note.ticket_id, note.author, note.text) == (ticket.id, "driver", "c'était 18 €")
    assert note.created_at == clock.now
    assert desk.by_number(CLAIRE, ticket.number) == replace(ticket, updated_at=clock.now)


# --- Photos --------------------------------------------------------------------------------------------------------


def send_photo(database: Database, caller: Caller, photo_id: str, sent_at: datetime) -> None:
    with database.transaction() as session:
        session.add(
            PhotoRow(
                id=photo_id,
                conversation_id=caller.conversation_id,
                width=40,
                height=20,
                created_at=sent_at,
            )
        )


@pytest.fixture
def claire(enter: Enter) -> Caller:
    return Caller(enter(CLAIRE.driver_id).id, CLAIRE.driver_id)


def test_the_photos_of_the_conversation_are_joined_to_the_ticket_in_order(
    desk: TicketDesk, database: Database, enter: Enter, claire: Caller, clock: HandClock
) -> None:
    tom = Caller(enter(TOM.driver_id).id, TOM.driver_id)
    for photo_id in ("b", "a"):
        send_photo(database, claire, photo_id, clock.now)
        clock.advance(minutes=1)
    send_photo(database, tom, "c", clock.now)

    ticket = desk.open(declaration(caller=claire))

    assert row_of(database, ticket).photos == ["b", "a"]
    assert ticket.photos == 2


def test_a_ticket_without_photos_has_none(desk: TicketDesk, database: Database) -> None:
    ticket = desk.open(declaration())

    assert (row_of(database, ticket).photos, ticket.photos) == ([], 0)


def test_a_photo_sent_after_the_ticket_is_joined_with_the_next_note(
    desk: TicketDesk, database: Database, claire: Caller, clock: HandClock
) -> None:
    ticket = desk.open(declaration(caller=claire))
    send_photo(database, claire, "a", clock.now)

    noted = desk.add_note(claire, ticket.id, "voici la facture")

    assert noted.photos == 1
    assert row_of(database, ticket).photos == ["a"]


def test_a_photo_goes_with_one_ticket_of_its_conversation(
    desk: TicketDesk, database: Database, claire: Caller, clock: HandClock
) -> None:
    send_photo(database, claire, "a", clock.now)
    first = desk.open(declaration("key-1", claire))
    clock.advance(minutes=1)
    send_photo(database, claire, "b", clock.now)

    assert desk.photos_to_join(claire) == 1
    second = desk.open(declaration("key-2", claire))
    desk.add_note(claire, first.id, "toujours rien")

    assert (row_of(database, first).photos, row_of(database, second).photos) == (["a"], ["b"])
    assert desk.photos_to_join(claire) == 0


def test_the_photos_of_another_conversation_are_not_joined_with_a_note(
    desk: TicketDesk, database: Database, enter: Enter, claire: Caller, clock: HandClock
) -> None:
    send_photo(database, claire, "a", clock.now)
    ticket = desk.open(declaration(caller=claire))
    later = Caller(enter(CLAIRE.driver_id).id, CLAIRE.driver_id)
    send_photo(database, later, "b", clock.now)

    desk.add_note(later, ticket.id, "toujours rien ?")

    assert row_of(database, ticket).photos == ["a"]


def test_a_note_that_names_a_place_puts_the_ticket_there(desk: TicketDesk, database: Database) -> None:
    ticket = desk.open(declaration())

    desk.add_note(CLAIRE, ticket.id, "à Guérande", Place("loc_1901", "Guérande Remparts", "FR*BMP*E1901*1"))

    row = row_of(database, ticket)
    assert (row.location_id, row.place_said, row.evse_id) == (
        "loc_1901",
        "Guérande Remparts",
        "FR*BMP*E1901*1",
    )


@pytest.mark.parametrize("somebody_else", [TOM, VISITOR])
def test_nobody_adds_a_note_to_the_ticket_of_another(
    desk: TicketDesk, database: Database, somebody_else: Caller
) -> None:
    ticket = desk.open(declaration())

    with pytest.raises(NotTheCaller):
        desk.add_note(somebody_else, ticket.id, "annulez tout")
    with database.transaction(read_only=True) as session:
        assert session.scalars(select(TicketNoteRow)).all() == []
