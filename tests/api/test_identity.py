"""Who is who: what a token must say, and whose conversation is whose."""

import base64
import hashlib
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from chat.identity import VISITOR_AUDIENCE, VISITOR_ISSUER, Tokens
from chat.jwks import ASKED_AGAIN_AFTER_S, KEPT_S, USED_WITHOUT_NEWS_S, JwksKeys
from chat.problems import Problem
from tests.api.conftest import CLAIRE, SECRET, TOM, Client, FakeEngine

APP_SECRET = SECRET[::-1]
RSA_KEY = rsa.generate_private_key(65537, 2048)
EC_KEY = ec.generate_private_key(ec.SECP256R1())
OTHER_RSA_KEY = rsa.generate_private_key(65537, 2048)


def claims(**changed: Any) -> dict[str, Any]:
    given = {
        "iss": "bump-app",
        "aud": "bump-chat",
        "sub": CLAIRE,
        "exp": datetime.now(UTC) + timedelta(days=1),
        **changed,
    }
    return {name: value for name, value in given.items() if value is not None}


def signed(key: Any = APP_SECRET, algorithm: str = "HS256", kid: str | None = None, **changed: Any) -> str:
    return jwt.encode(claims(**changed), key, algorithm, headers={"kid": kid} if kid else None)


async def test_a_driver_with_the_apps_token_has_a_conversation_of_his_own(visitor: Client) -> None:
    claire = visitor.another(signed())

    opened = await claire.open(channel="app")

    assert opened.status_code == 201
    assert "token" not in opened.json()
    assert (await claire.say("bonjour")).status_code == 202


@pytest.mark.parametrize(
    "token",
    [
        signed(iss="another"),
        signed(aud="another"),
        signed(iss=None),
        signed(aud=None),
        signed(exp=None),
        signed(sub=None),
        signed(sub=""),
        signed(sub=" "),
        signed(sub="a" * 65),
        signed(key="another secret of the tests, as long"),
        signed(nbf=datetime.now(UTC) + timedelta(hours=12)),
        jwt.encode(claims(), None, "none"),
        signed(iss=VISITOR_ISSUER, aud=VISITOR_AUDIENCE),
        "not.a.token",
        "a" * 9000,
        "é",
    ],
)
async def test_a_token_that_does_not_say_what_it_must_is_refused(visitor: Client, token: str) -> None:
    headers = {"Authorization": b"Bearer " + token.encode()}

    refused = await visitor.http.post("/v1/conversations", json={"channel": "app"}, headers=headers)

    assert (refused.status_code, refused.json()["code"]) == (401, "token_refused")


async def test_an_expired_token_is_told_from_a_wrong_one(visitor: Client) -> None:
    late = visitor.another(signed(exp=datetime.now(UTC) - timedelta(seconds=1)))

    refused = await late.open()

    assert (refused.status_code, refused.json()["code"]) == (401, "token_expired")


async def test_a_visitors_token_is_for_one_conversation_alone(visitor: Client) -> None:
    await visitor.open()
    another = visitor.another()
    await another.open()
    another.id = visitor.id

    answers = [
        await another.say("bonjour"),
        await another.get(f"/v1/conversations/{visitor.id}"),
        await another.get(f"/v1/conversations/{visitor.id}/messages"),
        await another.get(f"/v1/conversations/{visitor.id}/events"),
        await another.post(f"/v1/conversations/{visitor.id}/token"),
        await another.http.delete(f"/v1/conversations/{visitor.id}", headers=another.headers),
    ]

    assert {(one.status_code, one.json()["code"]) for one in answers} == {(404, "unknown_conversation")}


@pytest.mark.parametrize("path", ["", "/messages", "/events", "/transcript"])
async def test_another_driver_reads_nothing_of_a_conversation(visitor: Client, path: str) -> None:
    claire, tom = visitor.as_driver(CLAIRE), visitor.as_driver(TOM)
    await claire.open()

    refused = await tom.get(f"/v1/conversations/{claire.id}{path}")

    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_conversation")


async def test_another_driver_says_nothing_in_a_conversation(visitor: Client) -> None:
    claire, tom = visitor.as_driver(CLAIRE), visitor.as_driver(TOM)
    await claire.open()
    await claire.settled(1)
    tom.id = claire.id

    assert (await tom.say("bonjour")).status_code == 404
    assert len(await claire.history()) == 1


