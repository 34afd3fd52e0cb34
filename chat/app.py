"""The Chat API as an ASGI application: routes, errors, and what begins and ends with it."""

import asyncio
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from chat import problems
from chat.edge import BodyLimit, ProtectiveHeaders, TooLarge
from chat.house import House
from chat.openapi import describe
from chat.problems import Problem
from chat.routes import closing, conversations, demo, events, messages, pages, photos
from support.errors import (
    ChargingUnavailable,
    ChoiceNotOffered,
    ConversationClosed,
    StorageUnavailable,
    UnknownConversation,
)
from support.masking import mask

logger = logging.getLogger(__name__)

PREFIX = "/v1"
TURNS_FINISH_WITHIN_S = 8.0
CORS_HEADERS = ("Authorization", "Content-Type", "Last-Event-ID")


def create_app(house: House) -> FastAPI:
    """The application around a house."""

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        await house.fanout.start()
        beside = [asyncio.create_task(work.run()) for work in (house.deliveries, house.upkeep)]
        try:
            yield
        finally:
            house.fanout.listeners.close()
            await house.answering.stop(TURNS_FINISH_WITHIN_S)
            for work in beside:
                work.cancel()
            await house.fanout.stop()
            await house.engine.close()
            house.book.close()

    app = FastAPI(
        title="Bump Chat API",
        version="1.0.0",
        summary="The support assistant: send by REST, receive by Server-Sent Events.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.house = house
    for routes in (conversations, messages, events, photos, closing):
        app.include_router(routes.router, prefix=PREFIX)
    for routes in (demo, pages):
        app.include_router(routes.router)
    _add_health(app)
    describe(app)
    _handle_errors(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=house.settings.allowed_origins,
        allow_methods=("GET", "POST", "DELETE"),
        allow_headers=CORS_HEADERS,
        expose_headers=("Retry-After",),
        max_age=600,
    )
    app.add_middleware(ProtectiveHeaders)
    return app


def _add_health(app: FastAPI) -> None:
    @app.get("/healthz", tags=["health"])
    async def health() -> dict[str, bool]:
        """Whether this process serves."""
        return {"ready": True}


def _handle_errors(app: FastAPI) -> None:
    """Every error leaves as problem details."""
    phone = app.state.house.settings.support_phone
    known: dict[type[Exception], Callable[[], Problem]] = {
        UnknownConversation: problems.unknown_conversation,
        ConversationClosed: problems.conversation_closed,
        ChoiceNotOffered: problems.choice_not_offered,
        StorageUnavailable: lambda: problems.unavailable(phone),
        ChargingUnavailable: lambda: problems.unavailable(phone),
    }
    for kind, problem_of in known.items():
        app.add_exception_handler(kind, _teller(problem_of))

    @app.exception_handler(Problem)
    async def told(_request: Request, problem: Problem) -> Response:
        return problem.as_response()

    @app.exception_handler(RequestValidationError)
    async def invalid(_request: Request, error: RequestValidationError) -> Response:
        return problems.invalid(error.errors(), phone).as_response()

    @app.exception_handler(HTTPException)
    async def refused(_request: Request, error: HTTPException) -> Response:
        # A body that is not read to its end because it is too large is told as unreadable.
        cause = error.__cause__
        if isinstance(cause, TooLarge):
            return cause.problem.as_response()
        return problems.of_status(error.status_code, error.headers).as_response()

    @app.exception_handler(Exception)
    async def unforeseen(_request: Request, _error: Exception) -> Response:
        incident = f"INC-{uuid4().hex[:6].upper()}"
        logger.error("%s\n%s", incident, mask(traceback.format_exc()))
        return problems.unforeseen(phone, incident).as_response()


def _teller(problem_of: Callable[[], Problem]) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def tell(_request: Request, error: Exception) -> Response:
        if isinstance(error, StorageUnavailable | ChargingUnavailable):
            logger.error("the database does not answer: %s", mask(str(error)))
        return problem_of().as_response()

    return tell
