"""`python -m nlu`, as `make nlu-...` calls it: what it prints, what it writes, and one line when it cannot."""

import csv
import json
import subprocess
from pathlib import Path

import pytest

from nlu import commands
from nlu.__main__ import main
from support.composition import compose
from support.settings import ROOT, load_settings
from support.storage.migrate import upgrade
from tests.understanding.conftest import Engine
from tests.unit.conftest import open_talk

REFUND = '{"text": "mes sous", "family": "refund", "alt": []}'
CABLE = '{"text": "câble coincé", "family": "session_in_progress_cannot_stop", "alt": ["cable_stuck"]}'
WEATHER = '{"text": "la météo", "family": "out_of_scope"}'
STILL_BLOCKED = {"type": "choices", "choices": [{"label": "Toujours bloqué", "value": "settled:no"}]}
SMOKE = '{"text": "ça fume", "family": "danger"}'
KEYS = {
    "n", "strict", "lenient", "macro_f1", "top3", "in_scope_rejected", "out_of_scope_accepted", "auroc",
    "median_ms", "p95_ms", "predictions",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _engine(engine: Engine) -> None:
    """No command here asks the real engine."""


def written(folder: Path, *lines: str) -> Path:
    file = folder / "set.jsonl"
    file.write_text("\n".join(lines), encoding="utf-8")
    return file


def evaluated(folder: Path, *lines: str) -> dict[str, object]:
    out = folder / "made" / "on the way" / "out.json"
    assert main(["eval", str(written(folder, *lines)), "--out", str(out)]) == 0
    found = json.loads(out.read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def test_the_figures_and_the_predictions_are_written_in_a_folder_that_is_made(tmp_path: Path) -> None:
    found = evaluated(tmp_path, REFUND, CABLE, WEATHER, SMOKE)

    assert set(found) >= KEYS
    assert (found["n"], found["strict"], found["lenient"]) == (4, 0.75, 1.0)
    assert found["predictions"][1] == {  # type: ignore[index]
        "text": "câble coincé",
        "family": "session_in_progress_cannot_stop",
        "predicted": "cable_stuck",
        "confidence": 0.9,
        "top3": ["cable_stuck", "other"],
        "outcome": "answer",
    }


def test_the_figures_are_printed_with_their_intervals(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["eval", str(written(tmp_path, REFUND, '{"text": "ma carte", "family": "payment_method"}'))])

    rows = [line.split() for line in capsys.readouterr().out.replace("│", " ").splitlines()]
    assert ["strict", "50.0%", "9.5%", "-", "90.5%"] in rows
    assert ["lenient", "50.0%", "9.5%", "-", "90.5%"] in rows
    assert ["top3", "50.0%", "9.5%", "-", "90.5%"] in rows
    assert ["ms", "a", "sentence", "5.0", "median", "5.0", "p95"] in rows
    assert ["payment_method", "refund", "1"] in rows
    assert {row[0] for row in rows if row} >= {"macro_f1", "auroc", "in_scope_rejected"}


@pytest.mark.parametrize(
    ("lines", "of_ours", "of_others"),
    [((REFUND, CABLE), 0.0, None), ((WEATHER,), None, 0.0)],
    ids=["only in scope", "only out of scope"],
)
def test_a_set_of_one_kind_has_no_area_and_no_figure_of_the_other(
    tmp_path: Path, lines: tuple[str, ...], of_ours: float | None, of_others: float | None
) -> None:
    found = evaluated(tmp_path, *lines)

    assert found["auroc"] is None
    assert (found["in_scope_rejected"], found["out_of_scope_accepted"]) == (of_ours, of_others)


def test_a_file_is_found_from_where_the_command_is_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(tmp_path, REFUND)
    monkeypatch.chdir(tmp_path)

    assert main(["eval", "set.jsonl", "--out", "here.json"]) == 0
    assert (tmp_path / "here.json").exists()


def test_the_name_of_a_file_is_printed_as_it_is(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, REFUND).rename(tmp_path / "[bold]set.jsonl")

    assert main(["eval", str(file)]) == 0
    assert "[bold]set.jsonl" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("pas du json", 'line 2: not a line {"text", "family", "alt"}.'),
        ('{"text": "a", "family": "meteo"}', "line 2: unknown family meteo."),
    ],
)
def test_a_line_that_cannot_be_used_ends_as_one_line_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    file = written(tmp_path, REFUND, line)

    assert main(["eval", str(file)]) == 1
    assert capsys.readouterr().err == f"{file}, {reason}\n"


