import json

import pytest

from support.reading.towns import read_towns
from support.settings import ROOT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("chargé a orleans hier", ["Orléans"]),
        ("la borne du mans", ["Le Mans"]),
        ("au havre", ["Le Havre"]),
        ("je suis aux ulis", ["Les Ulis"]),
        ("st nazaire samedi", ["Saint-Nazaire"]),
        ("VILLEURBANNE HIER", ["Villeurbanne"]),
        ("villeneuve d'ascq", ["Villeneuve-d'Ascq"]),
        ("entre Tours et poitiers", ["Tours", "Poitiers"]),
        ("à Tours puis à poitiers", ["Tours", "Poitiers"]),
        ("pas lyon mais villeurbanne", ["Villeurbanne"]),
        ("j'ai chargé à La Garde", ["La Garde"]),
    ],
)
def test_a_commune_is_known_in_any_spelling(text: str, expected: list[str]) -> None:
    assert read_towns(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "mon prix a change",
        "je la garde deux jours",
        "j'étais à l'hôpital",
        "il a loué une voiture",
        "au plaisir",
        "au 12 rue de Grenoble",
        "je suis monsieur Valence",
        "je m'appelle Florence Vernon",
        "c'est nice",
        "deux tours du parking",
        "je viens de Belgique",
        "15000 Wh",
    ],
)
def test_a_word_a_street_or_a_person_is_no_town(text: str) -> None:
    assert read_towns(text) == []


def test_a_village_is_known_by_its_capital() -> None:
    assert read_towns("la borne à Gordes-les-Bains") == ["Gordes-les-Bains"]


def test_hardly_a_question_of_the_sets_names_a_town() -> None:
    lines = (ROOT / "tests" / "nlu" / "plain.jsonl").read_text(encoding="utf-8").splitlines()
    named = [town for line in lines for town in read_towns(json.loads(line)["text"])]

    assert len(named) < len(lines) / 10
