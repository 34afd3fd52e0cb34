"""Whether a sentence tells a present physical danger at a station, a cable or a car.

Recall comes first: what is plausible counts. Idioms, negations and general questions do not.
"""

import re

from rapidfuzz import process
from rapidfuzz.distance import OSA

from support.danger_idioms import (
    GENERAL,
    GENERAL_WHEN_ASKED,
    IDIOMS,
    NEGATED_AFTER,
    NEGATED_BEFORE,
    NEGATED_WITHIN,
    NEVER_RESPELT,
    SPELLINGS,
)
from support.danger_words import DANGERS
from support.reading.plain import plain

_LONGEST_READ = 4000
_LONG_WORD = re.compile(r"[a-z]{7,}")
_STRETCHED = re.compile(r"([a-z])\1{2,}")
_SENTENCE = re.compile(r"[^.!?;]+|[.!?;]+")
_OTHER_LANGUAGES = re.compile(
    r"\b(?:smoke|smoking|on fire|burning|sparks?|sparking|electric shock|electrocuted|rauch|es brennt|funken"
    r"|stromschlag|humo|fuego|chispas|fumaca|fuoco|scintille|vonken)\b"
)
_GENERAL_TALK = re.compile(
    r"\b(?:dangereux|risque) (?:de|d')|\b(?:aucune?|pas de|ni|sans) (?:fumee|odeur|flamme|feu|etincelle)"
)
_RATHER = re.compile(r"\b(?:mais|plutot|c'est)\b")
_ASKING = re.compile(
    r"\b(?:est[- ]ce|y a[- ]t|peut[- ](?:on|il|elle|ca)|peuvent[- ]|risque[- ]t|c'est dangereux (?:de|si))"
)


def is_danger(text: str) -> bool:
    """True for smoke, burning, melting, sparks, electric shock, fire, explosion or bare wires, now."""
    sentence = _LONG_WORD.sub(_respelt, _STRETCHED.sub(r"\1", plain(text[:_LONGEST_READ])))
    for idiom in IDIOMS:
        sentence = idiom.sub(" ~ ", sentence)
    if _OTHER_LANGUAGES.search(sentence):
        return True
    pieces = _SENTENCE.findall(sentence)
    return any(
        _tells_danger(piece, asked="?" in mark or _ASKING.search(piece) is not None)
        for piece, mark in zip(pieces, [*pieces[1:], ""], strict=False)
    )


def sounds_figurative(text: str) -> bool:
    """True when the words of danger that it holds are an idiom, a negation or a general question."""
    sentence = plain(text[:_LONGEST_READ])
    return _GENERAL_TALK.search(sentence) is not None or any(idiom.search(sentence) for idiom in IDIOMS)


def _respelt(match: re.Match[str]) -> str:
    word = match[0]
    if word in NEVER_RESPELT:
        return word
    near = process.extractOne(word, SPELLINGS, scorer=OSA.distance, score_cutoff=1 if len(word) <= 8 else 2)
    return near[0] if near else word


def _tells_danger(sentence: str, *, asked: bool) -> bool:
    return any(
        not _is_negated(sentence, match, asked=asked)
        and not _is_general(sentence[: match.end()], asked=asked)
        for pattern in DANGERS
        for match in pattern.finditer(sentence)
    )


def _is_negated(sentence: str, match: re.Match[str], *, asked: bool) -> bool:
    before = sentence[max(0, match.start() - 40) : match.start()]
    if NEGATED_BEFORE.search(before) or NEGATED_AFTER.match(sentence, match.end()):
        return True
    # « Ça sent pas le brûlé ? » wonders, and « pas le brûlé mais le gaz » smells.
    denies_the_last_word = NEGATED_WITHIN.search(match[0].rpartition(" ")[0] + " ") is not None
    return denies_the_last_word and not asked and _RATHER.search(sentence, match.end()) is None


def _is_general(upto_danger: str, *, asked: bool) -> bool:
    return GENERAL.search(upto_danger) is not None or (
        asked and GENERAL_WHEN_ASKED.search(upto_danger) is not None
    )
