"""What an evaluation prints and writes, of sentences judged by hand."""

import json
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from actions.understanding import Ranked, Understanding
from nlu.errors import NluError
from nlu.evaluation import as_json, judge, show, write
from nlu.evaluation_sets import Labelled
from nlu.figures import Judged
from tests.understanding.conftest import Engine


def judged(family: str, predicted: str, confidence: float = 0.9, ms: float = 4.0) -> Judged:
    families = (Ranked(predicted, confidence), Ranked("other", round(1 - confidence, 2)))
    return Judged(Labelled("une phrase", family), Understanding(predicted, confidence, families), ms)


def printed(*of: Judged) -> str:
    console = Console(file=StringIO(), width=100)
    show(of, "set.jsonl", console)
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_each_label_is_judged_by_what_the_model_makes_of_its_sentence(engine: Engine, tmp_path: Path) -> None:
    labelled = [Labelled("mes sous", "refund"), Labelled("la météo", "out_of_scope")]

    first, second = judge(labelled, tmp_path)

    assert (first.labelled, first.predicted, first.ms) == (labelled[0], "refund", 5.0)
    assert (second.labelled, second.predicted) == (labelled[1], "out_of_scope")


def test_shares_are_rounded_and_a_figure_without_cases_is_null() -> None:
    found = as_json([judged("refund", "refund"), judged("refund", "pricing"), judged("refund", "pricing")])

    assert (found["strict"], found["auroc"], found["n"]) == (0.3333, None, 3)


def test_an_outcome_is_written_in_small_letters() -> None:
    found = as_json([judged("refund", "refund", 0.9), judged("refund", "refund", 0.4)])

    assert [one["outcome"] for one in found["predictions"]] == ["answer", "choose"]  # type: ignore[attr-defined]


def test_what_is_written_keeps_its_accents(tmp_path: Path) -> None:
    one = Judged(Labelled("câble coincé", "refund"), Understanding("refund", 1.0), 4.0)

    write([one], tmp_path / "a" / "out.json")

    content = (tmp_path / "a" / "out.json").read_text(encoding="utf-8")
    assert "câble coincé" in content
    assert json.loads(content)["n"] == 1


def test_a_folder_is_no_place_for_the_result(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="cannot be written: Is a directory"):
        write([judged("refund", "refund")], tmp_path)


def test_confusions_are_printed_only_when_there_are_any() -> None:
    assert "Mistaken" not in printed(judged("refund", "refund"))
    assert "Mistaken" in printed(judged("refund", "pricing"))


def test_an_area_that_nothing_defines_is_a_dash() -> None:
    (row,) = [line for line in printed(judged("refund", "refund")).splitlines() if "auroc" in line]

    assert row.replace("│", " ").split() == ["auroc", "-"]


def test_the_curve_of_reliability_says_how_many_sentences_it_rests_on() -> None:
    rows = [
        line.replace("│", " ").split() for line in printed(*[judged("refund", "refund")] * 7).splitlines()
    ]

    assert ["0.90", "1.00", "7", "█" * 30] in rows
