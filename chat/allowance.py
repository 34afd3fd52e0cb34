"""How much each person, address and conversation may ask, and how many streams may be open."""

import ipaddress
import logging
import math
import time

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import StorageError
from limits.limits import RateLimitItem

from chat import problems
from chat.fanout import Listeners
from support.settings import Settings

logger = logging.getLogger(__name__)

TRANSCRIPTS_PER_HOUR = 3
PHOTOS_PER_MINUTE = 10
REDIS_TIMEOUT_S = 0.5
REDIS_IS_ASKED_AGAIN_AFTER_S = 5.0
_IPV6_NETWORK = 64


class Allowance:
    """Counts the requests of the last minute; each method raises `Problem` (429) when there were too many.

    With Redis all processes count together; while it does not answer, each counts its own.
    """

    def __init__(self, settings: Settings) -> None:
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._shared = _through_redis(settings.redis_url.get_secret_value())
        self._redis_rests_until = 0.0
        self._requests = RateLimitItemPerMinute(settings.requests_per_minute, namespace="request")
        self._from_address = RateLimitItemPerMinute(settings.address_requests_per_minute, namespace="address")
        self._openings = RateLimitItemPerMinute(settings.openings_per_minute, namespace="opening")
        self._messages = RateLimitItemPerMinute(settings.messages_per_minute, namespace="message")
        self._photos = RateLimitItemPerMinute(PHOTOS_PER_MINUTE, namespace="photo")
        self._transcripts = RateLimitItemPerHour(TRANSCRIPTS_PER_HOUR, namespace="transcript")

    async def request(self, who: str) -> None:
        """A request of a known person."""
        await self._spend(self._requests, who)

    async def from_address(self, address: str) -> None:
        """A request of anybody, by network address."""
        await self._spend(self._from_address, network_of(address))

    async def opening(self, address: str) -> None:
        """A conversation to be opened."""
        await self._spend(self._openings, network_of(address))

    async def message(self, conversation_id: str) -> None:
        """A message to be stored."""
        await self._spend(self._messages, conversation_id)

    async def photo(self, conversation_id: str) -> None:
        """A photo to be read, which is work."""
        await self._spend(self._photos, conversation_id)

    async def transcript(self, who: str) -> None:
        """An e-mail to be sent."""
        await self._spend(self._transcripts, who)

    async def _spend(self, limit: RateLimitItem, key: str) -> None:
        wait_s = await self._wait_s(limit, key)
        if wait_s is not None:
            raise problems.too_many(math.ceil(round(wait_s, 3)))

    async def _wait_s(self, limit: RateLimitItem, key: str) -> float | None:
        if self._shared is not None and time.monotonic() >= self._redis_rests_until:
            try:
                return await _counted(self._shared, limit, key)
            except StorageError as error:
                self._redis_rests_until = time.monotonic() + REDIS_IS_ASKED_AGAIN_AFTER_S
                logger.error("each process counts its own requests: %s", type(error.storage_error).__name__)
        return await _counted(self._own, limit, key)


async def _counted(limiter: SlidingWindowCounterRateLimiter, limit: RateLimitItem, key: str) -> float | None:
    """None when there is room, which is taken; otherwise the seconds until there is."""
    if await limiter.hit(limit, key):
        return None
    window = await limiter.get_window_stats(limit, key)
    return window.reset_time - time.time()


def require_room(listeners: Listeners, conversation_id: str, settings: Settings) -> None:
    """Raises `Problem` when no further stream may be opened."""
    if listeners.count(conversation_id) >= settings.streams_per_conversation:
        raise problems.too_many_streams()
    if listeners.total() >= settings.streams_in_all:
        raise problems.crowded(settings.support_phone)


def network_of(address: str) -> str:
    """What an address is counted as: itself, or its /64 in IPv6, where one machine has many."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if parsed.version == 4:
        return address
    return str(ipaddress.ip_network((parsed, _IPV6_NETWORK), strict=False))


def _through_redis(url: str) -> SlidingWindowCounterRateLimiter | None:
    if not url:
        return None
    storage = RedisStorage(
        f"async+{url}",
        wrap_exceptions=True,
        implementation="redispy",
        key_prefix="bump:limits",
        socket_timeout=REDIS_TIMEOUT_S,
        socket_connect_timeout=REDIS_TIMEOUT_S,
    )
    return SlidingWindowCounterRateLimiter(storage)
