import os
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from rasa.core.actions.action import RemoteAction
from rasa.core.nlg import interpolator

from bump_engine import action_results, response_text
from bump_engine.serve import load_agent

ENGINE = Path(__file__).resolve().parent.parent


def served(models: Path, database_url: str) -> "subprocess.CompletedProcess[str]":
    settings = {
        "ENGINE_PORT": "1",
        "ENGINE_SECRET": "secret",
        "ACTIONS_URL": "http://127.0.0.1:1/webhook",
        "ENGINE_DATABASE_URL": database_url,
        "MODELS_DIR": str(models),
        "RASA_TELEMETRY_ENABLED": "false",
    }
    command = [sys.executable, "-m", "bump_engine.serve"]
    return subprocess.run(
        command, cwd=ENGINE, env={**os.environ, **settings}, capture_output=True, text=True, check=False
    )


def archive(path: Path) -> bytes:
    content = path.with_name("content")
    content.write_bytes(os.urandom(200_000))
    with tarfile.open(path, "w:gz") as packed:
        packed.add(content, "content")
    return path.read_bytes()


@pytest.mark.parametrize("damage", ["truncated", "flipped", "another archive", "empty"])
def test_a_damaged_model_ends_the_start_with_one_line(tmp_path, damage) -> None:
    model = tmp_path / "model.tar.gz"
    whole = archive(model)
    damaged = {
        "truncated": whole[: len(whole) // 2],
        "flipped": whole[:1000] + bytes(reversed(whole[1000:1200])) + whole[1200:],
        "another archive": whole,
        "empty": b"",
    }
    model.write_bytes(damaged[damage])

    ended = served(tmp_path, f"sqlite:///{tmp_path / 'engine.db'}")

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert "model.tar.gz" in ended.stderr
    assert "make train" in ended.stderr


def test_a_store_that_cannot_be_opened_ends_the_start_with_one_line(tmp_path) -> None:
    archive(tmp_path / "model.tar.gz")

    ended = served(tmp_path, f"sqlite:///{tmp_path / 'absent' / 'engine.db'}")

    assert ended.returncode == 1
    assert len(ended.stderr.splitlines()) == 1, ended.stderr
    assert "ENGINE_DATABASE_URL" in ended.stderr


def test_the_agent_runs_with_our_checks_and_our_filling(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(interpolator, "interpolate_text", interpolator.interpolate_text)
    monkeypatch.setattr(RemoteAction, "_validate_action_result", RemoteAction._validate_action_result)

    with pytest.raises(SystemExit):
        load_agent(str(tmp_path), "http://127.0.0.1:1/webhook", "secret", "sqlite://")

    assert interpolator.interpolate_text is response_text.fill
    assert RemoteAction._validate_action_result is action_results.check_action_result
