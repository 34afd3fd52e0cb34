"""JSON lines in, JSON lines out, without any server."""

import io
import json
import sys

import numpy as np
import pytest

from bump_engine import parse_lines, sentence_embedding


class Agent:
    """Understands every sentence as its first word, and notes what it was asked."""

    def __init__(self) -> None:
        self.asked = []

    async def parse_message(self, sentence):
        self.asked.append(sentence)
        family = {"name": sentence.split()[0], "confidence": 0.9}
        return {"text": sentence, "intent": family, "intent_ranking": [family], "entities": [], "debug": 1}


@pytest.fixture
def agent(monkeypatch):
    agent = Agent()
    monkeypatch.setattr(parse_lines, "load_parser", lambda _models: agent)
    monkeypatch.setattr(parse_lines, "configure_logging", lambda _level: None)
    monkeypatch.setattr(parse_lines, "silence_warnings", lambda: None)
    monkeypatch.setattr(parse_lines.lean_rasa, "install", lambda: None)
    monkeypatch.setattr(parse_lines, "THREAD_SETTINGS", ())
    return agent


def run(monkeypatch, capsys, lines: str, *arguments: str):
    monkeypatch.setattr(sys, "argv", ["parse_lines", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    parse_lines.main()
    return [json.loads(line) for line in capsys.readouterr().out.split("\n") if line]


def test_a_sentence_gives_what_is_kept_of_it_and_its_milliseconds() -> None:
    (result,) = parse_lines.parsed(Agent(), ["refund moi"])

    assert set(result) == {*parse_lines.KEPT, "ms"}
    assert result["intent"]["name"] == "refund"
    assert result["topics"] is None
    assert result["ms"] >= 0


def test_the_first_sentence_is_not_slower_for_being_the_first() -> None:
    agent = Agent()

    list(parse_lines.parsed(agent, ["refund moi"]))

    assert len(agent.asked) == 2
    assert agent.asked[-1] == "refund moi"


def test_each_line_in_gives_a_line_out_in_its_order(monkeypatch, capsys, agent) -> None:
    lines = '{"text": "refund"}\n\n{"text": "pricing du kWh\\nà Lyon"}\n'

    results = run(monkeypatch, capsys, lines)

    assert [one["intent"]["name"] for one in results] == ["refund", "pricing"]
    assert agent.asked[1:] == ["refund", "pricing du kWh\nà Lyon"]
    assert "vector" not in results[0]


def test_vectors_go_out_when_they_are_asked_for(monkeypatch, capsys, agent) -> None:
    monkeypatch.setattr(sentence_embedding, "embed", lambda texts: np.array([[0.123456, 1.0]] * len(texts)))

    (result,) = run(monkeypatch, capsys, '{"text": "refund"}\n', "--vectors")

    assert result["vector"] == [0.1235, 1.0]


def test_no_line_in_is_no_line_out(monkeypatch, capsys, agent) -> None:
    assert run(monkeypatch, capsys, "") == []


def test_a_folder_without_a_model_ends_in_one_line(tmp_path, capsys) -> None:
    with pytest.raises(SystemExit) as ended:
        parse_lines.load_parser(str(tmp_path))

    assert ended.value.code == 1
    assert capsys.readouterr().err == f"No model in {tmp_path}: run `make train`.\n"


def test_a_model_that_does_not_load_ends_in_one_line(tmp_path, capsys) -> None:
    (tmp_path / "broken.tar.gz").write_bytes(b"no archive")

    with pytest.raises(SystemExit):
        parse_lines.load_parser(str(tmp_path))

    (line,) = capsys.readouterr().err.splitlines()
    assert "The model does not load" in line
    assert "make train FORCE=1" in line
