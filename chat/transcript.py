"""The transcript that a person takes away: plain text, in French, Paris time."""

from collections.abc import Iterable, Iterator

from chat.messages import blocks_of
from support.conversations import LoggedMessage
from support.opening_hours import PARIS
from support.storage.conversation_tables import MessageAuthor

NAMES = {
    MessageAuthor.DRIVER: "Vous",
    MessageAuthor.BOT: "Assistant automatique",
    MessageAuthor.ADVISER: "Conseiller",
    MessageAuthor.SYSTEM: "Information",
}


def as_text(messages: Iterable[LoggedMessage]) -> str:
    """The whole conversation, a paragraph for each message."""
    return "Votre conversation avec l'assistant de Bump\n\n" + "\n\n".join(_paragraphs(messages)) + "\n"


def _paragraphs(messages: Iterable[LoggedMessage]) -> Iterator[str]:
    for message in messages:
        at = message.at.astimezone(PARIS)
        said = "\n".join(_lines(message))
        yield f"{at:%d/%m/%Y à %H:%M} - {NAMES[message.author]}\n{said}"


def _lines(message: LoggedMessage) -> Iterator[str]:
    for block in blocks_of(message.text, message.blocks):
        match block["type"]:
            case "text":
                yield block["text"].replace("**", "")
            case "link":
                yield f"{block['label']} : {block['url']}"
            case "choices":
                yield from (f"- {choice['label']}" for choice in block["choices"])
            case "photo":
                yield "(photo)"
