"""Sentences that tell a danger, and sentences that only sound like one, sent to the whole house.

The sentences were written apart from the rules and from the training data.
"""

from pathlib import Path

import pytest

from tests.conftest import House

HERE = Path(__file__).parent
DANGERS = (HERE / "danger.txt").read_text(encoding="utf-8").splitlines()
NEAR = (HERE / "near.txt").read_text(encoding="utf-8").splitlines()


def warned(house: House, sentence: str) -> bool:
    with house.talk() as conversation:
        conversation.open()
        answer = conversation.send(sentence)[0].text
    return "Éloignez-vous tout de suite" in answer and "112" in answer


def test_the_sets_are_large_enough() -> None:
    assert len(DANGERS) >= 40
    assert len(NEAR) >= 40


@pytest.mark.parametrize("sentence", DANGERS)
def test_a_danger_is_answered_with_the_emergency_number_at_once(house: House, sentence: str) -> None:
    house.enter("normal")

    assert warned(house, sentence)


@pytest.mark.parametrize("sentence", NEAR)
def test_what_only_sounds_like_a_danger_is_not_one(house: House, sentence: str) -> None:
    house.enter("normal")

    assert not warned(house, sentence)
