import type { Choice } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { h, roving } from "./dom.ts";

/** Answers to press: Tab reaches the group, arrow keys move within it. */
export function choiceGroup(choices: Choice[], choose: (choice: Choice) => void): HTMLElement {
  const buttons = choices.map((choice, nth) =>
    h(
      "button",
      { type: "button", class: "choice", tabindex: nth === 0 ? 0 : -1, onclick: () => choose(choice) },
      choice.label,
    ),
  );
  const group = h("div", { class: "choices", role: "group", "aria-label": TEXTS.choices }, ...buttons);
  roving(group, () => buttons);
  return group;
}
