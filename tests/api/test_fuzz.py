"""The API fuzzed from its own description: no answer that is not described, no error that is not a problem."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from chat.app import create_app
from chat.problems import MEDIA_TYPE
from support.storage.migrate import upgrade
from tests.api.conftest import FakeEngine, listening, make_house

EVENTS = "/v1/conversations/{id}/events"
EXAMPLES = 25
UNLIMITED = 1_000_000


@contextmanager
def served(url: str) -> Iterator[str]:
    """A server in a thread of its own, and its address."""
    ready, addresses = Event(), []
    loop = asyncio.new_event_loop()
    leave = asyncio.Event()

    async def serve() -> None:
        limits = (
            "address_requests_per_minute",
            "openings_per_minute",
            "requests_per_minute",
            "messages_per_minute",
        )
        house = make_house(url, FakeEngine(), **dict.fromkeys(limits, UNLIMITED))
        async with listening(house) as (_, address):
            addresses.append(address)
            ready.set()
            await leave.wait()

    thread = Thread(target=loop.run_until_complete, args=(serve(),))
    thread.start()
    try:
        assert ready.wait(20)
        yield addresses[0]
    finally:
        loop.call_soon_threadsafe(leave.set)
        thread.join(20)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder: Path = tmp_path_factory.mktemp("fuzz")
    url = f"sqlite:///{folder / 'chat.db'}"
    upgrade(url)
    with served(url) as found:
        yield found


@pytest.fixture
def opened(address: str) -> dict[str, Any]:
    """A conversation to be fuzzed in."""
    found: dict[str, Any] = httpx.post(f"{address}/v1/conversations", json={"channel": "web"}).json()
    return found


def operations() -> dict[str, Any]:
    """What the description lets one ask, but for the stream, which has no end."""
    description = create_app(make_house("sqlite:///none.db", FakeEngine())).openapi()
    found = schemathesis.openapi.from_dict(description).exclude(path=EVENTS).get_all_operations()
    return {one.ok().label: one.ok() for one in found}


OPERATIONS = operations()


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_answer_is_one_that_is_described(address: str, opened: dict[str, Any], label: str) -> None:
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
        database=None,
    )
    @given(case=OPERATIONS[label].as_strategy(), in_the_open_one=st.booleans())
    def fuzz(case: schemathesis.Case, in_the_open_one: bool) -> None:
        if case.path_parameters and in_the_open_one and case.method != "DELETE":
            case.path_parameters["id"] = opened["conversation"]["id"]
        # What is well formed may still be refused: a choice that was not offered, a message without words.
        answer = case.call_and_validate(
            base_url=address,
            headers={"Authorization": f"Bearer {opened['token']}"} if case.path_parameters else {},
            excluded_checks=[positive_data_acceptance, ignored_auth],
            timeout=20,
        )
        assert answer.status_code < 500
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == [MEDIA_TYPE]
            assert answer.json()["detail"].endswith(".")

    fuzz()


@pytest.mark.parametrize("query", ["?after=-1", "?after=x", "?after=99999999999", "?after="])
def test_a_stream_from_nowhere_is_refused(address: str, opened: dict[str, Any], query: str) -> None:
    path = f"/v1/conversations/{opened['conversation']['id']}/events{query}"

    refused = httpx.get(address + path, headers={"Authorization": f"Bearer {opened['token']}"})

    assert (refused.status_code, refused.headers["content-type"]) == (422, MEDIA_TYPE)