async def test_a_driver_does_not_enter_a_visitors_conversation(visitor: Client) -> None:
    await visitor.open()

    refused = await visitor.as_driver(CLAIRE).get(f"/v1/conversations/{visitor.id}")

    assert refused.status_code == 404


async def test_nobody_enters_without_a_token(visitor: Client) -> None:
    await visitor.open()

    refused = await visitor.http.get(f"/v1/conversations/{visitor.id}")

    assert (refused.status_code, refused.json()["code"]) == (401, "token_missing")
    assert refused.headers["www-authenticate"] == "Bearer"


async def test_a_visitor_renews_his_token(visitor: Client) -> None:
    await visitor.open()

    renewed = await visitor.post(f"/v1/conversations/{visitor.id}/token")

    visitor.token = renewed.json()["token"]
    assert renewed.status_code == 200
    assert (await visitor.say("bonjour")).status_code == 202


async def test_a_driver_gets_his_conversation_back_on_another_device(visitor: Client) -> None:
    phone, computer = visitor.as_driver(CLAIRE), visitor.as_driver(CLAIRE)
    await phone.open(channel="app")
    await phone.settled(1)

    again = await computer.open(channel="web")

    assert (again.status_code, computer.id) == (200, phone.id)
    assert len(await computer.history()) == 1


async def test_another_driver_on_the_same_device_gets_another_conversation(visitor: Client) -> None:
    claire, tom = visitor.as_driver(CLAIRE), visitor.as_driver(TOM)

    await claire.open()
    await tom.open()

    assert claire.id != tom.id


async def test_the_session_that_a_driver_chose_in_his_history_reaches_the_assistant(
    visitor: Client, engine: FakeEngine
) -> None:
    chosen = visitor.house.support.charging.recent_sessions(CLAIRE)[0].id
    claire = visitor.as_driver(CLAIRE)

    opened = await claire.open(channel="app", context={"session_id": chosen, "platform": "ios"})

    assert opened.status_code == 201
    await claire.settled(1)
    assert engine.callers[-1].context == {"session_id": chosen, "platform": "ios"}


@pytest.mark.parametrize("sub", [TOM, None])
async def test_the_session_of_another_driver_is_refused(visitor: Client, sub: str | None) -> None:
    chosen = visitor.house.support.charging.recent_sessions(CLAIRE)[0].id
    thief = visitor.as_driver(sub) if sub else visitor.another()

    refused = await thief.open(context={"session_id": chosen})

    assert (refused.status_code, refused.json()["code"]) == (403, "session_not_yours")


async def test_what_the_app_signed_goes_before_what_is_said(visitor: Client) -> None:
    context = {"platform": "android", "secret": "x", "locale": 7}
    claire = visitor.another(signed(context=context))

    await claire.open(context={"platform": "ios", "screen": "history"})

    visit = visitor.house.visits.view(claire.id, CLAIRE)
    assert visit.context == {"platform": "android", "screen": "history"}


@pytest.mark.parametrize("context", [{"admin": "yes"}, {"platform": "toaster"}, {"screen": "<script>"}])
async def test_a_context_that_is_not_on_the_list_is_refused(visitor: Client, context: dict[str, str]) -> None:
    assert (await visitor.open(context=context)).status_code == 422


# --- Keys ----------------------------------------------------------------------------------------------------------


def public(key: Any, kid: str, algorithm: Any) -> dict[str, Any]:
    return {**json.loads(algorithm.to_jwk(key.public_key())), "kid": kid, "use": "sig"}


class Issuer(httpx.AsyncBaseTransport):
    """Publishes `keys`, or fails; counts how often it was asked."""

    def __init__(self, *keys: dict[str, Any]) -> None:
        self.keys = list(keys)
        self.down = False
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.down:
            raise httpx.ConnectError("down")
        return httpx.Response(200, json={"keys": self.keys})


@pytest.fixture
def issuer() -> Issuer:
    return Issuer(
        public(RSA_KEY, "rsa-1", jwt.algorithms.RSAAlgorithm),
        public(EC_KEY, "ec-1", jwt.algorithms.ECAlgorithm),
    )


class Moved:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def moment() -> Moved:
    return Moved()


