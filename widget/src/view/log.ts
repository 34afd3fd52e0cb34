import type { Pending } from "../outbox.ts";
import type { Message } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { dayKey, dayName, hourOf } from "../times.ts";
import { type BlockActions, blockElements, plainText } from "./blocks.ts";
import { h, unseen } from "./dom.ts";
import { icon } from "./icons.ts";
import { Scroll } from "./scroll.ts";

export interface LogActions extends BlockActions {
  retry(clientId: string): void;
  discard(clientId: string): void;
  /** The element that held the focus is gone. */
  focusLost(): void;
}

/**
 * The conversation: a live region in which every answer is put once, so that it is read once. Rows are in the order
 * of the server's positions; what is not confirmed yet stays at the end.
 */
export class Log {
  readonly element: HTMLElement;
  readonly #list: HTMLElement;
  readonly #typing: HTMLElement;
  readonly #scroll: Scroll;
  readonly #shown = new Set<number>();
  readonly #pending = new Map<string, HTMLElement>();
  readonly #actions: LogActions;

  constructor(actions: LogActions) {
    this.#actions = actions;
    this.#typing = h("div", { class: "typing", "aria-hidden": "true", hidden: true });
    this.#list = h("div", {
      class: "log",
      role: "log",
      tabindex: 0,
      "aria-label": TEXTS.log,
      "aria-live": "polite",
      "aria-relevant": "additions",
    });
    const newer = h("button", { type: "button", class: "newer", hidden: true }, icon("down"), TEXTS.newMessages);
    this.#scroll = new Scroll(this.#list, newer);
    this.element = h("div", { class: "log-frame" }, this.#list, newer);
    this.clear();
  }

  clear(): void {
    this.#shown.clear();
    this.#pending.clear();
    this.#list.replaceChildren(introduction(), this.#typing);
  }

  focus(): void {
    this.#list.focus({ preventScroll: true });
  }

  /** Choices that are still open, the newest group. */
  focusChoices(): boolean {
    const choice = this.#list.querySelector<HTMLElement>('.choices [tabindex="0"]');
    choice?.focus();
    return choice !== null;
  }

  /** The mark above the first message that came while the chat was closed. */
  markUnread(position: number): void {
    this.#list.querySelector(".unread")?.remove();
    const row = this.#rows().find((one) => Number(one.dataset.position) >= position);
    row?.before(h("p", { class: "unread" }, h("span", {}, TEXTS.newMessages)));
  }

  /** The chat is in sight again. */
  revealed(): void {
    this.#scroll.toNewest();
  }

  typing(by: "bot" | "adviser" | null): void {
    this.#typing.hidden = by === null;
    if (by) this.#typing.replaceChildren(h("i"), h("i"), h("i"), h("span", {}, TEXTS.typing[by]));
    if (by) this.#scroll.follow();
  }

  /** What the driver just said, before the server has it; or how its sending goes. */
  pending(item: Pending): void {
    const row = this.#pending.get(item.client_id) ?? this.#addPending(item);
    row.dataset.state = item.state;
    const meta = row.querySelector(".meta");
    const hadFocus = row.contains(activeWithin(row));
    meta?.replaceChildren(...this.#pendingMeta(item));
    const told = row.querySelector(".reason");
    // Left as it is through the tries that follow, so that it is read aloud once.
    if (told?.textContent !== item.reason) {
      told?.remove();
      if (item.reason) meta?.before(h("p", { class: "reason" }, item.reason));
    }
    if (hadFocus) this.#actions.focusLost();
  }

  withdrawn(clientId: string): void {
    const row = this.#pending.get(clientId);
    if (row?.contains(activeWithin(row))) this.#actions.focusLost();
    row?.remove();
    this.#pending.delete(clientId);
  }

  /** A message that the server has. `isOld`: replayed, so not read aloud. True when it was not shown yet. */
  message(message: Message, isOld: boolean): boolean {
    if (this.#shown.has(message.position)) return false;
    this.#shown.add(message.position);
    this.#list.setAttribute("aria-live", isOld ? "off" : "polite");
    const waiting = message.client_id ? this.#pending.get(message.client_id) : undefined;
    if (waiting && message.client_id) {
      this.#pending.delete(message.client_id);
      this.#confirm(waiting, message);
    } else {
      this.#insert(this.#row(message), message.position);
    }
    this.#scroll.arrived(false, isOld);
    return true;
  }

  #addPending(item: Pending): HTMLElement {
    const row = h(
      "div",
      { class: "row", "data-author": "driver" },
      unseen(TEXTS.says(TEXTS.authors.driver)),
      h("div", { class: "bubble" }, ...item.shown.split("\n").map((line) => h("p", {}, line))),
      h("p", { class: "meta" }),
    );
    row.dataset.at = item.at;
    this.#pending.set(item.client_id, row);
    this.#list.setAttribute("aria-live", "polite");
    this.#dropChoices();
    this.#typing.before(row);
    this.#markDay(row);
    this.#scroll.arrived(true, false);
    return row;
  }

  #pendingMeta(item: Pending): (Node | string)[] {
    if (item.state === "sending") return [TEXTS.sending];
    const { client_id: id } = item;
    const retry = h("button", { type: "button", class: "inline", onclick: () => this.#actions.retry(id) }, TEXTS.retry);
    if (item.state === "waiting") return [TEXTS.queued, retry];
    return [
      h("span", { class: "refused" }, TEXTS.refused),
      retry,
      h("button", { type: "button", class: "inline", onclick: () => this.#actions.discard(id) }, TEXTS.discard),
    ];
  }

  /** The same row stays, so that nothing is read twice, unless others came between. */
  #confirm(row: HTMLElement, message: Message): void {
    row.dataset.position = String(message.position);
    row.dataset.at = message.at;
    row.dataset.state = "sent";
    row.querySelector(".reason")?.remove();
    row.querySelector(".meta")?.replaceChildren(timeElement(message.at), sentMark());
    const follower = this.#rowAfter(message.position, row);
    if (row.compareDocumentPosition(follower) & Node.DOCUMENT_POSITION_PRECEDING) follower.before(row);
  }

  #row(message: Message): HTMLElement {
    const { author, at, blocks, position } = message;
    const row = h(
      "div",
      { class: "row", "data-author": author, "data-position": position },
      unseen(TEXTS.says(TEXTS.authors[author])),
      ...blockElements(blocks, this.#actions),
    );
    row.dataset.at = at;
    row.dataset.text = plainText(blocks);
    row.append(this.#meta(row, author === "driver" ? [sentMark()] : []));
    return row;
  }

  #meta(row: HTMLElement, more: HTMLElement[]): HTMLElement {
    const copy = h(
      "button",
      { type: "button", class: "inline copy", onclick: () => this.#actions.copy(answerAt(row)) },
      icon("copy"),
      TEXTS.copy,
    );
    const isAnswer = row.dataset.author !== "driver" && Boolean(row.dataset.text);
    return h("p", { class: "meta" }, timeElement(row.dataset.at as string), ...more, isAnswer && copy);
  }

  #insert(row: HTMLElement, position: number): void {
    const offersChoices = row.querySelector(".choices") !== null;
    if (row.dataset.author === "driver" || offersChoices) this.#dropChoices();
    const follower = this.#rowAfter(position);
    // Choices that something was said after are no longer open.
    if (follower !== this.#typing) row.querySelector(".choices")?.remove();
    follower.before(row);
    this.#markDay(row);
  }

  #rowAfter(position: number, except?: HTMLElement): HTMLElement {
    const later = (row: HTMLElement): boolean =>
      row !== except && (row.dataset.position === undefined || Number(row.dataset.position) > position);
    return this.#rows().find(later) ?? this.#typing;
  }

  #rows(): HTMLElement[] {
    return [...this.#list.querySelectorAll<HTMLElement>(".row")];
  }

  #dropChoices(): void {
    for (const group of this.#list.querySelectorAll(".choices")) {
      if (group.contains(activeWithin(group))) this.#actions.focusLost();
      group.remove();
    }
  }

  #markDay(row: HTMLElement): void {
    const at = new Date(row.dataset.at as string);
    const key = dayKey(at);
    if (this.#list.querySelector(`[data-day="${key}"]`)) return;
    row.before(h("p", { class: "day", "data-day": key }, h("span", {}, dayName(at))));
  }
}

function introduction(): HTMLElement {
  return h("p", { class: "introduction" }, TEXTS.introduction);
}

function sentMark(): HTMLElement {
  return h("span", {}, `· ${TEXTS.sent}`);
}

function timeElement(at: string): HTMLElement {
  return h("time", { datetime: at }, hourOf(new Date(at)));
}

/** The whole answer that a row ends: its text and that of the rows of the same author just before it. */
function answerAt(row: HTMLElement): string {
  const texts: string[] = [];
  let at: Element | null = row;
  while (at instanceof HTMLElement && at.dataset.author === row.dataset.author) {
    texts.unshift(at.dataset.text ?? "");
    at = at.previousElementSibling;
  }
  return texts.filter(Boolean).join("\n\n");
}

function activeWithin(element: Element): Element | null {
  return (element.getRootNode() as ShadowRoot).activeElement;
}
