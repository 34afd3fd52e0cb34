"""From samples to the figures that are reported."""

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

NEAR = 5


@dataclass(frozen=True, slots=True)
class Figure:
    """Median and 95th percentile of samples in milliseconds."""

    median: float
    p95: float
    samples: int


def figure(samples_ms: Sequence[float]) -> Figure:
    """Of at least two samples."""
    p95 = statistics.quantiles(samples_ms, n=20, method="inclusive")[-1]
    return Figure(round(statistics.median(samples_ms), 1), round(p95, 1), len(samples_ms))


def around(turn: int, conversation_ms: Sequence[float], near: int = NEAR) -> Sequence[float]:
    """The samples of the 2 x `near` turns around a turn (counted from 1) of one conversation."""
    return conversation_ms[turn - near : turn + near]


@dataclass
class Measured:
    """All that was measured of one bot, in seconds, MiB and milliseconds."""

    starts_s: list[float] = field(default_factory=list)
    new_ms: list[float] = field(default_factory=list)
    turn_10_ms: list[float] = field(default_factory=list)
    turn_200_ms: list[float] = field(default_factory=list)
    rss_mib: Mapping[str, float] = field(default_factory=dict)
    train_s: float = 0.0

    def report(self) -> dict[str, Any]:
        """As it is written to the file."""
        return {
            "start_s": round(statistics.median(self.starts_s), 2),
            "rss_mib": dict(self.rss_mib),
            "turn_new_ms": asdict(figure(self.new_ms)),
            "turn_10_ms": asdict(figure(self.turn_10_ms)),
            "turn_200_ms": asdict(figure(self.turn_200_ms)),
            "train_s": round(self.train_s, 1),
        }


def growth(bot: Mapping[str, Any]) -> float:
    """How much longer turn 200 of a conversation is than its turn 10."""
    return round(float(bot["turn_200_ms"]["median"]) / float(bot["turn_10_ms"]["median"]), 2)


def ratios(ours: Mapping[str, Any], stock: Mapping[str, Any]) -> dict[str, float]:
    """Ours over stock: the median turn and the start; and the growth of our own turns."""
    return {
        "turn": round(ours["turn_new_ms"]["median"] / stock["turn_new_ms"]["median"], 2),
        "turn_200_over_10": growth(ours),
        "start": round(ours["start_s"] / stock["start_s"], 2),
    }


LIMITS = {"turn": 0.6, "turn_200_over_10": 1.3, "start": 0.8}


def table(ours: Mapping[str, Any], stock: Mapping[str, Any]) -> str:
    """The figures side by side, for people."""
    rows = [("", "ours", "stock")]
    rows.append(("start, s", f"{ours['start_s']:.1f}", f"{stock['start_s']:.1f}"))
    for key, name in (
        ("turn_new_ms", "new conversation"),
        ("turn_10_ms", "turn 10"),
        ("turn_200_ms", "turn 200"),
    ):
        for of in ("median", "p95"):
            rows.append((f"{name}, {of}, ms", f"{ours[key][of]:.1f}", f"{stock[key][of]:.1f}"))
    rows.append(("turn 200 over turn 10", f"{growth(ours):.2f}", f"{growth(stock):.2f}"))
    rows.append(("training, s", f"{ours['train_s']:.0f}", f"{stock['train_s']:.0f}"))
    rows += [(f"memory of {name}, MiB", f"{mib:.0f}", "") for name, mib in ours["rss_mib"].items()]
    rows += [(f"memory of {name}, MiB", "", f"{mib:.0f}") for name, mib in stock["rss_mib"].items()]
    lines = [f"{name:<28}{left:>10}{right:>10}" for name, left, right in rows]
    for name, value in ratios(ours, stock).items():
        verdict = "ok" if value <= LIMITS[name] else "TOO HIGH"
        lines.append(f"ratio {name:<22}{value:>10.2f}  (at most {LIMITS[name]}: {verdict})")
    return "\n".join(lines)
