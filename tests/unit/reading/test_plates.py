import json

import pytest

from support.reading.plates import read_licence_plate
from support.settings import ROOT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ma plaque : EF-204-GH", "EF-204-GH"),
        ("la voiture ef 204 gh est mal garée", "EF-204-GH"),
        ("ef204gh", "EF-204-GH"),
        ("EF.204.GH", "EF-204-GH"),
        ("une Zoé EF – 204 – GH", "EF-204-GH"),
        ("plaque de 123 en", "DE-123-EN"),
        ("DE-123-EN", "DE-123-EN"),
        ("2045 RT 69", "2045 RT 69"),
        ("204 RTZ 2B", "204 RTZ 2B"),
        ("immatriculée 45 rt 69", "45 RT 69"),
        ("plaque 204 RT 974", "204 RT 974"),
        ("1-RTZ-204", "1-RTZ-204"),
        ("immatriculation belge 1 rtz 204", "1-RTZ-204"),
        ("plaque suisse vd 204.506", "VD 204506"),
        ("ma plaque du Luxembourg est RT 2045", "RT 2045"),
    ],
)
def test_a_plate_is_read_as_it_is_painted(text: str, expected: str) -> None:
    assert read_licence_plate(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "je fais de 150 km",
        "j'ai payé le 120 en mars",
        "borne de 150 kw en panne",
        "350 les 20 kwh",
        "facturé 125 ttc 20",
        "2000 ht 20",
        "3000 wh 20",
        "115 chf 20",
        "à 1830 pl 13 mars",
        "borne AC 150 DC",
        "12 mar 26",
        "150 max 22",
        "FR*BMP*E1234*1",
        "FR-BMP-E1234-1",
        "commande AB-1234-CDE",
        "AB-123-CD-4",
        "SS-123-AB",
        "AB-000-CD",
        "IO-123-AB",
        "06 12 34 56 78",
        "BMP-2026-000123",
        "peugeot 208 gt 75",
        "1 rtz 204",
        "vd 204506",
        "RT 2045",
        "",
    ],
)
def test_what_looks_like_a_plate_is_none(text: str) -> None:
    assert read_licence_plate(text) is None


def test_the_plate_that_is_ruled_out_is_not_the_one() -> None:
    assert read_licence_plate("ce n'est pas EF-204-GH mais EF-205-GH") == "EF-205-GH"


@pytest.mark.parametrize("name", ["plain", "noisy", "hard", "field"])
def test_no_plate_is_seen_where_drivers_tell_none(name: str) -> None:
    lines = (ROOT / "tests" / "nlu" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [json.loads(line)["text"] for line in lines]

    assert [text for text in texts if read_licence_plate(text) and "plaque" not in text.lower()] == []
