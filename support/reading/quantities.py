"""Amounts of energy and of money in a sentence, in digits or in letters."""

import re
from decimal import Decimal

from support.reading.numbers import figures
from support.reading.patterns import inline

_NUMBER = r"(?<![0-9a-z.,*-])(?P<{name}>[0-9]{{1,3}}(?: [0-9]{{3}})+|[0-9]{{1,5}})"
_KWH = re.compile(
    _NUMBER.format(name="whole")
    + inline(r"""
    (?:(?:[.,]|\ (?:virgule|point)\ )(?P<part>[0-9]{1,3}))?\s?
    (?:kw\s?[/.-]?\s?h(?:eures?|rs?)?|kilo\s?-?watts?\s?-?\s?h(?:eures?)?|kwatt\s?h(?:eures?)?|kv\s?h)\b
    (?P<half>\ et\ demie?\b)?
""")
)
_WH = re.compile(_NUMBER.format(name="whole") + r"\s?(?:wh|watts?\s?-?\s?h(?:eures?)?)\b")
_NOT_A_UNIT_PRICE = r"(?!\s?(?:/|par\b|le|du|de\sl'|l')\s?(?:kwh?|kilowatt|min|mn|minute|heure|h\b))"
_EURO = r"(?:euros?\b|eur\b|balles?\b)"
_EUROS = re.compile(
    _NUMBER.format(name="whole")
    + inline(rf"""
    (?:(?:\s?(?:€|{_EURO}|eus\b|ero\b)|\s?e(?=\s?[0-9]{{2}}\b))\s?
    (?:et\s)?(?P<cents>[0-9]{{2}}|[0-9](?=\s?(?:centimes?|cts?|cents?)\b))
    (?![0-9a-z:/%]|[.,][0-9])(?!\s?(?:kwh?|kilowatt|h\b|heures?|min|fois|%))
    |(?:(?:[.,]|\ virgule\ )(?P<part>[0-9]{{1,2}}))?\s?(?:€|{_EURO})
    |(?:[.,])(?P<short>[0-9]{{2}})\s?e\b){_NOT_A_UNIT_PRICE}
""")
)
_EURO_FIRST = re.compile(r"€\s?(?P<whole>[0-9]{1,5})(?:[.,](?P<part>[0-9]{1,2}))?(?![0-9])")
_CENTS = re.compile(
    r"(?<![0-9a-z.,*-])(?P<cents>[0-9]{1,2})\s?(?:centimes?|cts?|cents?)\b(?!\s?(?:/|par\b|le"
    r"|du)\s?(?:kwh?|min))"
)
_PAID = re.compile(
    inline(rf"""
    \b(?:pris|prelev\w+|debit\w+|factur\w+|pay\w+|cout\w+|encaiss\w+|rembours\w+|montant|total|somme)
    (?:\ (?:est|etait))?(?:\ de)?(?:\ ?:)?\ (?P<whole>[0-9]{{1,4}})[.,](?P<part>[0-9]{{2}})
    (?![0-9a-z:/%]|[.,][0-9])(?!\s?(?:kwh?|kilowatt|wh|h\b|heures?|min|fois|%|v\b|km)){_NOT_A_UNIT_PRICE}
""")
)


def read_kwh(text: str) -> Decimal | None:
    """The first energy of the text, in kWh; a power in kW is not one."""
    sentence = figures(text)
    match = _KWH.search(sentence)
    if match:
        return _decimal(match["whole"], "5" if match["half"] else match["part"])
    match = _WH.search(sentence)
    return _decimal(match["whole"], None) / 1000 if match else None


def read_euros(text: str) -> Decimal | None:
    """The first amount of the text, in euros; a price per kWh or per minute is not one.

    Without a unit, only two decimals after a word of paying are one (« vous m'avez pris 12,40 »).
    """
    sentence = figures(text)
    match = _EUROS.search(sentence)
    if match:
        cents = match["cents"]
        return _decimal(match["whole"], cents.zfill(2) if cents else match["part"] or match["short"])
    match = _EURO_FIRST.search(sentence) or _PAID.search(sentence)
    if match:
        return _decimal(match["whole"], match["part"])
    match = _CENTS.search(sentence)
    return Decimal(int(match["cents"])) / 100 if match else None


def _decimal(whole: str, part: str | None) -> Decimal:
    return Decimal(f"{whole.replace(' ', '')}.{part or 0}")
