"""A door on a real database, in front of an engine of ten lines."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from chat.door import Door
from chat.engine_client import EngineUnavailable
from chat.messages import BotMessage
from support.app_screens import Link
from support.callers import Caller
from support.composition import Support, compose
from support.reading.choices import Choice
from support.settings import load_settings
from support.storage.migrate import upgrade

CLAIRE = Caller("conv-1", "drv_claire_morel")
ARTICLE = BotMessage("Voici comment faire.", links=(Link("Ouvrir la carte", "bump://carte"),))
SETTLED = Choice("settled:yes", "C'est réglé")
BLOCKED = Choice("settled:no", "Toujours bloqué")
QUESTION = BotMessage("Est-ce réglé ?", choices=(SETTLED, BLOCKED))


@dataclass
class FakeEngine:
    """Gives each of `answers`, then `answer` to everything, or raises it; remembers what it was sent."""

    answer: Sequence[BotMessage] | Exception = (ARTICLE, QUESTION)
    answers: Iterator[Sequence[BotMessage]] = field(default_factory=lambda: iter(()))
    received: list[tuple[str, str | None]] = field(default_factory=list)

    def open(self, caller: Caller) -> list[BotMessage]:
        return self.send(caller, "<open>")

    def send(self, caller: Caller, text: str, choice: str | None = None) -> list[BotMessage]:
        self.received.append((text, choice))
        if isinstance(self.answer, Exception):
            raise self.answer
        return list(next(self.answers, self.answer))

    def breaks(self) -> None:
        self.answer = EngineUnavailable("ConnectError")


@pytest.fixture
def support(tmp_path: Path) -> Iterator[Support]:
    url = f"sqlite:///{tmp_path / 'bump.db'}"
    upgrade(url)
    composed = compose(load_settings(database_url=url))
    yield composed
    composed.database.dispose()


@pytest.fixture
def engine() -> FakeEngine:
    return FakeEngine()


@pytest.fixture
def door(support: Support, engine: FakeEngine) -> Door:
    return Door(support, engine)
