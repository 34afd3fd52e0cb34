"""The plain form of a sentence."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from support.reading.patterns import inline, word_set
from support.reading.plain import aligned, plain, spoken, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Où ÉTAIT-ce ?", "ou etait-ce ?"),
        ("l\u2019appli", "l'appli"),
        ("l`appli", "l'appli"),
        ("  deux \u00a0 espaces\n", "deux espaces"),
        ("cœur Æ ß", "coeur ae ss"),
        ("Saint\u2011Étienne", "saint-etienne"),
        ("e\u0301te\u0301", "ete"),
        ("", ""),
    ],
)
def test_case_accents_apostrophes_and_spaces_are_unified(text: str, expected: str) -> None:
    assert plain(text) == expected


def test_words_leave_punctuation_out() -> None:
    assert words("C'est ça, n°2 !") == ["c", "est", "ca", "n", "2"]


def test_spoken_words_are_separated_by_single_spaces() -> None:
    assert spoken("C'est ça !") == "c est ca"


def test_a_pattern_over_several_lines_keeps_its_inner_spaces() -> None:
    assert inline("\n    (?:a b\n    |c)\n") == "(?:a b|c)"


def test_a_word_set_is_laid_out_freely() -> None:
    assert word_set("\n a b\n  c ") == {"a", "b", "c"}


@given(st.text())
@settings(deadline=None)
def test_what_is_plain_stays_as_it_is(text: str) -> None:
    once = plain(text)

    assert plain(once) == once


@given(st.text())
@settings(deadline=None)
def test_each_plain_character_comes_from_the_text(text: str) -> None:
    sentence, origins = aligned(text)

    assert len(sentence) == len(origins)
    assert origins == sorted(origins)
    assert all(0 <= origin < len(text) for origin in origins)
