"""The e-mail address and the telephone number a driver gives."""

import re
from dataclasses import dataclass

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from support.errors import InvalidContact
from support.reading.numbers import figures
from support.reading.patterns import inline

_LONGEST_READ = 1000
_DIGITS_OF_AN_ATTEMPT = 5


@dataclass(frozen=True)
class Contact:
    """A valid e-mail address, or a telephone number in E.164, or both."""

    email: str | None
    phone: str | None


_SPOKEN_AT = re.compile(
    r"\s*(?:\barobase?s?\b|\barrobase\b|\ba commercial\b|\(at\)|\[at\])\s*", re.IGNORECASE
)
_SPOKEN_MARKS = (
    (re.compile(r"\s+(?:point|dot)\s+", re.IGNORECASE), "."),
    (re.compile(r"\s+(?:tiret du bas|underscore|tiret bas)\s+", re.IGNORECASE), "_"),
    (re.compile(r"\s+tiret\s+", re.IGNORECASE), "-"),
)
_SPACED_AT = re.compile(r"(?<=\w)\s*@\s*(?=\w)")
_SPACED_DOT = re.compile(r"(@[\w-]+)\s?\.\s?(?=(?:com|fr|net|org|eu|be|ch)\b)", re.IGNORECASE)
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"«»@]*@[^\s<>()\[\]:;\"«»@]*")
_NOT_PHONE = re.compile(
    inline(r"""
    \b(?:FR|BMP)[\s*._-]*(?:BMP[\s*._-]*)?E?[\s]?[0-9]{4}[\s*._-]*[0-9]{0,6}|\bE[0-9]{4}\b
    |(?<![0-9./-])[0-9]{1,2}[/.-][0-9]{1,2}[/.-](?:20)?[0-9]{2}\b(?![ ./-]?[0-9]{2})
    |\b20[0-9]{2}-[0-9]{2}-[0-9]{2}\b|\b[0-9]+[.,][0-9]+\s?(?:€|euros?|kwh)|\b[0-9]+\s?(?:€|euros?|kwh|km)\b
"""),
    re.IGNORECASE,
)
_LETTER_O = re.compile(r"\b[oO](?=\s?[1-9](?:[\s.-]?[0-9oO]){8}\b)")
_PHONE_ATTEMPT = re.compile(r"(?<![\w*])(?:\+|00)?(?:\(0\)|[0-9])(?:[\s.()/-]{0,3}[0-9]){5,16}(?!\w)")


def read_contact(text: str) -> Contact:
    """The e-mail and the telephone of the text, written or dictated; French numbers or +country.

    Raises `InvalidContact` when an address or a number is attempted and invalid, or when there is none.
    """
    sentence = _undictated(text[:_LONGEST_READ])
    email, rest = _take_email(sentence)
    phone = _read_phone(rest)
    if email is None and phone is None:
        phone = _read_phone(figures(rest))
    if email is None and phone is None:
        raise InvalidContact("no e-mail address nor telephone number")
    return Contact(email, phone)


def attempts_contact(text: str) -> bool:
    """Whether an address or a number was meant, written or dictated, valid or not."""
    sentence = _undictated(text[:_LONGEST_READ])
    return "@" in sentence or sum(one.isdigit() for one in figures(sentence)) >= _DIGITS_OF_AN_ATTEMPT


def _undictated(text: str) -> str:
    sentence = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    if _SPOKEN_AT.search(sentence):
        sentence = _SPOKEN_AT.sub("@", sentence)
        for pattern, mark in _SPOKEN_MARKS:
            sentence = pattern.sub(mark, sentence)
    return _SPACED_DOT.sub(r"\1.", _SPACED_AT.sub("@", sentence))


def _take_email(sentence: str) -> tuple[str | None, str]:
    """The address, and the sentence without it."""
    valid: str | None = None
    for match in _ADDRESS.finditer(sentence):
        attempt = match[0].rstrip(".,!?)'").lstrip("'.")
        try:
            address = validate_email(attempt, check_deliverability=False).normalized
        except EmailNotValidError as error:
            raise InvalidContact(f"e-mail address: {error}") from error
        valid = valid or address
    return valid, _ADDRESS.sub(" ", sentence)


def _read_phone(sentence: str) -> str | None:
    cleaned = _LETTER_O.sub("0", _NOT_PHONE.sub(" ", sentence)).replace("(0)", "")
    valid: str | None = None
    for match in _PHONE_ATTEMPT.finditer(cleaned):
        number = _parsed(match[0])
        if number is None:
            raise InvalidContact("telephone number")
        valid = valid or number
    return valid


def _parsed(attempt: str) -> str | None:
    digits = re.sub(r"[^0-9+]", "", attempt)
    candidates = [digits]
    if not digits.startswith(("+", "0")):
        candidates.append(f"+{digits}")
    for candidate in candidates:
        try:
            number = phonenumbers.parse(candidate, "FR")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return None
