"""The five declarations from the first word to the ticket, and a question that an article settles."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.house import BrowserHouse

SAY, CHOOSE = ChatPage.say, ChatPage.choose

FLOWS = {
    "session_in_progress": (
        "claire",
        [
            (SAY, "la borne s'est mise en defaut en plein milieu, ma charge a coupé toute seule"),
            (CHOOSE, "Toujours bloqué"),
            (SAY, "oui jy suis"),
            (SAY, "oui"),
            (CHOOSE, "Envoyer"),
        ],
    ),
    "past_session": (
        "claire",
        [
            (SAY, "le montant de ma derniere recharge est beaucoup trop élevé par raport au kwh"),
            (CHOOSE, "Toujours bloqué"),
            (SAY, "celle d'hier"),
            (CHOOSE, "Envoyer"),
        ],
    ),
    "missing_session": (
        None,
        [
            (CHOOSE, "Session introuvable"),
            (SAY, "hier soir vers 19h"),
            (SAY, "nantes commerce"),
            (CHOOSE, "Badge"),
            (SAY, "je ne sais pas"),
            (SAY, "nadia.lefevre@example.org"),
            (CHOOSE, "Envoyer"),
        ],
    ),
    "app_bug": (
        "karim",
        [
            (CHOOSE, "Bug application"),
            (CHOOSE, "Android"),
            (SAY, "4.9.2"),
            (SAY, "je voulais changer mon mot de passe"),
            (SAY, "la page tourne dans le vide puis revient a l'accueil"),
            (SAY, "Erreur 503 service indisponible"),
            (CHOOSE, "Envoyer"),
        ],
    ),
    "other": (
        "lea",
        [
            (CHOOSE, "Autre problème"),
            (SAY, "un camion de livraison a plié le panneau a l'entrée de votre parking a Vannes"),
            (CHOOSE, "Envoyer"),
        ],
    ),
}


@pytest.mark.parametrize("category", FLOWS)
def test_a_declaration_goes_from_the_first_word_to_the_ticket(
    category: str, house: BrowserHouse, visitor: ChatPage, as_driver: Callable[..., ChatPage]
) -> None:
    alias, steps = FLOWS[category]
    chat = (as_driver(alias) if alias else visitor).open()

    for do, words in steps:
        do(chat, words)

    ticket = house.tickets()[-1]
    assert ticket.category == category
    expect(chat.at.locator(".ticket-number")).to_contain_text(ticket.number)


def test_the_summary_stands_as_a_card_before_it_is_sent(as_driver: Callable[..., ChatPage]) -> None:
    chat = as_driver("lea").open()

    chat.choose("Autre problème")
    chat.say("la barriere de votre parking a Vannes est tombée par terre")

    card = chat.at.locator(".card").last
    expect(card).to_contain_text("Autre problème")
    expect(card.locator("dd").last).to_contain_text("la barriere de votre parking")
    assert "Description" not in chat.rows()[-1]["text"]


def test_an_article_settles_a_question_without_a_ticket(house: BrowserHouse, visitor: ChatPage) -> None:
    before = len(house.tickets())
    visitor.open()

    visitor.say("comment obtenir une facture de ma recharge")
    expect(visitor.at.locator(".bubble li").first).to_be_visible()
    visitor.choose("C'est réglé")

    visitor.expect_said("content que ce soit réglé")
    assert len(house.tickets()) == before
