"""Charge point ids in the spellings of drivers."""

import pytest

from support.reading.evse_ids import read_evse_id, read_evse_station


@pytest.mark.parametrize(
    "text",
    [
        "FR*BMP*E1234*1",
        "frbmpe12341",
        "FR BMP E1234 1",
        "E1234-1",
        "e1234*1",
        "fr-bmp-e1234-1",
        "FR.BMP.E1234.1",
        "fr_bmp_e1234_1",
        "la borne E1234*1 ne marche pas",
        "BMPE1234*1",
        "bmp*e1234*1",
        "FR étoile BMP étoile E1234 étoile 1",
        "borne numéro 1234 prise 1",
        "e12341",
        "E1234, connecteur 1",
        "borne E 1234 - 1",
        "c'est la fr*bmp*e1234*1 à Lyon",
        "F R B M P E 1234 1",
        "Borne E1234 prise n°1",
    ],
)
def test_the_charge_point_is_read(text: str) -> None:
    assert read_evse_id(text) == "FR*BMP*E1234*1"


@pytest.mark.parametrize(
    "text",
    [
        "E1234",
        "borne E1234",
        "12,34 €",
        "2026",
        "0612341234",
        "06 12 34 12 34",
        "BMP-2026-000123",
        "bmp 2026 123",
        "FR*IZI*E1234*1",
        "FR IZI E1234 1",
        "E1234 2 euros",
        "borne E1234 1h de charge",
        "de 12345",
        "e123456",
        "borne 22 kW",
        "69003",
        "j'ai payé 1234 1",
        "en 2026",
        "le2026-11",
        "FR-ELC-E1234-1",
        "borne E1234 2 fois",
        "borne E1234 3 h",
        "AB-123-CD",
    ],
)
def test_what_is_not_a_whole_id_is_refused(text: str) -> None:
    assert read_evse_id(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "borne E1234",
        "FR*BMP*E1234",
        "borne numero 1234",
        "borne n°1234",
        "e1234",
        "frbmpe1234",
        "bmp e1234",
        "borne E1234 1h de charge",
        "borne 1234",
        "la borne no 1234 svp",
        "borne E1234 2 fois",
        "Borne E1234, hier soir",
        "E1234.",
    ],
)
def test_a_station_without_connector_is_read(text: str) -> None:
    assert read_evse_station(text) == "FR*BMP*E1234"


@pytest.mark.parametrize(
    "text",
    [
        "E1234*1",
        "borne 2026",
        "1234",
        "FR*IZI*E1234",
        "12345 Lyon",
        "borne de 1234 w",
        "12,34€",
        "bmp-2026-000123",
        "de 1234 km",
        "0612345678",
        "E12345",
        "borne 1500 kw",
        "06 12 34 56 78",
    ],
)
def test_what_is_not_a_station_is_refused(text: str) -> None:
    assert read_evse_station(text) is None
