"""The figures, on sets small enough to be counted by hand."""

import math

import pytest

from actions.understanding import Ranked, Understanding
from nlu.evaluation_sets import Labelled
from nlu.figures import (
    Judged,
    accepted,
    auroc,
    calibration_error,
    confusions,
    figures,
    interval,
    macro_f1,
    percentile,
    rejected,
    reliability,
)


def judged(family: str, *ranked: tuple[str, float], alt: tuple[str, ...] = (), ms: float = 5.0) -> Judged:
    families = [Ranked(name, sure) for name, sure in ranked]
    return Judged(
        Labelled("une phrase", family, alt),
        Understanding(families[0].name, families[0].confidence, families),
        ms,
    )


RIGHT = judged("refund", ("refund", 0.9))
FAIR = judged("refund", ("pricing", 0.8), ("refund", 0.1), alt=("pricing",))
WRONG = judged("refund", ("app_bug", 0.7), ("other", 0.2))
THIRD = judged("refund", ("app_bug", 0.5), ("other", 0.3), ("refund", 0.1))
OUTSIDE = judged("out_of_scope", ("out_of_scope", 0.9), ("other", 0.1))
TAKEN = judged("out_of_scope", ("pricing", 0.9), ("out_of_scope", 0.05))


def test_strict_counts_the_label_alone_lenient_the_fair_ones_too() -> None:
    found = figures([RIGHT, FAIR, WRONG, THIRD])

    assert (found["strict"], found["lenient"], found["top3"]) == (0.25, 0.5, 0.75)


def test_an_outsider_taken_for_ours_is_accepted_and_one_of_ours_sent_away_is_rejected() -> None:
    sent_away = judged("refund", ("out_of_scope", 0.9), ("refund", 0.1))

    found = figures([RIGHT, sent_away, OUTSIDE, TAKEN])

    assert (found["in_scope_rejected"], found["out_of_scope_accepted"]) == (0.5, 0.5)


def test_a_sentence_that_is_lost_is_rejected_and_a_hesitation_is_not_accepted() -> None:
    lost = judged("refund", ("refund", 0.05))
    hesitant = judged("out_of_scope", ("pricing", 0.2), ("refund", 0.19))

    assert rejected(lost)
    assert not accepted(hesitant)


def test_a_set_without_outsiders_has_no_figure_about_them() -> None:
    found = figures([RIGHT, WRONG])

    assert (found["auroc"], found["out_of_scope_accepted"]) == (None, None)


@pytest.mark.parametrize(
    ("positives", "negatives", "area"),
    [([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([0.9, 0.4], [0.5], 0.5)],
)
def test_auroc_is_the_chance_of_ranking_a_pair_rightly(
    positives: list[float], negatives: list[float], area: float
) -> None:
    assert auroc(positives, negatives) == area


def test_macro_f1_weighs_every_family_the_same() -> None:
    many = [judged("refund", ("refund", 0.9))] * 9

    assert macro_f1([*many, judged("pricing", ("refund", 0.9))]) == pytest.approx((18 / 19 + 0) / 2)


@pytest.mark.parametrize(("rate", "n"), [(0.8, 100), (1.0, 50), (0.0, 50)])
def test_the_interval_holds_the_rate_and_stays_between_0_and_1(rate: float, n: int) -> None:
    low, high = interval(rate, n)

    assert 0 <= low <= rate + 1e-9
    assert rate - 1e-9 <= high <= 1


def test_the_interval_is_wilsons() -> None:
    assert interval(0.8, 100) == pytest.approx((0.7112, 0.8666), abs=1e-4)


def test_the_interval_of_nothing_says_nothing() -> None:
    assert interval(0.0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("percent", "value"), [(50, 2.0), (95, 4.0), (100, 4.0), (1, 1.0)])
def test_a_percentile_is_a_value_that_was_seen(percent: float, value: float) -> None:
    assert percentile([4.0, 1.0, 3.0, 2.0], percent) == value


def test_confusions_are_counted_without_the_fair_ones() -> None:
    assert confusions([WRONG, THIRD, FAIR, RIGHT]) == [("refund", "app_bug", 2)]


def test_reliability_sets_confidence_beside_what_was_right() -> None:
    assert reliability([RIGHT, judged("refund", ("pricing", 0.9)), THIRD]) == [
        (0.5, 0.0, 1),
        (pytest.approx(0.9), 0.5, 2),
    ]


def test_calibration_error_is_the_mean_gap() -> None:
    assert math.isclose(calibration_error([RIGHT, THIRD]), (0.1 + 0.5) / 2)
