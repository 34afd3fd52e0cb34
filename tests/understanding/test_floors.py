"""What the trained model must understand at least, on sets of other hands than its training sentences.

All sentences go through one process of the engine, so that this takes seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pytest

from actions import danger
from actions.understanding import Understanding
from nlu.commands import DANGER, DANGER_SETS, SETS, families
from nlu.evaluation_sets import Labelled, read_lines, read_set
from nlu.figures import Judged, figures
from nlu.parser import parse
from ops.training import newest_model
from support.settings import load_settings

FLOORS = {
    ("plain", "lenient"): 0.95,
    ("plain", "auroc"): 0.95,
    ("hard", "lenient"): 0.85,
    ("hard", "auroc"): 0.95,
    ("noisy", "lenient"): 0.90,
    ("noisy", "auroc"): 0.95,
    ("field", "lenient"): 0.78,
    ("field", "top3"): 0.92,
    ("field", "auroc"): 0.95,
}
MOST_FALSE_ALARMS = 0.02
NAMES = sorted({name for name, _ in FLOORS})


@dataclass(frozen=True)
class Understood:
    """The evaluation sets by name, judged; and what was understood of each sentence that tells a danger."""

    sets: Mapping[str, list[Judged]]
    dangers: Mapping[str, Understanding]


@pytest.fixture(scope="module")
def understood() -> Understood:
    models = load_settings().models_dir
    if newest_model(models) is None:
        pytest.fail("No trained model: run `make train` first.")
    sets = {name: read_set(SETS / f"{name}.jsonl", families()) for name in NAMES}
    dangers = read_lines(DANGER_SETS / "danger.txt")
    parsed = iter(parse([*(one.text for labelled in sets.values() for one in labelled), *dangers], models))

    def judged(label: Labelled) -> Judged:
        found = next(parsed)
        return Judged(label, found.understanding, found.ms)

    return Understood(
        {name: [judged(label) for label in labelled] for name, labelled in sets.items()},
        {text: next(parsed).understanding for text in dangers},
    )


@pytest.mark.parametrize(("name", "figure"), FLOORS)
def test_a_figure_does_not_fall_under_its_floor(understood: Understood, name: str, figure: str) -> None:
    found = figures(understood.sets[name])[figure]
    floor = FLOORS[name, figure]

    assert found is not None
    assert found >= floor, f"{figure} of the set « {name} » is {found:.3f}, under its floor of {floor}"


def test_every_danger_is_heard(understood: Understood) -> None:
    missed = [text for text, one in understood.dangers.items() if not danger.is_told(text, one)]

    assert not missed, (
        f"{len(missed)} of {len(understood.dangers)} dangers of danger.txt are missed: {missed}"
    )


def test_hardly_any_other_sentence_is_taken_for_a_danger(understood: Understood) -> None:
    others = [one for judged in understood.sets.values() for one in judged if DANGER not in one.labelled.fair]

    alarms = [one.labelled.text for one in others if danger.is_told(one.labelled.text, one.understanding)]

    share = len(alarms) / len(others)
    assert share <= MOST_FALSE_ALARMS, (
        f"false alarms over the sets {', '.join(NAMES)} are {share:.1%}, over {MOST_FALSE_ALARMS:.0%}: {alarms}"
    )
