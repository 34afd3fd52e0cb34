import { TEXTS } from "../texts.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

/** A question asked over the conversation; what lies under it is inert meanwhile, and Escape closes it. */
export class Sheet {
  readonly element = h("div", { class: "sheet-frame", hidden: true });
  readonly #under: HTMLElement[];
  #closed: (() => void) | undefined;

  constructor(under: HTMLElement[]) {
    this.#under = under;
    this.element.addEventListener("click", (event) => event.target === this.element && this.close());
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** `closed` is called however it ends; the focus goes back where it was by then. */
  open(title: string, content: (Node | string)[], closed?: () => void): void {
    this.#closed = closed;
    const heading = h("h3", { id: "sheet-title", tabindex: -1 }, title);
    const close = h(
      "button",
      { type: "button", class: "quiet", "aria-label": TEXTS.closeSheet, onclick: () => this.close() },
      icon("close"),
    );
    this.element.replaceChildren(
      h(
        "div",
        { class: "sheet", role: "dialog", "aria-modal": "true", "aria-labelledby": "sheet-title" },
        h("div", { class: "sheet-head" }, heading, close),
        ...content,
      ),
    );
    this.element.hidden = false;
    for (const part of this.#under) part.inert = true;
    heading.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    this.element.replaceChildren();
    for (const part of this.#under) part.inert = false;
    this.#closed?.();
    this.#closed = undefined;
  }
}
