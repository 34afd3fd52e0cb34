"""Whether a sentence tells a present physical danger at a station, a cable or a car.

Recall comes first: what is plausible counts. Idioms, negations and general questions do not.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from support.danger_words import BURN, DANGERS, GENERAL_QUESTION, IDIOMS, NOT_AFTER, NOT_BEFORE, SPELLINGS
from support.reading.plain import plain

_LONGEST_READ = 4000
_WORD = re.compile(r"[a-z]{7,}")
_SENTENCE = re.compile(r"[.!?;\n]+")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_NEVER_RESPELT = frozenset({"expose", "exposee", "exposes", "exposer", "explore", "explorer", "incident", "incidents"})

__all__ = ["BURN", "is_danger"]


def is_danger(text: str) -> bool:
    """True for smoke, burning, melting, sparks, electric shock, fire, explosion or live bare wires, here and now."""
    sentence = _IDIOM_FREE(plain(text[:_LONGEST_READ]))
    return any(_tells_danger(part, question) for part, question in _sentences(sentence))


def _IDIOM_FREE(sentence: str) -> str:  # noqa: N802
    respelt = _WORD.sub(_respell, _STRETCHED.sub(r"\1", sentence))
    for idiom in IDIOMS:
        respelt = idiom.sub(" ~ ", respelt)
    return respelt


def _respell(match: re.Match[str]) -> str:
    word = match[0]
    if word in _NEVER_RESPELT:
        return word
    allowed = 1 if len(word) <= 8 else 2
    near = process.extractOne(word, SPELLINGS, scorer=OSA.distance, score_cutoff=allowed)
    return near[0] if near else word


def _sentences(text: str) -> list[tuple[str, bool]]:
    return [(part, "?" in text[end : end + 2]) for part, end in _split(text)]


def _split(text: str) -> list[tuple[str, int]]:
    parts, position = [], 0
    for stop in _SENTENCE.finditer(text):
        parts.append((text[position : stop.start()], stop.start()))
        position = stop.end()
    return [*parts, (text[position:], len(text))]


def _tells_danger(sentence: str, question: bool) -> bool:
    return any(
        not _is_denied(sentence, match) and not _is_general(sentence, match, question)
        for pattern in DANGERS
        for match in pattern.finditer(sentence)
    )


def _is_denied(sentence: str, match: re.Match[str]) -> bool:
    return (
        NOT_BEFORE.search(sentence[max(0, match.start() - 30) : match.start()]) is not None
        or NOT_AFTER.match(sentence, match.end()) is not None
    )


def _is_general(sentence: str, match: re.Match[str], question: bool) -> bool:
    return any(pattern.search(sentence[: match.start() + 1]) for pattern in GENERAL_QUESTION[question])
