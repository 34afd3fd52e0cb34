"""The training files, read once.

Rasa reads and validates them anew for each of its ways to ask (no language, a language, a language by name), which
takes longer than training a model of them.
"""

from __future__ import annotations

from functools import cached_property
from typing import Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.training_data import TrainingData


class OnceReadFiles(RasaFileImporter):
    """Rasa's own importer of files; what it gives out is copied by those who change it."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Every example of the training files, whose format knows no language."""
        return self._nlu_data

    @cached_property
    def _nlu_data(self) -> TrainingData:
        return super().get_nlu_data()
