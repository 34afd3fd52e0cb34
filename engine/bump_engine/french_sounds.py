"""How a word sounds: « kel », « quel » and « quelle » are one.

People who write as they speak keep the sound and lose the letters, so sentences are compared by sound as well. The
code is coarse on purpose: it must be the same for a word and for its usual misspellings, not be a transcription.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import List, Pattern, Tuple

_WORD = re.compile(r"[^\W\d_]+|\d+")
_ACCENTS = str.maketrans("éèêëàâäîïôöûùüçœæ", "EEEEaaaiioouuusee")

# Applied in this order. Capitals stand for sounds of their own: E é/è (e in the end, for
# accents are the first to be dropped), A an, I in, O on, U ou, C ch, N gn.
_RULES: List[Tuple[Pattern[str], str]] = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"eaux?|aux?", "o"),
        (r"ph", "f"),
        (r"s?ch|sh", "C"),
        (r"gn", "N"),
        (r"tion", "sion"),
        (r"mpt", "mt"),
        (r"qu|ck|q|k|c(?=[^eiyE]|$)", "k"),
        (r"c", "s"),
        (r"ge(?=[ao])|g(?=[eiyE])", "j"),
        (r"j?gu(?=[eiE])", "g"),
        (r"h", ""),
        (r"ss", "S"),
        (r"(?<=[aeiouyE])s(?=[aeiouyE])", "z"),
        (r"S", "s"),
        (r"y", "i"),
        (r"oeu|eu", "e"),
        (r"oi|oua", "wa"),
        (r"ou", "U"),
        (r"ment$", "mA"),
        (r"(?<=[a-zA-Z]{3})ent$", ""),
        (r"(?:ain|aim|ein|in|im|un)(?![aeiouAEIOUnm])", "I"),
        (r"(?<=i)en(?![aeiouAEIOUnm])", "I"),
        (r"(?:an|am|en|em)(?![aeiouAEIOUnm])", "A"),
        (r"(?:on|om)(?![aeiouAEIOUnm])", "O"),
        (r"ai|ei", "E"),
        (r"(?:er|ez|et)$", "E"),
        (r"x$", ""),
        (r"x", "ks"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)(?:es?|[tdpsz]+)$", ""),
        (r"E", "e"),
    )
]


@lru_cache(maxsize=50_000)
def sound_of(word: str) -> str:
    """`« chargeur »` and `« charjeur »` -> `« Carjer »`; digits stay."""
    code = word.lower().translate(_ACCENTS)
    if code.isdigit():
        return code
    for pattern, sound in _RULES:
        code = pattern.sub(sound, code)
    return code


def sounds(text: str) -> str:
    """The sounds of the words of a text, in order."""
    return " ".join(sound_of(word) for word in _WORD.findall(text))
