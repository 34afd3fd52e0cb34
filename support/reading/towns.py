"""A guess at a town which is not one of our stations'."""

import re

from support.reading.patterns import inline, word_set
from support.reading.plain import words

_NOT_A_TOWN = word_set("""
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre bump tesla renault zoe peugeot citroen dacia volkswagen bmw audi
    kia hyundai mercedes ionity total totalenergies shell izivia freshmile chargemap electra fastned
    apple android samsung iphone ios google visa mastercard paypal hier midi minuit noel paques
    carrefour auchan leclerc lidl ikea rfid cb qr app bonjour merci toyota nissan ford
""")
_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_JOINT = r"(?:['\u2019 -]|-(?:sur|en|le|la|les|l\u00e8s|de|du|sous|aux|d)-|-[ld]['\u2019])"
_NAME = rf"{_CAPITAL}\w+(?:{_JOINT}{_CAPITAL}\w+){{0,3}}"
_AFTER_PREPOSITION = re.compile(
    rf"\b(?:[\u00e0\u00c0aA]|[Dd]e|[Ss]ur|[Vv]ers|[Dd]['\u2019]|[Gg]are de)(?:\s+|(?<=['\u2019]))({_NAME})"
)
_POSTAL_CODE = re.compile(
    inline(rf"""
    (?<![\w*.,-])((?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{{3}})(?![\w*\u20ac]|[.,-][0-9]|\s?(?:\u20ac|euros?|kwh?|km)\b)
    (?:\s+({_NAME}))?
""")
)


def read_town(text: str) -> str | None:
    """The capitalised name after "à", "de", "sur" or "vers", or the postal code with or without its town."""
    postal = _POSTAL_CODE.search(text)
    if postal:
        return postal[2] or postal[1]
    for match in _AFTER_PREPOSITION.finditer(text):
        initials = match[1].isupper() and (len(match[1]) <= 3 or text.isupper())
        if not initials and _NOT_A_TOWN.isdisjoint(words(match[1])):
            return match[1]
    return None
