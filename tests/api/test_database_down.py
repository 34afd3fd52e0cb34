"""The database does not answer: it is admitted, a danger is warned of, and nothing said is lost for good."""

from typing import Any

import pytest

from support.errors import StorageUnavailable
from support.turns.book import TurnBook
from tests.api.conftest import Client, FakeEngine, texts

PHONE = "01 76 40 12 80"


class Switch:
    """A database that fails while it is `down`."""

    def __init__(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        self.down = True
        database = client.house.support.database
        for name in ("transaction", "statements"):
            monkeypatch.setattr(database, name, self._failing(getattr(database, name)))

    def _failing(self, real: Any) -> Any:
        def opened(*arguments: Any, **named: Any) -> Any:
            if self.down:
                raise StorageUnavailable("disk full, near « 06 12 34 56 78 »")
            return real(*arguments, **named)

        return opened


async def test_it_is_admitted_with_the_telephone(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    await visitor.open()
    Switch(visitor, monkeypatch)

    answer = await visitor.say("bonjour")

    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert PHONE in answer.json()["detail"]


async def test_it_is_admitted_at_the_opening(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    Switch(visitor, monkeypatch)

    answer = await visitor.open()

    assert answer.status_code == 503
    assert PHONE in answer.json()["detail"]


async def test_a_danger_is_warned_of(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    await visitor.open()
    Switch(visitor, monkeypatch)

    answer = await visitor.say("la borne est en feu")

    detail = answer.json()["detail"]
    assert (answer.status_code, answer.json()["code"]) == (503, "danger_unavailable")
    assert detail.index("112") < detail.index(PHONE)
    assert "empêche de transmettre votre message" in detail


async def test_a_message_that_no_database_took_is_answered_when_it_is_sent_again(
    visitor: Client, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    await visitor.open()
    await visitor.settled(1)
    switch = Switch(visitor, monkeypatch)
    await visitor.say("bonjour", client_id="client-0001")
    switch.down = False

    again = await visitor.say("bonjour", client_id="client-0001")

    assert (again.status_code, again.json()["duplicate"]) == (202, False)
    assert texts(await visitor.settled(3))[1:] == [
        ("driver", "bonjour"),
        ("bot", "Vous avez dit : bonjour"),
    ]


async def test_an_answer_that_could_not_be_logged_at_once_is_given_and_the_engine_asked_once(
    visitor: Client, engine: FakeEngine, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await visitor.open()
    await visitor.settled(1)
    finish, failures = TurnBook.finish, [StorageUnavailable("disk full, near « 06 12 34 56 78 »")]

    def late(*arguments: Any) -> Any:
        if failures:
            raise failures.pop()
        return finish(*arguments)

    monkeypatch.setattr(TurnBook, "finish", late)

    await visitor.say("Envoyer")

    assert texts(await visitor.settled(3))[-1] == ("bot", "Vous avez dit : Envoyer")
    assert [text for text, _ in engine.received] == ["<open>", "Envoyer"]
    assert "disk full" in caplog.text
    assert "06 12 34 56 78" not in caplog.text
