"""Who is talking: tokens that expire, another driver on the same device, and what stays on the device."""

from collections.abc import Callable

from playwright.sync_api import Page, Route, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext, forget_conversation_of
from tests.browser.house import BrowserHouse

STORED = "() => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
# The app around a webview, as Android does it; `appToken` is answered by the test.
ANDROID_HOST = """
window.told = [];
window.bumpChatHost = {
  async postMessage(json) {
    const message = JSON.parse(json);
    window.told.push(message);
    if (message.type !== "getToken") return;
    const token = await window.appToken(message.reason);
    this.onmessage({ data: JSON.stringify({ type: "token", id: message.id, token }) });
  },
};
"""


def in_the_app(new_context: NewContext, house: BrowserHouse, token: Callable[[str], str | None]) -> ChatPage:
    context = new_context(viewport={"width": 390, "height": 844}, has_touch=True)
    context.expose_function("appToken", lambda reason: token(reason))
    context.add_init_script(ANDROID_HOST)
    page = context.new_page()
    page.goto(f"{house.url}/app")
    chat = ChatPage(page)
    chat.wait_answered()
    return chat


def test_a_drivers_token_that_expires_is_asked_for_again_and_nothing_is_lost(
    new_context: NewContext, house: BrowserHouse
) -> None:
    forget_conversation_of(house, "paul")
    reasons: list[str] = []

    def token(reason: str) -> str:
        reasons.append(reason)
        return house.app_token("paul", lives_s=900 if reasons[1:] else 4)

    chat = in_the_app(new_context, house, token)
    before = chat.rows()
    chat.page.wait_for_timeout(5000)

    chat.say("je veux une facture")

    assert reasons[:2] == ["open", "expired"]
    assert chat.rows()[: len(before)] == before
    assert chat.said_by_driver() == ["je veux une facture"]


def test_a_visitors_token_is_renewed_before_it_expires(house: BrowserHouse, page: Page) -> None:
    page.clock.install()
    page.goto(f"{house.url}/")
    chat = ChatPage(page)
    chat.launcher.click()
    expect(chat.choices.first).to_be_visible()

    with page.expect_response("**/v1/conversations/*/token") as renewal:
        page.clock.fast_forward("29:00")

    assert renewal.value.status == 200
    expect(chat.banner).to_be_empty()


def test_a_visitor_whose_token_has_expired_is_told_and_begins_anew(visitor: ChatPage) -> None:
    visitor.open()
    visitor.say("mon badge est perdu")
    visitor.at.evaluate(
        """() => { const [key] = Object.keys(sessionStorage); const kept = JSON.parse(sessionStorage[key]);
        sessionStorage[key] = JSON.stringify({...kept, token: kept.token.slice(0, -4) + "AAAA"}); }"""
    )

    visitor.page.reload()
    visitor.wait_answered()

    assert visitor.said_by_driver() == []
    visitor.say("mon câble est coincé")
    assert visitor.said_by_driver() == ["mon câble est coincé"]


def test_a_stream_that_says_expired_offers_a_new_conversation(visitor: ChatPage) -> None:
    refused = '{"status": 401, "code": "token_expired", "detail": "Votre accès a expiré."}'
    visitor.open()
    for path in ("**/events", "**/token"):
        visitor.page.route(
            path,
            lambda route: route.fulfill(status=401, content_type="application/problem+json", body=refused),
        )
    visitor.page.context.set_offline(True)
    visitor.page.context.set_offline(False)
    expect(visitor.banner).to_contain_text("Votre session a expiré")
    for path in ("**/events", "**/token"):
        visitor.page.unroute(path)

    visitor.at.get_by_role("button", name="Commencer une nouvelle conversation").click()

    visitor.wait_answered()
    visitor.say("mon badge est perdu")
    assert visitor.said_by_driver() == ["mon badge est perdu"]


def test_another_driver_on_the_same_device_sees_nothing_of_the_former(
    house: BrowserHouse, as_driver: Callable[..., ChatPage]
) -> None:
    forget_conversation_of(house, "marc")
    chat = as_driver("sophie").open()
    chat.say("mon adresse est sophie.secret@example.org")

    chat.page.select_option("#driver", "marc")
    chat.expect_said("Bonjour Marc")
    chat.wait_answered()

    assert chat.said_by_driver() == []
    assert "Sophie" not in chat.log.inner_text()
    assert "secret" not in chat.at.evaluate(STORED)


def test_a_conversation_that_was_still_opening_at_the_change_of_driver_is_not_shown(
    house: BrowserHouse, as_driver: Callable[..., ChatPage]
) -> None:
    forget_conversation_of(house, "marc")
    chat = as_driver("sophie")
    held: list[Route] = []
    chat.page.route("**/v1/conversations", lambda route: held.append(route))
    chat.launcher.click()
    chat.page.wait_for_timeout(300)

    chat.page.select_option("#driver", "marc")
    chat.page.wait_for_timeout(300)
    for request in held:
        request.continue_()

    chat.expect_said("Bonjour Marc")
    chat.wait_answered()
    assert len(held) == 2
    assert "Sophie" not in chat.log.inner_text()


def test_another_drivers_token_at_a_renewal_opens_his_conversation(
    new_context: NewContext, house: BrowserHouse
) -> None:
    for alias in ("paul", "julie"):
        forget_conversation_of(house, alias)
    lives: list[float] = []

    def token(reason: str) -> str:
        lives.append(900 if lives else 4)
        return house.app_token("paul" if len(lives) == 1 else "julie", lives_s=lives[-1])

    chat = in_the_app(new_context, house, token)
    chat.say("mon badge est perdu")

    chat.expect_said("Bonjour Julie")

    assert chat.said_by_driver() == []
    assert "Paul" not in chat.log.inner_text()


def test_a_driver_finds_his_conversation_on_another_device(
    house: BrowserHouse, as_driver: Callable[..., ChatPage], new_context: NewContext
) -> None:
    as_driver("ines").open().say("je veux une facture")

    page = new_context().new_page()
    page.goto(f"{house.url}/")
    page.select_option("#driver", "ines")
    other = ChatPage(page).open()

    assert other.said_by_driver() == ["je veux une facture"]


def test_the_apps_token_is_never_in_an_address_nor_kept(new_context: NewContext, house: BrowserHouse) -> None:
    token = house.app_token("paul")
    addresses: list[str] = []
    forget_conversation_of(house, "paul")
    chat = in_the_app(new_context, house, lambda _: token)
    chat.page.on("request", lambda request: addresses.append(request.url))

    chat.say("je veux une facture")
    chat.page.reload()
    chat.wait_answered()

    assert addresses
    assert not [address for address in addresses if token in address or "token=" in address]
    assert token not in chat.at.evaluate(STORED)


def test_a_visitor_erases_his_conversation_everywhere(house: BrowserHouse, visitor: ChatPage) -> None:
    visitor.open()
    visitor.say("mon badge est perdu")

    visitor.option("Effacer ma conversation")
    visitor.sheet.get_by_role("button", name="Effacer").click()

    expect(visitor.banner).to_contain_text("Votre conversation est effacée")
    assert visitor.rows() == []
    assert visitor.at.evaluate(STORED) == '[{},{},""]'
