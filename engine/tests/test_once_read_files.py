from pathlib import Path

import pytest
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data import loading

CONFIG = {"importers": [{"name": "bump_engine.once_read_files.OnceReadFiles"}]}
NLU = 'version: "3.1"\nnlu:\n- intent: pricing\n  examples: |\n    - le prix\n    - combien\n'


@pytest.fixture
def readings(monkeypatch) -> list:
    """The files that Rasa has read as training data, in the order of its reading."""
    read, seen = loading.load_data, []
    monkeypatch.setattr(loading, "load_data", lambda path, *more: seen.append(path) or read(path, *more))
    return seen


def importer(folder: Path) -> TrainingDataImporter:
    (folder / "nlu.yml").write_text(NLU)
    return TrainingDataImporter.load_from_dict(
        {"importers": [dict(one) for one in CONFIG["importers"]]}, training_data_paths=[str(folder)]
    )


def test_the_training_files_are_read_once_however_they_are_asked_for(tmp_path, readings) -> None:
    files = importer(tmp_path)

    given = [files.get_nlu_data(), files.get_nlu_data("en"), files.get_nlu_data(language="fr")]

    assert [sorted(one.get("text") for one in data.intent_examples) for data in given] == [
        ["combien", "le prix"]
    ] * 3
    assert len(readings) == 1


def test_what_one_asker_changes_no_other_sees(tmp_path) -> None:
    files = importer(tmp_path)
    files.get_nlu_data().intent_examples[0].set("text", "changed")

    texts = [one.get("text") for one in files.get_nlu_data("en").intent_examples]

    assert "changed" not in texts
