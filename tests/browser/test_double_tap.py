"""Who taps twice says it once."""

from tests.browser.chat_page import ChatPage

# The second tap of a hurried finger lands on whatever choice is there by then.
PRESS_TWO_CHOICES_AT_ONCE = """
() => {
  const [first, second] = document.querySelector("bump-chat").shadowRoot.querySelectorAll(".choice");
  first.click();
  second.click();
}
"""


def test_on_send(visitor: ChatPage) -> None:
    visitor.open()
    visitor.field.fill("mon badje et perdu")

    visitor.at.get_by_role("button", name="Envoyer").dblclick()

    visitor.wait_answered()
    assert visitor.said_by_driver() == ["mon badje et perdu"]


def test_on_a_choice(visitor: ChatPage) -> None:
    visitor.open()

    visitor.choice("Autre problème").dblclick()

    visitor.wait_answered()
    assert visitor.said_by_driver() == ["Autre problème"]


def test_on_a_choice_that_another_takes_the_place_of(visitor: ChatPage) -> None:
    visitor.open()

    visitor.at.evaluate(PRESS_TWO_CHOICES_AT_ONCE)

    visitor.wait_answered()
    assert visitor.said_by_driver() == ["Session en cours"]


def test_two_messages_in_quick_succession_are_two(visitor: ChatPage) -> None:
    visitor.open()

    visitor.type("mon badge est perdu")
    visitor.type("et volé peut-être")

    visitor.wait_answered()
    assert visitor.said_by_driver() == ["mon badge est perdu", "et volé peut-être"]
