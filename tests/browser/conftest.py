"""A browser in front of a whole house; every test also counts what the page's policy refused."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from support.settings import ROOT
from tests.browser.chat_page import ChatPage
from tests.browser.house import BrowserHouse, browser_house

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LONGEST_WAIT_MS = 15_000
REPORT = ROOT / "build" / "browser.json"
# Tells Python of everything that a policy refuses, in frames too.
LISTEN_TO_POLICY = """
document.addEventListener("securitypolicyviolation", (event) =>
  window.policyRefused(`${event.violatedDirective} ${event.blockedURI} on ${location.pathname}`));
"""

NewContext = Callable[..., BrowserContext]


@pytest.fixture(scope="session")
def report() -> Iterator[dict[str, Any]]:
    """What the run has measured; written to `build/browser.json`."""
    figures: dict[str, Any] = {"axe_states": 0, "axe_findings": 0, "pages": 0, "policy_violations": 0}
    yield figures
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BrowserHouse]:
    with browser_house(tmp_path_factory.mktemp("house")) as started:
        yield started


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def new_context(browser: Browser, house: BrowserHouse, report: dict[str, Any]) -> Iterator[NewContext]:
    """Makes devices; at the end none of them may have met an error or a refusal of the policy."""
    house.mend()
    contexts: list[BrowserContext] = []
    refusals: list[str] = []
    errors: list[str] = []

    def make(**options: Any) -> BrowserContext:
        settings = {
            "locale": "fr-FR",
            "timezone_id": "Europe/Paris",
            "viewport": {"width": 1240, "height": 860},
        }
        context = browser.new_context(**{**settings, **options})
        context.set_default_timeout(LONGEST_WAIT_MS)
        count_refusals(context, refusals)
        context.on("page", lambda page: page.on("pageerror", lambda error: errors.append(str(error))))
        contexts.append(context)
        return context

    yield make
    report["pages"] += sum(len(context.pages) for context in contexts)
    report["policy_violations"] += len(refusals)
    for context in contexts:
        context.close()
    assert refusals == []
    assert errors == []


def count_refusals(context: BrowserContext, refusals: list[str]) -> None:
    """Append a line for everything that the policy of a page of this device refuses."""
    # A method of a list is no function for Playwright.
    context.expose_function("policyRefused", lambda refusal: refusals.append(refusal))
    context.add_init_script(LISTEN_TO_POLICY)


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()


@pytest.fixture
def visitor(page: Page, house: BrowserHouse) -> ChatPage:
    """The help centre as an anonymous visitor, the chat closed."""
    page.goto(f"{house.url}/")
    return ChatPage(page)


@pytest.fixture
def as_driver(new_context: NewContext, house: BrowserHouse) -> Callable[..., ChatPage]:
    """The help centre as a demo driver who has no open conversation, the chat closed."""

    def arrive(alias: str, **options: Any) -> ChatPage:
        forget_conversation_of(house, alias)
        page = new_context(**options).new_page()
        page.goto(f"{house.url}/")
        page.select_option("#driver", alias)
        return ChatPage(page)

    return arrive


def forget_conversation_of(house: BrowserHouse, alias: str) -> None:
    """Erase what a test before may have left open, since a driver finds his conversation again."""
    bearer = {"Authorization": f"Bearer {house.app_token(alias)}"}
    opened = httpx.post(f"{house.direct_url}/v1/conversations", json={"channel": "web"}, headers=bearer)
    conversation = opened.raise_for_status().json()["conversation"]["id"]
    url = f"{house.direct_url}/v1/conversations/{conversation}"
    httpx.delete(url, headers=bearer).raise_for_status()


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    """A photo as a telephone takes it: large, turned, with the place in its metadata."""
    from PIL import Image

    image = Image.effect_noise((2400, 1800), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010F] = "Telephone"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (48.0, 51.0, 30.0)
    path = tmp_path / "borne.jpg"
    image.save(path, exif=exif)
    return path
