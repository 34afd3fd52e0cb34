"""What the trained model must understand at least, on sets of other hands than its training sentences.

All sentences go through one process of the engine, so that this takes seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from actions import danger, two_problems
from actions.articles import load_catalogue
from actions.understanding import Outcome, Understanding
from nlu.commands import DANGER, DANGER_SETS, SETS, families
from nlu.evaluation_sets import Labelled, read_lines, read_set
from nlu.figures import Judged, figures
from nlu.parser import parse
from ops.training import newest_model
from support.settings import load_settings

FLOORS = {
    ("plain", "strict"): 0.94,
    ("plain", "lenient"): 0.95,
    ("plain", "auroc"): 0.95,
    ("hard", "lenient"): 0.85,
    ("hard", "auroc"): 0.95,
    ("noisy", "lenient"): 0.90,
    ("noisy", "auroc"): 0.95,
    ("field", "lenient"): 0.80,
    ("field", "top3"): 0.92,
    ("field", "auroc"): 0.95,
    ("apart", "lenient"): 0.90,
    ("apart", "top3"): 0.95,
    ("apart", "auroc"): 0.95,
    ("street", "lenient"): 0.85,
    ("street", "top3"): 0.95,
    ("street", "auroc"): 0.95,
    ("kerb", "lenient"): 0.87,
    ("kerb", "top3"): 0.95,
    ("kerb", "auroc"): 0.95,
    ("lane", "lenient"): 0.88,
    ("lane", "top3"): 0.95,
    ("lane", "auroc"): 0.95,
}
MOST_FALSE_ALARMS = 0.02
FEWEST_TWO_PROBLEMS_HEARD = 0.7
MOST_SECOND_PROBLEMS_INVENTED = 0.015
TWO_PROBLEMS = Path(__file__).parent / "two_problems.txt"
ORDINARY = [tuple(line.split("\t")) for line in read_lines(Path(__file__).parent / "ordinary.tsv")]
MOST_ORDINARY_ASKED_BACK = 3
CATALOGUE = load_catalogue()
NAMES = sorted({name for name, _ in FLOORS})


@dataclass(frozen=True)
class Understood:
    """The evaluation sets by name, judged; what was understood of each sentence of a danger, of two problems, or as
    ordinary as can be."""

    sets: Mapping[str, list[Judged]]
    dangers: Mapping[str, Understanding]
    two_problems: Mapping[str, Understanding]
    ordinary: Mapping[str, Understanding]


@pytest.fixture(scope="module")
def understood() -> Understood:
    models = load_settings().models_dir
    if newest_model(models) is None:
        pytest.fail("No trained model: run `make train` first.")
    sets = {name: read_set(SETS / f"{name}.jsonl", families()) for name in NAMES}
    dangers = read_lines(DANGER_SETS / "danger.txt")
    doubles = read_lines(TWO_PROBLEMS)
    measured = [one.text for labelled in sets.values() for one in labelled]
    sentences = [*measured, *dangers, *doubles, *(text for _, text in ORDINARY)]
    parsed = iter(parse(sentences, models))

    def judged(label: Labelled) -> Judged:
        found = next(parsed)
        return Judged(label, found.understanding, found.ms)

    return Understood(
        {name: [judged(label) for label in labelled] for name, labelled in sets.items()},
        {text: next(parsed).understanding for text in dangers},
        {text: next(parsed).understanding for text in doubles},
        {text: next(parsed).understanding for _, text in ORDINARY},
    )


@pytest.mark.parametrize(("name", "figure"), FLOORS)
def test_a_figure_does_not_fall_under_its_floor(understood: Understood, name: str, figure: str) -> None:
    found = figures(understood.sets[name])[figure]
    floor = FLOORS[name, figure]

    assert found is not None
    assert found >= floor, f"{figure} of the set « {name} » is {found:.3f}, under its floor of {floor}"


def test_the_most_ordinary_sentences_are_understood_and_hardly_one_is_asked_back(
    understood: Understood,
) -> None:
    mistaken = [text for family, text in ORDINARY if understood.ordinary[text].intent != family]
    asked_back = [text for text, one in understood.ordinary.items() if one.outcome is not Outcome.ANSWER]

    assert mistaken == []
    assert len(asked_back) <= MOST_ORDINARY_ASKED_BACK, asked_back


def families_told(understanding: Understanding) -> set[str]:
    """The families of the two problems that would be named; empty when one problem was heard."""
    both = two_problems.in_order(understanding.problems, CATALOGUE)
    return {article.family for article in both or ()}


def test_two_problems_in_one_sentence_are_mostly_heard(understood: Understood) -> None:
    missed = [text for text, one in understood.two_problems.items() if not families_told(one)]

    heard = 1 - len(missed) / len(understood.two_problems)
    assert heard >= FEWEST_TWO_PROBLEMS_HEARD, f"two problems are heard in {heard:.0%} only; not in {missed}"


def test_a_second_problem_is_hardly_ever_invented(understood: Understood) -> None:
    everything = [one for judged in understood.sets.values() for one in judged]
    invented = [
        one.labelled.text
        for one in everything
        if not families_told(one.understanding) <= {one.labelled.family, *one.labelled.fair}
    ]

    share = len(invented) / len(everything)
    assert share <= MOST_SECOND_PROBLEMS_INVENTED, f"a second problem in {share:.1%}: {invented}"


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
