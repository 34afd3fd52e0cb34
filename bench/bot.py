"""A bot that can be started, talked to, weighed and stopped."""

import os
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from ops.errors import OpsError
from ops.processes import Running

_PAGES_PER_MIB = 1024 * 1024 / os.sysconf("SC_PAGE_SIZE")


class Conversation(Protocol):
    """One conversation under way."""

    def turn(self, index: int) -> float:
        """Play turn `index` (from 0) of its script, which is repeated without end; milliseconds it took."""


class Bot(Protocol):
    """What the measures need of a bot."""

    def start(self) -> float:
        """Start all processes; seconds from the first spawn to the first answered message."""

    def stop(self) -> None:
        """Stop them all."""

    def converse(self, script: int) -> Conversation:
        """A new conversation that follows one of the scripts (counted without end)."""

    def rss_mib(self) -> dict[str, float]:
        """Resident memory of each process."""


def resident_mib(processes: Sequence[Running]) -> dict[str, float]:
    """Resident memory of process groups by name. Linux only."""
    pages = dict.fromkeys((one.pid for one in processes), 0)
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="ascii", errors="replace").rpartition(")")[2].split()
        except OSError:
            continue
        group = int(fields[2])
        if group in pages:
            pages[group] += int(fields[21])
    return {one.name: round(pages[one.pid] / _PAGES_PER_MIB, 1) for one in processes}


def elapsed_ms(began: float) -> float:
    """Milliseconds since a `time.perf_counter()`."""
    return (time.perf_counter() - began) * 1000


class BenchError(OpsError):
    """A measure that would be worth nothing."""