@pytest.mark.parametrize("name", ["none.jsonl", "."])
def test_a_file_that_is_not_there_ends_as_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    assert main(["eval", str(tmp_path / name)]) == 1

    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(str(tmp_path))
    assert "Errno" not in line


def test_a_result_that_cannot_be_written_ends_as_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, REFUND)

    assert main(["eval", str(file), "--out", str(file / "out.json")]) == 1
    assert "cannot be written" in capsys.readouterr().err


def test_an_engine_without_a_model_ends_as_its_own_line(
    tmp_path: Path, engine: Engine, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.runs("raise SystemExit('No model in models: run `make train`.')")

    assert main(["eval", str(written(tmp_path, REFUND))]) == 1
    assert capsys.readouterr().err == "No model in models: run `make train`.\n"


@pytest.mark.parametrize(
    ("given", "run"),
    [
        (("FILE=a b.jsonl",), 'nlu eval "a b.jsonl"'),
        (("FILE=set.jsonl", "OUT=/x/out.json"), 'nlu eval "set.jsonl" --out "/x/out.json"'),
    ],
)
def test_make_hands_over_the_file_and_where_to_write(given: tuple[str, ...], run: str) -> None:
    shown = subprocess.run(
        ["make", "-n", "nlu-eval", *given], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert run in shown.stdout


def test_what_was_not_understood_is_gathered_for_a_person_to_label(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'bump.db'}"
    upgrade(url)
    monkeypatch.setenv("DATABASE_URL", url)
    support = compose(load_settings())
    talk = open_talk(support.database, support.clock, "driver-1")
    talk.answer(("Bonjour", []))
    talk.say("mes sous, écrivez à claire@exemple.fr")
    talk.answer(("Votre problème est-il résolu ?", [STILL_BLOCKED]))
    talk.say("", choice="settled:no")
    talk.answer(("Que s'est-il passé ?", []))
    talk.say("le câble est coincé")
    out = tmp_path / "made" / "review.csv"

    assert main(["review", "--out", str(out)]) == 0

    rows = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines(), delimiter=";"))
    assert [(row["phrase"], row["sujet"]) for row in rows] == [("mes sous, écrivez à <e-mail>", "")]
    assert "1 phrases à classer, sur 2 lues" in capsys.readouterr().out


def test_labelled_sentences_are_imported_and_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    known = 'version: "3.1"\nnlu:\n- intent: refund/ask_refund\n  examples: |\n    - rendez-moi mon argent\n'
    (tmp_path / "known.yml").write_text(known, encoding="utf-8")
    monkeypatch.setattr(commands, "DATA", tmp_path)
    monkeypatch.setattr(commands, "measured_texts", lambda: ["Mes sous, et vite !"])
    file = tmp_path / "labelled.csv"
    file.write_text(
        "phrase;sujet\nje veux ravoir ça;ask_refund\nmes sous et vite;ask_refund\nil pleut;[/meteo]\n",
        encoding="utf-8",
    )

    assert main(["import", str(file)]) == 0

    printed = " ".join(capsys.readouterr().out.split())
    assert "1 phrases ajoutées" in printed
    assert "1 trop proches d'une phrase d'évaluation, 1 refusées" in printed
    assert "« [/meteo] » n'est pas un sujet connu" in printed
    assert (tmp_path / "nlu" / "reviewed" / "refund.yml").exists()
