"""The training files, read once, and their examples, which are cheap to copy.

Rasa reads and validates the files anew for each of its ways to ask (no language, a language, a language by name), and
merges what it has read several times, each with a deep copy and a new fingerprint of every example. Together that takes
longer than training a model of them.
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import Any, Dict, Optional

from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data import loading
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData


class ReadExample(Message):
    """An example as it was read: a copy shares its texts, and both keep its fingerprint until one is changed."""

    @classmethod
    def of(cls, message: Message) -> "ReadExample":
        """The same example."""
        twin = cls(message.data, set(message.output_properties), message.time, list(message.features))
        twin._cached_fingerprint = message.fingerprint()
        return twin

    def set(self, prop: str, info: Any, add_to_output: bool = False) -> None:
        """Set a property; Rasa strips labels that have nothing to strip, which changes nothing."""
        if add_to_output or prop not in self.data or self.data[prop] != info:
            super().set(prop, info, add_to_output)

    def __deepcopy__(self, memo: Dict[int, Any]) -> "ReadExample":
        twin = self.of(self)
        for name, value in self.data.items():
            if not isinstance(value, str):
                twin.data[name] = deepcopy(value, memo)
        twin.features = deepcopy(self.features, memo)
        return twin


class OnceReadFiles(RasaFileImporter):
    """Rasa's own importer of files; what it gives out is copied by those who change it."""

    def get_nlu_data(self, language: Optional[str] = "en") -> TrainingData:
        """Every example of the training files, whose format knows no language."""
        return self._nlu_data

    @cached_property
    def _nlu_data(self) -> TrainingData:
        files = [loading.load_data(path) for path in self._nlu_files]
        for one in files:
            one.training_examples = [ReadExample.of(example) for example in one.training_examples]
        return TrainingData().merge(*files)
