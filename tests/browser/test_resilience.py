"""Nothing is lost and nothing comes twice: reloads, tunnels, sleeps, two tabs."""

import re
import time
from collections.abc import Callable
from uuid import uuid4

import httpx
from playwright.sync_api import Route, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext
from tests.browser.house import BrowserHouse

LOG = 'document.querySelector("bump-chat").shadowRoot.querySelector(".log")'


def positions(chat: ChatPage) -> list[int]:
    return [row["position"] for row in chat.rows()]


def test_a_reload_in_the_middle_brings_the_conversation_back_and_it_goes_on(visitor: ChatPage) -> None:
    visitor.open()
    visitor.choose("Autre problème")
    before = visitor.rows()

    visitor.page.reload()
    visitor.wait_answered()

    assert visitor.rows() == before
    visitor.say("la haie cache les bornes du parking de la mairie")
    visitor.expect_said("Comment vous répondre")


def test_a_cut_in_the_middle_of_an_answer_loses_nothing(house: BrowserHouse, visitor: ChatPage) -> None:
    visitor.open()
    visitor.type("la charge ne démarre pas")
    expect(visitor.at.locator('.row[data-state="sent"]')).to_have_count(1)

    house.cut()
    expect(visitor.banner).to_contain_text("Connexion interrompue")
    house.mend()
    visitor.at.locator(".choice").filter(has_text="Toujours bloqué").wait_for()

    expect(visitor.banner).to_be_empty()
    assert positions(visitor) == list(range(1, len(visitor.rows()) + 1))
    assert visitor.said_by_driver() == ["la charge ne démarre pas"]


def test_what_is_said_offline_waits_and_goes_by_itself_once(visitor: ChatPage) -> None:
    visitor.open()
    visitor.page.context.set_offline(True)

    visitor.type("ma facture est fausse")
    visitor.type("elle date d'hier")

    expect(visitor.banner).to_contain_text("Vous êtes hors ligne")
    expect(visitor.at.locator(".meta").filter(has_text="En attente du réseau").first).to_be_visible()
    visitor.page.context.set_offline(False)
    expect(visitor.at.locator('.row[data-state="sent"]')).to_have_count(2)
    visitor.wait_answered()
    assert visitor.said_by_driver() == ["ma facture est fausse", "elle date d'hier"]
    assert None not in positions(visitor)


def test_what_was_not_sent_survives_a_reload(house: BrowserHouse, visitor: ChatPage) -> None:
    visitor.open()
    visitor.page.route("**/messages", lambda route: route.abort())
    visitor.type("mon badge est perdu")
    expect(visitor.at.locator('.row[data-state="waiting"]')).to_have_count(1)
    visitor.page.unroute("**/messages")

    visitor.page.reload()

    expect(visitor.at.locator(".row .bubble").filter(has_text="mon badge est perdu")).to_have_count(1)
    expect(visitor.at.locator('.row[data-state="sent"]')).to_have_count(1)


def test_an_answer_to_the_sending_that_is_lost_does_not_double_the_message(visitor: ChatPage) -> None:
    visitor.open()
    sent: list[str] = []

    def deliver_and_lose(route: Route) -> None:
        sent.append(route.request.post_data_json["client_id"])
        if len(sent) == 1:
            route.fetch()
            route.abort()
        else:
            route.continue_()

    visitor.page.route("**/messages", deliver_and_lose)
    visitor.type("mon badge est perdu")
    visitor.wait_answered()

    assert len(set(sent)) == 1
    assert visitor.said_by_driver() == ["mon badge est perdu"]


def test_a_message_that_is_refused_says_so_and_can_be_tried_again_or_dropped(visitor: ChatPage) -> None:
    visitor.open()
    visitor.page.route(
        "**/messages",
        lambda route: route.fulfill(
            status=422,
            content_type="application/problem+json",
            body='{"status": 422, "code": "invalid_request", "detail": "Votre message est illisible."}',
        ),
    )
    visitor.type("mon badge est perdu")
    visitor.expect_said("Votre message est illisible.")
    visitor.page.unroute("**/messages")

    visitor.at.get_by_role("button", name="Réessayer").click()

    visitor.wait_answered()
    assert visitor.said_by_driver() == ["mon badge est perdu"]


