"""The chat as a person meets it: what can be read, pressed and typed."""

from typing import Any

from playwright.sync_api import Frame, Locator, Page, expect

# Who spoke last, and whether it has gone quiet: no bubble came for a while and nobody is writing.
IS_ANSWERED = """
() => {
  const root = document.querySelector("bump-chat").shadowRoot;
  const rows = [...root.querySelectorAll(".row")];
  const key = `${rows.length} ${rows.at(-1)?.dataset.author} ${root.querySelector(".typing").hidden}`;
  if (window.quietKey !== key) { window.quietKey = key; window.quietSince = performance.now(); }
  const isQuiet = performance.now() - window.quietSince > 300;
  return isQuiet && rows.at(-1)?.dataset.author !== "driver" && root.querySelector(".typing").hidden;
}
"""
ROWS = """
() => [...document.querySelector("bump-chat").shadowRoot.querySelectorAll(".row")].map((row) => ({
  author: row.dataset.author,
  position: row.dataset.position ? Number(row.dataset.position) : null,
  text: [...row.querySelectorAll(".bubble")].map((bubble) => bubble.innerText).join("\\n"),
}))
"""


class ChatPage:
    """The chat in a page or in a frame."""

    def __init__(self, at: Page | Frame) -> None:
        self.at = at
        self.launcher = at.locator(".launcher")
        self.panel = at.locator(".panel")
        self.log = at.locator(".log")
        self.field = at.locator(".field textarea")
        self.banner = at.locator(".banner")
        self.typing = at.locator(".typing")
        self.sheet = at.locator(".sheet")
        self.notice = at.locator(".notice")
        self.choices = at.locator(".choice")

    @property
    def page(self) -> Page:
        return self.at.page if isinstance(self.at, Frame) else self.at

    def open(self) -> "ChatPage":
        """Open it, and wait for the welcome."""
        self.launcher.click()
        self.wait_answered()
        return self

    def say(self, text: str) -> None:
        """Type and send; comes back when the answer is whole."""
        self.type(text)
        self.wait_answered()

    def type(self, text: str) -> None:
        self.field.fill(text)
        self.field.press("Enter")

    def choose(self, label: str) -> None:
        """Press a choice that is offered; comes back when the answer is whole."""
        self.choice(label).click()
        self.wait_answered()

    def choice(self, label: str) -> Locator:
        return self.at.locator(".choice").filter(has_text=label).first

    def wait_answered(self) -> None:
        self.at.wait_for_function(IS_ANSWERED)

    def expect_said(self, text: str) -> None:
        """Somewhere in the conversation."""
        expect(self.log).to_contain_text(text)

    def rows(self) -> list[dict[str, Any]]:
        """Each bubble: `author`, `position` (None: not confirmed), `text`."""
        return self.at.evaluate(ROWS)  # type: ignore[no-any-return]

    def said_by_driver(self) -> list[str]:
        return [row["text"] for row in self.rows() if row["author"] == "driver"]

    def option(self, label: str) -> None:
        """An entry of the menu « Options »."""
        self.at.get_by_role("button", name="Options").click()
        self.at.get_by_role("menuitem", name=label).click()

    def focused(self) -> str:
        """Class and name of what has the focus within the chat."""
        return self.at.evaluate(
            """() => { const at = document.querySelector("bump-chat").shadowRoot.activeElement;
            return at ? `${at.className} ${at.getAttribute("aria-label") ?? at.innerText}` : ""; }"""
        )  # type: ignore[no-any-return]
