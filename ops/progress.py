"""A line that moves while something long is under way."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


class Progress:
    """On a terminal, one line redrawn every second with the elapsed time; elsewhere, a line for each step."""

    def __init__(self, title: str, stream: TextIO) -> None:
        self._title = title
        self._stream = stream
        self._step = ""
        self._began = time.monotonic()
        self._ended = threading.Event()
        self._is_terminal = stream.isatty()

    @property
    def elapsed_s(self) -> float:
        """Seconds since the beginning."""
        return time.monotonic() - self._began

    def step(self, name: str) -> None:
        """What is being done now."""
        if name == self._step:
            return
        self._step = name
        if not self._is_terminal:
            print(f"{self._title}: {name} ({self.elapsed_s:.0f} s)", file=self._stream, flush=True)

    def redraw_until_ended(self) -> None:
        while not self._ended.wait(1.0):
            step = f", {self._step}" if self._step else ""
            print(
                f"\r\033[K{self._title}: {self.elapsed_s:.0f} s{step}", end="", file=self._stream, flush=True
            )

    def end(self) -> None:
        """Wipe the line."""
        self._ended.set()
        if self._is_terminal:
            print("\r\033[K", end="", file=self._stream, flush=True)


@contextmanager
def progress(title: str, stream: TextIO | None = None) -> Iterator[Progress]:
    """Show that something is under way, from the beginning to the end of the block."""
    shown = Progress(title, stream or sys.stderr)
    if not shown._is_terminal:
        print(f"{title}...", file=shown._stream, flush=True)
        yield shown
        return
    drawing = threading.Thread(target=shown.redraw_until_ended, daemon=True)
    drawing.start()
    try:
        yield shown
    finally:
        shown.end()
        drawing.join()
