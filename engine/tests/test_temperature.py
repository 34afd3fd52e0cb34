"""The temperature is refitted on sentences that were held out."""

import numpy as np
import pytest

from comparison import temperature
from comparison.data import Example


def examples(collection: str, **families: int):
    return [
        Example(f"{family}/topic", f"{family} {collection} {number}", collection)
        for family, count in families.items()
        for number in range(count)
    ]


EVERY = [*examples("faq", refund=5, pricing=5), *examples("voices", refund=5, pricing=5, chitchat=2)]


def answering(right: float):
    """A way of learning that gives the family that a sentence begins with this probability, at temperature 1."""

    def learn(_learnt):
        return lambda sentences: [
            _warm({"refund": right, "pricing": 1 - right}, text.startswith("pricing")) for text in sentences
        ]

    return learn


def _warm(answer, is_reversed):
    names = list(answer)
    values = np.array(list(answer.values())[:: -1 if is_reversed else 1]) ** (1 / temperature.WARM)
    return dict(zip(names, values / values.sum(), strict=True))


def test_each_collection_is_asked_about_when_only_the_others_were_learnt() -> None:
    for collection, learnt, asked in temperature.folds(EVERY, None):
        assert {one.collection for one in asked} == {collection}
        assert collection not in {one.collection for one in learnt}


def test_each_collection_is_held_out_once() -> None:
    assert [collection for collection, _, _ in temperature.folds(EVERY, None)] == ["faq", "voices"]


def test_a_family_that_no_other_collection_has_is_not_asked_about() -> None:
    asked = {collection: found for collection, _, found in temperature.folds(EVERY, None)}

    assert {one.label for one in asked["voices"]} == {"refund/topic", "pricing/topic"}


def test_at_most_so_many_sentences_are_asked_about() -> None:
    assert [len(asked) for _, _, asked in temperature.folds(EVERY, 4)] == [4, 4]


def test_cooling_brings_back_what_the_classifier_thought() -> None:
    thought = np.array([[0.9, 0.09, 0.01]])
    warm = thought ** (1 / temperature.WARM)

    assert temperature.cooled(warm / warm.sum(), 1.0) == pytest.approx(thought)


def test_a_higher_temperature_is_less_sure() -> None:
    warm = np.array([[0.6, 0.4]])

    assert temperature.cooled(warm, 2.0).max() < temperature.cooled(warm, 1.0).max()


def test_log_loss_is_the_mean_surprise_at_the_right_family() -> None:
    found = temperature.log_loss(np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([0, 0]))

    assert found == pytest.approx((np.log(2) + np.log(4)) / 2)


def test_a_family_that_was_held_impossible_does_not_make_the_loss_infinite() -> None:
    assert np.isfinite(temperature.log_loss(np.array([[0.0, 1.0]]), np.array([0])))


def test_who_is_surer_than_right_is_cooled_down_and_who_is_right_is_not() -> None:
    asked = [0] * 7 + [1] * 3
    modest, boastful = np.array([[0.7, 0.3]] * 10), np.array([[0.7**2, 0.3**2]] * 10)
    right = np.array(asked)

    def best(thought):
        return temperature.best(temperature.curve(thought ** (1 / temperature.WARM), right))

    assert best(modest) == pytest.approx(1.0)
    assert best(boastful) == pytest.approx(2.0)


def test_who_is_always_right_and_unsure_is_warmed_as_far_as_the_curve_goes() -> None:
    curves = temperature.measured(EVERY, None, answering(0.8))

    assert set(curves) == {"faq", "voices"}
    assert {temperature.best(losses) for losses in curves.values()} == {temperature.TEMPERATURES[0]}


def test_the_table_ends_with_the_best_of_the_mean_beside_the_one_in_use() -> None:
    valley = [abs(one - 1.5) for one in temperature.TEMPERATURES]
    steeper = [3 * abs(one - 1.7) for one in temperature.TEMPERATURES]

    shown = temperature.table({"faq": valley, "voices": steeper}, 1.2)

    assert shown.splitlines()[-1] == "Best: 1.70. `config.yml` has 1.2."
    assert "| 1.20 | 0.3000 | 1.5000 | 0.9000 |" in shown
