"""Training happens when it must, and when it fails says why in one line."""

import json
from pathlib import Path

import pytest

from ops import training
from ops.errors import OpsError
from ops.training import FINGERPRINT_FILE, ensure_model, is_trained, noted_model, reason_of_failure


@pytest.fixture
def trainings(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Every training that was run, by whether it was forced; each leaves a model."""
    run: list[bool] = []

    def leave_a_model(models_dir: Path, *, force: bool) -> float:
        run.append(force)
        (models_dir / f"model-{len(run)}.tar.gz").write_text("")
        return 1.0

    monkeypatch.setattr(training, "run_training", leave_a_model)
    return run


def test_the_first_time_a_model_is_trained(tmp_path: Path, trainings: list[bool]) -> None:
    trained = ensure_model(tmp_path)
    assert trained is not None
    assert trained == noted_model(tmp_path)


def test_the_second_time_nothing_is_trained(tmp_path: Path, trainings: list[bool]) -> None:
    ensure_model(tmp_path)
    assert ensure_model(tmp_path) is None
    assert trainings == [False]


def test_forcing_trains_again(tmp_path: Path, trainings: list[bool]) -> None:
    ensure_model(tmp_path)
    ensure_model(tmp_path, force=True)
    assert trainings == [False, True]


def test_a_model_of_other_sources_is_out_of_date(tmp_path: Path, trainings: list[bool]) -> None:
    ensure_model(tmp_path)
    assert not is_trained(tmp_path, "fingerprint of other sources")


def test_a_note_without_its_model_is_no_model(tmp_path: Path, trainings: list[bool]) -> None:
    trained = ensure_model(tmp_path)
    assert trained is not None
    (tmp_path / trained.name).unlink()
    assert not is_trained(tmp_path, trained.fingerprint)


def test_a_model_from_elsewhere_is_not_taken_for_ours(tmp_path: Path, trainings: list[bool]) -> None:
    trained = ensure_model(tmp_path)
    assert trained is not None
    (tmp_path / "brought-by-hand.tar.gz").write_text("")
    assert not is_trained(tmp_path, trained.fingerprint)


@pytest.mark.parametrize("note", ["", "not json", "[]", json.dumps({"name": "a"})])
def test_a_damaged_note_counts_as_none(tmp_path: Path, note: str) -> None:
    (tmp_path / FINGERPRINT_FILE).write_text(note)
    assert noted_model(tmp_path) is None


def test_a_training_that_was_interrupted_is_begun_again(
    tmp_path: Path, trainings: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    trained = ensure_model(tmp_path)
    assert trained is not None

    def fail(models_dir: Path, *, force: bool) -> float:
        raise OpsError("interrupted")

    monkeypatch.setattr(training, "run_training", fail)
    with pytest.raises(OpsError):
        ensure_model(tmp_path, force=True)
    assert not is_trained(tmp_path, trained.fingerprint)


def test_a_folder_that_cannot_be_made_is_named_before_training(tmp_path: Path, trainings: list[bool]) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OpsError, match="MODELS_DIR"):
        ensure_model(tmp_path / "file" / "models")
    assert trainings == []


def test_the_reason_of_a_failure_is_the_error_not_the_trace(tmp_path: Path) -> None:
    log = tmp_path / "train.log"
    log.write_text(
        "Traceback (most recent call last):\n"
        '  File "loading.py", line 56, in load_data\n'
        "rasa.shared.exceptions.YamlSyntaxException: Failed to read 'data/nlu/danger.yml'.\n"
        '  in "data/nlu/danger.yml", line 3, column 11:\n'
        "You can use https://yamlchecker.com/ to validate the YAML syntax of your file.\n"
    )
    assert reason_of_failure(log) == "Failed to read 'data/nlu/danger.yml'."


def test_without_an_error_the_last_line_is_the_reason(tmp_path: Path) -> None:
    log = tmp_path / "train.log"
    log.write_text("Starting\nKilled\n\n")
    assert reason_of_failure(log) == "Killed."
