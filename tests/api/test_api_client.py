"""The client for programs, at a real server: what the terminal talks through."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from chat.api_client import Conversation, Refused
from chat.engine_client import EngineUnavailable
from tests.api.conftest import CLAIRE, FakeEngine, listening, make_house


async def test_a_visitor_opens_chooses_and_is_answered(url: str, engine: FakeEngine) -> None:
    async with listening(make_house(url, engine)) as (_, address):
        conversation = Conversation(address, "terminal")

        greeting = await asyncio.to_thread(conversation.open)
        answer = await asyncio.to_thread(conversation.send, "C'est réglé", "settled:yes")

        conversation.close()
    assert [one.text for one in greeting] == ["Vous avez dit : <open>"]
    assert [choice.label for choice in greeting[0].choices] == ["C'est réglé", "Toujours bloqué"]
    assert [one.text for one in answer] == ["Vous avez dit : C'est réglé"]
    assert engine.received[-1] == ("C'est réglé", "settled:yes")


async def test_a_driver_talks_with_the_apps_token(url: str, engine: FakeEngine) -> None:
    house = make_house(url, engine)
    async with listening(house) as (_, address):
        token, _ = house.tokens.mint_demo(CLAIRE, timedelta(minutes=5))
        conversation = Conversation(address, "terminal", token)

        await asyncio.to_thread(conversation.open)

        conversation.close()
    assert engine.callers[-1].driver_id == CLAIRE


async def test_a_refusal_tells_why(url: str, engine: FakeEngine) -> None:
    async with listening(make_house(url, engine)) as (_, address):
        conversation = Conversation(address, "terminal", context={"session_id": "ses_of_nobody"})

        with pytest.raises(Refused, match="historique"):
            await asyncio.to_thread(conversation.open)

        conversation.close()


@asynccontextmanager
async def talking(url: str, engine: FakeEngine) -> AsyncIterator[Conversation]:
    """A conversation that was opened."""
    async with listening(make_house(url, engine)) as (_, address):
        conversation = Conversation(address, "terminal")
        await asyncio.to_thread(conversation.open)
        yield conversation
        conversation.close()


async def test_a_resend_gives_the_answer_that_the_first_one_had(url: str, engine: FakeEngine) -> None:
    async with talking(url, engine) as conversation:
        first = await asyncio.to_thread(conversation.send, "bonjour", None, "client-0001")
        await asyncio.to_thread(conversation.send, "merci")

        again = await asyncio.to_thread(conversation.send, "bonjour", None, "client-0001")

    assert [one.text for one in again] == [one.text for one in first] == ["Vous avez dit : bonjour"]
    assert [text for text, _ in engine.received] == ["<open>", "bonjour", "merci"]


async def test_what_was_answered_late_is_shown_with_the_next_answer(url: str, engine: FakeEngine) -> None:
    async with talking(url, engine) as conversation:
        engine.down = EngineUnavailable("ConnectError", was_sent=False)
        apology = await asyncio.to_thread(conversation.send, "bonjour")
        engine.down = None
        async with asyncio.timeout(20):
            while [text for text, _ in engine.received].count("bonjour") < 2:  # noqa: ASYNC110
                await asyncio.sleep(0.01)

        answer = await asyncio.to_thread(conversation.send, "merci")

    assert "01 76 40 12 80" in apology[0].text
    assert [one.text for one in answer] == ["Vous avez dit : bonjour", "Vous avez dit : merci"]
