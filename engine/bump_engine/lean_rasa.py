"""Rasa without TensorFlow.

Rasa imports every component it ships, so that importing it costs 6 s and 700 MB of TensorFlow which our pipeline never
runs. `install` makes the registry import only Rasa's own components named in `config.yml`, and replaces the modules
that exist for training. Call it before the first `import rasa`.
"""

from __future__ import annotations

import importlib.util
import sys
import types
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from typing import Optional, Sequence

REGISTRY = "rasa.engine.recipes.default_components"
NEURAL_ONLY = {
    "rasa.utils.tensorflow.callback": ("RasaTrainingLogger", "RasaModelCheckpoint"),
    "rasa.utils.tensorflow.data_generator": ("RasaBatchDataGenerator",),
    # Named by the training half of every model's schema, which is read but never run when serving.
    "rasa.graph_components.validators.default_recipe_validator": ("DefaultV1RecipeValidator",),
}


class _NeuralComponentUsed:
    def __init__(self, *args: object, **kwargs: object) -> None:
        raise RuntimeError("A neural component was used: start `rasa` itself instead of the lean engine.")


class _LeanFinder(MetaPathFinder, Loader):
    def find_spec(
        self,
        fullname: str,
        path: Optional[Sequence[str]],
        target: Optional[types.ModuleType] = None,
    ) -> Optional[ModuleSpec]:
        if fullname == REGISTRY or fullname in NEURAL_ONLY:
            return importlib.util.spec_from_loader(fullname, self)
        return None

    def exec_module(self, module: types.ModuleType) -> None:
        if module.__name__ == REGISTRY:
            module.DEFAULT_COMPONENTS = _lean_components()  # type: ignore[attr-defined]
            return
        for name in NEURAL_ONLY[module.__name__]:
            setattr(module, name, _NeuralComponentUsed)


def _lean_components() -> list[type]:
    from rasa.core.policies.memoization import MemoizationPolicy
    from rasa.core.policies.rule_policy import RulePolicy

    return [
        MemoizationPolicy,
        RulePolicy,
    ]


def install() -> None:
    """Put the lean registry in front of Rasa's; harmless when called twice."""
    if "rasa" in sys.modules:
        raise RuntimeError("lean_rasa.install() must come before the first import of rasa")
    if not any(isinstance(finder, _LeanFinder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _LeanFinder())
