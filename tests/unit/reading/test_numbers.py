import pytest

from support.reading.numbers import figures, in_figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("quarante-deux euros", "42 euros"),
        ("Septante-deux €", "72 €"),
        ("nonante", "90"),
        ("huitante-trois", "83"),
        ("quatre vingt dix neuf", "99"),
        ("vingt et une heures trente", "21 heures 30"),
        ("mille deux cents", "1200"),
        ("quinze virgule neuf", "15,9"),
        ("zero kwh, zéro euro", "0 kwh, 0 euro"),
        ("un euro, une borne, un badge", "1 euro, une borne, un badge"),
        ("il y a une heure", "il y a 1 heure"),
        ("la première fois, le deuxième jour", "la premiere fois, le deuxieme jour"),
        ("FR*BMP*E1234*1 à 18 h", "fr*bmp*e1234*1 a 18 h"),
        ("", ""),
    ],
)
def test_numbers_in_letters_are_put_into_digits(text: str, expected: str) -> None:
    assert figures(text) == expected


def test_each_figure_knows_the_words_it_stands_for() -> None:
    text = "À vingt-deux heures"

    sentence, spans = in_figures(text)

    start, end = sentence.index("22"), sentence.index("22") + 1
    assert text[spans[start][0] : spans[end][1]] == "vingt-deux"
    assert len(spans) == len(sentence)
