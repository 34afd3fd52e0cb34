"""What the cards say, and under which word."""

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.axe import barriers
from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NewContext
from tests.browser.house import BrowserHouse
from tests.browser.scripted import EVERY_BLOCK, NOW, script


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


def a_session(nth: int) -> dict[str, Any]:
    return {
        "type": "session_card",
        "session_id": f"ses_{nth}",
        "station": f"Parking numéro {nth}",
        "town": "Nantes",
        "started_at": NOW.isoformat(),
        "kwh": "15.870",
        "cost_eur": "6.19",
        "active": nth == 2,
    }


def a_list(sessions: int, *choices: str) -> list[tuple[str, list[dict[str, Any]]]]:
    offered = [{"value": f"/{label}", "label": label} for label in choices]
    cards = [a_session(nth) for nth in range(1, sessions + 1)]
    text = {"type": "text", "text": "Laquelle est-ce ?"}
    return [("bot", [text, *cards, {"type": "choices", "choices": offered}])]


def test_the_cards_of_a_list_are_the_choices_themselves(visitor: ChatPage) -> None:
    script(visitor.page, a_list(2, "la première", "la seconde", "Aucune de celles-ci"))
    visitor.launcher.click()
    expect(visitor.choices).to_have_count(3)

    expect(visitor.at.locator(".card")).to_have_count(0)
    expect(visitor.choices.nth(0)).to_contain_text("Parking numéro 1")
    expect(visitor.choices.nth(0)).to_contain_text("Nantes · Aujourd’hui")
    expect(visitor.choices.nth(1)).to_contain_text("15,9 kWh · 6,19 €")
    expect(visitor.choices.nth(1)).to_contain_text("En cours")
    expect(visitor.choices.nth(2)).to_have_text("Aucune de celles-ci")
    with visitor.page.expect_request("**/messages") as sent:
        visitor.choices.nth(1).click()
    assert sent.value.post_data_json["choice"] == "/la seconde"
    assert visitor.said_by_driver() == ["la seconde"]


@pytest.mark.parametrize(
    ("sessions", "choices"), [(1, ("Oui", "Non")), (2, ("Oui", "Non")), (3, ("Oui", "Non"))]
)
def test_cards_that_are_no_list_of_choices_stay_cards(
    sessions: int, choices: tuple[str, ...], visitor: ChatPage
) -> None:
    script(visitor.page, a_list(sessions, *choices))

    visitor.launcher.click()

    expect(visitor.at.locator(".card")).to_have_count(sessions)
    expect(visitor.choices).to_have_text(["Oui", "Non"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_a_list(
    scheme: str, new_context: NewContext, house: BrowserHouse, report: dict[str, Any]
) -> None:
    page = new_context(color_scheme=scheme, viewport={"width": 320, "height": 568}).new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page)
    script(page, a_list(2, "la première", "la seconde", "Aucune de celles-ci"))
    chat.launcher.click()
    expect(chat.choices).to_have_count(3)

    found = barriers(page)

    report["axe_states"] += 1
    report["axe_findings"] += len(found)
    assert found == []


def test_a_finger_leaves_no_choice_that_looks_chosen(new_context: NewContext, house: BrowserHouse) -> None:
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    page.goto(f"{house.url}/")
    chat = ChatPage(page).open()

    # A telephone goes on hovering where the finger was.
    chat.choices.first.hover()

    colours = chat.choices.evaluate_all("(all) => all.map((one) => getComputedStyle(one).backgroundColor)")
    assert len(colours) > 1
    assert len(set(colours)) == 1
