"""Serve the Chat API: `python -m chat.server`, until a signal."""

import gc
import logging
import sys
from types import FrameType

import uvicorn

from chat.app import create_app
from chat.house import House, build
from support.composition import compose
from support.errors import InvalidSettings
from support.settings import Settings, load_settings

STREAMS_END_WITHIN_S = 5


class Server(uvicorn.Server):
    """Asks the listeners to come back later as soon as it is told to stop."""

    def __init__(self, config: uvicorn.Config, house: House) -> None:
        super().__init__(config)
        self._house = house

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """A signal came."""
        self.stop()
        super().handle_exit(sig, frame)

    def stop(self) -> None:
        """End the streams, finish the turns, and leave."""
        self._house.fanout.listeners.close()
        self.should_exit = True


def server_of(settings: Settings) -> Server:
    """The server of these settings. Raises `InvalidSettings`."""
    if not settings.chat_secret.get_secret_value():
        raise InvalidSettings("CHAT_SECRET is needed; `make run` and `make up` make one")
    if settings.demo_pages and not settings.app_token_secret.get_secret_value():
        raise InvalidSettings("DEMO_PAGES needs APP_TOKEN_SECRET, and is for development alone")
    house = build(compose(settings))
    config = uvicorn.Config(
        create_app(house),
        host=settings.chat_host,
        port=settings.chat_port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=settings.trusted_proxies or None,
        timeout_graceful_shutdown=STREAMS_END_WITHIN_S,
        timeout_keep_alive=75,
    )
    return Server(config, house)


def main() -> None:
    """Serve. Exits with 1 and one line when a setting is bad."""
    try:
        settings = load_settings()
        server = server_of(settings)
    except InvalidSettings as error:
        print(f"Bad setting: {error}", file=sys.stderr)
        raise SystemExit(1) from None
    # What was made so far stays for good: the collector need not look at it again in the middle of a message.
    gc.collect()
    gc.freeze()
    logging.basicConfig(level=settings.log_level, format="%(asctime)s %(name)s %(message)s")
    server.run()


if __name__ == "__main__":
    main()
