import pytest

from bump_engine.normaliser import normalise
from bump_engine.spelling import Spelling, french_words, names_in

SENTENCES = 5 * [
    "la borne ne démarre pas malgré le badge et l'application",
    "je voudrais ma facture et le remboursement de la recharge",
    "le prélèvement est sur mon compte depuis le paiement au terminal",
    "mon câble est bloqué dans la voiture électrique",
]


@pytest.fixture(scope="module")
def spelling() -> Spelling:
    return Spelling.fit([normalise(sentence) for sentence in SENTENCES])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("la bprne demare pa", "la borne demarre pas"),
        ("ma factur de remboursemnt", "ma facture de remboursement"),
        ("le prelevemen", "le prelevement"),
        ("paiment refusé", "paiement refuse"),
        ("ma voitur elektrik", "ma voiture electrique"),
        ("lapplication", "l application"),
        ("quon", "qu on"),
    ],
)
def test_misspelt_words_are_brought_back_to_those_of_the_domain(
    spelling: Spelling, typed: str, meant: str
) -> None:
    assert spelling.repair(normalise(typed)) == meant


@pytest.mark.parametrize(
    "text", ["à nantes", "guérande", "vierzon", "renault", "ionity", "chargemap", "tesla", "e1234"]
)
def test_towns_brands_and_identifiers_are_never_repaired(spelling: Spelling, text: str) -> None:
    assert spelling.repair(text) == normalise(text).replace("à", "a").replace("é", "e")


def test_a_capitalised_name_is_never_repaired(spelling: Spelling) -> None:
    text = "je suis à Bornel avec ma voitur"

    assert spelling.repair(normalise(text), names_in(text)) == "je suis a bornel avec ma voiture"


def test_a_french_word_outside_the_domain_stays(spelling: Spelling) -> None:
    assert spelling.repair("bonne charte parole") == "bonne charte parole"


def test_a_word_that_is_near_two_words_stays_as_it_is() -> None:
    undecided = Spelling({}, ["chargement", "changement"])

    assert undecided.repair("chaxxement") == "chaxxement"


def test_the_french_words_hold_towns_and_no_usual_misspelling() -> None:
    known = french_words()

    assert {"borne", "nantes", "vierzon"} <= known.keys()
    assert not {"factur", "apli", "charj"} & known.keys()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("je suis à Bornel", {"bornel"}),
        ("au parking d'Ancenis", {"ancenis"}),
        ("à Saint-Brieuc", {"saint", "brieuc"}),
        ("Ça plante. Prélevemet refusé", set()),
        ("TOUT EN CAPITALES", set()),
    ],
)
def test_a_name_is_capitalised_inside_a_sentence(text: str, names: set) -> None:
    assert names_in(text) == names
