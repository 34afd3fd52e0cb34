import json

import pytest

from chat.messages import BotMessage, blocks_of, french_spacing, logged_bot_message, read_bot_message
from support.app_screens import Link
from support.cards import RatingRequest, StationCard, TicketCard, card_as_block
from support.reading.choices import Choice
from tests.blocks import faults, types_of

TICKET = TicketCard("BMP-2026-000001", "Session passée", "résolue")
STATION = StationCard("loc_1901", "Guérande Remparts", "1 rue du Port", "Guérande")
FULL = BotMessage(
    "Est-ce réglé\u202f?",
    (Choice("settled:yes", "Oui"), Choice("settled:no", "Non")),
    (Link("Appeler", "tel:+33176401280"), Link("Ouvrir la carte", "bump://carte")),
    (RatingRequest(), STATION, TICKET),
)
LOGGED_BEFORE_THE_SCHEMA = [
    {"type": "choice", "value": "settled:yes", "label": "Oui"},
    {"type": "choice", "value": "settled:no", "label": "Non"},
    {"type": "link", "url": "tel:+33176401280", "label": "Appeler"},
]


def test_a_bubble_of_the_engine_is_read_with_its_choices_links_and_cards() -> None:
    message = read_bot_message(
        {
            "text": "Est-ce réglé",
            "buttons": [{"title": "Oui", "payload": "settled:yes"}],
            "custom": {
                "links": [{"label": "Appeler", "url": "tel:+33176401280"}],
                "cards": [{"type": "ticket_card", "number": "1", "title": "Autre", "status": "résolue"}],
            },
        }
    )

    assert message.text == "Est-ce réglé"
    assert message.choices == (Choice("settled:yes", "Oui"),)
    assert message.links == (Link("Appeler", "tel:+33176401280"),)
    assert message.cards == (TicketCard("1", "Autre", "résolue"),)


@pytest.mark.parametrize("message", [{}, {"text": None, "buttons": None, "custom": None}, {"custom": {}}])
def test_an_empty_bubble_is_empty(message: dict[str, object]) -> None:
    assert read_bot_message(message) == BotMessage("")


def test_a_choice_without_payload_is_no_message() -> None:
    with pytest.raises(KeyError):
        read_bot_message({"text": "Oui ?", "buttons": [{"title": "Oui"}]})


@pytest.mark.parametrize("malformed", [{}, {"type": "ticket_card"}, {"type": "weather_card"}])
def test_an_answer_is_not_lost_with_a_malformed_card(malformed: dict[str, str]) -> None:
    message = read_bot_message({"text": "Envoyé.", "custom": {"cards": [malformed, card_as_block(STATION)]}})

    assert message == BotMessage("Envoyé.", cards=(STATION,))


def test_what_a_card_that_cannot_be_read_says_is_not_logged(caplog: pytest.LogCaptureFixture) -> None:
    read_bot_message({"custom": {"cards": [{"type": "ticket_card", "title": "chez Marie, 06 12 34 56 78"}]}})

    assert "ticket_card cannot be read" in caplog.text
    assert "Marie" not in caplog.text


def test_a_bubble_is_its_text_its_cards_its_links_and_its_choices_and_a_rating_comes_last() -> None:
    assert types_of(FULL.as_blocks()) == [
        "text", "station_card", "ticket_card", "link", "link", "choices", "rating",
    ]  # fmt: skip
    assert faults(FULL.as_blocks()) == []


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("tel:+33176401280", "tel"),
        ("bump://historique", "deep_link"),
        ("https://portal.bump-charge.com", "web"),
        ("mailto:aide@exemple-bump.fr", "mailto"),
    ],
)
def test_a_link_tells_who_opens_it(url: str, kind: str) -> None:
    (block,) = BotMessage("", links=(Link("Ouvrir", url),)).as_blocks()

    assert block == {"type": "link", "url": url, "label": "Ouvrir", "kind": kind}
    assert faults([block]) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "carte", ""]
)
def test_the_schema_takes_no_link_that_nobody_should_follow(url: str) -> None:
    assert faults(BotMessage("", links=(Link("Ouvrir", url),)).as_blocks())


def test_a_bubble_without_text_has_no_text_block() -> None:
    assert BotMessage("", cards=(TICKET,)).as_blocks() == [card_as_block(TICKET)]


def test_the_log_keeps_the_text_apart() -> None:
    assert types_of(FULL.beside_text()) == types_of(FULL.as_blocks())[1:]


def test_a_bubble_comes_out_of_the_log_with_all_that_went_in() -> None:
    kept = json.loads(json.dumps(FULL.beside_text()))
    found = logged_bot_message(FULL.text, kept)

    assert (found.text, found.choices, found.links) == (FULL.text, FULL.choices, FULL.links)
    assert set(found.cards) == set(FULL.cards)
    assert blocks_of(FULL.text, kept) == FULL.as_blocks()


def test_a_bubble_logged_before_the_schema_stays_readable() -> None:
    message = logged_bot_message("Est-ce réglé ?", LOGGED_BEFORE_THE_SCHEMA)

    assert message == BotMessage("Est-ce réglé ?", FULL.choices, FULL.links[:1])
    assert blocks_of("Est-ce réglé ?", LOGGED_BEFORE_THE_SCHEMA) == message.as_blocks()
    assert faults(message.as_blocks()) == []


def test_a_logged_card_of_another_version_is_left_out_of_the_bubble() -> None:
    kept = [{"type": "ticket_card", "numero": "1"}, {"type": "weather_card"}, card_as_block(STATION)]

    assert logged_bot_message("Bonjour.", kept) == BotMessage("Bonjour.", cards=(STATION,))


@pytest.mark.parametrize("kept", [None, [], ()])
def test_what_a_person_typed_is_one_text(kept: list[dict[str, object]] | None) -> None:
    assert blocks_of("la charge ne démarre pas", kept) == [
        {"type": "text", "text": "la charge ne démarre pas"}
    ]


def test_a_photo_in_the_log_is_shown_as_it_is() -> None:
    photo = {"type": "photo", "photo_id": "p1", "url": "/v1/p1", "width": 640, "height": 480}

    assert blocks_of("", [photo]) == [photo]
    assert faults([photo]) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Est-ce réglé ?", "Est-ce réglé\u202f?"),
        ("oui ; non", "oui\u202f; non"),
        ("Numéro : 12", "Numéro\u00a0: 12"),
        ("9,46 €", "9,46\u00a0€"),
        ("« annuler »", "«\u00a0annuler\u00a0»"),
        ("https://portal.bump-charge.com", "https://portal.bump-charge.com"),
    ],
)
def test_french_marks_never_begin_a_line(typed: str, shown: str) -> None:
    assert french_spacing(typed) == shown