def test_two_tabs_of_a_driver_show_the_same_conversation(
    house: BrowserHouse, as_driver: Callable[..., ChatPage]
) -> None:
    first = as_driver("tom").open()
    page = first.page.context.new_page()
    page.goto(f"{house.url}/")
    page.select_option("#driver", "tom")
    second = ChatPage(page).open()

    first.say("je veux une facture")

    second.at.locator(".row").filter(has_text="je veux une facture").wait_for()
    second.wait_answered()
    assert second.rows() == first.rows()
    assert second.said_by_driver() == ["je veux une facture"]


def test_two_tabs_of_a_visitor_are_two_visitors(house: BrowserHouse, new_context: NewContext) -> None:
    context = new_context()
    tabs = []
    for _ in range(2):
        page = context.new_page()
        page.goto(f"{house.url}/")
        tabs.append(ChatPage(page).open())

    tabs[0].say("mon badge est perdu")

    assert tabs[0].said_by_driver() == ["mon badge est perdu"]
    assert tabs[1].said_by_driver() == []


def test_messages_that_come_while_the_chat_is_closed_are_counted_and_marked(
    house: BrowserHouse, as_driver: Callable[..., ChatPage]
) -> None:
    chat = as_driver("tom").open()
    chat.at.get_by_role("button", name="Fermer l’assistance").click()

    say_elsewhere(house, "tom", "mon badge est perdu")

    expect(chat.at.locator(".count")).to_be_visible()
    expect(chat.launcher).to_have_attribute("aria-label", re.compile(r"\d+ nouveaux? messages?"))
    chat.launcher.click()
    expect(chat.at.locator(".unread")).to_have_text("Nouveaux messages")
    expect(chat.at.locator(".count")).to_have_count(0)


def test_who_reads_above_is_not_pulled_down(house: BrowserHouse, as_driver: Callable[..., ChatPage]) -> None:
    chat = as_driver("tom").open()
    chat.say("la charge ne démarre pas")
    chat.at.evaluate(f"() => {LOG}.scrollTo(0, 0)")
    chat.page.wait_for_timeout(400)

    say_elsewhere(house, "tom", "je veux une facture")

    chat.at.locator(".row").filter(has_text="je veux une facture").wait_for()
    expect(chat.at.get_by_role("button", name="Nouveaux messages")).to_be_visible()
    assert chat.at.evaluate(f"() => {LOG}.scrollTop") == 0
    chat.wait_answered()
    chat.at.get_by_role("button", name="Nouveaux messages").click()
    expect(chat.at.get_by_role("button", name="Nouveaux messages")).to_be_hidden()


def say_elsewhere(house: BrowserHouse, alias: str, text: str) -> None:
    """As another device of the same driver would."""
    bearer = {"Authorization": f"Bearer {house.app_token(alias)}"}
    opened = httpx.post(f"{house.direct_url}/v1/conversations", json={"channel": "web"}, headers=bearer)
    url = f"{house.direct_url}/v1/conversations/{opened.json()['conversation']['id']}/messages"
    httpx.post(url, json={"client_id": uuid4().hex, "text": text}, headers=bearer).raise_for_status()


def test_what_is_said_while_the_chat_is_still_opening_goes_when_it_is_open(visitor: ChatPage) -> None:
    held: list[Route] = []
    visitor.page.route("**/v1/conversations", lambda route: held.append(route))
    visitor.launcher.click()
    visitor.type("mon badge est perdu")
    visitor.page.wait_for_timeout(300)

    held[0].continue_()

    visitor.at.locator('.row[data-state="sent"]').wait_for()
    visitor.wait_answered()
    assert visitor.said_by_driver() == ["mon badge est perdu"]


def test_a_chat_that_could_not_open_opens_when_the_network_is_back(visitor: ChatPage) -> None:
    visitor.page.context.set_offline(True)
    visitor.launcher.click()
    expect(visitor.banner).to_contain_text("La conversation ne peut pas s’ouvrir")

    visitor.page.context.set_offline(False)

    visitor.wait_answered()
    expect(visitor.banner).to_be_empty()
    visitor.expect_said("Je suis l'assistant automatique")


def test_a_page_that_slept_opens_its_stream_again_when_it_is_looked_at(visitor: ChatPage) -> None:
    visitor.page.clock.install()
    visitor.page.reload()
    visitor.open()
    with visitor.page.expect_request("**/events") as opened:
        visitor.page.clock.set_system_time(time.time() + 3600)
        visitor.page.evaluate('() => document.dispatchEvent(new Event("visibilitychange"))')

    assert opened.value.headers["last-event-id"] == str(len(visitor.rows()))
