"""The figures of the bench: what is counted, and when a limit is missed."""

from bench.figures import Measured, around, figure, growth, ratios, table


def measured(new: float, tenth: float, two_hundredth: float, start: float) -> Measured:
    return Measured([start], [new] * 3, [tenth] * 3, [two_hundredth] * 3, {"engine": 300.0}, 20.0)


def test_a_median_is_not_moved_by_one_slow_turn() -> None:
    assert figure([10.0, 11.0, 12.0, 13.0, 900.0]).median == 12.0


def test_the_95th_percentile_is_near_the_slowest_of_twenty() -> None:
    assert 19.0 <= figure([float(n) for n in range(1, 21)]).p95 <= 20.0


def test_the_window_around_turn_10_holds_the_turns_6_to_15() -> None:
    turns = [float(number) for number in range(1, 206)]
    assert list(around(10, turns)) == [float(number) for number in range(6, 16)]


def test_the_window_around_turn_200_is_as_wide_as_that_around_turn_10() -> None:
    turns = [float(number) for number in range(1, 206)]
    assert list(around(200, turns)) == [float(number) for number in range(196, 206)]


def test_ratios_are_ours_over_stock_and_our_own_growth() -> None:
    ours, stock = measured(12, 12, 15, 10).report(), measured(30, 30, 120, 40).report()
    assert ratios(ours, stock) == {"turn": 0.4, "turn_200_over_10": 1.25, "start": 0.25}
    assert growth(stock) == 4.0


def test_a_limit_that_is_missed_is_shown() -> None:
    fast, slow = measured(10, 10, 10, 10).report(), measured(40, 40, 40, 40).report()
    assert "TOO HIGH" not in table(fast, slow)
    assert "TOO HIGH" in table(slow, fast)
