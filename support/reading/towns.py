"""The towns that a sentence names, whether or not we have a station there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from support.reading.negation import is_negated
from support.reading.ordinary_words import ORDINARY_WORDS
from support.reading.patterns import inline, word_set
from support.reading.plain import aligned, plain, words

_TOWNS = Path(__file__).with_name("french_towns.tsv")
_MOST_WORDS = 8
_MOST_TOKENS = 60
_KNOWN_BY_ITSELF = 20_000
_SHORTEST = 4
_SHORTEST_OF_A_SMALL_TOWN = 5

_NOT_A_TOWN = word_set("""
    lundi mardi mercredi jeudi vendredi samedi dimanche janvier fevrier mars avril mai juin juillet aout
    septembre octobre novembre decembre bump tesla renault zoe peugeot citroen dacia volkswagen bmw audi
    kia hyundai mercedes ionity total totalenergies shell izivia freshmile chargemap electra fastned
    apple android samsung iphone ios google visa mastercard paypal hier midi minuit noel paques
    carrefour auchan leclerc lidl ikea rfid cb qr app bonjour merci toyota nissan ford
    france belgique suisse allemagne espagne italie portugal pologne angleterre hollande europe paris-nice
    bretagne normandie alsace corse provence occitanie auvergne bourgogne picardie lorraine savoie
