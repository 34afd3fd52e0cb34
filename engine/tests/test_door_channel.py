import asyncio
import socket
import threading

import aiohttp
import pytest
from rasa.core.actions.action import create_bot_utterance
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Sanic
from sanic.exceptions import InvalidUsage

from bump_engine.action_endpoint import ActionEndpoint
from bump_engine.door_channel import BlockCollector, TurnNotRun, Turns, as_user_message, blueprint
from bump_engine.tracker_store import CompactTrackerStore, Stored

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


def test_the_turns_id_is_kept_with_the_identity() -> None:
    assert message(text="bonjour", turn_id="c1/4").metadata == {"caller": CALLER, "turn_id": "c1/4"}


@pytest.mark.parametrize("turn_id", ["", 4, None, ["c1/4"], "a" * 129])
def test_what_is_no_id_of_a_turn_is_refused(turn_id) -> None:
    with pytest.raises(InvalidUsage):
        as_user_message(turn(text="bonjour", turn_id=turn_id), BlockCollector())


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


# --- A turn that is sent twice ------------------------------------------------------------------------------------

DOMAIN = Domain.from_yaml(
    """
version: "3.1"
intents: [greet]
actions: [declare_other]
slots:
  article: {type: any, influence_conversation: false, mappings: [{type: custom}]}
"""
)
REPLY = {"text": "a", "buttons": [{"title": "b", "payload": "b"}], "custom": {"links": []}}


class CountingAgent:
    """Does with a turn what Rasa does, on the real store: says `replies`, then keeps what happened."""

    def __init__(self, store) -> None:
        self.tracker_store = store
        self.turns = []
        self.replies = [REPLY, {"text": "c"}]
        self.go = asyncio.Event()
        self.go.set()
        self.endpoint = None

    async def handle_message(self, message) -> None:
        self.turns.append(message.text)
        await self.go.wait()
        found = await self.tracker_store.retrieve(message.sender_id)
        tracker = found or DialogueStateTracker(message.sender_id, DOMAIN.slots)
        tracker.update(ActionExecuted("action_listen"))
        tracker.update(UserUttered(message.text, {"name": "greet"}, metadata=message.metadata))
        if self.endpoint is not None:
            await self.call_the_action()
        for reply in self.replies:
            event = create_bot_utterance(dict(reply))
            await message.output_channel.send_response(message.sender_id, event.message())
            tracker.update(event)
        tracker.update(ActionExecuted("declare_other"))
        tracker.update(ActionExecuted("action_listen"))
        await self.tracker_store.save(tracker)

    async def call_the_action(self) -> None:
        """As Rasa: the failure of an action is swallowed, and the turn has nothing to say."""
        try:
            await self.endpoint.request(json={})
        except Exception:
            self.replies = []
        finally:
            await self.endpoint.close()


@pytest.fixture
def counting(tmp_path):
    store = CompactTrackerStore(DOMAIN, url=f"sqlite:///{tmp_path / 'engine.db'}")
    yield CountingAgent(store)
    store._engine.dispose()


async def test_a_resend_gets_the_answer_that_the_turn_had_without_running_it(counting) -> None:
    turns = Turns(counting)
    first = await turns.run(turn(text="bonjour", turn_id="c1/1"))

    again = await turns.run(turn(text="bonjour", turn_id="c1/1"))

    assert counting.turns == ["bonjour"]
    assert first == again == [REPLY, {"text": "c"}]


async def test_a_resend_after_the_engine_began_again_is_not_run(counting) -> None:
    await Turns(counting).run(turn(text="bonjour", turn_id="c1/1"))

    again = await Turns(counting).run(turn(text="bonjour", turn_id="c1/1"))

    assert counting.turns == ["bonjour"]
    assert len(again) == 2


async def test_a_turn_reads_its_tracker_once(counting, monkeypatch) -> None:
    turns = Turns(counting)
    await turns.run(turn(text="bonjour", turn_id="c1/1"))
    read, real = [], counting.tracker_store._read
    monkeypatch.setattr(counting.tracker_store, "_read", lambda name: read.append(name) or real(name))

    await turns.run(turn(text="merci", turn_id="c1/3"))

    assert read == ["c1"]


async def test_the_same_words_in_another_turn_are_run(counting) -> None:
    turns = Turns(counting)

    for number in range(2):
        await turns.run(turn(text="oui", turn_id=f"c1/{number}"))

    assert counting.turns == ["oui", "oui"]


async def test_a_turn_of_another_conversation_is_run(counting) -> None:
    turns = Turns(counting)
    await turns.run(turn(text="oui", turn_id="1"))

    await turns.run({**turn(text="oui", turn_id="1"), "conversation_id": "c2"})

    assert counting.turns == ["oui", "oui"]


