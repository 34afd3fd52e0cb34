"""Whether a sentence says that the driver stands at the station now."""

import re
from datetime import datetime, timedelta

from support.reading.moments import read_moment
from support.reading.plain import plain

_THERE = re.compile(
    r"\b(?:je suis|j'suis|jsuis|chuis|chui|suis|on est|nous sommes|coince\w*|bloque\w*|plante\w*)\b"
    r"[^.!?]{0,30}\b(?:devant|sur place|a la (?:borne|station)|a cette (?:borne|station)|sur le parking|la borne)\b"
    r"|\b(?:je|on) (?:peux|peut) (?:pas|plus) (?:repartir|partir|bouger)\b"
    r"|\bla[, ]+(?:tout de suite|maintenant|devant)\b|\ben ce moment\b[^.!?]{0,20}\b(?:devant|borne)\b"
)
_GONE = re.compile(
    r"\b(?:je suis|suis|on est|nous sommes) (?:deja |bien )?(?:rentree?s?|reparti\w*|parti\w*|chez moi|a la maison)\b"
    r"|\b(?:depuis|de) chez moi\b|\bplus sur place\b"
)
_LONG_AGO = timedelta(hours=2)


def read_presence(text: str, now: datetime) -> bool | None:
    """True at the station, False gone from it, None when the sentence does not say."""
    sentence = plain(text)
    if _GONE.search(sentence):
        return False
    moment = read_moment(text, now)
    if moment is not None and moment.has_date and moment.end < now - _LONG_AGO:
        return False
    return True if _THERE.search(sentence) else None
