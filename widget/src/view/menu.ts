import { TEXTS } from "../texts.ts";
import { h, roving } from "./dom.ts";
import { type Icon, icon } from "./icons.ts";

export interface MenuEntry {
  label: string;
  icon: Icon;
  run: () => void;
}

/** The button « Options » and what it opens. */
export class Menu {
  readonly element: HTMLElement;
  readonly #button: HTMLButtonElement;
  readonly #list: HTMLElement;
  readonly #items: HTMLButtonElement[];

  constructor(entries: MenuEntry[]) {
    this.#button = h(
      "button",
      {
        type: "button",
        class: "quiet",
        "aria-label": TEXTS.options,
        "aria-haspopup": "menu",
        "aria-expanded": "false",
        onclick: () => (this.isOpen ? this.close() : this.#open()),
      },
      icon("more"),
    );
    this.#items = entries.map((entry) =>
      h(
        "button",
        {
          type: "button",
          role: "menuitem",
          tabindex: -1,
          onclick: () => {
            this.close();
            entry.run();
          },
        },
        icon(entry.icon),
        entry.label,
      ),
    );
    this.#list = h("div", { class: "menu", role: "menu", "aria-label": TEXTS.options, hidden: true }, ...this.#items);
    this.element = h("div", { class: "menu-frame" }, this.#button, this.#list);
    roving(this.#list, () => this.#items);
    this.element.addEventListener("focusout", (event) => {
      const next = event.relatedTarget as Node | null;
      if (next && !this.element.contains(next)) this.hide();
    });
  }

  get isOpen(): boolean {
    return !this.#list.hidden;
  }

  focus(): void {
    this.#button.focus();
  }

  close(): void {
    if (!this.isOpen) return;
    this.hide();
    this.#button.focus();
  }

  #open(): void {
    this.#list.hidden = false;
    this.#button.setAttribute("aria-expanded", "true");
    this.#items[0]?.focus();
  }

  /** Without moving the focus. */
  hide(): void {
    this.#list.hidden = true;
    this.#button.setAttribute("aria-expanded", "false");
  }
}
