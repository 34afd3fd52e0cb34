"""In the app: the bridge to the web view, the chosen session, links that the app opens; and the demo around it."""

import json
from collections.abc import Callable

from playwright.sync_api import Frame, Page, expect

from support.charging.demo_drivers import DRIVERS
from support.charging.demo_sessions import charges
from support.clock import utc_now
from support.settings import ROOT
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext, forget_conversation_of
from tests.browser.house import BrowserHouse
from tests.browser.test_identity import in_the_app

IOS_HOST = """
window.told = [];
window.webkit = { messageHandlers: { bumpChat: { postMessage: async (message) => {
  window.told.push(message);
  if (message.type === "getToken") return { token: await window.appToken(), context: { platform: "ios" } };
} } } };
"""
TOLD = "() => window.told"


def types_told(chat: ChatPage) -> list[str]:
    return [message["type"] for message in chat.at.evaluate(TOLD)]


def in_the_phone(page: Page, button: str) -> ChatPage:
    """Open the web view of the demo's telephone by this button."""
    page.get_by_role("button", name=button).first.click()
    page.locator("iframe").wait_for()
    frame = page.query_selector("iframe").content_frame()  # type: ignore[union-attr]
    assert isinstance(frame, Frame)
    frame.wait_for_function("() => document.querySelector('bump-chat')?.shadowRoot?.querySelector('.row')")
    chat = ChatPage(frame)
    chat.wait_answered()
    return chat


def test_an_android_app_gives_the_token_and_is_told_what_happens(
    new_context: NewContext, house: BrowserHouse
) -> None:
    forget_conversation_of(house, "lea")
    chat = in_the_app(new_context, house, lambda _: house.app_token("lea"))
    chat.choose("Autre problème")
    chat.say("un camion a plié le panneau du parking de Vannes")

    chat.choose("Envoyer")

    number = chat.at.locator(".ticket-number").inner_text().strip()
    assert {"type": "ticket", "number": number} in chat.at.evaluate(TOLD)
    assert types_told(chat)[:3] == ["getToken", "opened", "ready"]


def test_an_ios_app_may_answer_by_the_promise(new_context: NewContext, house: BrowserHouse) -> None:
    forget_conversation_of(house, "lea")
    context = new_context(viewport={"width": 390, "height": 844})
    context.expose_function("appToken", lambda: house.app_token("lea"))
    context.add_init_script(IOS_HOST)
    page = context.new_page()
    page.goto(f"{house.url}/app")
    chat = ChatPage(page)

    chat.wait_answered()

    chat.expect_said("Bonjour Léa")


def test_links_are_opened_by_the_app(new_context: NewContext, house: BrowserHouse) -> None:
    forget_conversation_of(house, "lea")
    chat = in_the_app(new_context, house, lambda _: house.app_token("lea"))
    chat.at.get_by_role("button", name="Parler à un conseiller").click()

    chat.at.locator("a.link.tel").click()

    assert {"type": "openLink", "url": "tel:+33176401280", "kind": "tel"} in chat.at.evaluate(TOLD)
    assert chat.page.url == f"{house.url}/app"


def test_a_page_without_an_app_around_is_an_anonymous_visit(house: BrowserHouse, page: Page) -> None:
    page.goto(f"{house.url}/app")
    chat = ChatPage(page)

    chat.wait_answered()

    chat.expect_said("Bonjour. Je suis l'assistant automatique")
    expect(chat.at.get_by_role("button", name="Fermer l’assistance")).to_be_hidden()


def test_an_app_that_gives_no_token_is_told_in_words_and_can_be_tried_again(
    house: BrowserHouse, page: Page
) -> None:
    page.clock.install()
    page.add_init_script("window.bumpChatHost = { postMessage() {} }")
    page.goto(f"{house.url}/app")
    page.clock.fast_forward(11_000)
    chat = ChatPage(page)

    expect(chat.banner).to_contain_text("01 76 40 12 80")
    expect(chat.banner.get_by_role("button", name="Réessayer")).to_be_visible()


def test_a_chosen_session_begins_its_declaration(as_driver: Callable[..., ChatPage]) -> None:
    page = as_driver("claire").page
    page.locator("#charges li").filter(has_text="Nantes").get_by_role("button").click()
    frame = page.query_selector("iframe").content_frame()  # type: ignore[union-attr]
    frame.wait_for_function("() => document.querySelector('bump-chat')?.shadowRoot?.querySelector('.row')")  # type: ignore[union-attr]
    chat = ChatPage(frame)  # type: ignore[arg-type]

    chat.wait_answered()

    chat.expect_said("Parking Nantes Commerce")
    expect(chat.choice("Défaut de facturation")).to_be_visible()


def test_the_phone_of_the_demo_shows_the_driver_who_is_chosen(as_driver: Callable[..., ChatPage]) -> None:
    chat = in_the_phone(as_driver("tom").page, "Aide et contact")

    chat.expect_said("Bonjour Tom")


def test_a_question_of_the_help_centre_stands_in_the_field_to_be_sent(visitor: ChatPage) -> None:
    visitor.page.get_by_role("button", name="Mon câble est coincé").click()

    expect(visitor.field).to_have_value("Mon câble est coincé")
    expect(visitor.field).to_be_focused()
    visitor.wait_answered()
    visitor.at.get_by_role("button", name="Envoyer").click()
    visitor.wait_answered()
    assert visitor.said_by_driver() == ["Mon câble est coincé"]


def test_a_question_of_the_help_centre_does_not_wipe_out_what_is_being_written(visitor: ChatPage) -> None:
    visitor.open()
    visitor.field.fill("bonjour je")

    visitor.page.get_by_role("button", name="Mon câble est coincé").click()

    expect(visitor.field).to_have_value("bonjour je")


def test_the_demo_cuts_the_network_of_both_windows(visitor: ChatPage) -> None:
    visitor.open()
    phone = in_the_phone(visitor.page, "Aide et contact")

    visitor.page.get_by_role("button", name="Couper le réseau").click()
    expect(visitor.banner).to_contain_text("hors ligne")
    expect(phone.banner).to_contain_text("hors ligne")
    visitor.type("mon badge est perdu")
    visitor.page.get_by_role("button", name="Rétablir le réseau").click()

    visitor.wait_answered()
    expect(visitor.banner).to_be_empty()
    expect(phone.banner).to_be_empty()
    assert visitor.said_by_driver() == ["mon badge est perdu"]


def test_the_demo_knows_the_drivers_and_charges_of_the_demonstration() -> None:
    shown = json.loads(
        (ROOT / "widget/demo/drivers.js").read_text(encoding="utf-8").split("DRIVERS = ")[1].rstrip(";\n")
    )
    real = {(charge.id, charge.alias) for charge in charges(utc_now())}

    assert {one["alias"]: (one["name"], one["description"]) for one in shown} == {
        alias: (driver.name, driver.description) for alias, driver in DRIVERS.items()
    }
    assert {(charge["id"], one["alias"]) for one in shown for charge in one["charges"]} <= real
