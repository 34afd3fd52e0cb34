import pytest

from bump_engine.clauses import clauses


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            "la borne est en panne et je voudrais ma facture de mai",
            ["la borne est en panne", "je voudrais ma facture de mai"],
        ),
        (
            "Mon câble reste coincé. Et puis votre appli plante sans arrêt.",
            ["Mon câble reste coincé", "Et puis votre appli plante sans arrêt."],
        ),
        (
            "rien ne démarre ici depuis ce matin et sinon où est mon remboursement de mai",
            ["rien ne démarre ici depuis ce matin", "où est mon remboursement de mai"],
        ),
        (
            "La borne est en panne totale\nJe voudrais ma facture de mai",
            ["La borne est en panne totale", "Je voudrais ma facture de mai"],
        ),
    ],
)
def test_a_sentence_that_tells_two_things_is_parted(text: str, parts: list) -> None:
    assert clauses(text) == parts


@pytest.mark.parametrize(
    "text", ["Bonjour. Merci.", "débité hier et aujourd'hui", "", "la borne et le câble"]
)
def test_a_short_part_is_no_clause(text: str) -> None:
    assert clauses(text) == [text]
