"""Errors of the business, each of which ends as a sentence for a person."""


class SupportError(Exception):
    """Base of all errors raised by `support`."""


class StorageUnavailable(SupportError):
    """The database did not answer, in time or at all."""


class ChargingUnavailable(SupportError):
    """The charging back end did not answer, in time or at all."""


class InvalidContact(SupportError):
    """What was typed is neither a valid e-mail address nor a valid telephone number."""


class IncompleteDeclaration(SupportError):
    """A declaration was sent without what its ticket needs.

    `missing` names the absent fields.
    """

    def __init__(self, missing: list[str]) -> None:
        super().__init__(", ".join(missing))
        self.missing = missing


class NotTheCaller(SupportError):
    """Something was asked for that belongs to another driver."""


class InvalidSettings(SupportError):
    """A setting cannot be used; the message names it."""


class UnknownConversation(SupportError):
    """A conversation that does not exist, or is another person's."""


class ConversationClosed(SupportError):
    """Nothing more can be said in this conversation."""


class ChoiceNotOffered(SupportError):
    """A choice was sent that the assistant had not offered."""
