"""Installing: only when something changed, and one clear line when it cannot be done."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from ops.places import ROOT

LOCKS = ("uv.lock", "pyproject.toml", ".python-version")
SYNCED = 'mkdir -p .venv/bin && : >.venv/bin/python && chmod +x .venv/bin/python && echo "$PWD" >>"$SYNCS"'


class Checkout:
    """A checkout whose `uv` and `python3` are scripts of the test."""

    def __init__(self, folder: Path) -> None:
        self.root = folder / "checkout"
        self._bin = folder / "bin"
        self._syncs = folder / "syncs"
        for place in (self.root / "scripts", self.root / "engine", self._bin):
            place.mkdir(parents=True)
        shutil.copy(ROOT / "scripts" / "bootstrap.sh", self.root / "scripts")
        for name in LOCKS:
            (self.root / name).write_text("3.12\n")
            (self.root / "engine" / name).write_text("3.10\n")

    def program(self, name: str, body: str) -> None:
        (self._bin / name).write_text(f"#!/bin/sh\n{body}\n")
        (self._bin / name).chmod(0o755)

    def uv(self, sync: str, version: str = "0.13.9") -> None:
        self.program("uv", f'if [ "$1" = --version ]; then echo "uv {version}"; exit; fi\n{sync}')

    def bootstrap(self) -> subprocess.CompletedProcess[str]:
        environment = {
            "PATH": f"{self._bin}:/usr/bin:/bin",
            "HOME": "/nonexistent",
            "SYNCS": str(self._syncs),
        }
        return subprocess.run(
            ["/bin/sh", "scripts/bootstrap.sh"],
            cwd=self.root, env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    @property
    def syncs(self) -> list[str]:
        """Where `uv sync` was run, in order."""
        if not self._syncs.exists():
            return []
        return [os.path.relpath(line, self.root) for line in self._syncs.read_text().splitlines()]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    made = Checkout(tmp_path)
    made.uv(SYNCED)
    return made


def assert_one_line(result: subprocess.CompletedProcess[str], *words: str) -> None:
    assert result.returncode == 1
    last = result.stderr.splitlines()[-1]
    for word in words:
        assert word in last


def test_both_environments_are_installed(checkout: Checkout) -> None:
    assert checkout.bootstrap().returncode == 0
    assert checkout.syncs == [".", "engine"]


def test_the_second_time_nothing_is_done_and_nothing_said(checkout: Checkout) -> None:
    checkout.bootstrap()
    second = checkout.bootstrap()
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert len(checkout.syncs) == 2


@pytest.mark.parametrize("lock", ["uv.lock", "pyproject.toml", "engine/uv.lock", "engine/.python-version"])
def test_a_changed_lock_installs_again(checkout: Checkout, lock: str) -> None:
    checkout.bootstrap()
    (checkout.root / lock).write_text("changed\n")
    checkout.bootstrap()
    assert len(checkout.syncs) == 4


def test_an_environment_whose_python_is_gone_is_installed_again(checkout: Checkout) -> None:
    checkout.bootstrap()
    (checkout.root / "engine/.venv/bin/python").unlink()
    checkout.bootstrap()
    assert checkout.syncs[2:] == ["engine"]


def test_a_failed_installation_is_tried_again_the_next_time(checkout: Checkout) -> None:
    checkout.uv("echo 'error: broken wheel' >&2; exit 2")
    assert_one_line(checkout.bootstrap(), "broken wheel", "make")
    checkout.uv(SYNCED)
    assert checkout.bootstrap().returncode == 0


def test_a_python_that_uv_cannot_get_is_named(checkout: Checkout) -> None:
    checkout.uv("echo 'error: No interpreter found for Python 3.12 in managed installations' >&2; exit 2")
    assert_one_line(checkout.bootstrap(), "Python 3.12", "install")


def test_a_network_that_is_down_is_said(checkout: Checkout) -> None:
    checkout.uv("echo 'error: Failed to fetch: `https://pypi.org/simple/rasa/`' >&2; exit 2")
    assert_one_line(checkout.bootstrap(), "network")


@pytest.mark.parametrize("uv", ["exit 127", 'echo "uv 0.1.2"'])
def test_a_shim_that_fails_or_an_old_uv_is_passed_over(checkout: Checkout, uv: str) -> None:
    checkout.program("uv", uv)
    checkout.program("python3", "exit 1")
    checkout.program("python", "exit 1")
    installed = checkout.root / ".tools/venv/bin"
    installed.mkdir(parents=True)
    checkout.uv(SYNCED)
    shutil.move(checkout.root.parent / "bin" / "uv", installed / "uv")
    checkout.program("uv", uv)
    assert checkout.bootstrap().returncode == 0
    assert checkout.syncs == [".", "engine"]
