"""The client for programs, at a real server: what the terminal talks through."""

import asyncio
from datetime import timedelta

import pytest

from chat.api_client import Conversation, Refused
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
        conversation = Conversation(address, "terminal", session_id="ses_of_nobody")

        with pytest.raises(Refused, match="historique"):
            await asyncio.to_thread(conversation.open)

        conversation.close()
