"""Means of starting or paying a charge."""

import pytest

from support.reading.means import Means, read_means


@pytest.mark.parametrize(
    "text",
    [
        "appli",
        "l'app",
        "téléphone",
        "QR code",
        "application",
        "avec mon tel",
        "l'application",
        "aplication",
        "telefone",
        "smartphone",
        "pas le badge, l'appli",
    ],
)
def test_asked_the_application_is_read(text: str) -> None:
    assert read_means(text, asked=True) is Means.APP


@pytest.mark.parametrize(
    "text",
    [
        "j'ai lancé la charge avec l'appli",
        "via l'application",
        "depuis mon téléphone",
        "j'ai scanné le QR code",
        "démarré avec mon tel",
    ],
)
def test_unasked_the_application_is_read(text: str) -> None:
    assert read_means(text) is Means.APP


@pytest.mark.parametrize(
    "text",
    [
        "badge",
        "pass",
        "RFID",
        "carte Bump",
        "bump pass",
        "le bagde",
        "badje",
        "mon badge",
        "plutôt le badge",
        "pas la cb le badge",
        "carte de recharge",
    ],
)
def test_asked_the_badge_is_read(text: str) -> None:
    assert read_means(text, asked=True) is Means.BADGE


@pytest.mark.parametrize(
    "text",
    [
        "j'ai badgé mais rien",
        "mon badge ne marche pas",
        "avec mon pass",
        "bump pass refusé",
        "carte bump",
    ],
)
def test_unasked_the_badge_is_read(text: str) -> None:
    assert read_means(text) is Means.BADGE


@pytest.mark.parametrize(
    "text",
    [
        "CB",
        "carte bleue",
        "carte bancaire",
        "sans contact",
        "TPE",
        "terminal",
        "cb",
        "avec ma carte bleu",
        "au terminal",
    ],
)
def test_asked_the_bank_card_is_read(text: str) -> None:
    assert read_means(text, asked=True) is Means.BANK_CARD


@pytest.mark.parametrize(
    "text",
    [
        "payé par CB",
        "le terminal refuse ma carte",
        "j'ai mis ma carte bleue",
        "le tpe est HS",
        "payé en sans contact",
    ],
)
def test_unasked_the_bank_card_is_read(text: str) -> None:
    assert read_means(text) is Means.BANK_CARD


@pytest.mark.parametrize(
    "text",
    [
        "carte",
        "la carte",
        "oui",
        "je ne sais pas",
        "badge ou appli",
        "",
        "mot de passe",
        "2",
    ],
)
def test_asked_an_ambiguous_answer_is_left_alone(text: str) -> None:
    assert read_means(text, asked=True) is None


@pytest.mark.parametrize(
    "text",
    [
        "l'appli plante",
        "mon numéro de téléphone",
        "j'ai perdu mon badge",
        "commander un badge",
        "mot de passe",
        "ma carte ne passe pas",
        "je passe mon temps",
        "bonjour",
        "pas avec le badge",
        "je ne vois pas ma session dans l'appli",
    ],
)
def test_unasked_a_mere_mention_is_left_alone(text: str) -> None:
    assert read_means(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Apple Pay refusé",
        "j'ai utilisé google pay",
        "j'ai scanné le QR code et payé par carte bancaire",
        "payé par téléphone en sans contact",
        "payé en ligne par carte",
    ],
)
def test_a_telephone_or_a_code_beside_a_bank_card_only_leads_to_it(text: str) -> None:
    assert read_means(text) is Means.BANK_CARD


def test_the_application_and_the_badge_together_are_no_means() -> None:
    assert read_means("avec l'appli puis avec mon badge") is None
