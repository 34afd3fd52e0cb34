"""One house for all the tests that need one: real engine, real action servers, real database."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chat.door import Door
from chat.engine_client import EngineClient
from support.charging.demo import load_demo
from support.composition import Support, compose
from support.settings import ROOT, load_settings
from support.storage.migrate import upgrade
from tests.scenarios.house import SECRET, SLOW_S, Switch, action_server, engine, free_port

NEVER_OPEN = "dim 00:00-00:01"
ALWAYS_OPEN = "lun-dim 00:00-23:59"
NOBODY_LISTENS = "postgresql+psycopg://nobody@127.0.0.1:9/none"


@dataclass
class House:
    """The door in front of a whole house, and the switch that changes its world."""

    door: Door
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


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not any((ROOT / "models").glob("*.tar.gz")):
        pytest.fail("No trained model: run `make train` first.")
    folder: Path = tmp_path_factory.mktemp("house")
    url = f"sqlite:///{folder / 'bump.db'}"
    upgrade(url)
    settings = load_settings(database_url=url, engine_secret=SECRET)
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
        client = EngineClient(f"http://127.0.0.1:{port}", SECRET, 9.0)
        stack.callback(client.close)
        yield House(Door(support, client), support, switch, servers)
