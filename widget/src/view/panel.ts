import type { Link } from "../connection.ts";
import type { Speaker } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { Composer, type ComposerActions } from "./composer.ts";
import { h } from "./dom.ts";
import { icon } from "./icons.ts";
import { callLink, type LinkBlock } from "./links.ts";
import { Log, type LogActions } from "./log.ts";
import { Menu, type MenuEntry } from "./menu.ts";
import { Sheet } from "./sheet.ts";

export interface PanelActions extends LogActions, ComposerActions {
  close(): void;
  askPerson(): void;
  menu: MenuEntry[];
}

/** How the chat fills the page: a dialog beside it, a modal dialog over it, or the page itself. */
export type Form = "beside" | "over" | "page";

const NOTICE_MS = 4000;

/** The window of the chat, and what is always in sight: who speaks, and the way to a person. */
export class Panel {
  readonly element: HTMLDialogElement | HTMLElement;
  readonly log: Log;
  readonly composer: Composer;
  readonly sheet: Sheet;
  readonly menu: Menu;
  readonly #actions: PanelActions;
  readonly #speaker = h("p", { class: "speaker", role: "status" });
  readonly #person: HTMLButtonElement;
  readonly #banner = h("div", { class: "banner", role: "status" });
  readonly #notice = h("p", { class: "notice", role: "status" });
  #isAsking = false;
  #noticeTimer: ReturnType<typeof setTimeout> | undefined;
  #link: Link = "connecting";

  constructor(actions: PanelActions, isPage: boolean) {
    this.#actions = actions;
    this.log = new Log(actions);
    this.composer = new Composer(actions);
    this.menu = new Menu(actions.menu);
    this.#person = h(
      "button",
      { type: "button", class: "person", onclick: () => !this.#isAsking && actions.askPerson() },
      icon("person"),
      TEXTS.person,
    );
    const close = h(
      "button",
      { type: "button", class: "quiet close", "aria-label": TEXTS.close, onclick: () => actions.close() },
      icon("close"),
    );
    // Not a `header`: within a page that would be its second banner.
    const header = h(
      "div",
      { class: "head" },
      h("span", { class: "logo", "aria-hidden": "true" }, icon("bolt")),
      h("h2", { id: "title" }, TEXTS.title),
      this.menu.element,
      close,
    );
    const strip = h("div", { class: "strip" }, this.#speaker, this.#person);
    const parts = [header, strip, this.#banner, this.log.element, this.composer.element];
    this.sheet = new Sheet(parts);
    this.element = h(
      isPage ? "section" : "dialog",
      { class: "panel", lang: "fr", "aria-labelledby": "title" },
      ...parts,
      this.sheet.element,
    );
    // Over the conversation, under what is asked over it.
    this.log.element.append(this.#notice);
    this.element.classList.toggle("page", isPage);
    this.element.addEventListener("keydown", (event) => {
      if ((event as KeyboardEvent).key === "Escape") this.#escape(event);
    });
    // The browser's own way out of a modal dialog, e.g. the back gesture of Android.
    this.element.addEventListener("cancel", (event) => this.#escape(event));
    this.element.addEventListener("pointerdown", (event) => {
      if (!event.composedPath().includes(this.menu.element)) this.menu.hide();
    });
    this.speaker("bot");
    this.opened(false);
  }

  show(form: Form): void {
    const dialog = this.element;
    if (!(dialog instanceof HTMLDialogElement)) return;
    dialog.classList.toggle("over", form === "over");
    if (dialog.open && dialog.matches(":modal") === (form === "over")) return;
    if (dialog.open) dialog.close();
    // `show()` would take the focus even when the chat only comes back after a reload.
    if (form === "over") dialog.showModal();
    else dialog.setAttribute("open", "");
  }

  hide(): void {
    this.menu.hide();
    this.sheet.close();
    if (this.element instanceof HTMLDialogElement) this.element.close();
  }

  speaker(speaker: Speaker): void {
    if (this.#speaker.dataset.speaker === speaker) return;
    this.#speaker.dataset.speaker = speaker;
    this.#speaker.textContent = TEXTS.speakers[speaker];
    this.#person.hidden = speaker === "adviser";
  }

  /** A person is being asked for. The button keeps the focus, which `disabled` would take from it. */
  asking(isAsking: boolean): void {
    this.#isAsking = isAsking;
    this.#person.setAttribute("aria-disabled", String(isAsking));
  }

  /** Whether there is a conversation that the menu's entries could be about. */
  opened(isOpen: boolean): void {
    if (!isOpen) this.menu.hide();
    this.menu.element.hidden = !isOpen;
  }

  link(link: Link): void {
    this.#link = link;
    this.#showLink();
  }

  /** A state that stays until the driver does something about it. */
  blocked(text: string, action: string, act: () => void, phone?: string): void {
    this.composer.disabled = true;
    const call = phone && this.#callInText(callLink(phone, phone));
    this.#banner.className = "banner blocked";
    this.#banner.replaceChildren(
      h("p", {}, text, call && ` ${TEXTS.openFailedNote} `, call || "", call && "."),
      h("button", { type: "button", class: "primary", onclick: act }, action),
    );
  }

  #callInText(link: LinkBlock): HTMLElement {
    const follow = (event: Event): void => {
      if (this.#actions.follow(link)) event.preventDefault();
    };
    return h("a", { href: link.url, onclick: follow }, link.label);
  }

  unblocked(): void {
    this.composer.disabled = false;
    this.#banner.classList.remove("blocked");
    this.#showLink();
  }

  /** One line that passes: copied, sent, failed. */
  notify(text: string): void {
    clearTimeout(this.#noticeTimer);
    this.#notice.textContent = text;
    this.#noticeTimer = setTimeout(() => (this.#notice.textContent = ""), NOTICE_MS);
  }

  #showLink(): void {
    if (this.#banner.classList.contains("blocked")) return;
    const text = { offline: TEXTS.offline, interrupted: TEXTS.reconnecting, connecting: "", live: "" }[this.#link];
    this.#banner.className = `banner ${this.#link}`;
    this.#banner.replaceChildren(...(text ? [icon("cloud"), h("p", {}, text)] : []));
  }

  /** The innermost thing that is open closes. */
  #escape(event: Event): void {
    event.preventDefault();
    event.stopPropagation();
    if (this.menu.isOpen) this.menu.close();
    else if (this.sheet.isOpen) this.sheet.close();
    else this.#actions.close();
  }
}
