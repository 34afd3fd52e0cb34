import pytest

from bump_engine.normaliser import normalise


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("c koi le pb", "c est quoi le probleme"),
        ("Slt jveux pa payéééé", "salut je veux pas payé"),
        ("débité 2x hier", "débité 2 fois hier"),
        ("g pas le tél", "j ai pas le telephone"),
        ("l'appli d'hier", "l appli d hier"),
        ("j’ai « payé » 15€", "j ai payé 15 euros"),
        ("50kwh svp", "50 kwh s il vous plait"),
        ("ça bugge 😡", "ça bugge colere"),
        ("kan c ki koi", "quand c est qui quoi"),
        ("c est en panne", "c est en panne"),
        ("80 % en 20mn", "80 pour cent en 20 min"),
        ("sa marche pa", "ca marche pas"),
        ("", ""),
        ("!!! ???", ""),
    ],
)
def test_shorthand_is_written_out(typed: str, meant: str) -> None:
    assert normalise(typed) == meant


def test_accents_are_kept_for_they_tell_how_a_word_sounds() -> None:
    assert normalise("Préautorisation débitée") == "préautorisation débitée"


def test_an_identifier_keeps_its_digits() -> None:
    assert normalise("FR*BMP*E1234*1").split() == ["fr", "bmp", "e1234", "1"]


@pytest.mark.parametrize(
    "text",
    [
        "y a t il une borne",
        "le cable est sous la voiture",
        "je fais quoi",
        "une prise dc et une borne ac",
        "ma facture de mai",
        "je tire le cable",
        "le ticket de caisse",
        "prelevement auto",
        "une tesla model x",
        "j en ai ras le bol",
        "we have no power",
        "el cable no sale",
        "batterie 12 v a plat",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert normalise(text) == text


def test_a_possessive_is_no_misspelt_pronoun() -> None:
    assert normalise("sa voiture sa marche pas") == "sa voiture ca marche pas"
