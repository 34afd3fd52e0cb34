"""The licence plate of a car, as drivers type it: French ones, and those of the neighbours when named as plates."""

import re
import unicodedata
from collections.abc import Iterator

from support.reading.negation import is_negated
from support.reading.patterns import word_set
from support.reading.plain import plain

_DIGIT = re.compile("[0-9]")
_LETTER = "[a-hj-np-tv-z]"
_MARK = r"\s?[ .·_-]?\s?"
_START, _END = r"(?<![0-9a-z*])(?<![0-9a-z*][-_.])", r"(?![0-9a-z*]|[-_.][0-9a-z])"
_DEPARTMENT = r"(?:0[1-9]|[1-8][0-9]|9[0-5]|2[ab]|97[1-6])"
_SIV = re.compile(
    rf"{_START}(?P<left>{_LETTER}{{2}})(?P<mark>{_MARK})(?P<number>(?!000)[0-9]{{3}}){_MARK}"
    rf"(?P<right>{_LETTER}{{2}}){_END}"
)
_OLDER = re.compile(
    rf"{_START}(?P<number>[1-9][0-9]{{0,3}})(?P<mark>{_MARK})(?P<letters>{_LETTER}{{1,3}}){_MARK}"
    rf"(?P<department>{_DEPARTMENT}){_END}"
)
_BELGIAN = re.compile(rf"{_START}([1-9])(?P<mark>{_MARK})([a-z]{{3}}){_MARK}([0-9]{{3}}){_END}")
_CANTON = r"(?:ag|a[ir]|b[els]|fr|g[elr]|ju|lu|n[ew]|ow|s[ghoz]|t[gi]|ur|v[ds]|z[gh])"
_SWISS = re.compile(rf"{_START}({_CANTON}){_MARK}([1-9][0-9]{{0,2}}[ .']?[0-9]{{3}}|[1-9][0-9]{{0,2}}){_END}")
_LUXEMBOURGISH = re.compile(rf"{_START}([a-z]{{2}}){_MARK}([0-9]{{4}}){_END}")
_BELGIUM = re.compile(r"\b(?:belges?|belgique)\b")
_SWITZERLAND = re.compile(r"\b(?:suisses?|helvetiques?)\b")
_LUXEMBOURG = re.compile(r"luxemb")
_CALLED_A_PLATE = re.compile(
    r"\b(?:plaques?|immat\w*|imat\w*|carte grise)(?:\W+\w+'?){0,4}\W*$|\b(?:voiture|vehicule|auto)\W*$"
)
_FAR_BEFORE = 45
_LENGTHS_WITHOUT_CONTEXT = ((4, 2), (3, 3))
_NOT_LETTERS = word_set("""
    ac ah am ans apt av bac bar bat bd cap car ce ces cet ch chf cm ct cts cv dc de dec des ec en es et etc etes fev
    gaz gb ht hz ja jan je jet kg km kms kva kw kwh la le les ma mal mar max mb me mer mes mg mm mn ne net pan par pas
    per pl pm pres ras rd rte sa sac se sec sep ses ta tas te tel ter tes ttc tva va vs wh
""")


def read_licence_plate(text: str) -> str | None:
    """The first plate of the text, as it is painted (`AB-123-CD`, `1234 AB 75`); None otherwise.

    Belgian (`1-ABC-234`), Swiss (`GE 123456`) and Luxembourgish (`AB 1234`) ones only where the sentence says
    that it is a plate of that country, but for a Belgian one with its dashes.
    """
    sentence = plain(text)
    for found, written in _plates(sentence):
        if not is_negated(sentence, found.start()):
            return written.upper()
    return None


def plates_in(text: str) -> list[tuple[int, int]]:
    """Where plates stand in a text, from its first to behind its last character; to take them out of it."""
    if not _DIGIT.search(text):
        return []
    # One character for each, so that a place in the one is the place in the other.
    bare = "".join(unicodedata.normalize("NFKD", character)[0] for character in text).lower()
    if len(bare) != len(text):
        return []
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found.span() for found, _written in _plates(bare)):
        if not spans or start >= spans[-1][1]:
            spans.append((start, end))
    return spans


def _plates(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    yield from _french(sentence)
    yield from _of_neighbours(sentence)


def _french(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    for found in _SIV.finditer(sentence):
        if _is_siv(found, sentence):
            yield found, f"{found['left']}-{found['number']}-{found['right']}"
    for found in _OLDER.finditer(sentence):
        if _is_older(found, sentence):
            yield found, f"{found['number']} {found['letters']} {found['department']}"


def _of_neighbours(sentence: str) -> Iterator[tuple[re.Match[str], str]]:
    belgian = _BELGIUM.search(sentence) is not None
    for found in _BELGIAN.finditer(sentence):
        if belgian or "-" in found["mark"]:
            yield found, f"{found[1]}-{found[3]}-{found[4]}"
    for country, pattern in ((_SWITZERLAND, _SWISS), (_LUXEMBOURG, _LUXEMBOURGISH)):
        for found in pattern.finditer(sentence) if country.search(sentence) else ():
            if _is_called_a_plate(found, sentence):
                yield found, f"{found[1]} {re.sub(r'[^0-9]', '', found[2])}"


def _is_siv(found: re.Match[str], sentence: str) -> bool:
    """« DE-123-EN » is a plate by its dashes; « de 123 en » is one only after « plaque »."""
    if "ss" in (found["left"], found["right"]):
        return False
    words = not _NOT_LETTERS.isdisjoint((found["left"], found["right"]))
    return "-" in found["mark"] or not words or _is_called_a_plate(found, sentence)


def _is_older(found: re.Match[str], sentence: str) -> bool:
    """« 1234 AB 75 » or « 123 ABC 75 »; a shorter one only after « plaque »."""
    if found["letters"] in _NOT_LETTERS:
        return False
    lengths = (len(found["number"]), len(found["letters"]))
    return lengths in _LENGTHS_WITHOUT_CONTEXT or _is_called_a_plate(found, sentence)


def _is_called_a_plate(found: re.Match[str], sentence: str) -> bool:
    before = sentence[max(0, found.start() - _FAR_BEFORE) : found.start()]
    return _CALLED_A_PLATE.search(before) is not None
