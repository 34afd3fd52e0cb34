"""The Chat API put together: one object that holds what the routes need."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from chat.allowance import Allowance
from chat.deliveries import Deliveries
from chat.engine_client import AsyncEngineClient
from chat.fanout import Fanout, InProcess
from chat.identity import Tokens
from chat.jwks import JwksKeys
from chat.mail import Mailer, mailer_of
from chat.photo_store import FolderStore, PhotoStore
from chat.redis_fanout import ThroughRedis
from chat.streams import EventStream
from chat.turn_queue import TurnQueue
from chat.turns import Answering, Engine, Forgetting
from chat.upkeep import Upkeep
from support.clock import Clock, utc_now
from support.composition import Support
from support.outbox import Outbox
from support.retention import Kept, Retention
from support.settings import Settings
from support.turns.book import TurnBook
from support.visits import Visits

LEASE_MARGIN_S = 6.0
PHOTOS_AT_ONCE = 2


class WholeEngine(Engine, Forgetting, Protocol):
    """The engine, with what is needed beside turns."""

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
    book: TurnQueue
    outbox: Outbox
    answering: Answering
    streams: EventStream
    photos: PhotoStore
    darkroom: asyncio.Semaphore
    deliveries: Deliveries
    upkeep: Upkeep


def build(support: Support, engine: WholeEngine | None = None, mailer: Mailer | None = None) -> House:
    """The Chat API of these settings; nothing is opened before the first use."""
    settings = support.settings
    engine = engine or AsyncEngineClient(
        f"http://127.0.0.1:{settings.engine_port}",
        settings.engine_secret.get_secret_value(),
        settings.engine_timeout_s,
    )
    redis_url = settings.redis_url.get_secret_value()
    fanout: Fanout = ThroughRedis(redis_url) if redis_url else InProcess()
    # Longer than a turn can take: the engine, then the log.
    lease_s = settings.engine_timeout_s + settings.database_timeout_s + LEASE_MARGIN_S
    visits = Visits(support.database, timedelta(hours=settings.resume_hours), support.clock)
    book = TurnQueue(
        TurnBook(support.database, lease_s, support.clock),
        one_writer=support.database.takes_one_writer,
        patience_s=settings.database_timeout_s / 2,
    )
    outbox = Outbox(support.database, clock=support.clock)
    photos = FolderStore(settings.photos_dir)
    return House(
        settings=settings,
        support=support,
        engine=engine,
        tokens=tokens_of(settings, support.clock),
        fanout=fanout,
        allowance=Allowance(settings),
        visits=visits,
        book=book,
        outbox=outbox,
        answering=Answering(settings, book, outbox, engine, fanout),
        streams=EventStream(visits, support.messages, fanout, support.clock),
        photos=photos,
        darkroom=asyncio.Semaphore(PHOTOS_AT_ONCE),
        deliveries=Deliveries(outbox, engine, photos, mailer or mailer_of(settings)),
        upkeep=Upkeep(Retention(support.database, _kept(settings), support.clock)),
    )


def _kept(settings: Settings) -> Kept:
    return Kept(
        anonymous=timedelta(days=settings.anonymous_kept_days),
        conversations=timedelta(days=settings.conversations_kept_days),
        photos=timedelta(days=settings.photos_kept_days),
        tickets=timedelta(days=settings.tickets_kept_days),
    )


def tokens_of(settings: Settings, clock: Clock = utc_now) -> Tokens:
    """What mints and checks the tokens of these settings."""
    jwks = settings.app_token_jwks_url
    return Tokens(
        visitor_secret=settings.chat_secret.get_secret_value(),
        visitor_lifetime=timedelta(minutes=settings.visitor_token_minutes),
        app_issuer=settings.app_token_issuer,
        app_audience=settings.app_token_audience,
        app_secret=settings.app_token_secret.get_secret_value(),
        app_keys=JwksKeys(jwks, settings.support_phone) if jwks else None,
        clock=clock,
    )
