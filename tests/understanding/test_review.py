"""What was not understood, on its way to a spreadsheet."""

import csv
from pathlib import Path

import pytest

from actions.understanding import Ranked, Understanding
from nlu.errors import NluError
from nlu.importing import read_labelled
from nlu.parser import Parsed
from nlu.review import Sentence, grouped, is_doubtful, masked_sentences, write_spreadsheet
from support.conversations import Typed


def parsed(text: str, confidence: float = 0.2, vector: tuple[float, ...] = (1.0, 0.0)) -> Parsed:
    topic = (Ranked("refund/ask_refund", confidence),)
    return Parsed(
        text, Understanding("refund", confidence, (Ranked("refund", confidence),), topic), 1.0, vector
    )


def test_personal_data_never_reach_the_spreadsheet() -> None:
    (sentence,) = masked_sentences(
        [Typed("rappelez le 06 12 34 56 78 ou claire@exemple.fr, au 3 rue des Lilas")]
    )

    assert sentence.text == "rappelez le <téléphone> ou <e-mail>, au <adresse>"


def test_a_sentence_said_twice_is_asked_once_with_its_count() -> None:
    assert masked_sentences([Typed("Ça coupe encore"), Typed("ca coupe encore !")]) == [
        Sentence("Ça coupe encore", 2)
    ]


def test_a_single_word_is_not_worth_a_label() -> None:
    assert masked_sentences([Typed("euh"), Typed("...")]) == []


def test_what_was_not_answered_is_doubtful() -> None:
    assert is_doubtful(parsed("euh là", 0.2), Sentence("euh là", 1))
    assert not is_doubtful(parsed("remboursez-moi", 0.95), Sentence("remboursez-moi", 1))


@pytest.mark.parametrize("next_choice", ["settled:no", "menu"])
def test_a_sure_answer_that_was_no_help_is_doubtful(next_choice: str) -> None:
    (sentence,) = masked_sentences([Typed("rendez mes sous", next_choice), Typed("rendez mes sous")])

    assert is_doubtful(parsed("rendez mes sous", 0.95), sentence)


def test_sentences_that_resemble_one_another_stand_together_the_largest_group_first() -> None:
    alone, one, other = parsed("a b", vector=(0.0, 1.0)), parsed("c d"), parsed("e f", vector=(0.9, 0.1))

    assert grouped([alone, one, other]) == [[one, other], [alone]]


def test_the_spreadsheet_proposes_titles_and_leaves_the_label_empty(tmp_path: Path) -> None:
    file = tmp_path / "build" / "review.csv"

    written = write_spreadsheet(
        [[parsed("où sont mes sous")]],
        {"où sont mes sous": 3},
        {"refund/ask_refund": "Demander un remboursement"},
        file,
    )

    (row,) = csv.DictReader(file.read_text(encoding="utf-8-sig").splitlines(), delimiter=";")
    assert written == 1
    assert row == {
        "groupe": "1",
        "fois": "3",
        "phrase": "où sont mes sous",
        "sujet": "",
        "propositions": "Demander un remboursement",
        "confiance": "0,20",
    }


def test_no_cell_is_taken_for_a_formula_and_the_sentence_comes_back_whole(tmp_path: Path) -> None:
    file = tmp_path / "review.csv"

    write_spreadsheet([[parsed("=1+1 c'est quoi")]], {}, {}, file)

    assert ";'=1+1" in file.read_text(encoding="utf-8-sig")
    assert read_labelled(file) == [("=1+1 c'est quoi", "")]


def test_a_spreadsheet_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="cannot be written"):
        write_spreadsheet([], {}, {}, tmp_path)
