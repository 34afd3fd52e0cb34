"""Does what waits in the outbox: sends transcripts, erases what an erased conversation left elsewhere."""

import asyncio
import logging

from chat.engine_client import EngineUnavailable
from chat.mail import Mailer
from chat.photo_store import PhotoStore
from chat.turns import Forgetting
from support.errors import SupportError
from support.outbox import Outbox, Task, TaskKind

logger = logging.getLogger(__name__)

LOOKED_AT_EVERY_S = 5.0
SUBJECT = "Votre conversation avec l'assistant de Bump"
_FAILURES = (EngineUnavailable, OSError, ValueError)


class Deliveries:
    """Tries each task until it is done; several processes may do so at once."""

    def __init__(
        self,
        outbox: Outbox,
        engine: Forgetting,
        photos: PhotoStore,
        mailer: Mailer | None,
        every_s: float = LOOKED_AT_EVERY_S,
    ) -> None:
        self._outbox = outbox
        self._engine = engine
        self._photos = photos
        self._mailer = mailer
        self._every_s = every_s
        self._wanted = asyncio.Event()

    def hurry(self) -> None:
        """Something was just put out."""
        self._wanted.set()

    async def run(self) -> None:
        """Work for ever."""
        while True:
            self._wanted.clear()
            try:
                while await self.deliver_one():
                    pass
            except SupportError as error:
                logger.error("the outbox cannot be read: %s", type(error).__name__)
            except Exception:
                logger.exception("the outbox met something unforeseen")
            try:
                async with asyncio.timeout(self._every_s):
                    await self._wanted.wait()
            except TimeoutError:
                pass

    async def deliver_one(self) -> bool:
        """Try the task that is due; False when there is none."""
        task = await asyncio.to_thread(self._outbox.due)
        if task is None:
            return False
        try:
            await self._do(task)
        except _FAILURES as error:
            is_kept = await asyncio.to_thread(self._outbox.failed, task)
            fate = "is tried again later" if is_kept else "is given up"
            logger.error("the task %s (%s) failed and %s: %s", task.id, task.kind, fate, type(error).__name__)
        else:
            await asyncio.to_thread(self._outbox.done, task)
        return True

    async def _do(self, task: Task) -> None:
        if task.kind is TaskKind.TRANSCRIPT:
            if self._mailer is None:
                raise OSError("no mail server is configured")
            letter = task.payload["email"], SUBJECT, task.payload["text"]
            await asyncio.to_thread(self._mailer.send, *letter, reference=task.id)
            return
        for photo_id in task.payload.get("photos", ()):
            await asyncio.to_thread(self._photos.delete, photo_id)
        if task.kind is TaskKind.ERASE:
            await self._engine.forget(task.payload["conversation_id"])
