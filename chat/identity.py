"""Who is asking: a visitor with a token of ours, or a driver with a token of the app; checked at every request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol

import jwt

from chat import problems
from support.callers import CONTEXT_KEYS
from support.clock import Clock, utc_now

VISITOR_ISSUER = "bump-chat-visitors"
VISITOR_AUDIENCE = "bump-chat-visitors"
SHARED, PUBLIC = "HS256", ("RS256", "ES256")
LONGEST_SUBJECT = 64
LONGEST_CLAIM = 200
LONGEST_TOKEN = 8192
MOST_REMEMBERED = 2048
_LEEWAY = timedelta(seconds=5)


@dataclass(frozen=True, slots=True)
class Identity:
    """Who asks, until `expires_at`.

    `driver_id` is None for a visitor, who is known by the one conversation `conversation_id` that his token is for.
    `context` is what the app's token vouches for.
    """

    driver_id: str | None
    conversation_id: str | None
    expires_at: datetime
    context: Mapping[str, str] = field(default_factory=dict)

    @property
    def counted_as(self) -> str:
        """The key by which his requests are counted."""
        return f"driver:{self.driver_id}" if self.driver_id else f"visitor:{self.conversation_id}"


class PublicKeys(Protocol):
    """The keys that the app's tokens are signed with."""

    async def key(self, key_id: str | None, algorithm: str) -> Any: ...


class Tokens:
    """Mints the visitors' tokens and checks everybody's. `clock` tells the time, aware."""

    def __init__(
        self,
        visitor_secret: str,
        visitor_lifetime: timedelta,
        app_issuer: str,
        app_audience: str,
        app_secret: str,
        app_keys: PublicKeys | None,
        clock: Clock = utc_now,
    ) -> None:
        self._visitor_secret = visitor_secret
        self._visitor_lifetime = visitor_lifetime
        self._app_issuer = app_issuer
        self._app_audience = app_audience
        self._app_secret = app_secret
        self._app_keys = app_keys
        self._clock = clock
        # A signature over the same letters stays good; whether the token is still valid is asked each time.
        self._signed_visitor = lru_cache(MOST_REMEMBERED)(self._read_visitor)

    def mint_visitor(self, conversation_id: str) -> tuple[str, datetime]:
        """A token for this conversation alone, and when it expires."""
        now = self._clock().replace(microsecond=0)
        expires_at = now + self._visitor_lifetime
        claims = {
            "iss": VISITOR_ISSUER,
            "aud": VISITOR_AUDIENCE,
            "sub": conversation_id,
            "iat": now,
            "exp": expires_at,
        }
        return jwt.encode(claims, self._visitor_secret, SHARED), expires_at

    def mint_demo(self, driver_id: str, lifetime: timedelta) -> tuple[str, datetime]:
        """For development: a token such as the app's, for a driver of the demonstration."""
        now = self._clock().replace(microsecond=0)
        claims = {
            "iss": self._app_issuer,
            "aud": self._app_audience,
            "sub": driver_id,
            "iat": now,
            "exp": now + lifetime,
        }
        return jwt.encode(claims, self._app_secret, SHARED), now + lifetime

    async def identify(self, token: str) -> Identity:
        """Who holds this token. Raises `Problem` (401), or 503 when the app's keys cannot be had."""
        if len(token) > LONGEST_TOKEN:
            raise problems.token_refused()
        try:
            claims = self._signed_visitor(token)
            if claims is None:
                return await self._driver(token, jwt.get_unverified_header(token))
            self._require_valid_now(claims)
            return Identity(None, claims["sub"], _expiry(claims))
        except jwt.ExpiredSignatureError:
            raise problems.token_expired() from None
        except (jwt.InvalidTokenError, jwt.InvalidKeyError, ValueError, TypeError):
            raise problems.token_refused() from None

    def _read_visitor(self, token: str) -> Mapping[str, Any] | None:
        """The signed claims of a token of ours; None when it says that it is somebody else's."""
        claimed = jwt.decode(token, options={"verify_signature": False})
        if claimed.get("iss") != VISITOR_ISSUER:
            return None
        return _decoded(token, self._visitor_secret, SHARED, VISITOR_ISSUER, VISITOR_AUDIENCE)

    async def _driver(self, token: str, header: Mapping[str, Any]) -> Identity:
        algorithm = header.get("alg")
        key: Any
        if algorithm == SHARED and self._app_secret:
            key = self._app_secret
        elif algorithm in PUBLIC and self._app_keys is not None:
            key = await self._app_keys.key(header.get("kid"), str(algorithm))
        else:
            raise jwt.InvalidAlgorithmError(str(algorithm))
        claims = _decoded(token, key, str(algorithm), self._app_issuer, self._app_audience)
        self._require_valid_now(claims)
        return Identity(claims["sub"], None, _expiry(claims), _vouched(claims.get("context")))

    def _require_valid_now(self, claims: Mapping[str, Any]) -> None:
        now = self._clock()
        if _expiry(claims) <= now:
            raise jwt.ExpiredSignatureError
        begins = claims.get("nbf")
        if begins is not None and datetime.fromtimestamp(float(begins), UTC) > now + _LEEWAY:
            raise jwt.ImmatureSignatureError


def _decoded(token: str, key: Any, algorithm: str, issuer: str, audience: str) -> dict[str, Any]:
    """The claims, signed as they must be; whether they are valid now is not asked."""
    claims: dict[str, Any] = jwt.decode(
        token,
        key,
        algorithms=[algorithm],
        issuer=issuer,
        audience=audience,
        options={
            "require": ["iss", "aud", "exp", "sub"],
            "verify_exp": False,
            "verify_nbf": False,
            "verify_iat": False,
        },
    )
    subject = claims["sub"]
    if not isinstance(subject, str) or not len(subject.strip()) > 0 or len(subject) > LONGEST_SUBJECT:
        raise jwt.InvalidTokenError
    return claims


def _expiry(claims: Mapping[str, Any]) -> datetime:
    try:
        return datetime.fromtimestamp(float(claims["exp"]), UTC)
    except (OverflowError, OSError) as error:
        raise ValueError("exp") from error


def _vouched(context: Any) -> dict[str, str]:
    """The context that the app signed: known keys, short texts."""
    if not isinstance(context, Mapping):
        return {}
    return {
        key: value
        for key, value in context.items()
        if key in CONTEXT_KEYS and isinstance(value, str) and 0 < len(value) <= LONGEST_CLAIM
    }
