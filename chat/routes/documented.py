"""How the routes tell the OpenAPI document of the problems they may answer."""

from typing import Any

from chat.problems import MEDIA_TYPE, TITLES

type Responses = dict[int | str, dict[str, Any]]

_PROBLEM = {"content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemDetails"}}}}
ALWAYS = (400, 413, 422, 429, 500, 503)


def problems_of(*statuses: int) -> Responses:
    """The descriptions of these problems and of those that any request may meet."""
    return {status: {"description": TITLES[status], **_PROBLEM} for status in sorted({*ALWAYS, *statuses})}


OF_CONVERSATIONS = problems_of(401, 404)
