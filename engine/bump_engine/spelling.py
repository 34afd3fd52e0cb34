"""Misspelt words brought back to the words of the domain.

A word is repaired only when it is no French word and no name, and a word of the domain sounds the same or lies within
a slip or two. Names of towns and brands, identifiers and numbers are left alone.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import Dict, FrozenSet, Iterable, List, Mapping, Optional, Sequence

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bump_engine.french_sounds import sound_of
from bump_engine.plain_text import plain

SHORTEST_REPAIRED = 4
SHORTEST_SOUND = 3
LONG_WORD = 7
WORD_OF_THE_DOMAIN = 4
# Shares of all the words of French texts. A rare word may be a town, a technical word or a usual misspelling.
FREQUENT = 1e-6
RARE = 1e-7
REMEMBERED = 50_000
_GLUED = re.compile(r"^(qu|[cdlmnstj])((?<![cdlmnst])[a-z]{3,}|[aeiouyh][a-z]{1,})$")
_NAME = re.compile(r"(?<=[^.!?…\s] )(?:[DdLl]['’])?([A-ZÀ-Þ][a-zà-ÿ]{2,})|(?<=['’-])([A-ZÀ-Þ][a-zà-ÿ]{2,})")
_LETTERS = re.compile(r"[^\W\d_]+")


def french_words(above: float = RARE) -> Dict[str, float]:
    """The French words that are more frequent than `above` in texts and subtitles, in plain form (`wordfreq`)."""
    from wordfreq import get_frequency_dict

    known: Dict[str, float] = {}
    for word, frequency in get_frequency_dict("fr", wordlist="best").items():
        if frequency >= above and _LETTERS.fullmatch(word):
            form = plain(word)
            known[form] = max(frequency, known.get(form, 0.0))
    return known


def names_in(text: str) -> FrozenSet[str]:
    """The words that are capitalised inside a sentence, in plain form: towns, brands, people."""
    if text.isupper():
        return frozenset()
    return frozenset(plain(one or other) for one, other in _NAME.findall(text))


class Spelling:
    """`known` are words that are right as they are, with their frequency; `domain` the words to repair to."""

    def __init__(self, known: Mapping[str, float], domain: Sequence[str]) -> None:
        self._known = known
        self._by_sound: Dict[str, str] = {}
        self._by_initial: Dict[str, List[str]] = defaultdict(list)
        for word in domain:
            self._by_sound.setdefault(sound_of(word), word)
            self._by_initial[word[0]].append(word)
        self._repairs: Dict[str, str] = {}

    @classmethod
    def fit(cls, sentences: Iterable[str]) -> "Spelling":
        """Learn the words of the domain: frequent French words that come often enough in normalised sentences."""
        french = french_words()
        counted = Counter(word for sentence in sentences for word in plain(sentence).split())
        domain = [
            word
            for word, count in counted.most_common()
            if count >= WORD_OF_THE_DOMAIN
            and len(word) >= SHORTEST_REPAIRED
            and french.get(word, 0.0) >= FREQUENT
        ]
        return cls(french, domain)

    def repair(self, normalised: str, names: FrozenSet[str] = frozenset()) -> str:
        """The plain form of a normalised text, its misspelt words repaired; `names` are left alone."""
        return " ".join(self._repaired(word, names) for word in normalised.split())

    def _repaired(self, word: str, names: FrozenSet[str]) -> str:
        form = plain(word)
        if form in names or not form.isalpha():
            return form
        if word not in self._repairs:
            if len(self._repairs) >= REMEMBERED:
                self._repairs.clear()
            self._repairs[word] = self._repair(form, sound_of(word))
        return self._repairs[word]

    def _repair(self, form: str, sound: str) -> str:
        frequency = self._known.get(form, 0.0)
        if frequency >= FREQUENT:
            return form
        glued = _GLUED.match(form)
        if glued and self._known.get(glued[2], 0.0) >= FREQUENT:
            return f"{glued[1]} {glued[2]}"
        if len(form) < SHORTEST_REPAIRED:
            return form
        same = self._by_sound.get(sound) if len(sound) >= SHORTEST_SOUND else None
        if same is not None or frequency >= RARE:
            return same or form
        return self._within_slips(form) or form

    def _within_slips(self, form: str) -> Optional[str]:
        slips = 1 if len(form) < LONG_WORD else 2
        candidates = self._by_initial.get(form[0], [])
        near = extract(form, candidates, scorer=OSA.distance, score_cutoff=slips, limit=2)
        if not near:
            return None
        ambiguous = len(near) > 1 and near[0][1] == near[1][1] > 1
        return None if ambiguous else str(near[0][0])
