"""The house of the scenarios serves here too."""

from tests.scenarios.conftest import house

__all__ = ["house"]
