"""The charge point a driver names, in eMI3's canonical spelling (`FR*BMP*E1234*1`)."""

import re

from support.reading.patterns import inline
from support.reading.plain import plain

_MARK = r"(?:\s?(?:[*._/-]|etoile|asterisque|tiret|point|slash)\s?|\s)?"
_OPERATOR = rf"(?<![a-z0-9])(?:f\s?r{_MARK})?b\s?m\s?p{_MARK}"
_NUMBER = r"(?:numero|num|n\s?°|no|n[.]?|nr|\#)"
_STATION = inline(rf"""
    (?:{_OPERATOR}e{_MARK}
    |(?<![a-z0-9*])(?:\b(?:borne|station|point\ de\ charge|chargeur|evse)\s(?:{_NUMBER}\s?)?)e\s?
    |(?<![a-z0-9*])e
    |\b(?:borne|point\ de\ charge|chargeur|evse|pdc)\s?(?:{_NUMBER}\s?|(?!(?:19|20)[0-9]{{2}}\b)))
    (?P<station>[0-9]{{4}})
""")
_UNIT = inline(r"""
    (?!\s?(?:h\b|heures?|min|mn|€|euros?|eur\b|e\b|fois|kwh?|jours?|mois|ans?\b|%|km|m\b|place|personne
    |voiture|seul|charge|borne|prises?\b|et\b|ou\b|[.,:/][0-9]))
""")
_CONNECTOR = r"(?:connecteur|prise|point(?: de charge)?|pdc|cote|port|cable)"
_WHOLE = re.compile(
    rf"{_STATION}(?:\s?[*_-]\s?(?P<marked>[0-9])(?![0-9a-z]|[.,:/][0-9])"
    rf"|{_MARK}(?P<glued>[0-9])(?![0-9a-z]){_UNIT}"
    rf"|[\s,*-]{{1,3}}{_CONNECTOR}\s?(?:{_NUMBER}\s?)?(?P<named>[0-9])(?![0-9]))"
)
_ALONE = re.compile(
    rf"{_STATION}(?![0-9a-z]|[.,:*-][0-9]|\s?(?:€|euros?|eur\b|kwh?|watts?|w\b|km|volts?|v\b))"
)
_OTHER_OPERATOR = re.compile(r"\b[a-z]{2}[*. _-](?!bmp)[a-z0-9]{3}[*. _-]?$")


def read_evse_id(text: str) -> str | None:
    """The canonical id of the charge point named with its connector, in any spelling; None otherwise."""
    sentence = plain(text)
    for match in _WHOLE.finditer(sentence):
        if not _is_foreign(sentence, match):
            return f"FR*BMP*E{match['station']}*{match['marked'] or match['glued'] or match['named']}"
    return None


def read_evse_station(text: str) -> str | None:
    """The id without connector (`FR*BMP*E1234`) when the driver names the station alone; None otherwise."""
    if read_evse_id(text):
        return None
    sentence = plain(text)
    for match in _ALONE.finditer(sentence):
        if not _is_foreign(sentence, match):
            return f"FR*BMP*E{match['station']}"
    return None


def _is_foreign(sentence: str, match: re.Match[str]) -> bool:
    return _OTHER_OPERATOR.search(sentence[max(0, match.start() - 8) : match.start()]) is not None
