"""E-mail addresses and telephone numbers inside sentences."""

import pytest

from support.errors import InvalidContact
from support.reading.contacts import Contact, attempts_contact, read_contact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mon mail c est jean.dupont@gmail.com", Contact("jean.dupont@gmail.com", None)),
        ("06 12 34 56 78", Contact(None, "+33612345678")),
        ("paul@free.fr, le quinze onze deux mille vingt six", Contact("paul@free.fr", None)),
        ("zero six douze trente quatre cinquante six soixante dix huit", Contact(None, "+33612345678")),
        ("0612345678 merci", Contact(None, "+33612345678")),
        ("jean point dupont arobase gmail point com", Contact("jean.dupont@gmail.com", None)),
        ("+33 6 12 34 56 78", Contact(None, "+33612345678")),
        ("0033612345678", Contact(None, "+33612345678")),
        ("+33(0)6 12 34 56 78", Contact(None, "+33612345678")),
        ("33612345678", Contact(None, "+33612345678")),
        ("06.12.34.56.78", Contact(None, "+33612345678")),
        ("06-12-34-56-78", Contact(None, "+33612345678")),
        ("jean.dupont@gmail.com / 0612345678", Contact("jean.dupont@gmail.com", "+33612345678")),
        ("+32 470 12 34 56", Contact(None, "+32470123456")),
        ("+41 79 123 45 67", Contact(None, "+41791234567")),
        ("jean.dupont @ gmail.com", Contact("jean.dupont@gmail.com", None)),
        ("c'est jean.dupont@gmail.com.", Contact("jean.dupont@gmail.com", None)),
        ("o612345678", Contact(None, "+33612345678")),
        ("mon numéro c'est le 06 12 34 56 78", Contact(None, "+33612345678")),
        ("mail: Jean.Dupont@Gmail.com", Contact("Jean.Dupont@gmail.com", None)),
        ("jean.dupont arobase gmail.com", Contact("jean.dupont@gmail.com", None)),
        ("jean tiret dupont arobase orange point fr", Contact("jean-dupont@orange.fr", None)),
        ("c'est le 12/11/2026, mail jean.dupont@gmail.com", Contact("jean.dupont@gmail.com", None)),
        ("612345678", Contact(None, "+33612345678")),
        ("06 12 34 56 78 ou jean.dupont@gmail.com", Contact("jean.dupont@gmail.com", "+33612345678")),
        ("0412345678", Contact(None, "+33412345678")),
        ("jean.dupont@gmail. com", Contact("jean.dupont@gmail.com", None)),
        ("<jean.dupont@gmail.com>", Contact("jean.dupont@gmail.com", None)),
        (
            "mon mail est jean.dupont@gmail.com, ticket BMP-2026-000123",
            Contact("jean.dupont@gmail.com", None),
        ),
        ("l'adresse jean.dupont@gmail.com", Contact("jean.dupont@gmail.com", None)),
    ],
)
def test_the_contact_is_read(text: str, expected: Contact) -> None:
    assert read_contact(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "jean.dupont@gmail",
        "06 12 34 56",
        "bonjour",
        "",
        "jean dupont@gmail,com",
        "0612345678901",
        "je n'ai pas de mail",
        "@",
        "j'ai payé 12 euros",
        "FR*BMP*E1234*1",
        "12/11/2026",
        "jean..dupont@gmail.com",
        "a@@b.fr",
        "+99 1 23 45 67 89",
    ],
)
def test_an_invalid_or_absent_contact_is_refused(text: str) -> None:
    with pytest.raises(InvalidContact):
        read_contact(text)


@pytest.mark.parametrize("text", ["josiane arobase wanadoo", "josiane@wanadoo", "06 12 34"])
def test_an_address_or_number_that_is_not_whole_is_an_attempt(text: str) -> None:
    assert attempts_contact(text)


@pytest.mark.parametrize(
    "text", ["je n'en ai pas", "avez-vous une adresse e-mail ?", "à 18 h sur la borne 3", ""]
)
def test_what_names_neither_address_nor_number_is_no_attempt(text: str) -> None:
    assert not attempts_contact(text)
