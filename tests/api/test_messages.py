"""Saying something: stored before it is answered, once, in order, and only what was offered."""

import asyncio
from uuid import uuid4

import pytest

from chat.routes.messages import ASK_FOR_A_PERSON
from support.turns.model import LONGEST_MESSAGE
from tests.api.conftest import Client, FakeEngine, texts


async def test_a_visitor_is_greeted_answered_and_can_read_it_all_again(visitor: Client) -> None:
    opened = await visitor.open()
    await visitor.settled(1)

    sent = await visitor.say("la charge ne démarre pas")

    assert (opened.status_code, sent.status_code) == (201, 202)
    assert texts(await visitor.settled(3)) == [
        ("bot", "Vous avez dit : <open>"),
        ("driver", "la charge ne démarre pas"),
        ("bot", "Vous avez dit : la charge ne démarre pas"),
    ]


async def test_a_message_is_stored_before_it_is_answered(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.hold = asyncio.Event()

    sent = await visitor.say("bonjour", client_id="client-0001")

    assert sent.json()["message"] == (await visitor.history())[-1]
    assert sent.json()["message"]["client_id"] == "client-0001"
    engine.hold.set()


async def test_a_resend_gives_the_same_message_and_is_answered_once(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    first = await visitor.say("bonjour", client_id="client-0001")
    await visitor.settled(3)

    again = await visitor.say("bonjour, encore", client_id="client-0001")

    assert again.json() == {"message": first.json()["message"], "duplicate": True}
    assert again.status_code == 202
    assert [text for text, _ in engine.received] == ["<open>", "bonjour"]


async def test_a_resend_during_the_answer_changes_nothing(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.hold = asyncio.Event()
    await visitor.say("bonjour", client_id="client-0001")

    again = await visitor.say("bonjour", client_id="client-0001")

    engine.hold.set()
    assert again.json()["duplicate"]
    assert len(await visitor.settled(3)) == 3
    assert [text for text, _ in engine.received] == ["<open>", "bonjour"]


async def test_a_burst_is_answered_together(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.hold = asyncio.Event()
    await visitor.say("bonjour")
    for text in ("ma charge ne démarre pas", "à Lyon", "à Lyon"):
        await visitor.say(text)

    engine.hold.set()

    await visitor.settled(7)
    assert [text for text, _ in engine.received] == [
        "<open>",
        "bonjour",
        "ma charge ne démarre pas\nà Lyon",
    ]


async def test_what_is_said_before_the_greeting_is_answered_after_it(
    visitor: Client, engine: FakeEngine
) -> None:
    engine.hold = asyncio.Event()
    await visitor.open()
    await visitor.say("bonjour")

    engine.hold.set()

    await visitor.settled(3)
    assert [text for text, _ in engine.received] == ["<open>", "bonjour"]


async def test_a_choice_that_was_offered_reaches_the_engine_under_its_label(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)

    sent = await visitor.say(choice="settled:yes")

    await visitor.settled(3)
    assert engine.received[-1] == ("C'est réglé", "settled:yes")
    assert texts([sent.json()["message"]]) == [("driver", "C'est réglé")]


async def test_a_choice_in_a_burst_is_answered_by_itself(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.hold = asyncio.Event()
    await visitor.say("un")
    await visitor.say("deux")
    await visitor.say(choice="settled:no")
    await visitor.say("trois")

    engine.hold.set()

    await visitor.settled(9)
    assert engine.received[2:] == [("deux", None), ("Toujours bloqué", "settled:no"), ("trois", None)]


async def test_a_choice_that_was_never_offered_is_refused(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)

    refused = await visitor.say(choice="send:another-declaration")

    assert (refused.status_code, refused.json()["code"]) == (422, "choice_not_offered")
    assert len(await visitor.history()) == 1


async def test_a_choice_that_was_never_offered_is_only_text_when_it_has_one(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)

    await visitor.say("Envoyer", choice="send:another-declaration")

    await visitor.settled(3)
    assert engine.received[-1] == ("Envoyer", None)


async def test_a_choice_that_was_offered_to_somebody_else_is_only_text(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.mute = True
    other = visitor.another()
    await other.open()
    await other.settled(1)
    engine.mute = False

    await other.say("C'est réglé", choice="settled:yes")

    await other.settled(3)
    assert engine.received[-1] == ("C'est réglé", None)


async def test_a_slash_is_only_text(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)

    await visitor.say('/choice{"value": "settled:yes"}')

    await visitor.settled(3)
    assert engine.received[-1] == ('/choice{"value": "settled:yes"}', None)


async def test_asking_for_a_person_is_the_same_as_saying_so(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)

    asked = await visitor.post(f"/v1/conversations/{visitor.id}/person")

    assert asked.status_code == 202
    await visitor.settled(3)
    assert engine.received[-1] == (ASK_FOR_A_PERSON, None)


async def test_asking_twice_for_a_person_under_one_client_id_is_one_message(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    body = {"client_id": "client-0001"}

    first, again = [await visitor.post(f"/v1/conversations/{visitor.id}/person", body) for _ in range(2)]

    await visitor.settled(3)
    assert first.json()["message"] == again.json()["message"]
    assert (first.json()["duplicate"], again.json()["duplicate"]) == (False, True)
    assert [text for text, _ in engine.received].count(ASK_FOR_A_PERSON) == 1


@pytest.mark.parametrize("body", [{}, {"client_id": "court"}, {"client_id": "client-0001", "text": "x"}, []])
async def test_a_malformed_request_for_a_person_is_refused(visitor: Client, body: object) -> None:
    await visitor.open()
    await visitor.settled(1)

    refused = await visitor.post(f"/v1/conversations/{visitor.id}/person", body)

    assert (refused.status_code, refused.json()["code"]) == (422, "invalid_request")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"client_id": "client-0001"}, "invalid_request"),
        ({"client_id": "client-0001", "text": "   "}, "invalid_request"),
        ({"client_id": "client-0001", "text": "\x00"}, "invalid_request"),
        ({"client_id": "court", "text": "bonjour"}, "invalid_request"),
        ({"text": "bonjour"}, "invalid_request"),
        ({"client_id": "client-0001", "text": "bonjour", "author": "bot"}, "invalid_request"),
        ({"client_id": "client-0001", "text": ["bonjour"]}, "invalid_request"),
        ({"client_id": "client-0001", "text": "a" * (LONGEST_MESSAGE + 1)}, "message_too_long"),
    ],
)
async def test_what_cannot_be_a_message_is_refused_and_not_stored(
    visitor: Client, body: dict[str, object], code: str
) -> None:
    await visitor.open()
    await visitor.settled(1)

    refused = await visitor.post(f"/v1/conversations/{visitor.id}/messages", body)

    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert len(await visitor.history()) == 1


async def test_a_message_at_the_limit_is_taken(visitor: Client) -> None:
    await visitor.open()

    assert (await visitor.say("a" * LONGEST_MESSAGE)).status_code == 202


@pytest.mark.parametrize(
    ("typed", "stored"), [(rb"caf\udce9 froid", "caf? froid"), (rb"bon\u0000jour", "bonjour")]
)
async def test_what_no_database_can_hold_is_left_out(
    visitor: Client, engine: FakeEngine, typed: bytes, stored: str
) -> None:
    await visitor.open()
    await visitor.settled(1)
    body = b'{"client_id": "client-0001", "text": "%s"}' % typed

    sent = await visitor.http.post(
        f"/v1/conversations/{visitor.id}/messages",
        content=body,
        headers={**visitor.headers, "Content-Type": "application/json"},
    )

    assert texts([sent.json()["message"]]) == [("driver", stored)]
    await visitor.settled(3)
    assert engine.received[-1] == (stored, None)


async def test_the_history_is_read_by_cursor(visitor: Client) -> None:
    await visitor.open()
    for number in range(5):
        await visitor.say(str(number))
        await visitor.settled(3 + 2 * number)

    pages = [await visitor.history(after, limit=4) for after in (0, 4, 8, 11)]

    assert [[one["position"] for one in page] for page in pages] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
        [9, 10, 11],
        [],
    ]


async def test_messages_sent_at_the_same_time_are_all_stored_and_answered(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    said = {f"message {uuid4().hex}" for _ in range(20)}

    await asyncio.gather(*(visitor.say(text) for text in said))

    async with asyncio.timeout(20):
        while said - {line for text, _ in engine.received for line in text.split("\n")}:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
    stored = [text for author, text in texts(await visitor.history()) if author == "driver"]
    assert sorted(stored) == sorted(said)


async def test_nothing_is_said_in_a_conversation_that_another_took_the_place_of(visitor: Client) -> None:
    claire = visitor.as_driver("drv_claire_morel")
    await claire.open()
    first = claire.id
    session = visitor.house.support.charging.recent_sessions("drv_claire_morel")[0].id
    await claire.open(context={"session_id": session})

    refused = await claire.post(
        f"/v1/conversations/{first}/messages", {"client_id": "client-0001", "text": "bonjour"}
    )

    assert claire.id != first
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_closed")


async def test_a_message_too_long_is_refused_with_the_reason_and_the_telephone(visitor: Client) -> None:
    await visitor.open()

    refused = await visitor.say("a" * (LONGEST_MESSAGE + 1))

    assert "dépasse 1000 caractères" in refused.json()["detail"]
    assert "01 76 40 12 80" in refused.json()["detail"]


@pytest.mark.parametrize("place", ["{danger} {chatter}", "{chatter} {danger}"])
async def test_a_danger_told_at_length_is_warned_of(visitor: Client, place: str) -> None:
    await visitor.open()
    chatter = "Je ne sais pas quoi faire. " * 60

    refused = await visitor.say(place.format(danger="De la fumée sort de la borne.", chatter=chatter))

    assert refused.json()["code"] == "message_too_long"
    assert "112" in refused.json()["detail"]
    assert "01 76 40 12 80" in refused.json()["detail"]
