"""On another site, under the strictest policy, and before anybody asks for it."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import count_refusals
from tests.browser.house import BrowserHouse

STORED = "() => [localStorage.length, sessionStorage.length, document.cookie]"


def test_before_it_is_opened_nothing_is_stored_and_nothing_asked_for(house: BrowserHouse, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto(house.site_url)
    ChatPage(page).launcher.wait_for()
    page.wait_for_timeout(1000)

    assert asked == [f"{house.site_url}/", f"{house.url}/widget/bump-chat.js"]
    assert page.evaluate(STORED) == [0, 0, ""]
    assert page.context.cookies() == []


def test_under_the_strictest_policy_it_works_whole(house: BrowserHouse, page: Page) -> None:
    page.goto(house.site_url)
    chat = ChatPage(page).open()

    chat.say("la charge ne démarre pas")
    chat.option("Recevoir la conversation par e-mail")

    expect(chat.sheet).to_be_visible()
    # The style has come too: without it the panel would stand in the page's flow.
    assert chat.panel.evaluate("(panel) => getComputedStyle(panel).position") == "fixed"


@pytest.mark.parametrize(
    ("path", "directive"),
    [
        ("/inline-style", "style-src-attr"),
        ("/inline-script", "script-src-elem"),
        ("/foreign-script", "script-src-elem"),
        ("/data-image", "img-src"),
    ],
)
def test_what_the_policy_refuses_is_counted(
    path: str, directive: str, browser: Browser, house: BrowserHouse
) -> None:
    # Not by `new_context`, which would rightly fail this test.
    device = browser.new_context()
    refusals: list[str] = []
    count_refusals(device, refusals)
    page = device.new_page()

    page.goto(f"{house.site_url}{path}")
    page.wait_for_timeout(300)

    assert [line.split(" ")[0] for line in refusals] == [directive]
    assert refusals[0].endswith(f"on {path}")
    device.close()


def test_what_the_policy_refuses_is_counted_within_the_widget_too(
    browser: Browser, house: BrowserHouse
) -> None:
    device = browser.new_context()
    refusals: list[str] = []
    count_refusals(device, refusals)
    page = device.new_page()
    page.goto(house.site_url)

    ChatPage(page).launcher.evaluate("(button) => button.setAttribute('style', 'color: red')")
    page.wait_for_timeout(300)

    assert [line.split(" ")[0] for line in refusals] == ["style-src-attr"]
    device.close()


def test_no_element_carries_inline_style(house: BrowserHouse, page: Page) -> None:
    page.goto(house.site_url)
    chat = ChatPage(page).open()
    chat.say("la charge ne démarre pas")

    inline = chat.at.evaluate(
        """() => document.querySelector("bump-chat").shadowRoot.querySelectorAll("[style], style").length
        + document.querySelectorAll("[style], style").length"""
    )

    assert inline == 0


def test_only_the_visitors_token_is_kept_and_only_in_this_tab(house: BrowserHouse, page: Page) -> None:
    page.goto(house.site_url)
    ChatPage(page).open()

    local, session, cookies = page.evaluate(
        "() => [{...localStorage}, Object.values(sessionStorage), document.cookie]"
    )

    assert (local, cookies) == ({}, "")
    assert len(session) == 1
    assert re.search(r'"token":"ey', session[0])


def test_one_line_embeds_it_with_its_settings(house: BrowserHouse, page: Page) -> None:
    page.goto(f"{house.site_url}/dark")

    expect(page.locator("bump-chat")).to_have_attribute("theme", "dark")
    ChatPage(page).open().expect_said("assistant automatique")
