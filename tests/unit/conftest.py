"""The databases of the storage tests, and a clock that moves when told to."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from support.conversations import MessageLog
from support.storage.database import Database
from support.tickets.desk import TicketDesk
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


@pytest.fixture
def log(database: Database, clock: HandClock) -> MessageLog:  # noqa: F811
    return MessageLog(database, clock)


@pytest.fixture
def desk(database: Database, log: MessageLog, clock: HandClock) -> TicketDesk:  # noqa: F811
    return TicketDesk(database, log, clock)
