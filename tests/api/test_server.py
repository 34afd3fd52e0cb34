"""The server as it is started: what it refuses to start with, and how it leaves."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from chat.server import server_of
from ops.ports import free_port
from support.errors import InvalidSettings
from support.settings import ROOT, load_settings
from support.storage.migrate import upgrade
from tests.api.conftest import SECRET


def test_a_server_without_a_secret_does_not_start() -> None:
    with pytest.raises(InvalidSettings, match="CHAT_SECRET"):
        server_of(load_settings(chat_secret=""))


def test_demo_pages_without_the_secret_of_development_do_not_start() -> None:
    with pytest.raises(InvalidSettings, match="DEMO_PAGES"):
        server_of(load_settings(chat_secret=SECRET, app_token_secret="", demo_pages=True))


def test_a_bad_setting_ends_the_server_in_a_line(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "chat.server"],
        cwd=ROOT,
        env={**os.environ, "CHAT_PORT": "80"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert "CHAT_PORT" in ended.stderr
    assert len(ended.stderr.splitlines()) == 1


def test_a_signal_ends_the_server_though_somebody_listens(tmp_path: Path) -> None:
    url, port = f"sqlite:///{tmp_path / 'chat.db'}", free_port()
    upgrade(url)
    environment = {
        "DATABASE_URL": url,
        "CHAT_SECRET": SECRET,
        "CHAT_PORT": str(port),
        "ENGINE_PORT": str(free_port()),
    }
    child = subprocess.Popen(
        [sys.executable, "-m", "chat.server"], cwd=ROOT, env={**os.environ, **environment}
    )
    try:
        with httpx.Client(
            base_url=f"http://127.0.0.1:{port}", transport=httpx.HTTPTransport(retries=30)
        ) as http:
            _wait_for(http)
            opened = http.post("/v1/conversations", json={"channel": "web"}).json()
            path = f"/v1/conversations/{opened['conversation']['id']}/events"
            with http.stream("GET", path, headers={"Authorization": f"Bearer {opened['token']}"}) as stream:
                lines = stream.iter_lines()
                assert next(lines) == "event: state"

                child.send_signal(signal.SIGTERM)

                assert "retry: 2000" in list(lines)
        child.wait(20)
    finally:
        child.kill()
        child.wait()


def _wait_for(http: httpx.Client) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            http.get("/healthz")
            return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("the server did not come up")
