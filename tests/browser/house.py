"""The whole house for a browser: real engine, real actions, real Chat API behind a cable that can be cut."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import jwt
from sqlalchemy import select

from support.charging.demo import DEMO_DRIVERS, load_demo
from support.composition import Support, compose
from support.settings import load_settings
from support.storage.migrate import upgrade
from support.storage.ticket_tables import TicketRow
from tests.browser.site import embedding_site
from tests.browser.stopwatch import Stopwatch
from tests.scenarios.house import SECRET, Switch, action_server, engine, free_port, process, wait_until_ready

CHAT_SECRET = "secret-of-visitors-in-the-browser-tests"
APP_SECRET = "secret-of-the-app-in-the-browser-tests"
NO_LIMIT = "100000"


@dataclass
class BrowserHouse:
    """`url`: the Chat API through `cable`; `direct_url`: past it; `site_url`: another host that embeds the chat."""

    url: str
    direct_url: str
    site_url: str
    cable: Switch
    stopwatch: Stopwatch
    support: Support
    api_port: int
    log: Path

    def app_token(self, alias: str, *, lives_s: float = 900) -> str:
        """What the app would give for a demo driver."""
        settings = self.support.settings
        claims = {
            "sub": DEMO_DRIVERS[alias][0],
            "iss": settings.app_token_issuer,
            "aud": settings.app_token_audience,
            "exp": datetime.now(UTC) + timedelta(seconds=lives_s),
            "iat": datetime.now(UTC),
        }
        return jwt.encode(claims, APP_SECRET, algorithm="HS256")

    def tickets(self) -> list[TicketRow]:
        """Every ticket, the oldest first."""
        with self.support.database.transaction(read_only=True) as session:
            return list(session.scalars(select(TicketRow).order_by(TicketRow.created_at)))

    def cut(self) -> None:
        """As in a tunnel: what is open breaks, what is new is refused."""
        self.cable.set(self.api_port, down=True)

    def mend(self) -> None:
        self.cable.set(self.api_port)


@contextmanager
def browser_house(folder: Path, url_port: int | None = None) -> Iterator[BrowserHouse]:
    """Start it all on free ports, and stop it all."""
    database_url = f"sqlite:///{folder / 'bump.db'}"
    upgrade(database_url)
    support = compose(load_settings(database_url=database_url, engine_secret=SECRET))
    load_demo(support.database, datetime.now(UTC))
    api_port, site_port = free_port(), free_port()
    cable = Switch(url_port or free_port(), api_port)
    url = f"http://127.0.0.1:{cable.port}"
    with (
        action_server("browser", folder, DATABASE_URL=database_url) as actions_port,
        engine(folder, actions_port) as engine_port,
        embedding_site(site_port, url) as site_url,
    ):
        stopwatch = Stopwatch(free_port(), engine_port)
        environment = {
            "DATABASE_URL": database_url,
            "CHAT_PORT": str(api_port),
            "CHAT_SECRET": CHAT_SECRET,
            "APP_TOKEN_SECRET": APP_SECRET,
            "DEMO_PAGES": "true",
            "ENGINE_PORT": str(stopwatch.port),
            "ENGINE_SECRET": SECRET,
            "PHOTOS_DIR": str(folder / "photos"),
            "CORS_ORIGINS": site_url,
            "MESSAGES_PER_MINUTE": NO_LIMIT,
            "REQUESTS_PER_MINUTE": NO_LIMIT,
            "ADDRESS_REQUESTS_PER_MINUTE": NO_LIMIT,
            "OPENINGS_PER_MINUTE": NO_LIMIT,
        }
        log = folder / "chat.log"
        with process([sys.executable, "-m", "chat.server"], environment, log) as child:
            direct_url = f"http://127.0.0.1:{api_port}"
            wait_until_ready(f"{direct_url}/healthz", child, log)
            assert httpx.get(f"{url}/widget/bump-chat.js").status_code == 200, "run `make widget` first"
            try:
                yield BrowserHouse(url, direct_url, site_url, cable, stopwatch, support, api_port, log)
            finally:
                cable.close()
                stopwatch.close()
