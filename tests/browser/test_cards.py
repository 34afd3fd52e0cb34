"""What the cards say, and under which word."""

from playwright.sync_api import Locator, expect

from tests.browser.chat_page import ChatPage
from tests.browser.scripted import EVERY_BLOCK, script


def card(chat: ChatPage, title: str) -> Locator:
    script(chat.page, EVERY_BLOCK)
    chat.launcher.click()
    found = chat.at.locator(".card").filter(has_text=title).first
    found.wait_for()
    return found


def rows(of: Locator) -> list[list[str]]:
    """Each row as label and value, as they are read."""
    return of.evaluate(
        "(card) => [...card.querySelectorAll('dl > div')].map((row) => [...row.children].map((one) => one.innerText))"
    )  # type: ignore[no-any-return]


def test_a_session_is_named_by_its_station_and_tells_the_town_as_town(visitor: ChatPage) -> None:
    session = card(visitor, "Parking Nantes Commerce")

    expect(session.locator(".kind")).to_have_text("Session de recharge")
    expect(session.locator(".card-title strong")).to_have_text("Parking Nantes Commerce")
    told = rows(session)
    assert [label for label, _ in told] == ["Ville", "Début", "Fin", "Énergie", "Coût"]
    assert told[0] == ["Ville", "Nantes"]


def test_a_session_that_goes_on_has_no_end_and_no_cost(visitor: ChatPage) -> None:
    session = card(visitor, "En cours")

    expect(session.locator(".badge")).to_have_text("En cours")
    assert [label for label, _ in rows(session)] == ["Ville", "Début", "Énergie"]


def test_a_station_tells_its_town_with_its_address(visitor: ChatPage) -> None:
    station = card(visitor, "12 boulevard Vivier-Merle")

    expect(station.locator(".kind")).to_have_text("Station")
    assert rows(station)[0] == ["Adresse", "12 boulevard Vivier-Merle, Lyon"]
