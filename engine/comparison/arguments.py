"""What may stand after the name of a command."""

from __future__ import annotations

import argparse


def at_least_one(typed: str) -> int:
    """A number of sentences or epochs. Raises `ArgumentTypeError`, which argparse tells."""
    if not typed.isdecimal() or int(typed) < 1:
        raise argparse.ArgumentTypeError(f"« {typed} » is no whole number from 1 on")
    return int(typed)
