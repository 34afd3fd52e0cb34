"""Sentences that put right an answer given before."""

import re

from support.reading.patterns import inline
from support.reading.plain import spoken

_DAY = r"(?:hier|avant hier|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|aujourd hui|ce)"
_LINK = rf"(?:a|au|aux|sur|vers|le|la|l|les|avec|par|pour|depuis|{_DAY})"
_IT_WAS = inline("""
    (?:c est|cest|c etait|cetait|c t|ct|cete|c ete|j etais|jetais|je parle de|je parlais de|il s agit de
    |je suis(?! tromp| gour| plant| embrouil| emmel)|j ai (?:paye|utilise|charge|badge|lance|demarre|pris
    |branche))
""")
_OPENING = r"(?:(?:ah|euh|heu|mais|oui|ou|bah|ben|attendez|attends|oups|mince) )*"
_EMPTY = r"(?:pas|bon|non|ca|sa|cela|tout|fini|regle|merci|oui|normal|pareil|resolu)\b"
_PATTERNS = (
    rf"{_OPENING}non (?:(?:pardon|desolee?|en fait|mais|moi|erreur) )*(?:{_IT_WAS} (?!{_EMPTY})|plutot "
    rf"|{_LINK} )\w+.*",
    rf"{_OPENING}non (?:{_DAY}|aujourd hui)",
    rf"{_OPENING}non pas (?:{_LINK} )?\w+(?: \w+){{0,2}} (?:mais )?(?:{_LINK}|{_IT_WAS}) \w+.*",
    rf".*\b(?:en fait|enfait|finalement|enfin) (?:{_IT_WAS} (?!{_EMPTY})\w+.*|plutot \w+.*"
    rf"|{_LINK} \w+(?: \w+)?|{_DAY})",
    rf"{_OPENING}(?:non )?(?:{_IT_WAS} )?plutot (?:{_LINK} )?(?!que\b|bien\b|mal\b|cher\b|len|long"
    rf"|pas\b)\w+(?: \w+){{0,5}}",
    rf"{_OPENING}(?:non )?(?:(?:ce n |n )?(?:est|etait|{_IT_WAS}) )?pas (?:{_LINK} )*\w+(?: \w+){{0,2}}"
    rf" (?:mais|plutot|{_IT_WAS}) (?!pas\b|ca\b)\w+.*",
    rf".*\bsuis (?:tromp\w+|gour\w+|plantee?) (?:(?:de|d) \w+ )?(?:desolee? |pardon )?(?:{_IT_WAS}|pas"
    rf"|plutot|{_LINK}) \w+.*",
    rf"(?:oups|pardon|erreur|desolee?|rectification|correction|je corrige|mince)"
    rf"(?: (?:erreur|de ma part|pardon|desolee?|je corrige))* (?:{_IT_WAS} (?!{_EMPTY})|plutot |pas "
    rf"|{_LINK} )\w+.*",
    r".*\b(?:je voulais dire|j ai voulu dire|je veux dire|au temps pour moi|autant pour moi) (?!que\b)\w+.*",
    rf".*\bj (?:ai|avais) (?:dit|mis|ecrit|note|repondu) \w+(?: \w+){{0,4}} mais "
    rf"(?:en fait )?{_IT_WAS} \w+.*",
)
_CORRECTIONS = tuple(re.compile(pattern) for pattern in _PATTERNS)
_LONGEST_CORRECTION = 16
_STATEMENT = re.compile(
    r"\b(?:marche|fonctionne|demarre|demarrer|bloque|charge (?:pas|toujours|plus)|(?:ne |n )\w+ (?:pas"
    r"|plus))\b"
)


def is_correction(text: str) -> bool:
    """Whether the sentence corrects a previous answer: "non, à Nantes", "pas Lyon mais Villeurbanne"."""
    said = spoken(text)
    if len(said.split()) > _LONGEST_CORRECTION:
        return False
    if _STATEMENT.search(said) and not re.search(r"\btromp|\bn (?:est|etait) pas\b", said):
        return False
    return any(pattern.fullmatch(said) for pattern in _CORRECTIONS)
