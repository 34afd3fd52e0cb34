import pytest

from chat.messages import BotMessage, french_spacing, logged_bot_message, read_bot_message
from support.app_screens import Link
from support.reading.choices import Choice


def test_a_bubble_of_the_engine_is_read_with_its_choices_and_links() -> None:
    message = read_bot_message(
        {
            "text": "Est-ce réglé",
            "buttons": [{"title": "Oui", "payload": "settled:yes"}],
            "custom": {"links": [{"label": "Appeler", "url": "tel:+33176401280"}]},
        }
    )

    assert message.text == "Est-ce réglé"
    assert message.choices == (Choice("settled:yes", "Oui"),)
    assert message.links == (Link("Appeler", "tel:+33176401280"),)


@pytest.mark.parametrize("message", [{}, {"text": None, "buttons": None, "custom": None}, {"custom": {}}])
def test_an_empty_bubble_is_empty(message: dict[str, object]) -> None:
    assert read_bot_message(message) == BotMessage("")


def test_a_choice_without_payload_is_no_message() -> None:
    with pytest.raises(KeyError):
        read_bot_message({"text": "Oui ?", "buttons": [{"title": "Oui"}]})


def test_the_log_keeps_choices_before_links() -> None:
    message = BotMessage("", (Choice("settled:yes", "Oui"),), (Link("Appeler", "tel:1"),))

    assert message.as_blocks() == [
        {"type": "choice", "value": "settled:yes", "label": "Oui"},
        {"type": "link", "url": "tel:1", "label": "Appeler"},
    ]


def test_a_bubble_comes_out_of_the_log_as_it_went_in() -> None:
    message = BotMessage("Est-ce réglé ?", (Choice("settled:yes", "Oui"),), (Link("Appeler", "tel:1"),))

    assert logged_bot_message(message.text, message.as_blocks()) == message
    assert logged_bot_message("Bonjour.", []) == BotMessage("Bonjour.")


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
