from copy import deepcopy
from pathlib import Path

import pytest
import rasa.shared.utils.io
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.nlu.training_data import loading
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bump_engine.once_read_files import ReadExample

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


def test_a_copy_of_an_example_is_the_same_and_changes_alone() -> None:
    example = ReadExample.of(
        Message({"text": "le prix", "intent": "pricing", "metadata": {"voices": ["curt"]}})
    )

    twin = deepcopy(example)
    twin.set("text", "combien")
    twin.get("metadata")["voices"].append("polite")

    assert deepcopy(example) == example
    assert (example.get("text"), example.get("metadata")) == ("le prix", {"voices": ["curt"]})
    assert twin != example


def test_a_label_stripped_of_nothing_keeps_the_fingerprint() -> None:
    example = ReadExample.of(Message({"text": "le prix", "intent": "pricing"}))
    before = example.fingerprint()

    example.set("intent", "pricing")

    assert example.fingerprint() == before == Message({"text": "le prix", "intent": "pricing"}).fingerprint()


def test_examples_are_fingerprinted_once_however_often_they_are_merged(tmp_path, monkeypatch) -> None:
    fingerprint, seen = rasa.shared.utils.io.deep_container_fingerprint, []
    monkeypatch.setattr(
        rasa.shared.utils.io,
        "deep_container_fingerprint",
        lambda told, *more: seen.append(str(told)) or fingerprint(told, *more),
    )
    data = importer(tmp_path).get_nlu_data()

    TrainingData().merge(data).merge(TrainingData()).fingerprint()

    of_the_example = [told for told in seen if told.startswith("[{") and "le prix" in told]
    assert len(of_the_example) == 1
