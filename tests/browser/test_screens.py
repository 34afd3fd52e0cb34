"""What is left of a screen: zoomed, under a keyboard, beside a notch."""

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext
from tests.browser.house import BrowserHouse
from tests.browser.test_accessibility import DEVICES, WIDER_THAN_THE_SCREEN


def test_at_twice_the_size_everything_is_still_reached(new_context: NewContext, house: BrowserHouse) -> None:
    # A page of 1280 by 720 zoomed to 200 % has 640 by 360 of its own pixels.
    page = new_context(viewport={"width": 640, "height": 360}, device_scale_factor=2).new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page).open()

    chat.say("la charge ne démarre pas")

    assert chat.at.evaluate(WIDER_THAN_THE_SCREEN) == []
    assert chat.log.bounding_box()["height"] > 100  # type: ignore[index]
    for name in ("Parler à un conseiller", "Fermer l’assistance", "Options"):
        expect(chat.at.get_by_role("button", name=name)).to_be_in_viewport()
    expect(chat.field).to_be_in_viewport()


def test_the_field_stays_in_sight_when_the_keyboard_of_the_phone_is_up(
    new_context: NewContext, house: BrowserHouse
) -> None:
    page = new_context(**DEVICES["phone"]).new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page).open()

    page.set_viewport_size({"width": 390, "height": 420})

    expect(chat.field).to_be_in_viewport(ratio=1)
    expect(chat.at.get_by_role("button", name="Parler à un conseiller")).to_be_in_viewport(ratio=1)
    assert chat.panel.bounding_box()["height"] == 420  # type: ignore[index]


def test_it_keeps_to_what_the_keyboard_leaves_where_the_keyboard_lies_over_the_page(
    new_context: NewContext, house: BrowserHouse
) -> None:
    # As on iOS: the page keeps its size, and what is seen of it is smaller and has moved.
    page = new_context(**DEVICES["phone"]).new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page).open()

    page.evaluate(
        """() => { Object.defineProperty(visualViewport, "height", { get: () => 430 });
        Object.defineProperty(visualViewport, "offsetTop", { get: () => 120 });
        visualViewport.dispatchEvent(new Event("resize")); }"""
    )

    assert chat.panel.bounding_box() == {"x": 0, "y": 120, "width": 390, "height": 430}
    box = chat.field.bounding_box()
    assert box is not None
    assert box["y"] + box["height"] < 550


@pytest.mark.parametrize("path", ["/", "/app"])
def test_nothing_lies_under_the_notch_or_the_bar_of_a_phone(
    path: str, new_context: NewContext, house: BrowserHouse
) -> None:
    page = new_context(viewport={"width": 780, "height": 360}, has_touch=True, is_mobile=True).new_page()
    insets = {"top": 20, "left": 59, "right": 59, "bottom": 21}
    page.context.new_cdp_session(page).send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
    page.goto(f"{house.url}{path}")
    chat = ChatPage(page)
    if path == "/":
        chat.launcher.click()
    chat.wait_answered()

    for part in chat.at.locator(".head, .strip, .bubble, .choice, .composer > :visible").all():
        box = part.bounding_box()
        assert box is not None
        assert box["x"] >= 59
        assert box["x"] + box["width"] <= 780 - 59
    title, field = chat.at.get_by_role("heading").first.bounding_box(), chat.field.bounding_box()
    assert title is not None
    assert field is not None
    assert title["y"] >= 20
    assert field["y"] + field["height"] <= 360 - 21
