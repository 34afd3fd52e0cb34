"""The engine asked about many sentences at once."""

from pathlib import Path

import pytest

from nlu.errors import NluError
from nlu.parser import parse
from tests.understanding.conftest import Engine


def test_each_sentence_comes_back_with_what_was_understood_and_its_milliseconds(
    engine: Engine, tmp_path: Path
) -> None:
    money, cable = parse(["mes sous", "câble coincé"], tmp_path)

    assert (money.text, money.understanding.intent, money.ms) == ("mes sous", "refund", 5.0)
    assert (cable.text, cable.understanding.intent, cable.vector) == ("câble coincé", "cable_stuck", ())


def test_vectors_come_when_they_are_asked_for(engine: Engine, tmp_path: Path) -> None:
    (parsed,) = parse(["mes sous"], tmp_path, vectors=True)

    assert parsed.vector == (1.0, 0.0)


@pytest.mark.parametrize("mark", ["\u2028", "\x85", "\n", "\r", "\x0c"])
def test_what_breaks_a_line_inside_a_sentence_does_not_part_it(
    engine: Engine, tmp_path: Path, mark: str
) -> None:
    texts = [f"mes{mark}sous", "câble coincé"]

    first, second = parse(texts, tmp_path)

    assert list(first.understanding.places) == [texts[0]]
    assert second.understanding.intent == "cable_stuck"


def test_no_sentence_is_no_answer(engine: Engine, tmp_path: Path) -> None:
    assert parse([], tmp_path) == []


def test_an_engine_that_fails_is_told_by_its_last_line(engine: Engine, tmp_path: Path) -> None:
    engine.runs(
        "import sys\nprint('a warning', file=sys.stderr)\nsys.exit('No model in models: run `make train`.')"
    )

    with pytest.raises(NluError, match=r"^No model in models: run `make train`\.$"):
        parse(["mes sous"], tmp_path)


def test_an_engine_that_fails_without_a_word_is_told_too(engine: Engine, tmp_path: Path) -> None:
    engine.runs("raise SystemExit(1)")

    with pytest.raises(NluError, match="said nothing"):
        parse(["mes sous"], tmp_path)


def test_an_engine_that_is_not_installed_is_told_with_what_to_do(engine: Engine, tmp_path: Path) -> None:
    engine.is_missing()

    with pytest.raises(NluError, match="make install"):
        parse(["mes sous"], tmp_path)
