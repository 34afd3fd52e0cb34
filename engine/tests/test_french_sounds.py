import pytest

from bump_engine.french_sounds import sound_of, sounds


@pytest.mark.parametrize(
    "spellings",
    [
        ("quel", "quelle", "kel", "kelle"),
        ("voiture", "voitur"),
        ("câble", "cable", "kabl"),
        ("bloqué", "bloquer", "bloquez", "bloké"),
        ("charge", "charges", "charj", "sharge"),
        ("quoi", "koi", "kwa"),
        ("paiement", "paiemen"),
        ("application", "aplication", "aplikation"),
        ("facture", "factur", "faktur"),
        ("quand", "kan"),
    ],
)
def test_a_word_and_its_usual_misspellings_sound_the_same(spellings: tuple) -> None:
    assert len({sound_of(word) for word in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("badge", "page"), ("borne", "bonne"), ("carte", "quart"), ("prise", "prix"), ("payer", "parler")],
)
def test_words_that_mean_different_things_keep_their_sounds(one: str, other: str) -> None:
    assert sound_of(one) != sound_of(other)


def test_the_sounds_of_a_text_are_those_of_its_words_and_numbers() -> None:
    assert sounds("quelle borne, 22 kW ?") == "kel born 22 kw"


def test_any_text_has_sounds() -> None:
    assert sounds("") == sounds("😡 !!") == ""
