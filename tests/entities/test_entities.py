"""How much of what drivers tell is read, over the annotated sentences."""

import pytest

from tests.entities.measure import KINDS, MEANS, read_annotated, score

LEAST_PRECISION = 0.95
LEAST_RECALL = 0.90
FEWEST_SENTENCES = 250
FEWEST_WITHOUT_ENTITY = 60

SENTENCES = read_annotated()
SCORES = score(SENTENCES)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_read_of_each_kind_is_right_and_little_is_missed(kind: str) -> None:
    measured = SCORES[kind]

    held = measured.precision >= LEAST_PRECISION and measured.recall >= LEAST_RECALL
    assert held, "\n".join(
        [f"{kind}: precision {measured.precision:.3f}, recall {measured.recall:.3f}", *measured.failures]
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_told_often_enough_to_be_measured(kind: str) -> None:
    told = [value for sentence in SENTENCES for value in sentence.entities.get(kind, ())]

    assert len(told) >= 14  # noqa: PLR2004


def test_the_set_has_its_near_misses() -> None:
    assert len(SENTENCES) >= FEWEST_SENTENCES
    assert sum(not sentence.entities for sentence in SENTENCES) >= FEWEST_WITHOUT_ENTITY


def test_only_known_kinds_are_annotated() -> None:
    kinds = {kind for sentence in SENTENCES for kind in sentence.entities}
    means = {said for sentence in SENTENCES for said in sentence.entities.get("means", ())}

    assert kinds == set(KINDS)
    assert means <= set(MEANS)


def test_no_sentence_stands_twice() -> None:
    texts = [sentence.text for sentence in SENTENCES]

    assert len(set(texts)) == len(texts)
