import { TEXTS } from "../texts.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";

export const LONGEST_MESSAGE = 1000;
const COUNTED_FROM = 850;

export interface ComposerActions {
  say(text: string): void;
  photo(file: File): void;
  /** ArrowUp in an empty field: back to the choices. */
  up(): boolean;
}

/** Where the driver writes: a field that grows, a photo, the button to send. */
export class Composer {
  readonly element: HTMLFormElement;
  readonly #field: HTMLTextAreaElement;
  readonly #mirror = h("div", { class: "mirror", "aria-hidden": "true" });
  readonly #counter = h("p", { class: "counter", id: "counter", role: "status" });
  readonly #send: HTMLButtonElement;
  readonly #actions: ComposerActions;

  constructor(actions: ComposerActions) {
    this.#actions = actions;
    this.#field = h("textarea", {
      rows: 1,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-label": TEXTS.field,
      "aria-describedby": "counter",
      placeholder: TEXTS.placeholder,
    });
    this.#send = h("button", { type: "submit", class: "send", "aria-label": TEXTS.send, disabled: true }, icon("send"));
    const file = h("input", { type: "file", accept: "image/*", class: "file", tabindex: -1, "aria-hidden": "true" });
    const photo = h(
      "button",
      { type: "button", class: "quiet", "aria-label": TEXTS.addPhoto, onclick: () => file.click() },
      icon("camera"),
    );
    file.addEventListener("change", () => {
      const chosen = file.files?.[0];
      file.value = "";
      if (chosen) actions.photo(chosen);
    });
    this.element = h(
      "form",
      { class: "composer" },
      file,
      photo,
      h("div", { class: "field" }, this.#mirror, this.#field),
      this.#send,
      this.#counter,
    );
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.#field.addEventListener("input", () => this.#changed());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.#changed();
  }

  focus(): void {
    this.#field.focus();
  }

  set disabled(isDisabled: boolean) {
    this.element.inert = isDisabled;
    this.element.classList.toggle("disabled", isDisabled);
  }

  draft(text: string): void {
    if (this.#field.value !== "") return;
    this.#field.value = text;
    this.#changed();
  }

  clear(): void {
    this.#field.value = "";
    this.#changed();
  }

  #key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#submit();
    }
    if (event.key === "ArrowUp" && this.#field.value === "" && this.#actions.up()) event.preventDefault();
  }

  #submit(): void {
    const text = this.#field.value.trim();
    if (!text || text.length > LONGEST_MESSAGE) return;
    this.clear();
    this.#actions.say(text);
  }

  #changed(): void {
    const length = this.#field.value.trim().length;
    this.#mirror.textContent = `${this.#field.value} `;
    this.#send.disabled = length === 0 || length > LONGEST_MESSAGE;
    this.#counter.textContent = length > COUNTED_FROM ? TEXTS.charactersLeft(LONGEST_MESSAGE - length) : "";
    this.#counter.classList.toggle("over", length > LONGEST_MESSAGE);
  }
}
