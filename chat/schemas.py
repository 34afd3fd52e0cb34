"""The bodies of `/v1`, checked as they come in and described as they go out."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, EmailStr, Field, StringConstraints

from chat.typed_text import storable
from support.turns.model import LONGEST_MESSAGE

ConversationId = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
PhotoId = ConversationId
ClientId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9_-]{8,64}$"),
    Field(description="Made by the client, e.g. a UUID; a resend of the same one changes nothing."),
]
Instant = Annotated[str, Field(description="ISO 8601, UTC.", json_schema_extra={"format": "date-time"})]


Typed = BeforeValidator(lambda given: storable(given) if isinstance(given, str) else given)


class _Given(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)


class Context(_Given):
    """Where the person comes from. What the app signed in its token goes before what is said here."""

    screen: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_./-]{0,63}$")] | None = None
    platform: Literal["ios", "android", "web"] | None = None
    app_version: Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z.+_-]{1,32}$")] | None = None
    locale: (
        Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{2,3}([_-][A-Za-z0-9]{2,8}){0,2}$")] | None
    ) = None
    session_id: (
        Annotated[
            str,
            StringConstraints(pattern=r"^[A-Za-z0-9_.:-]{1,64}$"),
            Field(description="A charging session of the driver's own, chosen in his history."),
        ]
        | None
    ) = None


class Opening(_Given):
    channel: Literal["web", "app", "terminal"]
    context: Context | None = None


class Sending(_Given):
    client_id: ClientId
    text: Annotated[str, StringConstraints(max_length=LONGEST_MESSAGE), Typed] | None = None
    choice: Annotated[str, StringConstraints(min_length=1, max_length=200), Typed] | None = Field(
        None, description="The value of a choice that the assistant offered lately."
    )


class AskingForAPerson(_Given):
    client_id: ClientId


class Rating(_Given):
    score: Annotated[int, Field(ge=1, le=5, strict=True)]
    comment: Annotated[str, StringConstraints(max_length=LONGEST_MESSAGE), Typed] | None = None


class TranscriptRequest(_Given):
    email: Annotated[EmailStr, Field(max_length=254)]


class Conversation(BaseModel):
    id: ConversationId
    speaker: Literal["bot", "queue", "adviser"]
    opened_at: Instant
    last_position: int
    closed: bool


class Token(BaseModel):
    token: str
    token_expires_at: Instant


class Opened(BaseModel):
    """`token` is there for a visitor only; a driver goes on with the app's."""

    conversation: Conversation
    token: str | None = None
    token_expires_at: Instant | None = None


class Message(BaseModel):
    """A message; `chat/schema/blocks.schema.json` describes its blocks."""

    position: int
    author: Literal["driver", "bot", "adviser", "system"]
    client_id: str | None = None
    at: Instant
    blocks: list[dict[str, Any]] = Field(json_schema_extra={"items": {"$ref": "#/components/schemas/Block"}})


class Sent(BaseModel):
    message: Message
    duplicate: bool


class PhotoSent(BaseModel):
    message: Message


class History(BaseModel):
    messages: list[Message]
    last_position: int


class ProblemDetails(BaseModel):
    """RFC 9457."""

    type: str
    title: str
    status: int
    detail: str = Field(description="A French sentence for people.")
    code: str = Field(description="For machines; never changes.")


class Health(BaseModel):
    ready: bool


class DemoDriver(_Given):
    driver: Annotated[str, StringConstraints(max_length=64)]


class DemoToken(BaseModel):
    token: str
    token_expires_at: Instant
