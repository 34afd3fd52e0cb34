"""Looks for barriers with axe-core."""

from typing import Any

from playwright.sync_api import Frame, Page

from support.settings import ROOT

SOURCE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN = """
async (tags) => {
  const { violations } = await axe.run(document, { runOnly: tags, iframes: false });
  const places = (nodes) => nodes.map((node) => node.target.join(" ")).join(", ");
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${places(nodes)}`);
}
"""


def barriers(at: Page | Frame) -> list[str]:
    """What axe finds in this state, one line a rule. Waits for what moves in, since it is paler meanwhile."""
    at.wait_for_timeout(350)
    at.evaluate(SOURCE.read_text(encoding="utf-8"))
    found: Any = at.evaluate(RUN, RULES)
    return list(found)
