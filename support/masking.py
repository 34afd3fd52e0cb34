"""Personal data taken out of what is stored or logged."""

import re

from phonenumbers import PhoneNumberMatcher
from stdnum import iban, luhn

from support.reading.patterns import inline
from support.reading.plates import plates_in

_SPOKEN_PART = r"[\w+-]{1,64}(?:\s(?:point|tiret|underscore)\s[\w+-]{1,64}|\.[\w+-]{1,64}){0,4}"
_EMAIL = re.compile(
    inline(rf"""
    [\w.+%'-]{{1,64}}\s?@\s?[\w-]{{1,63}}(?:\s?\.\s?[\w-]{{2,63}}){{1,4}}|[\w.+%-]{{1,64}}@[\w.-]{{2,190}}
    |\b{_SPOKEN_PART}\s?(?:\barobase?\b|\(at\)|\[at\])\s?[\w-]{{1,63}}(?:\s?(?:\.
    |\bpoint\b)\s?\w{{2,63}}){{1,3}}
"""),
    re.IGNORECASE,
)
_KEPT = re.compile(
    inline(r"""
    (?<![0-9a-z])(?:(?:FR)?[\s*._-]?BMP[\s*._-]?E[\s*._-]?[0-9]{4}(?:[\s*._-]?[0-9](?![0-9]))?
    |E[0-9]{4}(?:[*._-]?[0-9](?![0-9]))?(?![0-9]))
    |(?<![0-9a-z])BMP[\s._-]?20[0-9]{2}[\s._-]?[0-9]{1,6}(?![0-9])
"""),
    re.IGNORECASE,
)
_IBAN = re.compile(r"(?<![0-9a-z])[a-z]{2}[0-9]{2}(?:[ -]?[0-9a-z]){11,30}", re.IGNORECASE)
_SHORTEST_IBAN = 15
_LONGEST_IBAN = 34
_FRENCH_IBAN = re.compile(r"FR[0-9]{12}[0-9A-Z]{11}[0-9]{2}")
_DIGITS = re.compile(r"(?<![\w+])\+?[0-9](?:[ .\N{NO-BREAK SPACE}/-]?[0-9]){8,}")
_PHONE = re.compile(
    inline(r"""
    (?<![0-9+])(?:(?:\+|00)\s?[1-9][0-9]{0,2}[\s.-]?(?:\(0\)[\s.-]?)?[0-9](?:[\s./-]?[0-9]){6,12}
    |(?:33\s?|0[\s.-]?)[1-9](?:[\s./-]?[0-9]{2}){4}|0[1-9][0-9]{2}[\s.-]?[0-9]{3}[\s.-]?[0-9]{3}
    |0(?:[\s.-][0-9]){9}|0[1-9](?:,[0-9]{2}){4}(?!,[0-9]))(?![0-9])
    |(?<![0-9A-Za-z+])[oO]\s?[1-9](?:[\s./-]?[0-9]{2}){4}(?![0-9])
""")
)
# Nine digits parted as those of a telephone are; the time of a line of the log is none.
_ENOUGH_DIGITS = re.compile(
    r"(?<![0-9])(?!20[0-9]{2}-[0-9]{2}-)[0-9](?:[\s()./\N{NON-BREAKING HYPHEN}-]{0,3}[0-9]){8}"
)
_DATE = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-](?:19|20)[0-9]{2}")
_CARD_GROUPS = re.compile(
    r"(?<![0-9])(?:[0-9]{4}[ .-]?){3}[0-9]{1,7}(?![0-9])|(?<![0-9])[0-9]{13,19}(?![0-9])"
)
_PLATE = re.compile(
    r"\b[A-Za-z]{2}-[0-9]{3}-[A-Za-z]{2}\b|\b(?:[A-Z]{2}[0-9]{3}[A-Z]{2}|[a-z]{2}[0-9]{3}[a-z]{2})\b"
    r"|\b(?!(?:LE|LA|DE|DU|ET|EN|UN|AU|JE|TU|IL|ON|CE|SE|NE) )[A-Z]{2} [0-9]{3} (?!(?:KW|KM|MN|EU"
    r"|CT)\b)[A-Z]{2}\b"
)


def mask(text: str) -> str:
    """The text with e-mails, telephones, bank cards, IBANs and licence plates replaced by `<e-mail>` etc.

    Charge point ids and ticket numbers stay. Masking twice changes nothing more.
    """
    masked = _EMAIL.sub("<e-mail>", text)
    pieces: list[str] = []
    position = 0
    for kept in _KEPT.finditer(masked):
        pieces += [_mask_numbers(masked[position : kept.start()]), kept[0]]
        position = kept.end()
    pieces.append(_mask_numbers(masked[position:]))
    return "".join(pieces)


def _mask_numbers(text: str) -> str:
    masked = _mask_ibans(text)
    masked = _DIGITS.sub(lambda run: "<carte>" if _is_card(run[0]) else run[0], masked)
    masked = _CARD_GROUPS.sub(lambda run: "<carte>" if _is_card(run[0]) else run[0], masked)
    masked = _PHONE.sub(lambda run: run[0] if _DATE.match(run[0]) else "<téléphone>", masked)
    return _mask_plates(_PLATE.sub("<plaque>", _mask_rarer_phones(masked)))


def _mask_plates(text: str) -> str:
    for start, end in reversed(plates_in(text)):
        text = f"{text[:start]}<plaque>{text[end:]}"
    return text


def _mask_ibans(text: str) -> str:
    """Each valid IBAN masked, and a French one with wrong digits too."""
    pieces: list[str] = []
    position = searched = 0
    while found := _IBAN.search(text, searched):
        end = _end_of_iban(found)
        if end is None:
            # What only begins like one may have swallowed one.
            searched = found.start() + 2
            continue
        pieces += [text[position : found.start()], "<IBAN>"]
        position = searched = end
    return "".join([*pieces, text[position:]])


def _end_of_iban(found: re.Match[str]) -> int | None:
    """Behind the longest IBAN that a match begins with; None when it begins with none."""
    written = list(re.finditer(r"[0-9A-Za-z]", found[0]))[:_LONGEST_IBAN]
    whole = "".join(one[0].upper() for one in written)
    for length in range(len(whole), _SHORTEST_IBAN - 1, -1):
        begun = whole[:length]
        if _FRENCH_IBAN.fullmatch(begun) or iban.is_valid(begun, check_country=False):
            return found.start() + written[length - 1].end()
    return None


def _is_card(run: str) -> bool:
    """13 to 19 digits that pass Luhn's check."""
    digits = "".join(character for character in run if character in "0123456789")
    return (
        13 <= len(digits) <= 19
        and not run.startswith("+")
        and any(map(int, digits))
        and luhn.is_valid(digits)
    )


def _mask_rarer_phones(text: str) -> str:
    """The telephones in other groups than the usual ones, by the plans of all countries; French without a prefix."""
    if not _ENOUGH_DIGITS.search(text):
        return text
    pieces: list[str] = []
    position = 0
    for found in PhoneNumberMatcher(text, "FR"):
        if not _DATE.match(found.raw_string):
            pieces += [text[position : found.start], "<téléphone>"]
            position = found.end
    return "".join([*pieces, text[position:]])
