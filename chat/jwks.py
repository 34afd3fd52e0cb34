"""The app's public keys (JWKS): fetched when needed, kept for a while, and never asked for in a rush."""

import asyncio
import logging
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import jwt

from chat import problems

logger = logging.getLogger(__name__)

KEPT_S = 600.0
ASKED_AGAIN_AFTER_S = 30.0
USED_WITHOUT_NEWS_S = 24 * 3600.0
TIMEOUT_S = 3.0
LARGEST = 256 * 1024
_KINDS = {"RS256": "RSA", "ES256": "EC"}


class JwksKeys:
    """The keys behind an address.

    A key that is not known makes them be fetched again, at most every `ASKED_AGAIN_AFTER_S` seconds whatever is
    asked. When the address does not answer, the keys known are used for `USED_WITHOUT_NEWS_S` seconds more. A fetch
    takes `TIMEOUT_S` seconds at most and is not tried again at once. `clock`: seconds, monotonic.
    """

    def __init__(
        self,
        url: str,
        phone: str,
        transport: httpx.AsyncBaseTransport | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._phone = phone
        self._transport = transport
        self._clock = clock
        self._keys: Mapping[str | None, jwt.PyJWK] = {}
        self._fetched_at: float | None = None
        self._asked_at: float | None = None
        self._asking = asyncio.Lock()

    async def key(self, key_id: str | None, algorithm: str) -> Any:
        """The key of this id. Raises `jwt.InvalidKeyError`, or `Problem` (503) when no keys can be had."""
        if not self._is_fresh() or key_id not in self._keys:
            await self._refresh(key_id)
        if self._age() > USED_WITHOUT_NEWS_S:
            raise problems.identity_unavailable(self._phone)
        found = self._keys.get(key_id)
        if found is None or found.key_type != _KINDS[algorithm]:
            raise jwt.InvalidKeyError("no such key")
        return found

    def _age(self) -> float:
        return float("inf") if self._fetched_at is None else self._clock() - self._fetched_at

    def _is_fresh(self) -> bool:
        return self._age() < KEPT_S

    async def _refresh(self, key_id: str | None) -> None:
        async with self._asking:
            asked_lately = self._asked_at is not None and self._clock() - self._asked_at < ASKED_AGAIN_AFTER_S
            if asked_lately or (self._is_fresh() and key_id in self._keys):
                return
            self._asked_at = self._clock()
            try:
                self._keys = await self._fetched()
            except (httpx.HTTPError, jwt.PyJWTError, ValueError, TypeError, TimeoutError) as error:
                logger.error("the keys of the app's tokens cannot be had: %s", type(error).__name__)
                return
            self._fetched_at = self._clock()

    async def _fetched(self) -> Mapping[str | None, jwt.PyJWK]:
        async with (
            asyncio.timeout(TIMEOUT_S),
            httpx.AsyncClient(timeout=TIMEOUT_S, transport=self._transport) as client,
        ):
            response = await client.get(self._url)
        response.raise_for_status()
        if len(response.content) > LARGEST:
            raise ValueError("too large")
        found = jwt.PyJWKSet.from_dict(response.json())
        return {one.key_id: one for one in found.keys if one.public_key_use in (None, "sig")}
