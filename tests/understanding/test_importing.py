"""Labelled sentences on their way into the training data."""

from pathlib import Path

import pytest
import yaml

from nlu.errors import NluError
from nlu.importing import Imported, import_sentences, labels_by_name, read_labelled
from nlu.training_files import Example, read_examples

LABELS = ["refund/ask_refund", "refund/refund_status", "pricing/promo_code"]
NAMES = labels_by_name(LABELS, {"refund/ask_refund": "Demander un remboursement"})


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    (folder / "nlu").mkdir(parents=True)
    (folder / "nlu" / "known.yml").write_text(
        'version: "3.1"\nnlu:\n- intent: refund/ask_refund\n  examples: |\n    - rendez-moi mon argent\n',
        encoding="utf-8",
    )
    return folder


def bring(data: Path, *sentences: tuple[str, str], measured: tuple[str, ...] = ()) -> Imported:
    return import_sentences(list(sentences), NAMES, data, measured, "reviewed")


def test_a_labelled_sentence_joins_the_file_of_its_family(data: Path) -> None:
    bring(data, ("je veux ravoir mes sous", "refund/ask_refund"))

    assert Example("refund/ask_refund", "je veux ravoir mes sous") in set(
        read_examples(data / "nlu" / "reviewed")
    )


@pytest.mark.parametrize(
    "typed", ["refund/ask_refund", "ask_refund", "Demander un remboursement", " ASK_REFUND "]
)
def test_a_label_is_its_name_its_topic_or_its_title(data: Path, typed: str) -> None:
    (added,) = bring(data, ("je veux ravoir mes sous", typed)).added

    assert added.label == "refund/ask_refund"


def test_a_label_that_nobody_knows_is_refused_by_name(data: Path) -> None:
    done = bring(data, ("il pleut", "meteo"))

    assert done.added == []
    assert "« meteo » n'est pas un sujet connu" in done.refused[0]


def test_a_sentence_without_label_is_left_for_later(data: Path) -> None:
    assert bring(data, ("il pleut", "")).unlabelled == 1


def test_a_sentence_that_is_known_is_not_added_again(data: Path) -> None:
    done = bring(
        data,
        ("Rendez-moi mon ARGENT !", "ask_refund"),
        ("mes sous", "ask_refund"),
        ("Mes sous !", "ask_refund"),
    )

    assert [example.text for example in done.added] == ["mes sous"]
    assert done.already_known == 2


def test_a_sentence_that_is_known_under_another_label_is_refused(data: Path) -> None:
    done = bring(data, ("rendez moi mon argent", "refund_status"))

    assert "déjà rangée sous « refund/ask_refund »" in done.refused[0]


def test_a_sentence_that_is_measured_is_never_learnt(data: Path) -> None:
    done = bring(
        data,
        ("j'attends mon argent depuis mai", "refund_status"),
        measured=("j'attends mon argent depuis mai !",),
    )

    assert (done.added, done.measured) == ([], 1)


def test_what_is_written_is_sorted_and_read_by_rasa(data: Path) -> None:
    bring(data, ("z fin", "ask_refund"), ("a début", "ask_refund"), ("code noël", "promo_code"))
    bring(data, ("m milieu", "ask_refund"))

    document = yaml.safe_load((data / "nlu" / "reviewed" / "refund.yml").read_text(encoding="utf-8"))
    assert document["nlu"] == [
        {"intent": "refund/ask_refund", "examples": "- a début\n- m milieu\n- z fin\n"}
    ]
    assert (data / "nlu" / "reviewed" / "pricing.yml").exists()


@pytest.mark.parametrize("text", ["[borne](station) en panne", "- tiret au début", "deux\nlignes"])
def test_no_sentence_can_break_the_file_or_mark_an_entity(data: Path, text: str) -> None:
    bring(data, (text, "ask_refund"))

    (example,) = read_examples(data / "nlu" / "reviewed")
    assert not set("[]{}\n") & set(example.text)
    assert not example.text.startswith("- ")


@pytest.mark.parametrize("separator", [";", ","])
def test_a_spreadsheet_is_read_as_french_and_english_programs_save_it(tmp_path: Path, separator: str) -> None:
    file = tmp_path / "review.csv"
    rows = [["phrase", "sujet"], ["'=ma phrase", "promo_code"], ["l'autre", ""]]
    file.write_text("\n".join(separator.join(row) for row in rows), encoding="utf-8-sig")

    assert read_labelled(file) == [("=ma phrase", "promo_code"), ("l'autre", "")]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [("a.csv", "texte;nom\nx;y", "needs the columns"), ("a.jsonl", '{"text": 1', "each line must be")],
)
def test_another_file_is_refused_with_the_reason(
    tmp_path: Path, name: str, content: str, reason: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(NluError, match=reason):
        read_labelled(tmp_path / name)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe\x00")

    with pytest.raises(NluError, match="UTF-8"):
        read_labelled(tmp_path / "a.csv")
