"""Logs without personal data: what a record says is masked, and a traceback tells types and places alone.

The message of an exception and the values that Rasa adds to its structured records repeat what people typed.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from typing import Any, Dict, List, Mapping, Optional, Tuple

import structlog

LINE = "%(asctime)s %(levelname)s %(name)s %(message)s"
TALKATIVE = ("rasa", "sqlalchemy")

_MASKS = (
    (re.compile(r"[\w.+%'-]{1,64}\s?@\s?[\w-]{1,63}(?:\s?\.\s?[\w-]{2,63}){1,4}"), "<e-mail>"),
    (
        re.compile(r"(?<![0-9a-z])[a-z]{2}[0-9]{2}(?:[ -]?[0-9a-z]){11,30}(?![0-9a-z])", re.IGNORECASE),
        "<IBAN>",
    ),
    (re.compile(r"(?<![\d+])[2-6](?:[ .-]?\d){12,18}(?!\d)"), "<carte>"),
    (
        re.compile(
            r"(?<![\d+])(?:(?:\+|00)\s?[1-9]\d{0,2}[\s.-]?(?:\(0\)[\s.-]?)?\d(?:[\s./-]?\d){6,12}"
            r"|0[\s.-]?[1-9](?:[\s./-]?\d{2}){4})(?!\d)"
        ),
        "<téléphone>",
    ),
    (
        re.compile(
            r"(?<![0-9A-Za-z*-])(?:[A-Za-z]{2}-[0-9]{3}-[A-Za-z]{2}|[A-Z]{2} ?[0-9]{3} ?[A-Z]{2}"
            r"|[a-z]{2}[0-9]{3}[a-z]{2})(?![0-9A-Za-z-])"
        ),
        "<plaque>",
    ),
)


def mask(text: str) -> str:
    """The text with e-mails, IBANs, bank cards, telephones and plates replaced by `<e-mail>` and the like."""
    for pattern, name in _MASKS:
        text = pattern.sub(name, text)
    return text


class MaskedFormatter(logging.Formatter):
    """Formats a record masked, its exception without messages and without the values of variables."""

    def format(self, record: logging.LogRecord) -> str:
        record.exc_text = None
        return mask(super().format(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 (the name is logging's)
        return "\n".join(_frames_and_types(ei[1])) if ei[1] is not None else ""


def _frames_and_types(error: BaseException) -> List[str]:
    """The error and what it came from, the first of them first."""
    chain: List[BaseException] = []
    link: Optional[BaseException] = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    lines: List[str] = []
    for one in reversed(chain):
        lines += [line.rstrip("\n") for line in traceback.format_tb(one.__traceback__)]
        lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
    return lines


def _event_alone(_logger: Any, _method: str, event: Mapping[str, Any]) -> Tuple[Tuple[str], Dict[str, Any]]:
    """What a structured record is about, for `logging`, without the values it carries."""
    words = " ".join(str(event[key]) for key in ("event", "event_info") if event.get(key))
    return (words,), {"exc_info": event.get("exc_info")}


def configure_logging(level: str) -> None:
    """Every record to standard error, masked; Rasa and SQLAlchemy, which log what people typed, from WARNING on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskedFormatter(LINE))
    logging.basicConfig(level=level, handlers=[handler])
    quietest = max(logging.WARNING, logging.getLevelName(level))
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(quietest)
    structlog.configure(
        processors=[_event_alone],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(quietest),
    )
