"""By keyboard alone, by ear, on small screens, in the dark: and axe finds nothing in any state."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import barriers
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext
from tests.browser.house import BrowserHouse
from tests.browser.scripted import EVERY_BLOCK, script
from tests.browser.test_photo import pick

DEVICES = {
    "desktop": {},
    "dark": {"color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
    "small": {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True},
    "dark small": {"viewport": {"width": 320, "height": 568}, "color_scheme": "dark"},
}
WIDER_THAN_THE_SCREEN = """
() => [...document.querySelector("bump-chat").shadowRoot.querySelectorAll(".panel *")]
  .filter((one) => one.getClientRects().length && !one.closest(".unseen, .log > .typing, canvas"))
  .filter((one) => one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
  .map((one) => one.className)
"""
TOO_SMALL = """
() => [...document.querySelector("bump-chat").shadowRoot.querySelectorAll("button, a, textarea, input")]
  .filter((one) => one.getClientRects().length && getComputedStyle(one).visibility === "visible")
  .map((one) => ({ one, box: one.getBoundingClientRect() }))
  .filter(({ box }) => box.width < 44 || box.height < 44)
  .map(({ one, box }) => `${one.className} ${one.innerText} ${box.width}x${box.height}`)
"""
# Every text that is put into the live region, as often as it is put.
HEAR = """
() => {
  window.heard = [];
  const log = document.querySelector("bump-chat").shadowRoot.querySelector(".log");
  new MutationObserver((changes) => {
    if (log.getAttribute("aria-live") === "off") return;
    for (const change of changes) for (const node of change.addedNodes) {
      if (change.target === log && node.matches(".row")) window.heard.push(node.innerText);
    }
  }).observe(log, { childList: true, subtree: true });
}
"""


@pytest.fixture(params=DEVICES)
def device(request: pytest.FixtureRequest, new_context: NewContext, house: BrowserHouse) -> ChatPage:
    page = new_context(**DEVICES[request.param]).new_page()
    page.goto(f"{house.url}/")
    return ChatPage(page)


def test_axe_finds_nothing_in_any_state(device: ChatPage, report: dict[str, Any], photo_file: Path) -> None:
    found: dict[str, list[str]] = {}

    def look(state: str) -> None:
        found[state] = barriers(device.at)
        report["axe_states"] += 1
        report["axe_findings"] += len(found[state])

    look("closed")
    device.open()
    look("welcome")
    device.say("la charge ne démarre pas")
    look("article")
    device.at.get_by_role("button", name="Options").click()
    look("menu")
    device.page.keyboard.press("Escape")
    for entry in ("Donner mon avis", "Recevoir la conversation par e-mail", "Effacer ma conversation"):
        device.option(entry)
        look(entry)
        device.page.keyboard.press("Escape")
    pick(device, photo_file)
    device.at.get_by_role("img", name="Aperçu de la photo").wait_for()
    look("photo")
    device.page.keyboard.press("Escape")
    device.page.context.set_offline(True)
    device.type("mon badge est perdu")
    expect(device.banner).to_contain_text("hors ligne")
    look("offline")
    device.page.context.set_offline(False)
    device.wait_answered()
    device.field.fill("a" * 1001)
    look("too long")
    device.field.fill("")

    assert {state: lines for state, lines in found.items() if lines} == {}


@pytest.mark.parametrize("speaker", ["bot", "queue", "adviser"])
def test_axe_finds_nothing_in_any_block(device: ChatPage, speaker: str, report: dict[str, Any]) -> None:
    script(device.page, EVERY_BLOCK, speaker=speaker)
    device.launcher.click()
    expect(device.at.locator(".ticket")).to_be_visible()

    found = barriers(device.at)

    report["axe_states"] += 1
    report["axe_findings"] += len(found)
    assert found == []


def test_axe_finds_nothing_when_the_chat_cannot_open(device: ChatPage, report: dict[str, Any]) -> None:
    device.page.route("**/v1/conversations", lambda route: route.abort())
    device.launcher.click()
    expect(device.banner).to_contain_text("01 76 40 12 80")

    found = barriers(device.at)

    report["axe_states"] += 1
    report["axe_findings"] += len(found)
    assert found == []


def test_nothing_is_cut_off_or_too_small_to_press(device: ChatPage) -> None:
    script(device.page, EVERY_BLOCK)
    device.launcher.click()
    expect(device.at.locator(".ticket")).to_be_visible()
    device.page.wait_for_timeout(400)

    assert device.at.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert device.at.evaluate(TOO_SMALL) == []
    device.at.get_by_role("button", name="Options").click()
    assert device.at.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert device.at.evaluate(TOO_SMALL) == []
    width = device.at.evaluate("() => [document.scrollingElement.scrollWidth, innerWidth]")
    assert width[0] <= width[1]


def test_a_declaration_is_made_by_keyboard_alone(visitor: ChatPage, house: BrowserHouse) -> None:
    press = visitor.page.keyboard.press
    visitor.launcher.focus()

    press("Enter")
    visitor.wait_answered()
    assert "Votre message" in visitor.focused()
    press("ArrowUp")
    assert visitor.focused() == "choice Session en cours"
    press("End")
    press("ArrowLeft")
    assert visitor.focused() == "choice Autre problème"
    press("Enter")
    visitor.wait_answered()
    assert "Votre message" in visitor.focused()
    visitor.page.keyboard.type("la haie cache les bornes du parking de la mairie")
    press("Enter")
    visitor.wait_answered()
    visitor.page.keyboard.type("nadia.lefevre@example.org")
    press("Enter")
    visitor.wait_answered()
    press("ArrowUp")
    assert visitor.focused() == "choice Envoyer"
    press("Space")

    expect(visitor.at.locator(".ticket-number")).to_be_visible()
    assert house.tickets()[-1].contact_email == "nadia.lefevre@example.org"


def test_tab_goes_from_the_head_to_the_field_in_the_order_of_reading(visitor: ChatPage) -> None:
    visitor.open()
    visitor.at.get_by_role("button", name="Options").focus()
    reached = []

    for _ in range(7):
        reached.append(visitor.focused())
        visitor.page.keyboard.press("Tab")

    names = [
        "Options",
        "Fermer",
        "Parler à un conseiller",
        "Conversation",
        "Session en cours",
        "Copier",
        "Ajouter",
    ]
    assert [name in at for name, at in zip(names, reached, strict=True)] == [True] * 7


def test_escape_closes_the_innermost_and_gives_the_focus_back(visitor: ChatPage) -> None:
    visitor.open()
    press = visitor.page.keyboard.press
    visitor.at.get_by_role("button", name="Options").click()
    press("ArrowDown")
    assert "e-mail" in visitor.focused()
    press("Enter")
    expect(visitor.sheet).to_be_visible()

    press("Escape")
    expect(visitor.sheet).to_have_count(0)
    expect(visitor.panel).to_be_visible()
    press("Escape")

    expect(visitor.panel).to_be_hidden()
    assert visitor.focused().startswith("launcher")


def test_on_a_phone_the_focus_stays_within_the_chat(new_context: NewContext, house: BrowserHouse) -> None:
    page = new_context(**DEVICES["phone"]).new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page).open()

    assert chat.panel.evaluate("(panel) => panel.matches(':modal')")
    # The keyboard of the screen would hide the answers, so the field does not take the focus by itself.
    assert "Conversation" in chat.focused()


def test_each_answer_is_put_into_the_live_region_once(visitor: ChatPage) -> None:
    visitor.open()
    visitor.at.evaluate(HEAR)

    visitor.say("la charge ne démarre pas")
    visitor.page.context.set_offline(True)
    visitor.page.context.set_offline(False)
    visitor.page.wait_for_timeout(1500)
    visitor.choose("C'est réglé")

    heard = visitor.at.evaluate("() => window.heard")
    assert len(heard) == len(set(heard)) == len(visitor.rows()) - 2


def test_what_is_replayed_after_a_reload_is_not_read_again(visitor: ChatPage) -> None:
    visitor.open()
    visitor.say("la charge ne démarre pas")
    visitor.page.reload()
    visitor.log.wait_for()
    visitor.at.evaluate(HEAR)
    visitor.wait_answered()

    assert visitor.at.evaluate("() => window.heard") == []


def test_it_says_that_it_is_automatic_before_anything_is_said(visitor: ChatPage) -> None:
    expect(visitor.launcher).to_have_attribute("aria-label", re.compile("assistant automatique"))
    visitor.page.route("**/v1/**", lambda route: route.abort())

    visitor.launcher.click()

    expect(visitor.panel).to_contain_text("Vous parlez à un assistant automatique")


def test_nothing_moves_for_those_who_asked_for_calm(new_context: NewContext, house: BrowserHouse) -> None:
    page = new_context(reduced_motion="reduce").new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page).open()
    chat.say("la charge ne démarre pas")

    moving = chat.at.evaluate("() => document.getAnimations().length")

    assert moving == 0


def test_dark_follows_the_device_unless_the_page_decides(
    as_driver: Callable[..., ChatPage], page: Page, house: BrowserHouse
) -> None:
    lightness = "(panel) => getComputedStyle(panel).backgroundColor"
    dark = as_driver("lea", color_scheme="dark").open()
    page.goto(f"{house.site_url}/dark")

    by_page = ChatPage(page).open()

    assert dark.panel.evaluate(lightness) == by_page.panel.evaluate(lightness) == "rgb(23, 34, 39)"


def test_a_page_gives_it_its_colours_and_its_logo(visitor: ChatPage) -> None:
    visitor.page.evaluate(
        """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(
        'bump-chat { --bump-chat-accent: #6a1b9a; --bump-chat-logo: url("/demo/mark.svg") }');
        document.adoptedStyleSheets = [sheet]; }"""
    )
    visitor.open()

    style = (
        "(one) => [getComputedStyle(one).backgroundColor, getComputedStyle(one).backgroundImage].join(' ')"
    )

    assert "rgb(106, 27, 154)" in visitor.launcher.evaluate(style)
    assert "mark.svg" in visitor.at.locator(".logo").evaluate(style)
