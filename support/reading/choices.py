"""Which of a few proposed choices a driver means."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from support.reading.negation import is_negated
from support.reading.ordinals import read_ordinal
from support.reading.patterns import word_set
from support.reading.plain import plain, spoken, words

_FUZZY_SCORE = 84.0
_FUZZY_MARGIN = 8.0
_SHORTEST_FUZZY = 5
_LONGEST_PARTIAL = 6
_WORDS_AROUND = 3
_EMPTY_WORDS = word_set("""
    le la les l un une des de du d a au aux en et ou est ce c cest s sur dans avec par pour mon ma mes
    ton votre je j ai tu il on que qui ne n pas plutot oui non svp stp merci bonjour euh alors plait
    vous crois pense veux choisis prends etait cetait y me m mais
""")


@dataclass(frozen=True, slots=True)
class Choice:
    """One proposition: what is stored (`value`) and what the driver sees (`label`)."""

    value: str
    label: str


def read_choice(text: str, choices: Sequence[Choice], *, in_a_sentence: bool = False) -> str | None:
    """The value of the choice meant, by value, label, part of a label or rank; None when unclear.

    `in_a_sentence`: a label said within a longer sentence counts, which is for answers, not for orders.
    """
    said = spoken(text)
    if not said or not choices:
        return None
    for exact in (
        [c for c in choices if plain(text) == plain(c.value)],
        [c for c in choices if said == spoken(c.label)],
    ):
        if exact:
            return _only(exact)
    rank = read_ordinal(text, len(choices))
    if rank is not None:
        return choices[rank].value
    return _by_phrase(said, choices, in_a_sentence) or _by_words(said, choices) or _by_likeness(said, choices)


def _only(found: Sequence[Choice]) -> str | None:
    values = {choice.value for choice in found}
    return values.pop() if len(values) == 1 else None


def _by_phrase(said: str, choices: Sequence[Choice], in_a_sentence: bool) -> str | None:
    """The label said among a few other words; in a longer sentence it may well say something else."""
    count = 0 if in_a_sentence else len(said.split())
    named = [
        (c, span)
        for c in choices
        if count <= len(spoken(c.label).split()) + _WORDS_AROUND
        and (span := _affirmed(said, spoken(c.label)))
    ]
    longest = [c for c, span in named if not any(_inside(span, other) for _, other in named)]
    return _only(longest)


def _affirmed(said: str, label: str) -> tuple[int, int] | None:
    if not label or label.isdigit():
        return None
    for match in re.finditer(rf"\b{re.escape(label)}\b", said):
        if not is_negated(said, match.start()):
            return match.span()
    return None


def _inside(span: tuple[int, int], other: tuple[int, int]) -> bool:
    return span != other and other[0] <= span[0] and span[1] <= other[1]


def _content(text: str) -> set[str]:
    return {_stem(word) for word in words(text) if word not in _EMPTY_WORDS and not word.isdigit()}


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _by_words(said: str, choices: Sequence[Choice]) -> str | None:
    meant = _content(said)
    if not meant or len(said.split()) > _LONGEST_PARTIAL or re.search(r"\b(?:pas|ni|sauf)\b", said):
        return None
    return _only([choice for choice in choices if meant <= _content(choice.label)])


def _by_likeness(said: str, choices: Sequence[Choice]) -> str | None:
    if len(said) < _SHORTEST_FUZZY or any(word.isdigit() for word in said.split()):
        return None
    meant = " ".join(word for word in said.split() if word not in _EMPTY_WORDS) or said
    scored = sorted(
        ((_likeness(said, meant, choice.label), choice) for choice in choices), key=lambda pair: -pair[0]
    )
    best, choice = scored[0]
    second = next((score for score, other in scored[1:] if other.value != choice.value), 0.0)
    if best < _FUZZY_SCORE or best - second < _FUZZY_MARGIN or re.search(r"\b(?:pas|ni|sauf)\b", said):
        return None
    return choice.value


def _likeness(said: str, meant: str, label: str) -> float:
    wanted = spoken(label)
    bare = " ".join(word for word in wanted.split() if word not in _EMPTY_WORDS) or wanted
    return max(fuzz.ratio(said, wanted), fuzz.ratio(meant, bare) if len(meant) >= _SHORTEST_FUZZY else 0.0)
