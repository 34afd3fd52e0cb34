"""Small numbers written in letters."""

import re

_UNITS = (
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize"),
)
NUMBER_WORDS: dict[str, int] = {word: value for value, word in enumerate(_UNITS)} | {
    "une": 1,
    "dix sept": 17,
    "dix huit": 18,
    "dix neuf": 19,
    "vingt": 20,
    "vingt et un": 21,
    "vingt et une": 21,
    "vingt deux": 22,
    "vingt trois": 23,
    "vingt cinq": 25,
    "trente": 30,
    "quarante": 40,
    "quarante cinq": 45,
}
NUMBER = (
    r"(?:[0-9]{1,3}|"
    + "|".join(word.replace(" ", "[ -]") for word in sorted(NUMBER_WORDS, key=len, reverse=True))
    + ")"
)
"""Pattern of a number in digits (3 at most) or in letters, over plain text."""


def read_number(said: str) -> int:
    """The value of what `NUMBER` matched."""
    return int(said) if said.isdigit() else NUMBER_WORDS[re.sub(r"[ -]", " ", said)]
