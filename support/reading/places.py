"""The stations and towns a sentence names."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from rapidfuzz import process
from rapidfuzz.distance import OSA

from support.charging.model import Location
from support.reading.negation import is_negated
from support.reading.ordinary_words import GENERIC_PLACE_WORDS, ORDINARY_WORDS
from support.reading.patterns import word_set
from support.reading.plain import plain
from support.reading.towns import read_town

__all__ = ["StationIndex", "read_town"]

_MOST_TOKENS = 60
_LONGEST_NAME = 6
_SHORT_ANSWER = 3
_SHORTEST_ALIAS = 5
_TOKEN = re.compile(r"[a-z0-9]+")
_LEADING = word_set("""
    a au aux de du sur vers d gare ville station borne bornes parking rue avenue av boulevard bd place
    quai cours centre mairie pres dans chez celle
""")
_SAINT = {"st": "saint", "ste": "sainte", "sts": "saints"}
_TOWN, _NAME, _STREET, _POSTAL, _WORD = 4.0, 5.0, 3.0, 4.0, 3.5
_GENERIC = 0.5


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    capital: bool


@dataclass(frozen=True, slots=True)
class _Gram:
    text: str
    first: int
    last: int
    ordinary: bool
    led: bool


class StationIndex:
    """Stations found by name, town, postal code or street, whatever the spelling. Built once, read often."""

    def __init__(self, locations: Sequence[Location]) -> None:
        self._locations = tuple(locations)
        self._postal: dict[str, list[int]] = {}
        self._keys: dict[str, dict[int, float]] = {}
        self._generic: list[frozenset[str]] = []
        self._towns = {"".join(_fold_all(location.city)) for location in self._locations}
        for index, location in enumerate(self._locations):
            self._postal.setdefault(location.postal_code.strip(), []).append(index)
            self._index(index, location)
        self._longest = max((len(key) for key in self._keys), default=0)
        self._by_length: dict[int, list[str]] = {}
        for key in self._keys:
            for length in range(len(key) - _slack(key), len(key) + _slack(key) + 1):
                self._by_length.setdefault(length, []).append(key)

    def _index(self, index: int, location: Location) -> None:
        town = _fold_all(location.city)
        name = _fold_all(location.name)
        core = [word for word in _without(name, town) if word not in GENERIC_PLACE_WORDS]
        street = [w for w in _fold_all(location.address) if w not in GENERIC_PLACE_WORDS and not w.isdigit()]
        street = _without([w for w in street if w != location.postal_code], town)
        bare_town = [word for word in town if not word.isdigit()]
        self._add(bare_town, index, _TOWN)
        if (
            len(bare_town) > 1
            and len(bare_town[0]) >= _SHORTEST_ALIAS
            and bare_town[0] not in _SAINT.values()
        ):
            self._add(bare_town[:1], index, _TOWN)
        if "".join(core) not in self._towns:
            self._add(core, index, _NAME)
        elif name[: len(core)] == core:
            self._add(core, index, _TOWN)
        if _without(name, town) != core:
            self._add(_without(name, town), index, _NAME)
        self._add(name, index, _NAME)
        self._add(list(dropwhile(GENERIC_PLACE_WORDS.__contains__, name)), index, _NAME)
        for word in core:
            if len(word) >= _SHORTEST_ALIAS and word not in ORDINARY_WORDS and word not in _SAINT.values():
                self._add([word], index, _WORD)
        self._add([word for word in street if not re.fullmatch(r"[0-9]+(?:bis|ter)?", word)], index, _STREET)
        self._generic.append(
            frozenset(word for word in name if word in GENERIC_PLACE_WORDS and len(word) > 3)
        )

    def _add(self, words: Sequence[str], index: int, weight: float) -> None:
        key = "".join(words)
        if len(key) < 2 or (words and all(word in GENERIC_PLACE_WORDS for word in words)):
            return
        scores = self._keys.setdefault(key, {})
        scores[index] = max(weight, scores.get(index, 0.0))

    def find(self, text: str, limit: int = 5) -> Sequence[Location]:
        """The stations named, best first, `limit` at most: those of the whole town when it alone is named.

        Only the best named are kept: a town and a name together leave out the town's other stations.
        """
        tokens = _tokens(text)
        scores: dict[int, dict[float, float]] = {}
        for token in tokens:
            for index in self._postal.get(token.text, ()) if len(token.text) == 5 else ():
                scores.setdefault(index, {})[_POSTAL + 0.01] = _POSTAL
        sentence = plain(text)
        for key, likeness, gram in self._named(tokens):
            if is_negated(sentence, tokens[gram.first].start):
                continue
            for index, weight in self._keys[key].items():
                kinds = scores.setdefault(index, {})
                kinds[weight] = max(kinds.get(weight, 0.0), weight * likeness)
        return self._ranked(scores, frozenset(token.text for token in tokens), limit)

    def _ranked(
        self, scores: dict[int, dict[float, float]], said: frozenset[str], limit: int
    ) -> Sequence[Location]:
        if not scores:
            return []
        totals = {
            index: sum(kinds.values()) + _GENERIC * len(self._generic[index] & said)
            for index, kinds in scores.items()
        }
        best = max(totals.values())
        kept = [index for index, total in totals.items() if total >= best - _GENERIC / 2]
        kept.sort(key=lambda index: (-totals[index], self._locations[index].name))
        return [self._locations[index] for index in kept[:limit]]

    def _named(self, tokens: Sequence[_Token]) -> Iterator[tuple[str, float, _Gram]]:
        found: list[tuple[str, float, _Gram]] = []
        for gram in _grams(tokens, self._longest + 2):
            if gram.text in self._keys:
                if not gram.ordinary or gram.led or gram.first != gram.last or len(tokens) == 1:
                    found.append((gram.text, 1.0, gram))
            elif not gram.ordinary and (near := self._nearest(gram, len(tokens))):
                found.append((*near, gram))
        for key, likeness, gram in found:
            wider = (
                quality >= likeness - 0.2 and len(name) > len(key) and _covers(other, gram)
                for name, quality, other in found
            )
            if not any(wider):
                yield key, likeness, gram

    def _nearest(self, gram: _Gram, count: int) -> tuple[str, float] | None:
        candidates = self._by_length.get(len(gram.text))
        if not candidates or gram.text.isdigit():
            return None
        near = process.extractOne(gram.text, candidates, scorer=OSA.distance, score_cutoff=3)
        if near is None:
            return None
        key, distance = near[0], int(near[1])
        allowed = _slack(key)
        if not gram.led and count > _SHORT_ANSWER:
            allowed = allowed if len(key) >= 9 else min(allowed, 1) if len(key) >= 7 else 0
        return (key, 1.0 - distance / len(key)) if distance <= allowed else None


def _slack(key: str) -> int:
    """How many letters may be wrong, missing or swapped."""
    return 0 if len(key) <= 4 else 1 if len(key) <= 6 else 2 if len(key) <= 11 else 3


def _fold_all(text: str) -> list[str]:
    return [_SAINT.get(word, word) for word in _TOKEN.findall(plain(text))]


def _without(words: Sequence[str], town: Sequence[str]) -> list[str]:
    return [word for word in words if word not in town]


def _tokens(text: str) -> list[_Token]:
    sentence = plain(text)
    raw = re.findall(r"[^\W_]+", text)
    capitals = {
        plain(word)
        for position, word in enumerate(raw)
        if position and word[:1].isupper() and not word.isupper()
    }
    found = list(_TOKEN.finditer(sentence))[:_MOST_TOKENS]
    return [_Token(_SAINT.get(m[0], m[0]), m.start(), m[0] in capitals) for m in found]


def _grams(tokens: Sequence[_Token], longest: int) -> Iterator[_Gram]:
    for first in range(len(tokens)):
        joined = ""
        ordinary = True
        before = tokens[first - 1].text if first else ""
        for last in range(first, min(first + _LONGEST_NAME, len(tokens))):
            joined += tokens[last].text
            word = tokens[last].text
            ordinary = ordinary and (len(word) == 1 or word in ORDINARY_WORDS)
            if len(joined) > longest:
                break
            led = before in _LEADING or (tokens[first].capital and first > 0)
            yield _Gram(joined, first, last, ordinary, led)


def _covers(wide: _Gram, narrow: _Gram) -> bool:
    inside = wide.first <= narrow.first and narrow.last <= wide.last
    return inside and (wide.last - wide.first) > (narrow.last - narrow.first)
