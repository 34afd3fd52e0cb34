"""Amounts of energy and of money in a sentence."""

import re
from decimal import Decimal

from support.reading.patterns import inline
from support.reading.plain import plain

_NUMBER = r"(?<![0-9a-z.,*-])(?P<{name}>[0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]{{1,5}})"
_KWH = re.compile(
    _NUMBER.format(name="whole")
    + inline(r"""
    (?:(?:[.,]|\ (?:virgule|point)\ )(?P<part>[0-9]{1,3}))?\s?
    (?:kw\s?[/.-]?\s?h(?:eures?|rs?)?|kilo\s?-?watts?\s?-?\s?h(?:eures?)?|kwatt\s?h(?:eures?)?|kv\s?h)\b
""")
)
_EUROS = re.compile(
    _NUMBER.format(name="whole")
    + inline(r"""
    (?:(?:\s?(?:€|euros?|eur\b|eus\b|ero\b)|e(?=[0-9]{2}\b))\s?
    (?:et\s)?(?P<cents>[0-9]{2})(?![0-9a-z,.:/%])(?!\s?(?:kwh?|h\b|min|fois|%))
    |(?:(?:[.,]|\ virgule\ )(?P<part>[0-9]{1,2}))?\s?(?:€|euros?\b|eur\b)
    |(?:[.,])(?P<short>[0-9]{2})\s?e\b)
    (?!\s?(?:/|par\b|le|du|de\sl'|l')\s?(?:kwh?|min|mn|minute|heure|h\b))
""")
)
_EURO_FIRST = re.compile(r"€\s?(?P<whole>[0-9]{1,5})(?:[.,](?P<part>[0-9]{1,2}))?(?![0-9])")
_CENTS = re.compile(
    r"(?<![0-9a-z.,*-])(?P<cents>[0-9]{1,2})\s?(?:centimes?|cts?|cents?)\b(?!\s?(?:/|par\b|le"
    r"|du)\s?(?:kwh?|min))"
)


def read_kwh(text: str) -> Decimal | None:
    """The first energy of the text, in kWh; a power in kW is not one."""
    match = _KWH.search(plain(text))
    return _decimal(match["whole"], match["part"]) if match else None


def read_euros(text: str) -> Decimal | None:
    """The first amount of the text, in euros; a price per kWh or per minute is not one."""
    sentence = plain(text)
    match = _EUROS.search(sentence)
    if match:
        return _decimal(match["whole"], match["cents"] or match["part"] or match["short"])
    match = _EURO_FIRST.search(sentence)
    if match:
        return _decimal(match["whole"], match["part"])
    match = _CENTS.search(sentence)
    return Decimal(int(match["cents"])) / 100 if match else None


def _decimal(whole: str, part: str | None) -> Decimal:
    return Decimal(f"{whole.replace(' ', '')}.{part or 0}")
