"""Plays every conversation file against the real house."""

from collections.abc import Sequence
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import select

from chat.api_client import Conversation as Talk
from chat.api_client import Refused
from chat.messages import BotMessage
from support.reading.choices import Choice
from support.storage.ticket_tables import TicketRow
from tests.blocks import faults, types_of
from tests.conftest import House
from tests.scenarios.conversation import Conversation, Turn, load_conversations

CONVERSATIONS = load_conversations(Path(__file__).parent / "conversations")


@pytest.mark.parametrize(
    "conversation", [pytest.param(one, id=f"{one.path.stem}: {one.name}") for one in CONVERSATIONS]
)
def test_conversation(conversation: Conversation, house: House) -> None:
    house.enter(conversation.world)
    with house.talk(conversation.alias, conversation.context) as talk:
        player = Player(house, conversation, talk)
        player.open()
        for turn in conversation.turns:
            player.play(turn)
        player.check_tickets()


def test_there_are_enough_conversations() -> None:
    assert len(CONVERSATIONS) >= 60
    assert len({one.name for one in CONVERSATIONS}) == len(CONVERSATIONS)


class Player:
    """Plays the driver of one conversation and checks what the bot does."""

    def __init__(self, house: House, conversation: Conversation, talk: Talk) -> None:
        self._house = house
        self._conversation = conversation
        self._talk = talk
        self._choices: list[Choice] = []
        self._last_client_id = ""
        self._last_answer: list[BotMessage] = []
        self._script: list[str] = []

    def open(self) -> None:
        if self._conversation.refused is not None:
            with pytest.raises(Refused) as refusal:
                self._talk.open()
            assert refusal.value.code == self._conversation.refused
            return
        answer = self._talk.open()
        self._hear(answer)
        self._expect(_flat(answer), self._conversation.opening, ())

    def play(self, turn: Turn) -> None:
        if turn.world is not None:
            self._house.enter(turn.world)
        if turn.driver is None and turn.choose is None and turn.payload is None and not turn.resend:
            return
        if turn.resend:
            self._resend()
            return
        if turn.refused:
            with pytest.raises(Refused) as refusal:
                self._send(turn)
            self._expect(str(refusal.value), turn.refused, ())
            return
        answer = self._send(turn)
        self._hear(answer)
        if turn.means is not None and "de quoi s'agit-il" in _flat(answer):
            answer = self._send(Turn(choose=turn.means))
            self._hear(answer)
        self._expect(_flat(answer), turn.bot, turn.absent)
        shown = types_of(block for message in answer for block in message.as_blocks())
        assert set(turn.blocks) <= set(shown), self._log(f"expected {turn.blocks} among {shown}")

    def check_tickets(self) -> None:
        with self._house.support.database.transaction(read_only=True) as session:
            rows = session.scalars(select(TicketRow).where(TicketRow.conversation_id == self._talk.id)).all()
        assert len(rows) == self._conversation.tickets, self._log(f"{len(rows)} tickets")
        for name, expected in (self._conversation.ticket or {}).items():
            actual = getattr(rows[0], name)
            if isinstance(expected, dict):
                actual = {key: (actual or {}).get(key) for key in expected}
            matches = (
                expected.lower() in str(actual).lower()
                if isinstance(expected, str) and isinstance(actual, str)
                else actual == expected
            )
            assert matches, self._log(f"ticket.{name} is {actual!r}, expected {expected!r}")

    def _resend(self) -> None:
        log = self._house.support.messages
        before = log.transcript(self._talk.id)
        answer = self._talk.send("bonjour", client_id=self._last_client_id)
        assert answer == self._last_answer, self._log("a resend had another answer")
        assert log.transcript(self._talk.id) == before, self._log("a resend was logged")

    def _send(self, turn: Turn) -> Sequence[BotMessage]:
        self._last_client_id = uuid4().hex
        text, choice = turn.driver or "", turn.payload
        if turn.choose is not None:
            labels = {one.label: one for one in self._choices}
            matching = [label for label in labels if turn.choose.lower() in label.lower()]
            assert matching, self._log(f"no choice « {turn.choose} » among {list(labels)}")
            text, choice = matching[0], labels[matching[0]].value
        self._script.append(f"vous : {text}" + (f" [{choice}]" if choice else ""))
        return self._talk.send(text, choice, self._last_client_id)

    def _hear(self, answer: Sequence[BotMessage]) -> None:
        assert answer, self._log("the bot was silent")
        for message in answer:
            assert faults(message.as_blocks()) == [], self._log(f"a message breaks the schema: {message}")
        self._last_answer = list(answer)
        self._script += [f"bump : {_flat([message])}" for message in answer]
        offered = [choice for message in answer for choice in message.choices]
        self._choices = offered or self._choices

    def _expect(self, said: str, wanted: Sequence[str], unwanted: Sequence[str]) -> None:
        lowered = said.lower()
        for words in wanted:
            assert words.lower() in lowered, self._log(f"expected « {words} »")
        for words in unwanted:
            assert words.lower() not in lowered, self._log(f"unexpected « {words} »")

    def _log(self, fault: str) -> str:
        return "\n".join([f"{self._conversation.path.name}: {self._conversation.name}", fault, *self._script])


def _flat(answer: Sequence[BotMessage]) -> str:
    parts = []
    for message in answer:
        choices = "".join(f" [{choice.label}]" for choice in message.choices)
        links = "".join(f" <{link.label} {link.url}>" for link in message.links)
        parts.append(f"{message.text}{choices}{links}")
    return "\n".join(parts).replace("\u00a0", " ").replace("\u202f", " ")
