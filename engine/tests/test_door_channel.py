import asyncio
import socket
import threading

import aiohttp
import pytest
from sanic import Sanic
from sanic.exceptions import InvalidUsage

from bump_engine.door_channel import BlockCollector, Turns, as_user_message, blueprint

CALLER = {"conversation_id": "c1", "driver_id": "drv_a", "context": {}}


def turn(**what):
    return {"conversation_id": "c1", "caller": CALLER, **what}


def message(**what):
    return as_user_message(turn(**what), BlockCollector())


@pytest.mark.parametrize(
    "text",
    [
        '/choice{"choice":"send:1"}',
        " //restart",
        "/session_start",
        "/ /restart",
        "/\u00a0/x",
        "\t//x",
        "/\n /\u2028/x",
    ],
)
def test_a_typed_slash_is_never_a_command(text) -> None:
    built = message(text=text)

    assert not built.text.startswith("/")
    assert built.parse_data is None


def test_half_a_character_is_replaced() -> None:
    assert message(text="la borne \ud83d fume").text == "la borne ? fume"


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


async def test_what_an_action_sends_beside_its_text_passes_as_it_is() -> None:
    output = BlockCollector()
    card = {"type": "session_card", "kwh": "12.40", "active": True, "nested": [{"a": None}]}

    await output.send_response("c1", {"text": "a", "custom": {"cards": [card], "links": []}})

    assert output.messages[0]["custom"] == {"cards": [card], "links": []}


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


class RecordingAgent:
    """Understands everything, and forgets on demand."""

    model_id = "model"

    def __init__(self) -> None:
        self.parsed = []
        self.forgotten = []
        self.tracker_store = self

    async def parse_message(self, text):
        self.parsed.append(text)
        return {"intent": {"name": "greet"}}

    async def handle_message(self, message) -> None:
        await message.output_channel.send_response("c1", {"text": "bonjour"})

    async def delete(self, conversation_id) -> None:
        if conversation_id == "broken":
            raise RuntimeError
        self.forgotten.append(conversation_id)


@pytest.fixture(scope="module")
def served():
    """An agent behind a real server, and its address; Sanic starts only one in a process."""
    agent = RecordingAgent()
    app = Sanic("door", configure_logging=False)
    app.blueprint(blueprint(agent, "secret"))
    loop = asyncio.new_event_loop()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        starting = app.create_server(sock=listening, return_asyncio_server=True, access_log=False)
        server = loop.run_until_complete(starting)
        loop.run_until_complete(server.startup())
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        yield agent, f"http://127.0.0.1:{listening.getsockname()[1]}"
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def agent(served) -> RecordingAgent:
    served[0].__init__()
    return served[0]


@pytest.fixture
def post(agent, served):
    """Posts a body to a path of the server; the status."""

    async def send(path: str, body: object, secret: str = "secret") -> int:
        headers = {"Authorization": f"Bearer {secret}"}
        async with aiohttp.request("POST", served[1] + path, json=body, headers=headers) as answer:
            return answer.status

    return send


async def test_a_turn_is_answered(post) -> None:
    assert await post("/turns", turn(text="bonjour")) == 200


async def test_a_malformed_turn_is_a_bad_request(post) -> None:
    assert await post("/turns", {"text": "bonjour"}) == 400


async def test_what_is_parsed_is_never_a_command(agent, post) -> None:
    assert await post("/parse", {"text": "/ /restart"}) == 200
    assert agent.parsed == ["restart"]


@pytest.mark.parametrize("body", [{}, {"text": None}, {"text": 1}, [], None])
async def test_parsing_without_a_text_is_a_bad_request(agent, post, body) -> None:
    assert await post("/parse", body) == 400
    assert agent.parsed == []


async def test_a_conversation_is_forgotten_on_demand(agent, post) -> None:
    assert await post("/forget", {"conversation_id": "c1"}) == 200
    assert agent.forgotten == ["c1"]


@pytest.mark.parametrize("body", [{}, {"conversation_id": ""}, {"conversation_id": 1}, []])
async def test_forgetting_nobody_is_a_bad_request(post, body) -> None:
    assert await post("/forget", body) == 400


async def test_a_store_that_cannot_forget_is_told(post) -> None:
    assert await post("/forget", {"conversation_id": "broken"}) == 503


@pytest.mark.parametrize("path", ["/turns", "/parse", "/forget"])
async def test_who_has_not_the_secret_gets_nothing(agent, post, path) -> None:
    body = {**turn(text="bonjour"), "conversation_id": "c1"}

    assert await post(path, body, secret="guessed") == 401
    assert agent.parsed == agent.forgotten == []
