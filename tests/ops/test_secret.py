"""The shared secret: the configured one, else one made at random that only its owner can read."""

import stat
from pathlib import Path

import pytest

from ops.errors import OpsError
from ops.secret import shared_secret


def test_a_configured_secret_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert shared_secret("configured", tmp_path / "secret") == "configured"
    assert list(tmp_path.iterdir()) == []


def test_a_secret_is_made_once_and_kept(tmp_path: Path) -> None:
    made = shared_secret("", tmp_path / "var" / "secret")
    assert len(made) >= 32
    assert shared_secret("", tmp_path / "var" / "secret") == made


def test_two_checkouts_have_two_secrets(tmp_path: Path) -> None:
    assert shared_secret("", tmp_path / "one") != shared_secret("", tmp_path / "two")


def test_others_on_the_machine_cannot_read_it(tmp_path: Path) -> None:
    shared_secret("", tmp_path / "secret")
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_a_file_left_open_to_others_is_closed_to_them(tmp_path: Path) -> None:
    shared_secret("", tmp_path / "secret")
    (tmp_path / "secret").chmod(0o644)
    shared_secret("", tmp_path / "secret")
    assert stat.S_IMODE((tmp_path / "secret").stat().st_mode) == 0o600


def test_an_empty_file_is_no_secret(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("\n")
    assert len(shared_secret("", tmp_path / "secret")) >= 32


def test_a_secret_that_cannot_be_kept_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OpsError, match="cannot be used"):
        shared_secret("", tmp_path / "file" / "secret")