""")
_CAPITAL = r"[A-Z\u00c0-\u00d6\u00d8-\u00de]"
_JOINT = r"(?:['\u2019 -]|-(?:sur|en|le|la|les|l\u00e8s|de|du|sous|aux|d)-|-[ld]['\u2019])"
_NAME = rf"{_CAPITAL}\w+(?:{_JOINT}{_CAPITAL}\w+){{0,3}}"
_AFTER_PREPOSITION = re.compile(
    rf"\b(?:[\u00e0\u00c0aA]|[Dd]e|[Ss]ur|[Vv]ers|[Dd]['\u2019]|[Gg]are de)(?:\s+|(?<=['\u2019]))({_NAME})"
)
_POSTAL_CODE = re.compile(
    inline(rf"""
    (?<![\w*.,-])((?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{{3}})
    (?![\w*\u20ac]|[.,-][0-9]|\s?(?:\u20ac|euros?|[kK]?[wW][hH]?|km)\b)(?:\s+({_NAME}))?
""")
)
_WORD = re.compile(r"[a-z0-9]+")
_SAINT = {"st": "saint", "ste": "sainte"}
_CONTRACTED = {"au": "le", "du": "le", "aux": "les", "des": "les"}
_AT = re.compile(
    r"\b(?:a|au|aux|vers|entre"
    r"|(?:gare|station|bornes?|parking|ville|mairie|centre|cote)(?: de| du| d'| a| c'est| c'etait)?)[ -]$"
    r"|\b(?:gare|station|borne|ville) d'$"
)
_OF = re.compile(r"\b(?:de|du|des|sur|pres de|pour|depuis)[ -]$|\bd'$")
_STREET = re.compile(
    r"\b(?:rue|avenue|av|boulevard|bd|bld|route|quai|place|porte|cours|allee|faubourg|fbg|societe|agence)"
    r"(?: de| du| des| d'| de la)? ?$"
)
_PERSON = re.compile(
    r"\b(?:(?:m\.|mr|monsieur|mme|madame|mlle|docteur|dr|maitre|famille|signe)[ :]+"
    r"|(?:m'appelle|prenom|nom)[ :]+(?:[a-z]+ )?)$"
)
# Communes whose name is first of all a word: read only where it is written with its capital after « à », « de »...
_FIRST_A_WORD = word_set("""
    aigle albert andouille angles anse apt arcs attaques avion avoine blanc bonne bouillante bourg bras brie bu
    cavalerie champagne change charmes chars chatte chauve cognac contes cours couronne couture creances creche croix
    diamant die drap eu fins fleche flotte fontaine force fosses francois gaillard garde gorges graces grenade guise
    ham hanches haye hopital isle jardin leon levier ligne lorrain loue loupe lourdes luc machine madeleine mare marin
    marines marquise mathieu mene menton mer monastere monnaie montagne monts motte moule muret palais pannes passage
    pierres pieux plaisir planche port possession publier riche rives riviere rivieres robert roche roquettes rouge
    rouille rue sales salles sens sentinelle signes souterraine soyons tampon taule terrasse thor tierce tonnerre
    touches trait trappes trinite tronche union val vienne vif
""")
_ARTICLES = {"le", "la", "les", "l"}
# Ordinary words for a fuzzy reader; whole, they are hardly anything but the town.
_HARDLY_A_WORD = {"paris", "rennes", "angers"}


@dataclass(frozen=True, slots=True)
class _Town:
    """`first_a_word`: « La Garde »; `ordinary`: every one of its words is."""

    name: str
    inhabitants: int
    ordinary: bool
    first_a_word: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """Words that may name a town, and what stands before them; `alone` when they are the whole sentence."""

    words: list[str]
    before: str
    alone: bool
    capital: bool


def read_town(text: str) -> str | None:
    """The first town named, or else the postal code, with or without its town.

    A commune of France of 2,000 inhabitants is known in any spelling, any other by its capital after "à", "de"...
    """
    postal = _POSTAL_CODE.search(text)
    if postal:
        return postal[2] or postal[1]
    return next(iter(read_towns(text)), None)


def read_towns(text: str) -> list[str]:
    """The towns named, in their order, communes in their official spelling."""
    known = list(dict.fromkeys(_known(text)))
    if known:
        return known
    for match in _AFTER_PREPOSITION.finditer(text):
        initials = match[1].isupper() and (len(match[1]) <= 3 or text.isupper())
        if _STREET.search(plain(text[: match.start(1)]) + " "):
            continue
        if not initials and _NOT_A_TOWN.isdisjoint(words(match[1])):
            return [match[1]]
    return []


@lru_cache(maxsize=1)
def _communes() -> dict[str, _Town]:
    communes = {}
    for line in _TOWNS.read_text(encoding="utf-8").splitlines()[1:]:
        name, inhabitants = line.split("\t")
        key = [_SAINT.get(word, word) for word in words(name)]
        core = [word for word in key if word not in _ARTICLES]
        ordinary = all(word in ORDINARY_WORDS and word not in _HARDLY_A_WORD for word in key)
        a_word = len(core) == 1 and core[0] in _FIRST_A_WORD
        communes[" ".join(key)] = _Town(name, int(inhabitants), ordinary, a_word)
    return communes


def _known(text: str) -> Iterator[str]:
    sentence, origins = aligned(text)
    shouted = text.isupper()
    tokens = list(_WORD.finditer(sentence))[:_MOST_TOKENS]
    first = 0
    while first < len(tokens):
        for count in range(min(_MOST_WORDS, len(tokens) - first), 0, -1):
            start = tokens[first].start()
            last = tokens[first + count - 1]
            said = _Said(
                [_SAINT.get(token[0], token[0]) for token in tokens[first : first + count]],
                sentence[max(0, start - 30) : start],
                count == len(tokens),
                not shouted and text[origins[last.start()]].isupper(),
            )
            town = _named(said)
            if town is not None:
                if not is_negated(sentence, start):
                    yield town.name
                first += count - 1
                break
        first += 1


def _named(said: _Said) -> _Town | None:
    """The town that these words are: « au mans » is Le Mans, « du mans » too."""
    town = _communes().get(" ".join(said.words))
    contracted = len(said.words) > 1 and said.words[0] in _CONTRACTED
    if town is None and contracted:
        town = _communes().get(" ".join([_CONTRACTED[said.words[0]], *said.words[1:]]))
    return town if town is not None and _is_meant(town, said, contracted) else None


def _is_meant(town: _Town, said: _Said, contracted: bool) -> bool:
    if _STREET.search(said.before) or _PERSON.search(said.before):
        return False
    large = town.inhabitants >= _KNOWN_BY_ITSELF
    there = contracted or _AT.search(said.before) is not None
    of = _OF.search(said.before) is not None
    length = len("".join(said.words))
    if town.first_a_word:
        return said.capital and (there or of)
    if town.ordinary:
        return there and large
    if there or said.alone:
        return True
    return (large and length >= _SHORTEST) or (of and length >= _SHORTEST_OF_A_SMALL_TOWN)
