"""Personal data masked, charge points and tickets kept."""

import pytest

from support.masking import mask


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon mail jean.dupont@gmail.com svp", "mon mail <e-mail> svp"),
        ("06 12 34 56 78", "<téléphone>"),
        ("0612345678 ou +33 6 12 34 56 78", "<téléphone> ou <téléphone>"),
        ("4111 1111 1111 1111", "<carte>"),
        ("4111111111111111 exp 12/27", "<carte> exp 12/27"),
        ("4111-1111-1111-1111", "<carte>"),
        ("FR76 3000 6000 0112 3456 7890 189 merci", "<IBAN> merci"),
        ("FR7630006000011234567890189", "<IBAN>"),
        ("plaque AB-123-CD", "plaque <plaque>"),
        ("AB 123 CD", "<plaque>"),
        ("ab123cd", "<plaque>"),
        ("borne frbmpe12341 tel 0612345678", "borne frbmpe12341 tel <téléphone>"),
        ("jean point dupont arobase gmail point com", "<e-mail>"),
        ("BE71 0961 2345 6769", "<IBAN>"),
        ("4111 1111 1111 1111 06 12 34 56 78", "<carte> <téléphone>"),
        ("06 12 34 56 78 06 98 76 54 32", "<téléphone> <téléphone>"),
        ("+32 470 12 34 56", "<téléphone>"),
        ("0 6 1 2 3 4 5 6 7 8", "<téléphone>"),
        ("jean@gmail", "<e-mail>"),
        ("bmp 2026 123 0612345678", "bmp 2026 123 <téléphone>"),
        ("+33612345678", "<téléphone>"),
        ("tel:0612345678", "tel:<téléphone>"),
        ("n°0612345678", "n°<téléphone>"),
        ("33612345678", "<téléphone>"),
    ],
)
def test_personal_data_are_masked(text: str, expected: str) -> None:
    assert mask(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111112",
        "de 100 km",
        "FR*BMP*E1234*1",
        "BMP-2026-000123",
        "le 12/11/2026 à 18:30 j'ai payé 8,90 €",
        "01.12.2026 18:30",
        "JE SUIS A 50 KM",
        "2026 2026",
        "<téléphone>",
        "FR12 3456",
        "XX12 3456 7890 1234",
        "DE12 3456 7890 1234 5678 90",
        "BE71 0961",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text) == text
