"""The databases of the storage tests, a clock that moves when told to, and conversations."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from support.clock import Clock
from support.conversations import MessageLog
from support.storage.database import Database
from support.tickets.desk import TicketDesk
from support.turns.book import TurnBook
from support.turns.model import Bubble, NewMessage, Taken, Turn
from support.visits import Visits
from tests.storage.conftest import NOW, database, demo, empty_url, postgresql_url

__all__ = ["NOW", "HandClock", "database", "demo", "empty_url", "postgresql_url"]


@dataclass
class HandClock:
    """A clock that shows `now` until it is moved."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def advance(self, **length: float) -> None:
        self.now += timedelta(**length)


@pytest.fixture
def clock() -> HandClock:
    return HandClock(NOW)


@dataclass
class Talk:
    """A conversation, written as the house writes it: what a driver says, and what ends the turn."""

    id: str
    driver_id: str | None
    book: TurnBook
    turn: Turn | None

    def say(self, text: str, choice: str | None = None, client_id: str | None = None) -> Taken:
        new = NewMessage(client_id or uuid4().hex, text, choice)
        taken = self.book.take(self.id, self.driver_id, new)
        self.turn = self.turn or taken.turn
        return taken

    def answer(self, *bubbles: Bubble) -> None:
        assert self.turn is not None
        answered = self.book.finish(self.turn, bubbles)
        self.turn = answered.next_turn if answered else None


def open_talk(database: Database, clock: Clock, driver_id: str | None) -> Talk:  # noqa: F811
    """A conversation of a driver, or of nobody known; its greeting is still to be answered."""
    book = TurnBook(database, 30.0, clock)
    visits = Visits(database, timedelta(hours=1), clock)
    visit = visits.open(driver_id, "app", {"platform": "ios"}, resumes=False).visit
    return Talk(visit.id, driver_id, book, book.begin(visit.id).turn)


Enter = Callable[..., Talk]


@pytest.fixture
def enter(database: Database, clock: HandClock) -> Enter:  # noqa: F811
    def opened(driver_id: str | None = "drv_claire_morel") -> Talk:
        return open_talk(database, clock, driver_id)

    return opened


@pytest.fixture
def log(database: Database) -> MessageLog:  # noqa: F811
    return MessageLog(database)


@pytest.fixture
def desk(database: Database, log: MessageLog, clock: HandClock) -> TicketDesk:  # noqa: F811
    return TicketDesk(database, log, clock)
