"""Where people live is in no spreadsheet."""

import pytest

from nlu.addresses import mask_addresses


@pytest.mark.parametrize(
    ("typed", "masked"),
    [
        ("j'habite au 12 rue de la Paix à Paris", "j'habite au <adresse> à Paris"),
        ("12 bis, rue de la Paix, 75002 Paris svp", "<adresse> svp"),
        ("12bis rue victor hugo depuis hier", "<adresse> depuis hier"),
        ("15 avenue du general de gaulle, 69003 lyon", "<adresse>"),
        ("n°7 allée des Tilleuls", "<adresse>"),
        ("3 impasse du moulin 44000 nantes merci", "<adresse> merci"),
        ("le badge, 15 av. du Général de Gaulle, il arrive ?", "le badge, <adresse>, il arrive ?"),
        ("12 RUE DE LA PAIX 75002 PARIS", "<adresse>"),
        ("12-14 rue Ordener", "<adresse>"),
        ("au 5, rue du 8 mai 1945", "au <adresse>"),
        ("12 place de la Mairie", "<adresse>"),
        ("12 quai Saint-Michel où j'habite", "<adresse> où j'habite"),
        ("4 rue de l’Église, Saint-Malo", "<adresse>, Saint-Malo"),
    ],
)
def test_a_street_with_its_number_and_its_town_is_masked(typed: str, masked: str) -> None:
    assert mask_addresses(typed) == masked


@pytest.mark.parametrize(
    "typed",
    [
        "il reste 2 place de parking",
        "1 place handicapé est prise",
        "à 12h30 rue de Lyon",
        "je fais 200 route de nuit",
        "10 cours de conduite",
        "j'ai payé 2 av moi",
        "la borne de la rue Nationale ne marche pas",
        "BMP*E1234*1 en panne",
    ],
)
def test_what_is_no_address_stays(typed: str) -> None:
    assert mask_addresses(typed) == typed


def test_masking_twice_changes_nothing_more() -> None:
    once = mask_addresses("au 12 rue de la Paix 75002 Paris depuis hier")

    assert mask_addresses(once) == once