@pytest.fixture
def tokens(issuer: Issuer, moment: Moved) -> Tokens:
    keys = JwksKeys("https://issuer/keys", "01 76 40 12 80", issuer, moment)
    return Tokens(SECRET, timedelta(minutes=5), "bump-app", "bump-chat", "", keys)


@pytest.mark.parametrize(
    ("key", "algorithm", "kid"), [(RSA_KEY, "RS256", "rsa-1"), (EC_KEY, "ES256", "ec-1")]
)
async def test_a_token_signed_with_a_published_key_is_believed(
    tokens: Tokens, key: Any, algorithm: str, kid: str
) -> None:
    assert (await tokens.identify(signed(key, algorithm, kid))).driver_id == CLAIRE


async def refusal(tokens: Tokens, token: str) -> str:
    with pytest.raises(Problem) as told:
        await tokens.identify(token)
    return told.value.code


def rsa_public_pem() -> bytes:
    return RSA_KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


def confused() -> str:
    """A token signed with HS256, the published key being taken for the secret."""

    def part(what: dict[str, Any]) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(what).encode()).rstrip(b"=")

    exp = (datetime.now(UTC) + timedelta(days=1)).timestamp()
    head = part({"alg": "HS256", "typ": "JWT", "kid": "rsa-1"}) + b"." + part(claims(exp=exp))
    mac = base64.urlsafe_b64encode(hmac.digest(rsa_public_pem(), head, hashlib.sha256)).rstrip(b"=")
    return (head + b"." + mac).decode()


@pytest.mark.parametrize(
    "token",
    [
        signed(OTHER_RSA_KEY, "RS256", "rsa-1"),
        signed(RSA_KEY, "RS256", "ec-1"),
        signed(RSA_KEY, "RS256", "unknown"),
        signed(RSA_KEY, "RS256"),
        signed(RSA_KEY, "PS256", "rsa-1"),
        signed(APP_SECRET),
        confused(),
    ],
)
async def test_a_token_signed_otherwise_is_refused(tokens: Tokens, token: str) -> None:
    assert await refusal(tokens, token) == "token_refused"


async def test_keys_are_kept_for_a_while(tokens: Tokens, issuer: Issuer, moment: Moved) -> None:
    for _ in range(3):
        await tokens.identify(signed(RSA_KEY, "RS256", "rsa-1"))
    assert issuer.asked == 1

    moment.now += KEPT_S + 1
    await tokens.identify(signed(RSA_KEY, "RS256", "rsa-1"))

    assert issuer.asked == 2


async def test_unknown_keys_do_not_make_the_issuer_be_asked_in_a_rush(tokens: Tokens, issuer: Issuer) -> None:
    await tokens.identify(signed(RSA_KEY, "RS256", "rsa-1"))

    for number in range(5):
        await refusal(tokens, signed(OTHER_RSA_KEY, "RS256", f"forged-{number}"))

    assert issuer.asked == 1


async def test_a_new_key_is_found(tokens: Tokens, issuer: Issuer, moment: Moved) -> None:
    await tokens.identify(signed(RSA_KEY, "RS256", "rsa-1"))
    issuer.keys.append(public(OTHER_RSA_KEY, "rsa-2", jwt.algorithms.RSAAlgorithm))
    moment.now += ASKED_AGAIN_AFTER_S + 1

    assert (await tokens.identify(signed(OTHER_RSA_KEY, "RS256", "rsa-2"))).driver_id == CLAIRE


async def test_known_keys_outlive_an_issuer_that_is_down(
    tokens: Tokens, issuer: Issuer, moment: Moved
) -> None:
    await tokens.identify(signed(RSA_KEY, "RS256", "rsa-1"))
    issuer.down = True
    moment.now += KEPT_S + 1
    assert (await tokens.identify(signed(RSA_KEY, "RS256", "rsa-1"))).driver_id == CLAIRE

    moment.now += USED_WITHOUT_NEWS_S

    assert await refusal(tokens, signed(RSA_KEY, "RS256", "rsa-1")) == "identity_unavailable"


async def test_an_issuer_that_was_never_reached_is_our_fault(tokens: Tokens, issuer: Issuer) -> None:
    issuer.down = True

    assert await refusal(tokens, signed(RSA_KEY, "RS256", "rsa-1")) == "identity_unavailable"
