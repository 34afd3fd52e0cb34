"""The Chat API put together: one object that holds what the routes need."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from chat.allowance import Allowance
from chat.engine_client import AsyncEngineClient
from chat.fanout import Fanout, InProcess
from chat.identity import Tokens
from chat.streams import EventStream
from chat.turns import Answering, Engine
from support.composition import Support
from support.outbox import Outbox
from support.settings import Settings
from support.turns import TurnBook
from support.visits import Visits

LEASE_MARGIN_S = 6.0


class WholeEngine(Engine, Protocol):
    """The engine, with what is needed beside turns."""

    async def forget(self, conversation_id: str) -> None: ...

    async def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class House:
    """What the routes of the Chat API share."""

    settings: Settings
    support: Support
    engine: WholeEngine
    tokens: Tokens
    fanout: Fanout
    allowance: Allowance
    visits: Visits
    book: TurnBook
    outbox: Outbox
    answering: Answering
    streams: EventStream


def build(support: Support, engine: WholeEngine | None = None) -> House:
    """The Chat API of these settings; nothing is opened before the first use."""
    settings = support.settings
    engine = engine or AsyncEngineClient(
        f"http://127.0.0.1:{settings.engine_port}",
        settings.engine_secret.get_secret_value(),
        settings.engine_timeout_s,
    )
    fanout: Fanout = InProcess()
    # Longer than a turn can take: the engine, then the log.
    lease_s = settings.engine_timeout_s + settings.database_timeout_s + LEASE_MARGIN_S
    visits = Visits(support.database, timedelta(hours=settings.resume_hours), support.clock)
    book = TurnBook(support.database, lease_s, support.clock)
    outbox = Outbox(support.database, clock=support.clock)
    return House(
        settings=settings,
        support=support,
        engine=engine,
        tokens=_tokens(support),
        fanout=fanout,
        allowance=Allowance(settings),
        visits=visits,
        book=book,
        outbox=outbox,
        answering=Answering(settings, book, outbox, engine, fanout),
        streams=EventStream(visits, support.messages, fanout, support.clock),
    )


def _tokens(support: Support) -> Tokens:
    settings = support.settings
    return Tokens(
        visitor_secret=settings.chat_secret.get_secret_value(),
        visitor_lifetime=timedelta(minutes=settings.visitor_token_minutes),
        app_issuer=settings.app_token_issuer,
        app_audience=settings.app_token_audience,
        app_secret=settings.app_token_secret.get_secret_value(),
        app_keys=None,
        clock=support.clock,
    )
