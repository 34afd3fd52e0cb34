"""How much each person, address and conversation may ask, and how many streams may be open."""

import ipaddress
import time

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage, RedisStorage, Storage
from limits.aio.strategies import FixedWindowRateLimiter
from limits.limits import RateLimitItem

from chat import problems
from chat.fanout import Listeners
from support.settings import Settings

TRANSCRIPTS_PER_HOUR = 3
PHOTOS_PER_MINUTE = 10
_IPV6_NETWORK = 64


class Allowance:
    """Counts requests; each method raises `Problem` (429) when there were too many."""

    def __init__(self, settings: Settings) -> None:
        self._limiter = FixedWindowRateLimiter(_storage(settings))
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
        if await self._limiter.hit(limit, key):
            return
        window = await self._limiter.get_window_stats(limit, key)
        raise problems.too_many(round(window.reset_time - time.time()))


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


def _storage(settings: Settings) -> Storage:
    url = settings.redis_url.get_secret_value()
    if not url:
        return MemoryStorage()
    return RedisStorage(f"async+{url}", implementation="redispy", key_prefix="bump:limits")
