"""What one conversation was sent and shown, and what that makes in all."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Tally:
    """One conversation: words sent by client id, words the engine heard, positions seen in the order they came."""

    sent: dict[str, str] = field(default_factory=dict)
    heard: list[str] = field(default_factory=list)
    positions: list[int] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)
    door_ms: list[float] = field(default_factory=list)
    yardstick_ms: list[float] = field(default_factory=list)
    refused: int = 0
    reconnections: int = 0
    resent: int = 0

    @property
    def lost(self) -> int:
        """Messages that were accepted and are not in the log, were not answered, or were not shown."""
        unstored = set(self.sent) - set(self.stored)
        unanswered = set(self.sent.values()) - set(self.heard)
        gaps = set(range(1, max(self.positions, default=0) + 1)) - set(self.positions)
        return len(unstored) + len(unanswered) + len(gaps)

    @property
    def doubled(self) -> int:
        """Messages that are in the log twice, were answered twice, or were shown twice."""
        return sum(_repeated(found) for found in (self.stored, self.heard, self.positions))


def _repeated(found: Sequence[Any]) -> int:
    return sum(count - 1 for count in Counter(found).values())


def summed_up(tallies: Iterable[Tally]) -> dict[str, Any]:
    """The figures of `build/load.json`; times in milliseconds."""
    found = list(tallies)
    return {
        "open": len(found),
        "sent": sum(len(tally.sent) for tally in found),
        "answered": sum(len(set(tally.sent.values()) & set(tally.heard)) for tally in found),
        "lost": sum(tally.lost for tally in found),
        "doubled": sum(tally.doubled for tally in found),
        "refused": sum(tally.refused for tally in found),
        "resent": sum(tally.resent for tally in found),
        "reconnections": sum(tally.reconnections for tally in found),
        "door_ms": _shown([one for tally in found for one in tally.door_ms]),
        "yardstick_ms": _shown([one for tally in found for one in tally.yardstick_ms]),
    }


def _shown(samples_ms: Sequence[float]) -> dict[str, float | None]:
    if not samples_ms:
        return {"median": None, "p95": None}
    in_order = sorted(samples_ms)
    p95 = in_order[int(len(in_order) * 0.95)]
    return {"median": round(statistics.median(in_order), 2), "p95": round(p95, 2)}
