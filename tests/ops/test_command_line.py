"""Whatever goes wrong: one line on standard error, exit code 1, no traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ops import commands
from ops.__main__ import main
from ops.errors import OpsError
from ops.places import ROOT


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "ops", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def assert_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 1, result.stderr
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_a_bad_setting_is_named() -> None:
    assert_one_line(run("up", ENGINE_PORT="seven"), "Bad setting", "ENGINE_PORT")


def test_several_bad_settings_are_named_together() -> None:
    assert_one_line(run("up", ENGINE_PORT="7", LOG_LEVEL="LOUD"), "ENGINE_PORT", "LOG_LEVEL")


def test_an_unknown_driver_is_answered_with_the_known_ones() -> None:
    assert_one_line(run("chat", "--as", "nobody"), "nobody", "claire", "anonyme")


def test_a_database_that_does_not_answer_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgresql+psycopg://me:hidden@127.0.0.1:1/bump"
    result = run("demo-data", DATABASE_URL=url)
    assert_one_line(result, "DATABASE_URL", "127.0.0.1")
    assert "hidden" not in result.stderr


def failing(error: BaseException) -> None:
    raise error


@pytest.mark.parametrize(
    ("error", "code"),
    [(OpsError("several\nlines"), 1), (KeyError("unforeseen"), 1), (KeyboardInterrupt(), 130)],
)
def test_every_failure_has_its_exit_code_and_at_most_one_line(
    error: BaseException, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "down", lambda: failing(error))
    assert main(["down"]) == code
    assert len(capsys.readouterr().err.splitlines()) <= 1
