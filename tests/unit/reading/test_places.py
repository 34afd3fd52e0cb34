"""Stations and towns, as drivers write them."""

import pytest

from support.charging.model import Location
from support.reading.places import StationIndex, read_town

LOCATIONS = (
    Location("1", "Lyon Part-Dieu", "5 boulevard Vivier-Merle", "69003", "Lyon"),
    Location("2", "Lyon Gerland", "12 avenue Jean Jaurès", "69007", "Lyon"),
    Location("3", "Villeurbanne Gratte-Ciel", "40 avenue Henri Barbusse", "69100", "Villeurbanne"),
    Location("4", "Saint-Étienne Châteaucreux", "1 place Fourneyron", "42000", "Saint-Étienne"),
    Location("5", "Nice Gare Thiers", "3 avenue Thiers", "06000", "Nice"),
    Location("6", "Nantes Cité des Congrès", "5 rue de Valmy", "44000", "Nantes"),
    Location("7", "Paris Gare de Lyon", "20 boulevard Diderot", "75012", "Paris"),
    Location("8", "Tours Centre", "8 rue Nationale", "37000", "Tours"),
    Location("9", "Aix-en-Provence La Rotonde", "1 place du Général de Gaulle", "13100", "Aix-en-Provence"),
    Location("10", "Parking Mairie", "2 rue de la Mairie", "69500", "Bron"),
    Location("11", "Lille Europe", "1 parvis de Rotterdam", "59777", "Lille"),
    Location("12", "Bump Bordeaux Lac", "9 rue du Lac", "33300", "Bordeaux"),
    Location("13", "Orange Sud", "A7", "84100", "Orange"),
    Location("14", "Marseille Vieux-Port", "4 quai des Belges", "13001", "Marseille"),
    Location("15", "Marseille Prado", "100 avenue du Prado", "13008", "Marseille"),
    Location("16", "Toulouse Capitole", "1 place du Capitole", "31000", "Toulouse"),
    Location("17", "Gare de Lens", "1 place du Général de Gaulle", "62300", "Lens"),
    Location("18", "Saint-Denis Pleyel", "3 rue Pleyel", "93200", "Saint-Denis"),
    Location("20", "Rouen Saint-Sever", "place des Emmurées", "76100", "Rouen"),
    Location("19", "Centre commercial Beaulieu", "rue Gaëtan Rondeau", "44200", "Nantes"),
)
INDEX = StationIndex(LOCATIONS)


def found(text: str) -> set[str]:
    return {location.id for location in INDEX.find(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("vilurbanne", {"3"}),
        ("lyon par dieu", {"1"}),
        ("st etienne", {"4"}),
        ("à Lyon", {"1", "2"}),
        ("lyon", {"1", "2"}),
        ("part dieu", {"1"}),
        ("la borne de la part-dieu hier soir", {"1"}),
        ("lyon gerland", {"2"}),
        ("69003", {"1"}),
        ("saint-etienne", {"4"}),
        ("chateaucreux", {"4"}),
        ("à nice", {"5"}),
        ("la station de Nice", {"5"}),
        ("nice", {"5"}),
        ("nante", {"6", "19"}),
        ("nantes cité des congrès", {"6"}),
        ("gare de lyon", {"7"}),
        ("paris", {"7"}),
        ("à Tours", {"8"}),
        ("aix en provence", {"9"}),
        ("boulevard vivier merle", {"1"}),
        ("rue de valmy", {"6"}),
        ("avenue henri barbusse", {"3"}),
        ("bordeaux", {"12"}),
        ("marseile", {"14", "15"}),
        ("marseille prado", {"15"}),
        ("prado", {"15"}),
        ("toulouze", {"16"}),
        ("hier soir à villeurbane j'ai été débité deux fois", {"3"}),
        ("lens", {"17"}),
        ("gare de lens", {"17"}),
        ("pas Lyon mais Villeurbanne", {"3"}),
        ("saint denis", {"18"}),
        ("st denis", {"18"}),
        ("mairie de Bron", {"10"}),
        ("bron", {"10"}),
        ("lyon gare", {"1", "2"}),
        ("lille", {"11"}),
        ("lile", {"11"}),
        ("Lille Europe", {"11"}),
        ("vieux port", {"14"}),
        ("le viel port", {"14"}),
        ("capitole", {"16"}),
        ("gratte ciel", {"3"}),
        ("LYON PART DIEU", {"1"}),
        ("beaulieu", {"19"}),
        ("centre commercial beaulieu", {"19"}),
        ("charge de 12 kwh à Lyon le 12", {"1", "2"}),
        ("42000", {"4"}),
        ("lyon 3", {"1", "2"}),
        ("jean jaures", {"2"}),
        ("gare part dieu", {"1"}),
        ("Je suis à Villeurbanne gratte ciel", {"3"}),
        ("C'est à la gare de Nice", {"5"}),
        ("marseilles", {"14", "15"}),
        ("a paris gare de lyon", {"7"}),
        ("villeurbanne ", {"3"}),
        ("St Étienne", {"4"}),
    ],
)
def test_stations_are_found(text: str, expected: set[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "c'est nice comme appli",
        "j'ai fait deux tours",
        "aix",
        "j'ai payé mille euros",
        "ma fille a chargé",
        "la borne ne marche pas",
        "je veux parler à quelqu'un",
        "ma voiture est bordeaux",
        "opérateur orange",
        "bonjour",
        "",
        "je suis sur place",
        "j'ai badgé à la gare",
        "borne E1234",
        "06 12 34 56 78",
        "il faut que je vienne",
        "nant",
        "il y a un problème de paiement",
        "la session a été facturée deux fois",
    ],
)
def test_ordinary_words_name_no_station(text: str) -> None:
    assert found(text) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("je suis à Grenoble", "Grenoble"),
        ("a Grenoble hier", "Grenoble"),
        ("38000 Grenoble", "Grenoble"),
        ("38000", "38000"),
        ("de Saint-Martin-d'Hères", "Saint-Martin-d'Hères"),
        ("à Lundi", None),
        ("ma Tesla", None),
        ("sur Bump", None),
        ("je suis à grenoble", "Grenoble"),
        ("14500 km", None),
        ("vers Le Havre", "Le Havre"),
        ("à Châtillon-sur-Seine", "Châtillon-sur-Seine"),
        ("12345 kwh", None),
        ("", None),
        ("à Annecy le 12", "Annecy"),
        ("d'Annecy", "Annecy"),
        ("gare de Dijon", "Dijon"),
    ],
)
def test_a_town_out_of_the_index_is_guessed(text: str, expected: str | None) -> None:
    assert read_town(text) == expected


@pytest.mark.parametrize("text", ["saint-nazaire", "c'était à saint brieuc", "st malo", "sainte-maxime"])
def test_a_saint_of_another_town_names_no_station(text: str) -> None:
    assert found(text) == set()


def test_no_more_than_the_limit_is_returned() -> None:
    assert len(INDEX.find("lyon", limit=1)) == 1


def test_several_towns_are_all_returned() -> None:
    assert found("à Bordeaux ou à Villeurbanne") == {"12", "3"}


def test_an_empty_network_has_no_station() -> None:
    assert list(StationIndex([]).find("lyon")) == []
