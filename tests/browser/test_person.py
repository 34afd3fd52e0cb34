"""« Parler à un conseiller »: always in sight, asked once, and the telephone when it does not go."""

from playwright.sync_api import Locator, Route, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext
from tests.browser.house import BrowserHouse
from tests.browser.test_host import TOLD
from tests.browser.test_identity import ANDROID_HOST

ASKED = "Je voudrais parler à un conseiller."


def person(chat: ChatPage) -> Locator:
    return chat.at.get_by_role("button", name="Parler à un conseiller")


def wait_for_the_telephone(chat: ChatPage) -> None:
    """The words of the request come from the API, so nothing is quiet before them."""
    chat.at.locator(".row a.link.tel").wait_for()
    chat.wait_answered()


def test_it_is_answered_with_the_telephone(visitor: ChatPage) -> None:
    visitor.open()

    person(visitor).click()

    expect(visitor.at.locator("a.link.tel")).to_have_attribute("href", "tel:+33176401280")


def test_a_double_tap_asks_once_and_keeps_the_focus(visitor: ChatPage) -> None:
    visitor.open()

    person(visitor).dblclick()
    wait_for_the_telephone(visitor)

    assert visitor.said_by_driver() == [ASKED]
    assert "Parler à un conseiller" in visitor.focused()
    expect(person(visitor)).to_have_attribute("aria-disabled", "false")


def test_while_the_request_is_under_way_the_button_rests(visitor: ChatPage) -> None:
    visitor.open()
    held: list[Route] = []
    visitor.page.route("**/person", lambda route: held.append(route))
    person(visitor).click()
    visitor.page.wait_for_timeout(1300)

    # Not `click`, which would wait until the button is enabled.
    person(visitor).dispatch_event("click")
    expect(person(visitor)).to_have_attribute("aria-disabled", "true")
    held[0].continue_()

    wait_for_the_telephone(visitor)
    assert len(held) == 1
    assert visitor.said_by_driver() == [ASKED]


def test_when_it_does_not_go_the_telephone_is_offered_and_a_retry_is_the_same_request(
    visitor: ChatPage,
) -> None:
    visitor.open()
    ids: list[str] = []

    def lose(route: Route) -> None:
        ids.append(route.request.post_data_json["client_id"])
        if len(ids) == 1:
            route.abort()
        else:
            route.continue_()

    visitor.page.route("**/person", lose)
    person(visitor).click()
    expect(visitor.sheet).to_contain_text("Votre demande n’est pas partie")
    call = visitor.sheet.get_by_role("link", name="Appeler le 01 76 40 12 80")
    expect(call).to_have_attribute("href", "tel:0176401280")

    visitor.sheet.get_by_role("button", name="Réessayer").click()

    wait_for_the_telephone(visitor)
    expect(visitor.sheet).to_have_count(0)
    assert visitor.said_by_driver() == [ASKED]
    assert len(ids) == 2
    assert len(set(ids)) == 1


def test_a_request_that_arrived_though_its_answer_was_lost_can_be_made_again_later(visitor: ChatPage) -> None:
    visitor.open()

    def take_and_lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    visitor.page.route("**/person", take_and_lose_the_answer, times=1)
    person(visitor).click()
    wait_for_the_telephone(visitor)
    if visitor.sheet.count():
        visitor.page.keyboard.press("Escape")

    person(visitor).click()

    expect(visitor.at.locator('.row[data-author="driver"]')).to_have_count(2)
    assert visitor.said_by_driver() == [ASKED, ASKED]


def test_after_an_erasure_it_opens_a_conversation_and_asks_there(visitor: ChatPage) -> None:
    visitor.open()
    visitor.option("Effacer ma conversation")
    visitor.sheet.get_by_role("button", name="Effacer").click()
    expect(visitor.banner).to_contain_text("Votre conversation est effacée")

    person(visitor).click()

    wait_for_the_telephone(visitor)
    expect(visitor.banner).to_be_empty()
    assert visitor.said_by_driver() == [ASKED]


def test_an_answer_that_arrives_after_an_erasure_is_shown_to_nobody(visitor: ChatPage) -> None:
    visitor.open()
    held: list[Route] = []
    visitor.page.route("**/person", lambda route: held.append(route), times=1)
    person(visitor).click()
    expect(person(visitor)).to_have_attribute("aria-disabled", "true")
    taken = held[0].fetch()
    visitor.option("Effacer ma conversation")
    visitor.sheet.get_by_role("button", name="Effacer").click()
    expect(visitor.banner).to_contain_text("Votre conversation est effacée")

    held[0].fulfill(response=taken)

    expect(person(visitor)).to_have_attribute("aria-disabled", "false")
    assert visitor.rows() == []


def test_the_telephone_of_a_chat_that_cannot_open_is_dialled_by_the_app(
    new_context: NewContext, house: BrowserHouse
) -> None:
    context = new_context(viewport={"width": 390, "height": 844})
    context.expose_function("appToken", lambda reason: house.app_token("lea"))
    context.add_init_script(ANDROID_HOST)
    page = context.new_page()
    page.route("**/v1/conversations", lambda route: route.abort())
    page.goto(f"{house.url}/app")
    chat = ChatPage(page)

    chat.banner.get_by_role("link", name="01 76 40 12 80").click()

    assert {"type": "openLink", "url": "tel:0176401280", "kind": "tel"} in chat.at.evaluate(TOLD)
