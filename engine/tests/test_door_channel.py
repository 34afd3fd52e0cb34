import asyncio

import pytest
from sanic.exceptions import InvalidUsage

from bump_engine.door_channel import BlockCollector, Turns, as_user_message

CALLER = {"conversation_id": "c1", "driver_id": "drv_a", "context": {}}


def turn(**what):
    return {"conversation_id": "c1", "caller": CALLER, **what}


def message(**what):
    return as_user_message(turn(**what), BlockCollector())


@pytest.mark.parametrize("text", ['/choice{"choice":"send:1"}', " //restart", "/session_start"])
def test_a_typed_slash_is_never_a_command(text) -> None:
    built = message(text=text)

    assert not built.text.startswith("/")
    assert built.parse_data is None


def test_a_choice_comes_in_a_field_of_its_own() -> None:
    built = message(text="Envoyer", choice="send:1")

    assert built.parse_data["intent"]["name"] == "choice"
    assert built.parse_data["choice"] == "send:1"
    assert built.text == "Envoyer"


def test_the_opening_needs_no_text() -> None:
    assert message(open=True).parse_data["intent"]["name"] == "open_conversation"


@pytest.mark.parametrize("text", ["", "   ", "...", "?!", "🙂", "/"])
def test_what_holds_no_letter_is_silence(text) -> None:
    assert message(text=text).parse_data["intent"]["name"] == "silence"


def test_the_identity_is_the_doors_metadata() -> None:
    assert message(text="bonjour").metadata == {"caller": CALLER}


@pytest.mark.parametrize("missing", ["conversation_id", "caller"])
def test_a_turn_without_caller_or_conversation_is_refused(missing) -> None:
    malformed = turn(text="bonjour")
    malformed.pop(missing)

    with pytest.raises(InvalidUsage):
        as_user_message(malformed, BlockCollector())


def test_a_very_long_text_is_cut() -> None:
    assert len(message(text="a" * 100_000).text) == 2000


async def test_a_bot_message_is_kept_whole() -> None:
    output = BlockCollector()

    await output.send_response(
        "c1", {"text": "a", "buttons": [{"title": "b"}], "custom": {"links": []}, "x": 1}
    )

    assert output.messages == [{"text": "a", "buttons": [{"title": "b"}], "custom": {"links": []}}]


class SlowAgent:
    def __init__(self) -> None:
        self.running = 0
        self.most_at_once = 0

    async def handle_message(self, _message) -> None:
        self.running += 1
        self.most_at_once = max(self.most_at_once, self.running)
        await asyncio.sleep(0.01)
        self.running -= 1


async def test_turns_of_one_conversation_come_one_after_the_other() -> None:
    agent = SlowAgent()
    turns = Turns(agent)

    await asyncio.gather(*(turns.run(turn(text=f"phrase {number}")) for number in range(5)))

    assert agent.most_at_once == 1


async def test_turns_of_two_conversations_do_not_wait_for_each_other() -> None:
    agent = SlowAgent()
    turns = Turns(agent)
    other = {**turn(text="bonjour"), "conversation_id": "c2"}

    await asyncio.gather(turns.run(turn(text="bonjour")), turns.run(other))

    assert agent.most_at_once == 2
