"""Removes what was kept long enough, now and every hour."""

import asyncio
import logging

from support.errors import SupportError
from support.retention import Retention

logger = logging.getLogger(__name__)

EVERY_S = 3600.0
# Between two portions others write.
PAUSE_S = 0.2


class Upkeep:
    """Several processes may do it at once."""

    def __init__(self, retention: Retention, every_s: float = EVERY_S) -> None:
        self._retention = retention
        self._every_s = every_s

    async def run(self) -> None:
        """Work for ever."""
        while True:
            wait_s = self._every_s
            try:
                if await asyncio.to_thread(self._retention.apply):
                    wait_s = PAUSE_S
            except SupportError as error:
                logger.error("what is too old was not removed: %s", type(error).__name__)
            except Exception:
                logger.exception("removing what is too old met something unforeseen")
            await asyncio.sleep(wait_s)
