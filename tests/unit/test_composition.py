from pathlib import Path

from support.callers import Caller
from support.charging.demo import DEMO_DRIVERS, load_demo
from support.clock import utc_now
from support.composition import compose
from support.escalation import Urgency
from support.settings import load_settings
from support.storage.migrate import upgrade
from support.storage.ticket_tables import TicketRow
from support.tickets.model import NewTicket, TicketCategory
from tests.unit.conftest import NOW, HandClock, open_talk


def test_the_services_share_one_database_and_one_clock(tmp_path: Path, clock: HandClock) -> None:
    url = f"sqlite:///{tmp_path / 'bump.db'}"
    upgrade(url)
    support = compose(load_settings(database_url=url), clock)
    load_demo(support.database, NOW)
    talk = open_talk(support.database, clock, DEMO_DRIVERS["claire"][0])
    caller = Caller(talk.id, talk.driver_id)

    talk.say("bonjour")
    ticket = support.tickets.open(
        NewTicket("key-1", caller, TicketCategory.OTHER, Urgency.LOW, "description")
    )

    with support.database.transaction(read_only=True) as session:
        assert [line["text"] for line in session.get_one(TicketRow, ticket.id).transcript] == ["bonjour"]
    assert ticket.created_at == NOW
    assert support.charging.driver(str(caller.driver_id)) is not None
    support.database.dispose()


def test_composing_opens_nothing(tmp_path: Path) -> None:
    file = tmp_path / "bump.db"

    compose(load_settings(database_url=f"sqlite:///{file}"))

    assert not file.exists()


def test_the_clock_of_the_house_is_aware_and_in_utc() -> None:
    assert str(utc_now().tzinfo) == "UTC"
