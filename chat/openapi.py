"""The OpenAPI 3.1 document of the Chat API, with the schema of the blocks that widget and tests share."""

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from chat.schemas import ProblemDetails
from support.settings import ROOT

BLOCKS = ROOT / "chat" / "schema" / "blocks.schema.json"
VERSION = "3.1.0"


def describe(app: FastAPI) -> None:
    """Make the application describe itself with the blocks and the problems in place."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Any]:
    document: dict[str, Any] = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        openapi_version=VERSION,
        routes=app.routes,
    )
    schemas = document["components"]["schemas"]
    schemas |= _blocks()
    schemas["ProblemDetails"] = ProblemDetails.model_json_schema()
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    return document


def _blocks() -> dict[str, Any]:
    """The definitions of the schema of blocks, as components."""
    text = BLOCKS.read_text(encoding="utf-8").replace("#/$defs/", "#/components/schemas/")
    definitions: dict[str, Any] = json.loads(text)["$defs"]
    return definitions
