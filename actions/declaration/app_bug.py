"""Declaration of a bug of the mobile application."""

import re
from collections.abc import Sequence

from actions.declaration.field import Answer, ChoiceField, Field, JsonValue, Question, Reading, Values
from actions.declaration.fields import UNKNOWN, ContactDetails, Description
from actions.declaration.flow import Flow
from actions.declaration.plate_field import LicencePlate
from actions.turn import Turn
from support.reading.answers import is_unknown, read_yes_no
from support.reading.choices import Choice, read_choice
from support.reading.devices import Platform, read_app_version, read_platform
from support.reading.plain import plain

NO_MESSAGE = "none"
_NO_MESSAGE = re.compile(
    r"(?:non,? )?(?:il n'y a(?:vait)? |y a(?:vait)? |ya )?"
    r"(?:pas (?:eu )?de message|aucun(?: message)?|rien(?: du tout)?)\W*"
)


class DevicePlatform(ChoiceField):
    """iOS or Android; the app says so itself when the driver comes from it."""

    name = "platform"
    label = "Téléphone"

    def options(self, values: Values, turn: Turn) -> Sequence[Choice]:
        return (Choice(Platform.IOS.value, "iPhone (iOS)"), Choice(Platform.ANDROID.value, "Android"))

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        told = read_platform(turn.caller.context.get("platform", ""))
        return Answer(told.value) if told else super().prefill(values, turn)

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        picked = read_choice(text, self.options(values, turn)) if asked else None
        platform = picked or read_platform(text)
        if platform is not None:
            return Answer(str(platform))
        return Answer(UNKNOWN) if asked and is_unknown(text) else None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return "inconnu" if value == UNKNOWN else super().show(value, turn)


class AppVersion(Field):
    """The version of the application."""

    name = "app_version"
    label = "Version de l'application"

    def question(self, values: Values, turn: Turn) -> Question:
        return Question("utter_ask_app_version", (Choice(UNKNOWN, "Je ne sais pas"),))

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        version = turn.caller.context.get("app_version")
        return Answer(version) if version else super().prefill(values, turn)

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        version = read_app_version(text)
        if version is not None:
            return Answer(version)
        return Answer(UNKNOWN) if asked and (text == UNKNOWN or is_unknown(text)) else None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return "inconnue" if value == UNKNOWN else str(value)


class WhatWasDone(Description):
    """What the driver was doing in the app."""

    name = "doing"
    label = "Ce que vous faisiez"

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        return None


class WhatHappened(Description):
    """What the app did instead."""

    name = "happened"
    label = "Ce qui s'est passé"


class ErrorText(Field):
    """The message shown by the app, if there was one."""

    name = "error_text"
    label = "Message affiché"
    free_text = True

    def question(self, values: Values, turn: Turn) -> Question:
        return Question("utter_ask_error_text", (Choice(NO_MESSAGE, "Aucun message"),))

    def prefill(self, values: Values, turn: Turn) -> Answer | None:
        return None

    def read(self, text: str, values: Values, turn: Turn, *, asked: bool) -> Reading:
        if not asked:
            return None
        if (
            text == NO_MESSAGE
            or is_unknown(text)
            or read_yes_no(text) is False
            or _NO_MESSAGE.fullmatch(plain(text))
        ):
            return Answer(NO_MESSAGE)
        picked = read_choice(text, self.question(values, turn).choices)
        if picked is not None:
            return Answer(picked)
        tells_it = any(character.isalnum() for character in text) and read_yes_no(text) is None
        return Answer(text.strip()) if tells_it else None

    def show(self, value: JsonValue, turn: Turn) -> str | None:
        return "aucun" if value == NO_MESSAGE else f"« {value} »"


APP_BUG = Flow(
    name="app_bug",
    title="Bug application mobile",
    fields=(
        DevicePlatform(),
        AppVersion(),
        WhatWasDone(),
        WhatHappened(),
        ErrorText(),
        LicencePlate(),
        ContactDetails(),
    ),
)
