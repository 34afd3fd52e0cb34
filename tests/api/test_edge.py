"""What every request passes: sizes, rates, headers, origins; and every error a problem in French."""

import json
from collections.abc import AsyncIterator

import pytest

from chat.allowance import network_of
from chat.edge import LARGEST_JSON
from chat.problems import MEDIA_TYPE
from tests.api.conftest import CLAIRE, Client, FakeEngine, make_house, serving

ORIGIN = "https://aide.example.org"


async def test_a_body_that_says_it_is_too_large_is_refused(visitor: Client) -> None:
    refused = await visitor.post("/v1/conversations", {"channel": "a" * LARGEST_JSON})

    assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")


async def test_a_body_that_grows_too_large_is_refused(visitor: Client) -> None:
    async def growing() -> AsyncIterator[bytes]:
        for _ in range(LARGEST_JSON // 1000 + 2):
            yield b" " * 1000

    refused = await visitor.http.post(
        "/v1/conversations", content=growing(), headers={"Content-Type": "application/json"}
    )

    assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/v1/nowhere", 404, "not_found"),
        ("GET", "/nowhere", 404, "not_found"),
        ("PUT", "/v1/conversations", 405, "method_not_allowed"),
        ("GET", "/v1/conversations/x", 401, "token_missing"),
        ("GET", "/widget/../../pyproject.toml", 404, "not_found"),
        ("GET", "/demo/%2e%2e/%2e%2e/pyproject.toml", 404, "not_found"),
        ("GET", "/widget/", 404, "not_found"),
    ],
)
async def test_every_error_is_a_problem_in_french(
    visitor: Client, method: str, path: str, status: int, code: str
) -> None:
    answer = await visitor.http.request(method, path)

    problem = answer.json()
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (answer.status_code, problem["status"], problem["code"]) == (status, status, code)
    assert problem["type"] == f"urn:bump:chat:problem:{code}"
    assert problem["detail"].endswith(".")


@pytest.mark.parametrize("body", [b"{", b"\xff", b'"text"', b"[]", b"null", b'{"channel": "fax"}'])
async def test_an_unreadable_body_is_a_problem(visitor: Client, body: bytes) -> None:
    answer = await visitor.http.post(
        "/v1/conversations", content=body, headers={"Content-Type": "application/json"}
    )

    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == MEDIA_TYPE


async def test_something_unforeseen_gives_an_incident_and_tells_nothing(
    visitor: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("claire@example.org wrote: 06 12 34 56 78")

    await visitor.open()
    monkeypatch.setattr(visitor.house.visits, "view", broken)

    answer = await visitor.get(f"/v1/conversations/{visitor.id}")

    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "INC-" in answer.json()["detail"]
    assert "claire@" not in answer.text + caplog.text
    assert "06 12" not in answer.text + caplog.text


async def test_what_people_type_and_their_tokens_reach_no_log(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    await visitor.open()
    await visitor.say("mon secret est tournesol")
    await visitor.settled(3)

    assert "tournesol" not in caplog.text
    assert str(visitor.token) not in caplog.text


async def test_answers_carry_the_headers_that_protect(visitor: Client) -> None:
    answer = await visitor.open()

    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"


@pytest.fixture
async def embedded(url: str, engine: FakeEngine) -> AsyncIterator[Client]:
    async with serving(
        make_house(url, engine, cors_origins=f"{ORIGIN}, https://b.example"), engine
    ) as client:
        yield client


async def asks_from(client: Client, origin: str) -> str | None:
    answer = await client.http.options(
        "/v1/conversations",
        headers={
            "Origin": origin,
            "Access-Control-Request-Method": "POST",
            "Access-Control-Request-Headers": "authorization,content-type,last-event-id",
        },
    )
    return answer.headers.get("access-control-allow-origin")


async def test_a_page_of_the_list_may_embed_the_chat(embedded: Client) -> None:
    assert await asks_from(embedded, ORIGIN) == ORIGIN


@pytest.mark.parametrize("origin", ["https://evil.example", f"{ORIGIN}.evil.example", "null"])
async def test_another_page_may_not(embedded: Client, origin: str) -> None:
    assert await asks_from(embedded, origin) is None


async def test_an_error_can_be_read_by_a_page_of_the_list(embedded: Client) -> None:
    answer = await embedded.http.get("/v1/conversations/" + "0" * 32, headers={"Origin": ORIGIN})

    assert answer.status_code == 401
    assert answer.headers["access-control-allow-origin"] == ORIGIN


async def test_too_many_messages_are_refused_with_the_time_to_wait(url: str, engine: FakeEngine) -> None:
    async with serving(make_house(url, engine, messages_per_minute=2), engine) as client:
        await client.open()

        answers = [await client.say(str(number)) for number in range(3)]

        assert [one.status_code for one in answers] == [202, 202, 429]
        assert answers[-1].json()["code"] == "too_many_requests"
        assert 0 < int(answers[-1].headers["retry-after"]) <= 60


@pytest.mark.parametrize(
    "limit", ["requests_per_minute", "address_requests_per_minute", "openings_per_minute"]
)
async def test_every_rate_has_its_limit(url: str, engine: FakeEngine, limit: str) -> None:
    async with serving(make_house(url, engine, **{limit: 2}), engine) as client:
        claire = client.as_driver(CLAIRE)

        assert [(await claire.open()).status_code for _ in range(3)][-1] == 429


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("testclient", "unknown"),
    ],
)
def test_addresses_of_one_machine_are_counted_together(address: str, network: str) -> None:
    assert network_of(address) == network


async def test_demo_tokens_are_given_where_the_demo_is_on(visitor: Client) -> None:
    given = await visitor.post("/demo/token", {"driver": "claire"})

    claire = visitor.another(given.json()["token"])
    assert (await claire.open()).status_code == 201


async def test_nothing_of_the_demo_is_there_where_it_is_off(url: str, engine: FakeEngine) -> None:
    async with serving(make_house(url, engine, demo_pages=False), engine) as client:
        answers = [await client.post("/demo/token", {"driver": "claire"}), await client.get("/")]

        assert [one.status_code for one in answers] == [404, 404]


async def test_a_driver_who_is_not_of_the_demo_gets_no_token(visitor: Client) -> None:
    refused = await visitor.post("/demo/token", {"driver": "drv_claire_morel"})

    assert (refused.status_code, refused.json()["code"]) == (404, "unknown_demo_driver")


async def test_the_openapi_document_describes_blocks_and_problems(visitor: Client) -> None:
    document = (await visitor.get("/v1/openapi.json")).json()

    text = json.dumps(document)
    assert document["openapi"].startswith("3.1")
    assert "#/$defs/" not in text
    named = {part.split('"')[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= set(document["components"]["schemas"])
    answers = [
        answer
        for path in document["paths"].values()
        for operation in path.values()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
    ]
    assert {kind for answer in answers for kind in answer["content"]} == {MEDIA_TYPE}
