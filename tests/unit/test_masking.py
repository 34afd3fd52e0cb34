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
        (
            "FR76 3000 6000 0112 3456 7890 189 ou FR76 3000 6000 0112 3456 7890 189",
            "<IBAN> ou <IBAN>",
        ),
        ("dc50 remboursez FR76 3000 6000 0112 3456 7890 189", "dc50 remboursez <IBAN>"),
        ("BE68 5390 0754 7034 et FR76 3000 6000 0112 3456 7890 189", "<IBAN> et <IBAN>"),
        ("ma plaque c'est ab 123 cd", "ma plaque c'est <plaque>"),
        ("une Zoé immatriculée gh.456.jk", "une Zoé immatriculée <plaque>"),
        ("l'ancienne, 1234 AB 75", "l'ancienne, <plaque>"),
        ("une belge, plaque 1-abc-234", "une belge, plaque <plaque>"),
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
        ("(06) 12 34 56 78", "<téléphone>"),
        ("06  12  34  56  78", "<téléphone>"),
        ("06 12 345 678", "<téléphone>"),
        (
            "06\N{NON-BREAKING HYPHEN}12\N{NON-BREAKING HYPHEN}34\N{NON-BREAKING HYPHEN}56\N{NON-BREAKING HYPHEN}78",
            "<téléphone>",
        ),
        ("079 123 45 67", "<téléphone>"),
        ("+41 79 123 45 67", "<téléphone>"),
        ("06,12,34,56,78", "<téléphone>"),
        ("O6 12 34 56 78", "<téléphone>"),
        ("06/12/34/56/78", "<téléphone>"),
        ("le 12/11/2026 appelez le 06 12 345 678", "le 12/11/2026 appelez le <téléphone>"),
        ("NO93 8601 1117 947", "<IBAN>"),
        ("DK5000400440116243", "<IBAN>"),
        ("FI21 1234 5600 0007 85 merci", "<IBAN> merci"),
        ("FR76 3000 6000 0112 3456 7890 180", "<IBAN>"),
        ("BE71 0961 2345 6769 06 12 34 56 78", "<IBAN> <téléphone>"),
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
        "BE71 0961 2345 6768",
        "12.11.2026 14:05",
        "12 11 2026 18 30",
        "2026-11-12T18:30:00Z",
        "2026-11-26 14:20:23,590 ERROR",
        "j'ai payé 1 234,56 euros",
        "de 0,25 à 0,59 €/kWh",
        "02,50 € puis 03,20 € puis 04,10 €",
        "facture 2026-11-000123",
        "transaction 8459023345",
        "kilométrage 123 456 km",
        "session 5526c6bdc4935d08",
        "badge 04 A2 B3 C4 D5 E6 80",
        "47.218371, -1.553621",
        "192.168.100.200",
        "id 1732614432",
        "entre 18h30 et 19h45 le 12/11",
        "SIRET 123 456 789 00012",
        "FR*BMP*E1901*1 et FR*BMP*E1901*2",
    ],
)
def test_what_is_not_personal_stays(text: str) -> None:
    assert mask(text) == text
