"""What a sentence means, whatever its words."""

import pytest

from bump_engine.meaning_model import MeaningModel

SENTENCES = {
    "cable_stuck": [
        "le câble est coincé",
        "impossible de retirer la prise",
        "le cordon reste verrouillé dans la voiture",
        "je n'arrive pas à débrancher",
    ],
    "pricing": [
        "combien coûte la recharge",
        "quel est le prix du kWh",
        "le tarif de la station",
        "c'est combien pour un plein",
    ],
}


@pytest.fixture(scope="module")
def model() -> MeaningModel:
    # Few sentences, so each is learnt many times.
    pairs = [(text, label) for label, texts in SENTENCES.items() for text in texts] * 20
    return MeaningModel.fit([text for text, _ in pairs], [label for _, label in pairs])


@pytest.mark.parametrize(
    ("text", "family"),
    [
        ("le fil ne veut pas sortir", "cable_stuck"),
        ("the plug will not come out", "cable_stuck"),
        ("est-ce que c'est cher ?", "pricing"),
        ("how much is it", "pricing"),
    ],
)
def test_words_that_were_never_taught_are_understood_by_their_meaning(model, text, family) -> None:
    (told,) = model.probabilities([text])

    assert model.classes[told.argmax()] == family


def test_what_it_says_of_the_families_adds_up_to_one(model) -> None:
    told = model.probabilities(["bonjour", ""])

    assert told.sum(axis=1) == pytest.approx([1.0, 1.0])


def test_a_label_with_a_single_sentence_is_known() -> None:
    model = MeaningModel.fit(
        ["combien coûte la recharge", "le tarif", "le câble est coincé"], ["a", "a", "b"]
    )

    assert model.classes == ["a", "b"]
