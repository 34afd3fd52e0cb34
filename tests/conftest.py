"""One house for all the tests that need one: real Chat API, real engine, real action servers, real database."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from chat.api_client import Conversation
from chat.house import tokens_of
from support.charging.demo import DEMO_DRIVERS, load_demo
from support.composition import Support, compose
from support.settings import ROOT, load_settings
from support.storage.migrate import upgrade
from tests.scenarios.house import SECRET, SLOW_S, Switch, action_server, chat_api, engine, free_port

NEVER_OPEN = "dim 00:00-00:01"
ALWAYS_OPEN = "lun-dim 00:00-23:59"
UNLIMITED = 1_000_000
ANONYMOUS = "anonyme"
NOBODY_LISTENS = "postgresql+psycopg://nobody@127.0.0.1:9/none"


@dataclass
class House:
    """A whole house, entered at the Chat API, and the switch that changes its world."""

    address: str
    support: Support
    switch: Switch
    servers: dict[str, int]

    def enter(self, world: str) -> None:
        """Put the house in one of the worlds of `conversation.WORLDS`."""
        normal = self.servers["normal"]
        self.switch.set(
            self.servers.get(world, normal),
            down=world == "actions_down",
            delay_s=SLOW_S if world == "actions_slow" else 0.0,
        )

    @contextmanager
    def talk(
        self, alias: str = ANONYMOUS, context: Mapping[str, str] | None = None
    ) -> Iterator[Conversation]:
        """A conversation of a demo driver or of an unknown visitor, which nobody opened yet."""
        token = None
        if alias != ANONYMOUS:
            driver_id = DEMO_DRIVERS[alias][0]
            token, _ = tokens_of(self.support.settings).mint_demo(driver_id, timedelta(minutes=15))
        # Conversations of the terminal are not resumed by the driver's next one.
        conversation = Conversation(self.address, "terminal", token, context)
        try:
            yield conversation
        finally:
            conversation.close()


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.fail("No trained model: run `make train` first.")
    folder: Path = tmp_path_factory.mktemp("house")
    url = f"sqlite:///{folder / 'bump.db'}"
    upgrade(url)
    settings = load_settings(
        database_url=url,
        engine_secret=SECRET,
        chat_secret=SECRET * 2,
        app_token_secret=SECRET[::-1] * 2,
        photos_dir=folder / "photos",
        openings_per_minute=UNLIMITED,
        requests_per_minute=UNLIMITED,
        address_requests_per_minute=UNLIMITED,
    )
    support = compose(settings)
    load_demo(support.database, datetime.now(UTC))
    with ExitStack() as stack:
        servers = {
            name: stack.enter_context(action_server(name, folder, **environment))
            for name, environment in {
                "normal": {"DATABASE_URL": url},
                "database_down": {"DATABASE_URL": NOBODY_LISTENS},
                "closed": {"DATABASE_URL": url, "OPENING_HOURS": NEVER_OPEN},
                "open_with_email": {
                    "DATABASE_URL": url,
                    "OPENING_HOURS": ALWAYS_OPEN,
                    "SUPPORT_EMAIL": "aide@exemple-bump.fr",
                },
            }.items()
        }
        switch = Switch(free_port(), servers["normal"])
        stack.callback(switch.close)
        port = stack.enter_context(engine(folder, switch.port))
        address = stack.enter_context(chat_api(folder, port, settings))
        yield House(address, support, switch, servers)
