"""Every setting of the product, read from the environment or a `.env` file at the root, checked at start."""

from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from support.errors import InvalidSettings
from support.opening_hours import OpeningHours, parse_opening_hours

ROOT = Path(__file__).resolve().parent.parent

MAIL_SCHEMES = ("smtp", "starttls", "smtps")
SHORTEST_SIGNING_SECRET = 32

Port = Annotated[int, Field(ge=1024, le=65535)]
Seconds = Annotated[float, Field(gt=0, le=60)]
Days = Annotated[int, Field(ge=1, le=3650)]


class Settings(BaseSettings):
    """The settings, each documented by its `description`, which the README repeats and a test compares."""

    model_config = SettingsConfigDict(env_file=ROOT / ".env", env_file_encoding="utf-8", extra="ignore")

    database_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'bump.db'}",
        description="Database of tickets, conversations and charging data: SQLite file or PostgreSQL URL.",
    )
    engine_database_url: str = Field(
        f"sqlite:///{ROOT / 'var' / 'engine.db'}",
        description="Where the engine keeps the state of dialogues: SQLite file or PostgreSQL URL.",
    )
    engine_port: Port = Field(5105, description="Port of the engine on 127.0.0.1.")
    actions_port: Port = Field(5155, description="Port of the action server on 127.0.0.1.")
    engine_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret shared by door, engine and action server; made at random in `var/` when empty.",
    )
    models_dir: Path = Field(ROOT / "models", description="Folder of the trained models.")
    support_phone: str = Field(
        "01 76 40 12 80", description="Telephone of the driver support, as people read it."
    )
    support_phone_wait: str = Field(
        "4 à 5 minutes", description="Usual wait on the telephone, as told to drivers."
    )
    specialised_support_delay: str = Field(
        "48 heures", description="Longest delay of an answer of the specialised support, as told to drivers."
    )
    support_email: str = Field(
        "", description="E-mail address for what is not urgent; empty: e-mail is never offered."
    )
    opening_hours: str = Field(
        "",
        description="Opening hours of the telephone, e.g. `lun-ven 09:00-18:00; sam 09:00-12:30`, closed on French "
        "public holidays; empty: no hours are claimed.",
    )
    app_link_base: str = Field("bump://", description="Prefix of the deep links to the screens of the app.")
    database_timeout_s: Seconds = Field(4.0, description="Longest wait for the database, in seconds.")
    action_timeout_s: Seconds = Field(
        6.0, description="Longest wait of the engine for the action server, in seconds."
    )
    engine_timeout_s: Seconds = Field(9.0, description="Longest wait of the door for the engine, in seconds.")
    chat_host: str = Field("127.0.0.1", description="Address on which the Chat API listens.")
    chat_port: Port = Field(5100, description="Port of the Chat API.")
    chat_secret: SecretStr = Field(
        SecretStr(""),
        description="Secret that signs the tokens of anonymous visitors, 32 characters or more; made at random in "
        "`var/` when empty.",
    )
    visitor_token_minutes: Annotated[int, Field(ge=1, le=1440)] = Field(
        30, description="How long the token of an anonymous visitor is valid, in minutes."
    )
    app_token_issuer: str = Field("bump-app", description="Who must have issued the app's tokens (`iss`).")
    app_token_audience: str = Field("bump-chat", description="For whom the app's tokens must be (`aud`).")
    app_token_jwks_url: str = Field(
        "", description="Address of the public keys (JWKS) that check the app's tokens (RS256, ES256)."
    )
    app_token_secret: SecretStr = Field(
        SecretStr(""),
        description="For development: secret of app tokens signed with HS256, 32 characters or more; made at random "
        "in `var/` when it and `APP_TOKEN_JWKS_URL` are empty.",
    )
    demo_pages: bool = Field(
        False, description="For development: the demo page, and app tokens of the demo drivers for anybody."
    )
    cors_origins: str = Field(
        "",
        description="Origins of the pages that may embed the chat, parted by commas, e.g. `https://aide.example.org`.",
    )
    trusted_proxies: str = Field(
        "", description="Addresses of the proxies whose `X-Forwarded-For` is believed, parted by commas."
    )
    redis_url: SecretStr = Field(
        SecretStr(""),
        description="Redis through which several processes of the Chat API tell each other what happens, and count "
        "together; empty: one process.",
    )
    resume_hours: Annotated[int, Field(ge=1, le=8760)] = Field(
        24, description="How long after the last message a driver gets his conversation back, in hours."
    )
    anonymous_kept_days: Days = Field(
        30, description="How long a conversation of an anonymous visitor without a ticket is kept, in days."
    )
    conversations_kept_days: Days = Field(
        365,
        description="How long any other conversation is kept before it is made anonymous, in days; longer while its "
        "ticket waits.",
    )
    photos_kept_days: Days = Field(
        90, description="How long a photo is kept, in days; longer while its ticket waits."
    )
    tickets_kept_days: Days = Field(
        1825, description="How long a solved or closed ticket is kept after it last changed, in days."
    )
    photos_dir: Path = Field(ROOT / "var" / "photos", description="Folder of the photos that drivers send.")
    smtp_url: SecretStr = Field(
        SecretStr(""),
        description="Server that sends e-mails, e.g. `smtps://user:password@host:465`, `starttls://...:587` or "
        "`smtp://localhost:25`; empty: no transcript is sent by e-mail.",
    )
    mail_from: str = Field("", description="Sender of the e-mails; needed with `SMTP_URL`.")
    messages_per_minute: Annotated[int, Field(ge=1)] = Field(
        30, description="Most messages a minute in one conversation."
    )
    requests_per_minute: Annotated[int, Field(ge=1)] = Field(
        240, description="Most requests a minute with one token's owner."
    )
    address_requests_per_minute: Annotated[int, Field(ge=1)] = Field(
        1200, description="Most requests a minute from one network address."
    )
    openings_per_minute: Annotated[int, Field(ge=1)] = Field(
        30, description="Most conversations opened a minute from one network address."
    )
    streams_per_conversation: Annotated[int, Field(ge=1)] = Field(
        5, description="Most event streams open at once for one conversation, in a process."
    )
    streams_in_all: Annotated[int, Field(ge=1)] = Field(
        2000, description="Most event streams open at once in a process."
    )
    log_level: str = Field("WARNING", description="Level of the logs: DEBUG, INFO, WARNING or ERROR.")

    @field_validator("database_url", "engine_database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        try:
            backend = make_url(url).get_backend_name()
        except ArgumentError:
            raise ValueError("not a database URL") from None
        if backend not in {"sqlite", "postgresql"}:
            raise ValueError("only sqlite and postgresql URLs are known")
        return url

    @field_validator("support_phone")
    @classmethod
    def _valid_phone(cls, phone: str) -> str:
        try:
            if phonenumbers.is_valid_number(phonenumbers.parse(phone, "FR")):
                return phone
        except phonenumbers.NumberParseException:
            pass
        raise ValueError("not a valid telephone number")

    @field_validator("support_email", "mail_from")
    @classmethod
    def _valid_email(cls, email: str) -> str:
        if not email:
            return email
        try:
            return validate_email(email, check_deliverability=False).normalized
        except EmailNotValidError:
            raise ValueError("not a valid e-mail address") from None

    @field_validator("opening_hours")
    @classmethod
    def _readable_hours(cls, hours: str) -> str:
        parse_opening_hours(hours)
        return hours

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, level: str) -> str:
        if level.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("DEBUG, INFO, WARNING or ERROR")
        return level.upper()

    @field_validator("chat_secret", "app_token_secret")
    @classmethod
    def _hard_to_guess(cls, secret: SecretStr) -> SecretStr:
        if 0 < len(secret.get_secret_value()) < SHORTEST_SIGNING_SECRET:
            raise ValueError(f"at least {SHORTEST_SIGNING_SECRET} characters")
        return secret

    @field_validator("app_token_jwks_url")
    @classmethod
    def _readable_keys(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("an https:// address")
        return url

    @field_validator("smtp_url")
    @classmethod
    def _known_mail_server(cls, url: SecretStr) -> SecretStr:
        given = url.get_secret_value()
        if given and (urlsplit(given).scheme not in MAIL_SCHEMES or not urlsplit(given).hostname):
            raise ValueError("smtp://, starttls:// or smtps://, then a host")
        return url

    @model_validator(mode="after")
    def _mails_have_a_sender(self) -> Self:
        if self.smtp_url.get_secret_value() and not self.mail_from:
            raise ValueError("MAIL_FROM is needed with SMTP_URL")
        return self

    @model_validator(mode="after")
    def _anonymous_visitors_are_kept_no_longer_than_others(self) -> Self:
        if self.anonymous_kept_days > self.conversations_kept_days:
            raise ValueError(
                f"ANONYMOUS_KEPT_DAYS ({self.anonymous_kept_days}) must not be more than CONVERSATIONS_KEPT_DAYS "
                f"({self.conversations_kept_days})"
            )
        return self

    @model_validator(mode="after")
    def _each_waits_longer_than_what_it_calls(self) -> Self:
        if not self.database_timeout_s < self.action_timeout_s < self.engine_timeout_s:
            raise ValueError(
                f"DATABASE_TIMEOUT_S ({self.database_timeout_s:g}) must be less than ACTION_TIMEOUT_S "
                f"({self.action_timeout_s:g}), and that less than ENGINE_TIMEOUT_S ({self.engine_timeout_s:g})"
            )
        return self

    @property
    def hours(self) -> OpeningHours | None:
        """The opening hours, or None when none are configured."""
        return parse_opening_hours(self.opening_hours)

    @property
    def allowed_origins(self) -> list[str]:
        """The origins of `CORS_ORIGINS`."""
        return [origin.strip().rstrip("/") for origin in self.cors_origins.split(",") if origin.strip()]

    @property
    def phone_link(self) -> str:
        """The `tel:` link of the support."""
        number = phonenumbers.parse(self.support_phone, "FR")
        return "tel:" + phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def load_settings(**overrides: object) -> Settings:
    """The settings of the environment. Raises `InvalidSettings`, whose text names each bad one in a line."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        faults = [
            f"{str(fault['loc'][0]).upper()}: {fault['msg']}" if fault["loc"] else str(fault["ctx"]["error"])
            for fault in error.errors()
        ]
        raise InvalidSettings("; ".join(faults)) from error