async def test_a_turn_without_an_id_is_run_each_time(counting) -> None:
    turns = Turns(counting)

    for _ in range(2):
        await turns.run(turn(text="oui"))

    assert counting.turns == ["oui", "oui"]


async def test_a_resend_during_the_turn_waits_for_its_answer(counting) -> None:
    turns = Turns(counting)
    counting.go.clear()
    first = asyncio.create_task(turns.run(turn(text="bonjour", turn_id="c1/1")))
    again = asyncio.create_task(turns.run(turn(text="bonjour", turn_id="c1/1")))
    await asyncio.sleep(0.01)

    counting.go.set()

    assert await again == await first
    assert counting.turns == ["bonjour"]


async def test_a_turn_that_is_not_waited_for_any_more_runs_to_its_end(counting) -> None:
    turns = Turns(counting)
    counting.go.clear()
    left = asyncio.create_task(turns.run(turn(text="bonjour", turn_id="c1/1")))
    await asyncio.sleep(0.01)
    left.cancel()
    await asyncio.wait([left])

    counting.go.set()

    assert len(await turns.run(turn(text="bonjour", turn_id="c1/1"))) == 2
    assert counting.turns == ["bonjour"]


async def test_an_engine_that_stops_finishes_the_turns_that_run(counting) -> None:
    turns = Turns(counting)
    counting.go.clear()
    left = asyncio.create_task(turns.run(turn(text="bonjour", turn_id="c1/1")))
    await asyncio.sleep(0.01)
    left.cancel()
    asyncio.get_running_loop().call_later(0.01, counting.go.set)

    await turns.finish(within_s=10.0)

    assert await counting.tracker_store.retrieve("c1") is not None


async def test_a_turn_whose_action_was_never_reached_did_not_take_place(counting) -> None:
    turns = Turns(counting)
    await turns.run(turn(text="bonjour", turn_id="c1/1"))
    before = (await counting.tracker_store.retrieve("c1")).as_dialogue().as_dict()
    counting.endpoint = ActionEndpoint(nobody_listens(), "secret")

    with pytest.raises(TurnNotRun):
        await turns.run(turn(text="oui", turn_id="c1/3"))

    assert (await counting.tracker_store.retrieve("c1")).as_dialogue().as_dict() == before
    counting.endpoint, counting.replies = None, [REPLY]
    assert await turns.run(turn(text="oui", turn_id="c1/3")) == [REPLY]


async def test_an_opening_whose_action_was_never_reached_leaves_nothing(counting) -> None:
    counting.endpoint = ActionEndpoint(nobody_listens(), "secret")

    with pytest.raises(TurnNotRun):
        await Turns(counting).run(turn(open=True, turn_id="c1/0"))

    assert await counting.tracker_store.retrieve("c1") is None


async def test_a_turn_whose_action_may_have_run_is_not_run_again_though_it_said_nothing(
    counting, served
) -> None:
    turns = Turns(counting)
    counting.endpoint = ActionEndpoint(served[1] + "/no-such-action", "secret")
    first = await turns.run(turn(text="oui", turn_id="c1/1"))

    again = await turns.run(turn(text="oui", turn_id="c1/1"))

    assert first == again == []
    assert counting.turns == ["oui"]


async def test_a_store_that_cannot_be_read_means_that_nothing_ran(counting) -> None:
    class BrokenStore:
        async def stored(self, _conversation_id):
            raise RuntimeError

    counting.tracker_store = BrokenStore()

    with pytest.raises(TurnNotRun):
        await Turns(counting).run(turn(text="oui", turn_id="c1/1"))

    assert counting.turns == []


def nobody_listens() -> str:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        return f"http://127.0.0.1:{closed.getsockname()[1]}/webhook"


# --- The requests -------------------------------------------------------------------------------------------------


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

    async def stored(self, conversation_id):
        if conversation_id == "unreadable":
            raise RuntimeError
        return Stored(conversation_id, None)

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
    """Posts a body to a path of the server; the status, and what was said with `told`."""

    async def send(path: str, body: object, secret: str = "secret", told: bool = False):
        headers = {"Authorization": f"Bearer {secret}"}
        async with aiohttp.request("POST", served[1] + path, json=body, headers=headers) as answer:
            return (answer.status, await answer.json()) if told else answer.status

    return send


async def test_a_turn_is_answered(post) -> None:
    assert await post("/turns", turn(text="bonjour")) == 200


async def test_a_turn_that_did_not_take_place_is_told_apart(post) -> None:
    body = {**turn(text="bonjour", turn_id="1"), "conversation_id": "unreadable"}

    assert await post("/turns", body, told=True) == (503, {"error": "turn_not_run"})


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
