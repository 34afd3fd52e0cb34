"""The end: rating, transcript, erasure, and the outbox that sees to what is elsewhere."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chat.engine_client import EngineUnavailable
from chat.house import build
from support.composition import compose
from support.errors import UnknownConversation
from support.escalation import Urgency
from support.outbox import TaskKind
from support.storage.conversation_tables import ConversationRow
from support.storage.ticket_tables import TicketRow
from support.tickets.model import NewTicket, TicketCategory
from tests.api.conftest import CLAIRE, Client, FakeEngine, make_house, serving
from tests.api.test_photos import picture, upload


@dataclass
class Postman:
    """Keeps what it is to send; raises `trouble` if there is any."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    trouble: OSError | None = None

    def send(self, to: str, subject: str, text: str, reference: str) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.sent.append((to, subject, text))


@pytest.fixture
def postman() -> Postman:
    return Postman()


@pytest.fixture
async def with_mail(url: str, engine: FakeEngine, postman: Postman) -> AsyncIterator[Client]:
    settings = make_house(url, engine, smtp_url="smtp://127.0.0.1:9", mail_from="aide@example.org").settings
    async with serving(build(compose(settings), engine, postman), engine) as client:
        yield client


async def until(condition: Any) -> None:
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_the_last_rating_counts(visitor: Client) -> None:
    await visitor.open()

    answers = [
        await visitor.post(f"/v1/conversations/{visitor.id}/rating", {"score": score, "comment": comment})
        for score, comment in ((2, "long"), (5, "finalement très bien"))
    ]

    with visitor.house.support.database.transaction(read_only=True) as session:
        row = session.get_one(ConversationRow, visitor.id)
    assert [one.status_code for one in answers] == [204, 204]
    assert (row.rating, row.rating_comment) == (5, "finalement très bien")


@pytest.mark.parametrize("score", [0, 6, "5", 4.5, None, True])
async def test_a_score_that_is_none_is_refused(visitor: Client, score: object) -> None:
    await visitor.open()

    assert (await visitor.post(f"/v1/conversations/{visitor.id}/rating", {"score": score})).status_code == 422


async def test_the_transcript_can_be_downloaded(visitor: Client) -> None:
    await visitor.open()
    await visitor.settled(1)
    await visitor.say("ma charge ne démarre pas")
    await visitor.settled(3)

    got = await visitor.get(f"/v1/conversations/{visitor.id}/transcript")

    assert got.headers["content-type"] == "text/plain; charset=utf-8"
    assert "attachment" in got.headers["content-disposition"]
    assert "Vous\nma charge ne démarre pas" in got.text
    assert "Assistant automatique\nVous avez dit : ma charge ne démarre pas\n- C'est réglé" in got.text


async def test_without_a_mail_server_the_download_is_offered(visitor: Client) -> None:
    await visitor.open()

    refused = await visitor.post(f"/v1/conversations/{visitor.id}/transcript", {"email": "c@example.org"})

    assert (refused.status_code, refused.json()["code"]) == (409, "email_not_configured")
    assert "télécharger" in refused.json()["detail"]


async def test_the_transcript_is_sent_by_e_mail(with_mail: Client, postman: Postman) -> None:
    await with_mail.open()
    await with_mail.settled(1)

    asked = await with_mail.post(f"/v1/conversations/{with_mail.id}/transcript", {"email": "c@example.org"})

    assert asked.status_code == 202
    await until(lambda: postman.sent)
    ((to, _, text),) = postman.sent
    assert to == "c@example.org"
    assert "Vous avez dit : <open>" in text
    await until(lambda: with_mail.house.outbox.due() is None)


async def test_an_e_mail_that_could_not_be_sent_waits(with_mail: Client, postman: Postman) -> None:
    postman.trouble = ConnectionRefusedError()
    await with_mail.open()

    asked = await with_mail.post(f"/v1/conversations/{with_mail.id}/transcript", {"email": "c@example.org"})

    assert asked.status_code == 202
    assert postman.sent == []


@pytest.mark.parametrize("email", ["", "nobody", "a@b@c", "a" * 250 + "@example.org"])
async def test_an_address_that_is_none_is_refused(with_mail: Client, email: str) -> None:
    await with_mail.open()

    refused = await with_mail.post(f"/v1/conversations/{with_mail.id}/transcript", {"email": email})

    assert refused.status_code == 422


