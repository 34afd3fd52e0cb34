"""Children: noted, told apart from others of the same pid, and stopped with all that they started."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ops.errors import OpsError
from ops.processes import Running, born, myself, note, noted, owner_is_gone, rotated, start, stop

SLEEP = "import time; time.sleep(60)"
STUBBORN = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('ready', flush=True); "
PARENT = (
    f"import subprocess, sys, time; child = subprocess.Popen([sys.executable, '-c', {SLEEP!r}]); "
    "print(child.pid, flush=True); "
)


@pytest.fixture
def begun() -> Iterator[list[Running]]:
    """What a test started, ended whatever happens."""
    processes: list[Running] = []
    yield processes
    stop(processes, Path("/nonexistent"), grace_s=0.0)


def run(code: str, folder: Path, begun: list[Running], owner: str = "up") -> Running:
    child = start("engine", [sys.executable, "-c", code], os.environ, folder / "engine.log")
    running = Running("engine", child.pid, born(child.pid), 5105, owner, "signature")
    begun.append(running)
    note(running, folder)
    return running


def wait_for_output(log: Path) -> str:
    deadline = time.monotonic() + 30
    while not (said := log.read_text()) and time.monotonic() < deadline:
        time.sleep(0.02)
    return said


def test_a_child_that_runs_is_found_by_its_pid_file(tmp_path: Path, begun: list[Running]) -> None:
    running = run(SLEEP, tmp_path, begun)
    assert noted("engine", tmp_path) == running


def test_a_stopped_child_leaves_nothing(tmp_path: Path, begun: list[Running]) -> None:
    running = run(SLEEP, tmp_path, begun)
    stop([running], tmp_path)
    assert not running.is_alive
    assert noted("engine", tmp_path) is None
    assert list(tmp_path.glob("*.json")) == []


def test_what_a_child_started_is_stopped_too(tmp_path: Path, begun: list[Running]) -> None:
    running = run(PARENT + SLEEP, tmp_path, begun)
    grandchild = int(wait_for_output(tmp_path / "engine.log"))
    stop([running], tmp_path)
    deadline = time.monotonic() + 30
    while born(grandchild) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert born(grandchild) == ""


def test_a_child_that_ignores_the_request_is_killed(tmp_path: Path, begun: list[Running]) -> None:
    running = run(STUBBORN + SLEEP, tmp_path, begun)
    wait_for_output(tmp_path / "engine.log")
    stop([running], tmp_path, grace_s=0.2)
    deadline = time.monotonic() + 30
    while born(running.pid) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not running.is_alive


def test_another_process_that_got_the_same_pid_is_not_taken_for_ours(tmp_path: Path) -> None:
    note(Running("engine", os.getpid(), "another birth", 5105, "up", ""), tmp_path)
    assert noted("engine", tmp_path) is None


def test_another_process_that_got_the_same_pid_is_not_stopped(tmp_path: Path, begun: list[Running]) -> None:
    running = run(SLEEP, tmp_path, begun)
    stop([replace(running, born="another birth")], tmp_path)
    assert running.is_alive


@pytest.mark.parametrize("content", ["", "12", "{}", '{"pid": 1}'])
def test_a_damaged_pid_file_counts_as_none_and_is_removed(tmp_path: Path, content: str) -> None:
    (tmp_path / "engine.json").write_text(content)
    assert noted("engine", tmp_path) is None
    assert not (tmp_path / "engine.json").exists()


def test_a_living_owner_is_not_gone() -> None:
    assert not owner_is_gone(myself())


def test_an_owner_whose_pid_was_given_to_another_is_gone() -> None:
    assert owner_is_gone(f"{os.getpid()} another birth")


def test_what_up_started_has_no_owner_to_lose() -> None:
    assert not owner_is_gone("up")


def test_a_missing_program_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(OpsError, match="engine .*make install"):
        start("engine", [str(tmp_path / "absent")], {}, tmp_path / "engine.log")


def test_a_new_start_keeps_what_the_last_one_said(tmp_path: Path, begun: list[Running]) -> None:
    log = tmp_path / "engine.log"
    log.write_text("said before\n", encoding="utf-8")
    run("print('said now')", tmp_path, begun)
    deadline = time.monotonic() + 30
    while "said now" not in log.read_text(encoding="utf-8") and time.monotonic() < deadline:
        time.sleep(0.02)
    assert log.read_text(encoding="utf-8") == "said before\nsaid now\n"


def test_a_log_that_is_small_stays(tmp_path: Path) -> None:
    log = tmp_path / "engine.log"
    log.write_bytes(b"said before")
    assert rotated(log, largest=11) == 11
    assert log.read_bytes() == b"said before"


def test_a_log_that_grew_too_large_is_put_aside_over_the_one_before(tmp_path: Path) -> None:
    log, aside = tmp_path / "engine.log", tmp_path / "engine.log.1"
    log.write_bytes(b"said before")
    aside.write_bytes(b"older")
    assert rotated(log, largest=10) == 0
    assert not log.exists()
    assert aside.read_bytes() == b"said before"


def test_a_log_that_is_not_there_yet_is_empty(tmp_path: Path) -> None:
    assert rotated(tmp_path / "engine.log") == 0
