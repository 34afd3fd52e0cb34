import type { Choice } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { h, roving } from "./dom.ts";

/**
 * Answers to press: Tab reaches the group, arrow keys move within it. The first of them may show a face in place of
 * their label.
 */
export function choiceGroup(choices: Choice[], choose: (choice: Choice) => void, faces: Node[][] = []): HTMLElement {
  const buttons = choices.map((choice, nth) =>
    h(
      "button",
      {
        type: "button",
        class: faces[nth] ? "choice face" : "choice",
        tabindex: nth === 0 ? 0 : -1,
        onclick: () => choose(choice),
      },
      ...(faces[nth] ?? [choice.label]),
    ),
  );
  const group = h("div", { class: "choices", role: "group", "aria-label": TEXTS.choices }, ...buttons);
  roving(group, () => buttons);
  return group;
}
