"""Takes the pictures of docs/screenshots: `python -m tests.browser.screenshots`.

They are of the real house, but for the states that it shows seldom; small, since they live in the repository.
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from support.settings import ROOT
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import ARGUMENTS, forget_conversation_of
from tests.browser.house import BrowserHouse, browser_house
from tests.browser.scripted import EVERY_BLOCK, script
from tests.browser.test_host import in_the_phone

FOLDER = ROOT / "docs" / "screenshots"
LARGEST_IN_ALL = 1_000_000
COLOURS = 128
DESKTOP = {"width": 1240, "height": 800}
PHONE = {"width": 390, "height": 780}
SMALL = {"width": 320, "height": 568}


def main() -> int:
    """Take them all; 1 when together they are too heavy."""
    path = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        browser_house(Path(folder)) as house,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        for take in (help_centre, declaration, phone_states, seldom_states, in_the_app):
            take(browser, house)
        browser.close()
    weight = sum(picture.stat().st_size for picture in FOLDER.glob("*.png"))
    sys.stdout.write(f"{weight} bytes of pictures, of {LARGEST_IN_ALL} allowed\n")
    return int(weight > LARGEST_IN_ALL)


def help_centre(browser: Browser, house: BrowserHouse) -> None:
    page = _page(browser, house, viewport=DESKTOP)
    chat = ChatPage(page)
    chat.launcher.wait_for()
    _keep(page, "closed")
    chat.open()
    _keep(page, "opened")


def declaration(browser: Browser, house: BrowserHouse) -> None:
    forget_conversation_of(house, "claire")
    page = _page(browser, house, viewport=PHONE)
    page.select_option("#driver", "claire")
    chat = ChatPage(page).open()
    chat.choose("Session passée")
    _keep(page, "choices")
    chat.say("annuler")
    chat.say("Hier soir à Nantes j’ai été débité deux fois")
    _keep(page, "article")
    chat.choose("Toujours bloqué")
    _down(chat)
    _keep(page, "summary")
    chat.choose("Envoyer")
    _keep(page, "ticket")


def phone_states(browser: Browser, house: BrowserHouse) -> None:
    page = _page(browser, house, viewport=PHONE)
    chat = ChatPage(page).open()
    page.context.set_offline(True)
    chat.type("Mon câble est coincé")
    expect(chat.banner).to_contain_text("hors ligne")
    _keep(page, "offline")
    dark = _page(browser, house, viewport=PHONE, color_scheme="dark")
    chat = ChatPage(dark).open()
    chat.say("La charge ne démarre pas")
    _keep(dark, "dark")
    small = _page(browser, house, viewport=SMALL)
    chat = ChatPage(small).open()
    chat.say("Mon câble est coincé")
    _keep(small, "small")


def seldom_states(browser: Browser, house: BrowserHouse) -> None:
    page = _page(browser, house, viewport=PHONE)
    page.route("**/v1/conversations", lambda route: route.abort())
    chat = ChatPage(page)
    chat.launcher.click()
    expect(chat.banner).to_contain_text("01 76 40 12 80")
    _keep(page, "error")
    page = _page(browser, house, viewport={"width": 390, "height": 2100})
    script(page, EVERY_BLOCK, speaker="adviser")
    chat = ChatPage(page)
    chat.launcher.click()
    expect(chat.at.locator(".ticket")).to_be_visible()
    _keep(page, "blocks")


def in_the_app(browser: Browser, house: BrowserHouse) -> None:
    forget_conversation_of(house, "claire")
    page = _page(browser, house, viewport={"width": 1240, "height": 1330})
    page.select_option("#driver", "claire")
    in_the_phone(page, "Aide et contact")
    page.locator("#back").click()
    page.locator("#charges li").filter(has_text="Nantes").get_by_role("button").click()
    page.wait_for_timeout(3000)
    _keep(page, "app")


def _page(browser: Browser, house: BrowserHouse, **options: object) -> Page:
    page = browser.new_context(locale="fr-FR", timezone_id="Europe/Paris", **options).new_page()  # type: ignore[arg-type]
    page.goto(f"{house.url}/")
    return page


def _down(chat: ChatPage) -> None:
    newer: Callable[[], None] = chat.at.get_by_role("button", name="Nouveaux messages").click
    if chat.at.get_by_role("button", name="Nouveaux messages").is_visible():
        newer()


def _keep(page: Page, name: str) -> None:
    """As a PNG of few colours: a quarter of the weight, and no difference to the eye."""
    page.wait_for_timeout(400)
    path = FOLDER / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
