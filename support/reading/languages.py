"""The language of a sentence that is not French, by its script and its function words."""

import re
import unicodedata

from support.reading.plain import plain

_WORDS = {
    "en": "the is are my i it you not how can does please hello help what where why and to have car with don t",
    "de": "ich der die das ist nicht wie kann mein meine bitte hallo und wo warum auto das geht mit habe ein",
    "es": "el los las es como puedo mi por favor hola ayuda donde porque y tengo lo siento coche esta con",
    "nl": "ik het een niet hoe kan mijn alstublieft hallo waar waarom en heb auto met wat is werkt deze",
    "it": "il gli come posso mio mia per favore ciao aiuto dove perche e ho macchina con questa sono",
}
_FRENCH = frozenset(
    "le la les de des du un une je j tu il elle on nous vous ne pas est sont mon ma mes ce cette que qui pour dans sur "
    "avec et ou c ca mais j'ai s'il plait bonjour borne recharge voiture charge au aux en y a d l".split()
)
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_FEWEST_HITS = 2
# What who writes in another script reads most often.
_OF_ANOTHER_SCRIPT = "en"


def read_foreign_language(text: str) -> str | None:
    """`en`, `de`, `es`, `nl` or `it` when the sentence is clearly in that language; None for French or in doubt.

    A sentence in Arabic, Chinese or another script that is not ours gives `en`.
    """
    if _is_in_another_script(text):
        return _OF_ANOTHER_SCRIPT
    words = list(dict.fromkeys(re.findall(r"[a-z]+", plain(text))))
    french = sum(word in _FRENCH for word in words)
    hits = {language: sum(word in known for word in words) for language, known in _BY_LANGUAGE.items()}
    language, most = max(hits.items(), key=lambda item: item[1])
    return language if most >= _FEWEST_HITS and most > french and most >= len(words) * 0.3 else None


def _is_in_another_script(text: str) -> bool:
    letters = [character for character in text if character.isalpha()]
    latin = sum(unicodedata.name(letter, "").startswith(("LATIN", "FULLWIDTH LATIN")) for letter in letters)
    return bool(letters) and latin < len(letters) / 2
