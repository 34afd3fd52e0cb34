"""The one place where the business is put together."""

from dataclasses import dataclass

from support.charging.backend import ChargingBackend
from support.charging.sql import SqlChargingBackend
from support.clock import Clock, utc_now
from support.conversations import MessageLog
from support.settings import Settings
from support.storage.database import Database
from support.tickets.desk import TicketDesk


@dataclass(frozen=True, slots=True)
class Support:
    """The services of the business, sharing one database and one clock."""

    settings: Settings
    database: Database
    charging: ChargingBackend
    messages: MessageLog
    tickets: TicketDesk
    clock: Clock


def compose(settings: Settings, clock: Clock = utc_now) -> Support:
    """Build the services; nothing is opened before the first use."""
    database = Database(settings.database_url, statement_timeout_s=settings.database_timeout_s)
    messages = MessageLog(database)
    return Support(
        settings=settings,
        database=database,
        charging=SqlChargingBackend(database),
        messages=messages,
        tickets=TicketDesk(database, messages, clock),
        clock=clock,
    )
