"""What is measured must not have been learnt."""

from pathlib import Path

import pytest

from nlu.commands import DANGER_SETS, DATA, SETS, families, measured_texts
from nlu.errors import NluError
from nlu.evaluation_sets import Labelled, read_lines, read_set, resembling
from nlu.training_files import Example, read_examples

OURS = {
    "plain": 500,
    "hard": 300,
    "noisy": 500,
    "field": 400,
    "apart": 369,
    "street": 596,
    "kerb": 569,
    "lane": 628,
}


@pytest.fixture(scope="module")
def training() -> list[Example]:
    return list(read_examples(DATA))


@pytest.mark.parametrize("name", OURS)
def test_no_sentence_of_a_set_is_or_nearly_is_a_training_sentence(name: str, training: list[Example]) -> None:
    measured = [one.text for one in read_set(SETS / f"{name}.jsonl", families())]

    assert resembling(training, measured) == []


@pytest.mark.parametrize("name", ["danger", "near"])
def test_no_sentence_about_danger_is_or_nearly_is_a_training_sentence(
    name: str, training: list[Example]
) -> None:
    assert resembling(training, read_lines(DANGER_SETS / f"{name}.txt")) == []


def test_what_is_measured_is_every_set_and_those_of_dangers() -> None:
    measured = measured_texts()

    assert len(measured) == sum(OURS.values()) + 90
    assert {"ya le feu", "prix de feu"} <= set(measured)


@pytest.mark.parametrize(("name", "size"), OURS.items())
def test_a_set_has_its_size_and_no_sentence_twice(name: str, size: int) -> None:
    texts = [one.text for one in read_set(SETS / f"{name}.jsonl", families())]

    assert len(texts) == len(set(texts)) == size


def test_the_noisy_set_is_the_plain_set_typed_badly() -> None:
    plain = read_set(SETS / "plain.jsonl", families())
    noisy = read_set(SETS / "noisy.jsonl", families())

    assert [one.family for one in noisy] == [one.family for one in plain]


@pytest.mark.parametrize(
    ("learnt", "measured"),
    [
        ("merci", "Merci !"),
        ("mon câble est coincé dans la borne", "mon cable est coincé dans la borne"),
        ("existe-t-il un adaptateur pour ma voiture", "existe t il un adaptateur pour ma voitur"),
    ],
)
def test_the_same_sentence_typed_otherwise_is_found(learnt: str, measured: str) -> None:
    example = Example("other/other_problem", learnt)

    assert resembling([example], [measured]) == [(example, measured)]


@pytest.mark.parametrize(
    ("learnt", "measured"),
    [
        ("carte refusée", "carte refusée hier"),
        ("je veux ma facture de mai", "je voudrais recevoir la facture du mois de mai"),
    ],
)
def test_another_way_of_saying_it_is_another_sentence(learnt: str, measured: str) -> None:
    assert resembling([Example("other/other_problem", learnt)], [measured]) == []


def test_a_line_is_read_with_its_family_and_the_fair_ones(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"text": "Ça coupe", "family": "app_bug", "alt": ["other"]}\n\n', encoding="utf-8")

    (line,) = read_set(file, families())

    assert line == Labelled("Ça coupe", "app_bug", ("other",))
    assert line.fair == {"app_bug", "other"}


@pytest.mark.parametrize(
    "line",
    [
        '{"text": "Ça coupe", "family": "app_bug"}',
        '{"text": "Ça coupe", "family": "app_bug", "alt": null}',
        '{"text": "Ça coupe", "family": "app_bug", "alt": []}',
        '{"text": "Ça coupe", "family": "app_bug", "source": "forum", "id": 7}',
        '{"text": "Ça coupe", "family": "app_bug/app_crashes"}',
        '\ufeff{"text": "Ça coupe", "family": " app_bug "}\r\n\r\n',
        '\n \n{"text": "\\u00c7a coupe", "family": "app_bug"}\n\n',
    ],
    ids=["no alt", "alt null", "alt empty", "other keys", "topic", "BOM and CRLF", "blank lines"],
)
def test_a_line_is_read_however_strangers_write_it(tmp_path: Path, line: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_bytes(line.encode())

    assert read_set(file, families()) == [Labelled("Ça coupe", "app_bug")]


@pytest.mark.parametrize("alt", ['"other"', '["other/other_problem"]'])
def test_a_fair_family_may_stand_alone_or_with_its_topic(tmp_path: Path, alt: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(f'{{"text": "Ça coupe", "family": "app_bug", "alt": {alt}}}', encoding="utf-8")

    assert read_set(file, families()) == [Labelled("Ça coupe", "app_bug", ("other",))]


@pytest.mark.parametrize("family", ["out_of_scope", "danger", "chitchat"])
def test_what_is_no_problem_of_the_help_centre_is_a_family_too(tmp_path: Path, family: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(f'{{"text": "Ça fume", "family": "{family}"}}', encoding="utf-8")

    assert read_set(file, families()) == [Labelled("Ça fume", family)]


@pytest.mark.parametrize("mark", ["\u2028", "\x85"])
def test_a_sentence_may_hold_what_some_take_for_the_end_of_a_line(tmp_path: Path, mark: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(f'{{"text": "Ça{mark}coupe", "family": "app_bug"}}', encoding="utf-8")

    assert read_set(file, families()) == [Labelled(f"Ça{mark}coupe", "app_bug")]


def test_half_an_emoji_is_a_question_mark(tmp_path: Path) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text('{"text": "Ça coupe \\ud83d", "family": "app_bug"}', encoding="utf-8")

    assert read_set(file, families()) == [Labelled("Ça coupe ?", "app_bug")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("pas du json", "line 1: not a line"),
        ('{"text": "a"}', "line 1: not a line"),
        ('{"text": null, "family": "other"}', "line 1: not a line"),
        ('{"text": "a", "family": null}', "line 1: not a line"),
        ('{"text": "a", "family": "other", "alt": 3}', "line 1: not a line"),
        ('{"text": "a", "family": "other", "alt": [3]}', "line 1: not a line"),
        ('["a", "other"]', "line 1: not a line"),
        ('{"text": "a", "family": "other"}\n{"text": " ", "family": "other"}', "line 2: the text is empty"),
        ('{"text": "a", "family": "meteo"}', "unknown family meteo"),
        ('{"text": "a", "family": "other", "alt": ["meteo"]}', "unknown family meteo"),
        ("", "holds no sentence"),
    ],
)
def test_a_bad_set_is_refused_with_its_line(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "set.jsonl"
    file.write_text(content, encoding="utf-8")

    with pytest.raises(NluError, match=reason):
        read_set(file, families())


def test_a_set_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="cannot be read: No such file"):
        read_set(tmp_path / "none.jsonl", families())


def test_a_folder_is_no_set(tmp_path: Path) -> None:
    with pytest.raises(NluError, match="is a folder"):
        read_set(tmp_path, families())


def test_a_set_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_bytes("{é}".encode("latin-1"))

    with pytest.raises(NluError, match="not UTF-8"):
        read_set(tmp_path / "set.jsonl", families())
