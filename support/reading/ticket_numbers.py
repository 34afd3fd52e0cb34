"""The number of a ticket (`BMP-2026-000123`), in the spellings of drivers."""

import re

from support.reading.plain import plain

_MARK = r"[\s._/#-]*"
_NAMED = re.compile(
    rf"(?<![a-z0-9])b\s?m\s?p{_MARK}(?:n°|no|numero)?{_MARK}(?P<year>20[0-9]{{2}})"
    rf"(?:tiret|{_MARK})*(?P<number>[0-9]{{1,6}})(?![0-9])"
)
_BARE = re.compile(
    r"(?:(?<![0-9a-z*-])(?P<year>20[0-9]{2})[ -](?P<number>[0-9]{6})"
    r"|\b(?:ticket|dossier|declaration|demande|reference|ref)\s(?:est\s)?(?:le\s)?(?:n°|no|numero|num|:)?\s?"
    r"(?P<year2>20[0-9]{2})[ -](?P<number2>[0-9]{1,6}))(?![0-9-])"
)


def read_ticket_number(text: str) -> str | None:
    """The canonical ticket number, its rank padded to six digits; None when there is none."""
    sentence = plain(text)
    match = _NAMED.search(sentence)
    if match:
        return _canonical(match["year"], match["number"])
    match = _BARE.search(sentence)
    if match:
        return _canonical(match["year"] or match["year2"], match["number"] or match["number2"])
    return None


def _canonical(year: str, number: str) -> str | None:
    return f"BMP-{year}-{int(number):06d}" if int(number) else None
