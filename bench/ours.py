"""Our assistant: through the Chat API as a client, real engine, real actions, real database."""

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from pydantic import SecretStr

from bench.bot import BenchError, elapsed_ms, resident_mib
from bench.rates import UNLIMITED
from chat.api_client import Conversation as Talk
from chat.messages import BotMessage
from chat.sentences import answered_later
from chat.terminal import conversation_of
from ops.places import LOGS
from ops.ports import free_port
from ops.preparation import place_demo
from ops.processes import myself, stop
from ops.services import Started, services, start_all, state_of, wait_until_answering
from ops.training import run_training
from support.reading.choices import Choice
from support.settings import Settings, load_settings

_INCIDENT = re.compile(r"\bINC-[0-9A-F]{6}\b")


@dataclass(frozen=True, slots=True)
class Pick:
    """The choice to press, by its place among those offered last."""

    place: int


Step = str | Pick
SCRIPTS: tuple[tuple[str, tuple[Step, ...]], ...] = (
    ("claire", ("comment récupérer ma facture ?", Pick(0), "la charge est très lente", Pick(1), "annuler")),
    (
        "claire",
        ("je n'arrive pas à arrêter ma charge", Pick(1), Pick(0), "rien ne se passe quand j'appuie", Pick(0)),
    ),
    ("karim", ("j'ai été débité deux fois", Pick(1), Pick(0), "le montant apparaît en double", Pick(0))),
    (
        "anonyme",
        ("ma session d'hier soir à Lyon n'apparaît pas", Pick(1), "vers 19 h", "avec mon badge", "annuler"),
    ),
)
LONG_SCRIPT: tuple[Step, ...] = (
    "comment récupérer ma facture ?", Pick(0), "je n'arrive pas à arrêter ma charge", Pick(1), "annuler",
)  # fmt: skip


class OurConversation:
    """One driver's conversation."""

    def __init__(self, talk: Talk, script: Sequence[Step], apology: str) -> None:
        self._talk = talk
        self._script = script
        self._apology = apology
        self._choices: Sequence[Choice] = ()
        self._heed(talk.open())

    def turn(self, index: int) -> float:
        """Play a turn, timed from the send to the end of the answer. Raises `BenchError` for an apology."""
        step = self._script[index % len(self._script)]
        choice = self._choices[min(step.place, len(self._choices) - 1)] if isinstance(step, Pick) else None
        began = time.perf_counter()
        answer = self._talk.send(choice.label if choice else str(step), choice.value if choice else None)
        took = elapsed_ms(began)
        self._heed(answer)
        return took

    def _heed(self, messages: Sequence[BotMessage]) -> None:
        said = " ".join(message.text for message in messages)
        if not messages or self._apology in said or _INCIDENT.search(said):
            raise BenchError(f"Our assistant failed on a turn ({said or 'no answer'}): see {LOGS}.")
        self._choices = [one for message in messages for one in message.choices] or self._choices


class Ours:
    """The assistant on free ports, with a database and a model of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for old in folder.glob("*.db*"):
            old.unlink()
        self._settings: Settings = load_settings(
            database_url=f"sqlite:///{folder / 'bump.db'}",
            engine_database_url=f"sqlite:///{folder / 'engine.db'}",
            engine_port=free_port(),
            actions_port=free_port(),
            chat_port=free_port(),
            chat_secret=SecretStr(uuid4().hex),
            app_token_secret=SecretStr(uuid4().hex),
            photos_dir=folder / "photos",
            engine_secret=SecretStr(uuid4().hex),
            models_dir=folder / "models",
            **UNLIMITED,
        )
        self._started: list[Started] = []
        self._talks: list[Talk] = []

    def train(self) -> float:
        """Train every component anew; seconds."""
        return run_training(self._settings.models_dir, force=True, log=self._folder / "train.log")

    def start(self) -> float:
        """See `Bot`."""
        place_demo(self._settings)
        began = time.perf_counter()
        self._started = start_all(services(self._settings), myself(), "", logs=self._folder, run=self._folder)
        wait_until_answering(lambda: state_of(self._settings), self._started)
        return time.perf_counter() - began

    def stop(self) -> None:
        """See `Bot`."""
        for talk in self._talks:
            talk.close()
        stop([one.running for one in self._started], self._folder)
        self._started, self._talks = [], []

    def converse(self, script: int) -> OurConversation:
        """See `Bot`."""
        return self._conversation(*SCRIPTS[script % len(SCRIPTS)])

    def converse_at_length(self) -> OurConversation:
        """A conversation whose script repeats the same kinds of turns without end."""
        return self._conversation("claire", LONG_SCRIPT)

    def rss_mib(self) -> dict[str, float]:
        """See `Bot`."""
        return resident_mib([one.running for one in self._started])

    def _conversation(self, alias: str, script: Sequence[Step]) -> OurConversation:
        if not self._started:
            raise BenchError("Our assistant is not started.")
        # The one before has been heard to its end.
        for talk in self._talks:
            talk.close()
        self._talks = [conversation_of(alias, self._settings)]
        return OurConversation(self._talks[0], script, answered_later(self._settings).text)
