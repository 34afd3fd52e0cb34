"""What comes at the end: an opinion, a copy, and what a page hears of it."""

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from support.storage.conversation_tables import ConversationRow
from tests.browser.chat_page import ChatPage
from tests.browser.house import BrowserHouse

DANGER = "rgb(166, 32, 25)"


def test_an_opinion_is_given_by_keyboard_with_a_comment(house: BrowserHouse, visitor: ChatPage) -> None:
    visitor.open()
    visitor.option("Donner mon avis")
    visitor.sheet.get_by_role("radio", name="1 sur 5").focus()

    for _ in range(3):
        visitor.page.keyboard.press("ArrowRight")
    visitor.sheet.get_by_role("textbox").fill("Clair et rapide")
    visitor.sheet.get_by_role("button", name="Envoyer mon avis").click()

    expect(visitor.sheet).to_contain_text("votre avis est enregistré")
    with house.support.database.transaction(read_only=True) as session:
        rated = session.execute(select(ConversationRow.rating, ConversationRow.rating_comment)).all()
    assert (4, "Clair et rapide") in [tuple(row) for row in rated]


def test_each_score_stands_in_the_middle_of_its_square(visitor: ChatPage) -> None:
    visitor.open()
    visitor.option("Donner mon avis")

    off = visitor.sheet.locator(".score span").evaluate_all(
        """(squares) => squares.map((square) => {
        const range = document.createRange(); range.selectNodeContents(square);
        const [outer, inner] = [square.getBoundingClientRect(), range.getBoundingClientRect()];
        return Math.max(Math.abs(outer.left + outer.right - inner.left - inner.right),
          Math.abs(outer.top + outer.bottom - inner.top - inner.bottom)) / 2; })"""
    )

    assert len(off) == 5
    assert max(off) < 2


def test_a_copy_of_the_conversation_is_downloaded(visitor: ChatPage) -> None:
    visitor.open()
    visitor.say("mon badge est perdu")

    with visitor.page.expect_download() as download:
        visitor.option("Télécharger la conversation")

    assert download.value.suggested_filename == "conversation-bump.txt"
    assert "mon badge est perdu" in download.value.path().read_text(encoding="utf-8")


def test_a_copy_that_cannot_be_sent_says_so_as_a_fault(visitor: ChatPage) -> None:
    visitor.open()
    visitor.option("Recevoir la conversation par e-mail")
    visitor.sheet.get_by_role("textbox").fill("nadia.lefevre@example.org")

    visitor.sheet.get_by_role("button", name="Envoyer la copie").click()

    # No mail server in this house.
    expect(visitor.sheet).to_contain_text("Nous ne pouvons pas envoyer d'e-mail pour le moment")
    expect(visitor.sheet.get_by_role("status")).to_have_css("color", DANGER)


@pytest.mark.parametrize(
    ("address", "words"), [("nadia@", "ne semble pas complète"), ("", "ne semble pas complète")]
)
def test_a_wrong_address_for_the_copy_is_pointed_at(address: str, words: str, visitor: ChatPage) -> None:
    visitor.open()
    visitor.option("Recevoir la conversation par e-mail")
    visitor.sheet.get_by_role("textbox").fill(address)

    visitor.sheet.get_by_role("button", name="Envoyer la copie").click()

    expect(visitor.sheet).to_contain_text(words)
    expect(visitor.sheet.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    expect(visitor.sheet.get_by_role("status")).to_have_css("color", DANGER)


def test_what_passes_is_said_over_the_conversation_and_not_over_the_choices(visitor: ChatPage) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open()

    visitor.at.get_by_role("button", name="Copier").last.click()

    expect(visitor.notice).to_have_text("Copié")
    notice, choice = visitor.notice.bounding_box(), visitor.choices.first.bounding_box()
    assert notice is not None
    assert choice is not None
    assert notice["y"] + notice["height"] < choice["y"]
    visitor.option("Donner mon avis")
    at_top = visitor.notice.evaluate(
        """(notice) => { const box = notice.getBoundingClientRect();
        return notice.getRootNode().elementFromPoint(box.x + box.width / 2, box.y + 5).className; }"""
    )
    assert at_top == "sheet-frame"


def test_without_a_conversation_there_is_no_menu_about_it(visitor: ChatPage) -> None:
    visitor.open()
    options = visitor.at.get_by_role("button", name="Options")
    visitor.option("Effacer ma conversation")
    visitor.sheet.get_by_role("button", name="Effacer").click()
    expect(options).to_be_hidden()

    visitor.at.get_by_role("button", name="Nouvelle conversation").click()

    expect(options).to_be_visible()


def test_an_answer_is_copied_whole_and_without_marks(visitor: ChatPage) -> None:
    visitor.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visitor.open()
    visitor.say("la charge ne démarre pas")

    visitor.at.get_by_role("button", name="Copier").last.click()

    expect(visitor.notice).to_have_text("Copié")
    copied = visitor.at.evaluate("() => navigator.clipboard.readText()")
    assert "1. " in copied
    assert "**" not in copied


def test_the_page_around_hears_of_tickets(visitor: ChatPage, house: BrowserHouse) -> None:
    visitor.page.evaluate(
        """() => { window.heard = []; for (const name of ["open", "ticket", "close"])
        document.addEventListener(`bump-chat:${name}`, (event) => window.heard.push([name, event.detail])); }"""
    )
    visitor.open()
    visitor.choose("Autre problème")
    visitor.say("la haie cache les bornes du parking de la mairie")
    visitor.say("nadia.lefevre@example.org")

    visitor.choose("Envoyer")

    number = visitor.at.locator(".ticket-number").inner_text().strip()
    assert visitor.page.evaluate("() => window.heard") == [["open", {}], ["ticket", {"number": number}]]