async def test_e_mails_are_few(with_mail: Client) -> None:
    await with_mail.open()
    path = f"/v1/conversations/{with_mail.id}/transcript"

    answers = [await with_mail.post(path, {"email": "c@example.org"}) for _ in range(4)]

    assert [one.status_code for one in answers] == [202, 202, 202, 429]
    assert int(answers[-1].headers["retry-after"]) > 0


async def test_an_erased_conversation_is_nowhere(visitor: Client, engine: FakeEngine) -> None:
    await visitor.open()
    await visitor.settled(1)
    await visitor.say("ma charge ne démarre pas")
    await upload(visitor, picture())
    await visitor.settled(5)

    erased = await visitor.http.delete(f"/v1/conversations/{visitor.id}", headers=visitor.headers)

    assert erased.status_code == 204
    assert (await visitor.get(f"/v1/conversations/{visitor.id}")).status_code == 404
    assert visitor.house.support.messages.transcript(visitor.id) == []
    await until(lambda: engine.forgotten == [visitor.id])
    assert list(visitor.house.settings.photos_dir.rglob("*.jpg")) == []


async def test_a_ticket_outlives_its_conversation_without_the_transcript_and_the_photos(
    visitor: Client,
) -> None:
    claire = visitor.as_driver(CLAIRE)
    await claire.open()
    await claire.settled(1)
    await upload(claire, picture())
    turn = visitor.house.visits.view(claire.id, CLAIRE)
    caller = visitor.engine.callers[-1]
    ticket = visitor.house.support.tickets.open(
        NewTicket(
            key="key-1",
            caller=caller,
            category=TicketCategory.OTHER,
            urgency=Urgency.NORMAL,
            description="La borne clignote.",
        )
    )

    assert ticket.photos == 1
    await claire.http.delete(f"/v1/conversations/{turn.id}", headers=claire.headers)

    with visitor.house.support.database.transaction(read_only=True) as session:
        row = session.get_one(TicketRow, ticket.id)
    assert (row.description, row.transcript, row.photos) == ("La borne clignote.", [], [])


async def test_pictures_to_be_removed_are_and_what_the_engine_remembers_stays(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await upload(visitor, picture())
    pictures = visitor.house.settings.photos_dir
    kept = [path.stem for path in pictures.rglob("*.jpg")]

    visitor.house.outbox.put(TaskKind.REMOVE_PHOTOS, {"photos": kept})
    visitor.house.deliveries.hurry()

    await until(lambda: list(pictures.rglob("*.jpg")) == [])
    assert len(kept) == 1
    assert engine.forgotten == []


async def test_a_house_removes_what_its_settings_keep_no_longer(
    url: str, engine: FakeEngine, tmp_path: Path
) -> None:
    kept = {"anonymous_kept_days": 2, "conversations_kept_days": 4}
    settings = make_house(url, engine, **kept).settings
    async with serving(build(compose(settings), engine), engine) as client:
        claire = client.as_driver(CLAIRE)
        await client.open()
        await claire.open()

    three_days_later = compose(settings, lambda: datetime.now(UTC) + timedelta(days=3))
    async with serving(build(three_days_later, engine), engine) as later:
        await until(lambda: engine.forgotten == [client.id])
        assert later.house.visits.view(claire.id, CLAIRE).driver_id == CLAIRE


async def test_what_the_engine_remembers_is_erased_when_it_is_back(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.down = EngineUnavailable("ConnectError", was_sent=False)

    await visitor.http.delete(f"/v1/conversations/{visitor.id}", headers=visitor.headers)

    with pytest.raises(UnknownConversation):
        visitor.house.visits.view(visitor.id, None)
    assert engine.forgotten == []


async def test_a_turn_that_ran_while_its_conversation_was_erased_is_forgotten_too(
    visitor: Client, engine: FakeEngine
) -> None:
    await visitor.open()
    await visitor.settled(1)
    engine.hold = asyncio.Event()
    await visitor.say("bonjour")
    await until(lambda: len(engine.received) == 2)
    await visitor.http.delete(f"/v1/conversations/{visitor.id}", headers=visitor.headers)

    engine.hold.set()

    await until(lambda: engine.forgotten.count(visitor.id) >= 2)
    assert visitor.house.support.messages.transcript(visitor.id) == []
