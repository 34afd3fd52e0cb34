"""Which of the proposed choices a driver means."""

import pytest

from support.reading.choices import Choice, read_choice

MEANS = (
    Choice("app", "Avec l'application"),
    Choice("badge", "Avec mon badge"),
    Choice("cb", "Par carte bancaire"),
    Choice("autre", "Autre chose"),
)
STATIONS = (
    Choice("e1", "Lyon Part-Dieu, hier 18:30"),
    Choice("e2", "Lyon Gerland, lundi"),
    Choice("e3", "Villeurbanne"),
)


@pytest.mark.parametrize("text", ["app", "APP", "Avec l'application", "avec l'application."])
def test_the_value_or_the_label_is_read(text: str) -> None:
    assert read_choice(text, MEANS) == "app"


@pytest.mark.parametrize(
    "text",
    [
        "2",
        "la 2",
        "le deuxième",
        "2eme",
        "le deux",
        "la seconde",
        "2)",
        "numéro 2",
        "n°2",
        "option 2",
        "choix 2 svp",
    ],
)
def test_a_rank_is_read(text: str) -> None:
    assert read_choice(text, MEANS) == "badge"


@pytest.mark.parametrize("text", ["la dernière", "le dernier", "le dernier choix", "4", "quatre"])
def test_the_last_is_the_last_of_the_list(text: str) -> None:
    assert read_choice(text, MEANS) == "autre"


def test_the_last_but_one_is_read() -> None:
    assert read_choice("l'avant-dernière", MEANS) == "cb"


@pytest.mark.parametrize("text", ["mon badge", "badge", "avec le badge", "avec mon badje", "c'est mon badge"])
def test_a_part_of_the_label_is_read(text: str) -> None:
    assert read_choice(text, MEANS) == "badge"


@pytest.mark.parametrize("text", ["aplication", "l'aplication", "c'est avec l'application je crois"])
def test_a_misspelt_or_wrapped_label_is_read(text: str) -> None:
    assert read_choice(text, MEANS) == "app"


@pytest.mark.parametrize(
    "text",
    [
        "5",
        "0",
        "12",
        "99",
        "j'ai payé 2 euros",
        "2 euros",
        "2 fois",
        "hier à 2h",
        "il y en a 2",
        "les deux",
        "c'est la première fois",
        "pas avec mon badge",
        "avec l'application et avec mon badge",
        "avec",
        "je ne sais pas",
        "bonjour",
        "?!",
        "",
    ],
)
def test_an_unclear_choice_is_left_alone(text: str) -> None:
    assert read_choice(text, MEANS) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("part dieu", "e1"),
        ("hier", "e1"),
        ("gerland", "e2"),
        ("lyon gerland", "e2"),
        ("vilurbane", "e3"),
        ("lyon", None),
    ],
)
def test_a_word_that_two_labels_share_is_ambiguous(text: str, expected: str | None) -> None:
    assert read_choice(text, STATIONS) == expected


def test_the_longest_label_wins_over_the_one_it_contains() -> None:
    choices = (Choice("lyon", "Lyon"), Choice("part-dieu", "Lyon Part-Dieu"))

    assert read_choice("c'était à Lyon Part-Dieu hier", choices) == "part-dieu"


def test_two_choices_of_the_same_label_are_ambiguous() -> None:
    assert read_choice("Lyon", (Choice("1", "Lyon"), Choice("2", "Lyon"))) is None


def test_nothing_is_chosen_among_nothing() -> None:
    assert read_choice("1", ()) is None
