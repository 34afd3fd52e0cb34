import { HostBridge } from "./bridge.ts";
import { Chat } from "./chat.ts";
import type { GetToken } from "./identity.ts";
import { Memory } from "./memory.ts";
import type { Context } from "./protocol.ts";
import styles from "./styles.css";
import { PHONE, TEXTS } from "./texts.ts";
import { h } from "./view/dom.ts";
import { icon } from "./view/icons.ts";
import type { Form } from "./view/panel.ts";
import { Viewport } from "./viewport.ts";

const ROOM_FOR_A_WINDOW = "(min-width: 561px) and (min-height: 481px)";

/**
 * `<bump-chat>`: a button that opens the chat beside the page, or the chat as the page itself with `mode="page"`.
 *
 * Attributes: `mode`, `api`, `theme`, `phone`, `link-schemes`, `host-origin`, `screen`. Properties: `getToken`,
 * `context`. Methods: `open(draft)`, `close()`, `signOut()`. Events: `bump-chat:open`, `:close`, `:ticket`, `:link`,
 * `:unread`, `:erased`, `:error`.
 */
export class BumpChat extends HTMLElement {
  // Declared, not defined: a page may set them before the script has come, and a field would wipe that out.
  /** Set by a page that knows its driver; it gives null for a visitor. */
  declare getToken: GetToken | undefined;
  declare context: Context | undefined;
  readonly #root: ShadowRoot;
  readonly #viewport = new Viewport();
  readonly #room = matchMedia(ROOM_FOR_A_WINDOW);
  #chat: Chat | undefined;
  #bridge: HostBridge | undefined;
  #launcher: HTMLButtonElement | undefined;
  #isShown = false;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    this.#root.adoptedStyleSheets = [sheet, this.#viewport.sheet];
  }

  connectedCallback(): void {
    if (this.#bridge) return;
    this.#bridge = new HostBridge(this.getAttribute("host-origin"), () => this.signOut());
    this.#room.addEventListener("change", this.#onRoom);
    if (this.#isPage) {
      this.open();
      this.#bridge.tell({ type: "ready" });
      return;
    }
    this.#launcher = h("button", {
      type: "button",
      class: "launcher",
      lang: "fr",
      "aria-expanded": "false",
      onclick: () => this.open(),
    });
    this.#root.append(this.#launcher);
    this.#showUnread(0);
    // What was open before a reload comes back, without taking the focus; over a whole screen it would be in the way.
    if (this.#room.matches && new Memory(this.#base).read()?.shown) this.#show(false);
  }

  disconnectedCallback(): void {
    this.#chat?.stop();
    this.#bridge?.close();
    this.#room.removeEventListener("change", this.#onRoom);
    this.#viewport.stop();
    this.#root.replaceChildren();
    this.#chat = this.#bridge = this.#launcher = undefined;
    this.#isShown = false;
  }

  /** `draft` stands in the field, for the driver to send or to change; never over what he is writing. */
  open(draft = ""): void {
    this.#show(true);
    if (draft) this.#chat?.panel.composer.draft(draft);
  }

  close(): void {
    if (this.#isPage) {
      this.#bridge?.tell({ type: "close" });
      return;
    }
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#chat?.panel.hide();
    this.#chat?.unseen();
    this.#viewport.stop();
    this.#launcher?.setAttribute("aria-expanded", "false");
    this.#launcher?.focus();
    this.#announce("close");
    this.#bridge?.tell({ type: "closed" });
  }

  /** The driver signed out, or another is about to sign in: nothing of his stays on this device. */
  signOut(): void {
    const wasOpen = this.#chat?.conversation.isOpen;
    this.#chat?.conversation.leave();
    if (!wasOpen) new Memory(this.#base).forget();
    if (this.#isShown) this.#chat?.start();
  }

  get #isPage(): boolean {
    return this.getAttribute("mode") === "page";
  }

  /** The API is where the script came from, unless told otherwise. */
  get #base(): string {
    return new URL(this.getAttribute("api") ?? "/", import.meta.url).href;
  }

  #show(takesFocus: boolean): void {
    this.#chat ??= this.#newChat();
    const chat = this.#chat;
    this.#isShown = true;
    chat.panel.show(this.#form);
    this.#viewport.start();
    this.#launcher?.setAttribute("aria-expanded", "true");
    chat.seen();
    if (takesFocus) chat.focus();
    this.#announce("open");
    this.#bridge?.tell({ type: "opened" });
  }

  get #form(): Form {
    if (this.#isPage) return "page";
    return this.#room.matches ? "beside" : "over";
  }

  readonly #onRoom = (): void => {
    if (this.#isShown) this.#chat?.panel.show(this.#form);
  };

  #newChat(): Chat {
    const bridge = this.#bridge as HostBridge;
    const chat = new Chat({
      base: this.#base,
      isPage: this.#isPage,
      phone: this.getAttribute("phone") ?? PHONE,
      appSchemes: (this.getAttribute("link-schemes") ?? "bump").split(/[\s,]+/),
      bridge,
      getToken: this.getToken ?? (bridge.isThere && this.#isPage ? (reason) => bridge.getToken(reason) : undefined),
      context: () => this.#context(bridge),
      close: () => this.close(),
      unread: (count) => this.#showUnread(count),
      announce: (name, detail) => this.#announce(name, detail),
    });
    this.#root.append(chat.panel.element);
    return chat;
  }

  #context(bridge: HostBridge): Context {
    const screen = this.getAttribute("screen") ?? undefined;
    return { locale: navigator.language, ...(screen ? { screen } : {}), ...this.context, ...bridge.context };
  }

  #showUnread(count: number): void {
    this.#launcher?.replaceChildren(
      icon("chat"),
      h("span", { class: "launcher-text" }, TEXTS.launcher),
      count > 0 ? h("span", { class: "count" }, String(count)) : "",
    );
    this.#launcher?.setAttribute("aria-label", count > 0 ? TEXTS.openChatUnread(count) : TEXTS.openChat);
    if (count > 0) this.#announce("unread", { count });
  }

  #announce(name: string, detail: object = {}): boolean {
    return this.dispatchEvent(
      new CustomEvent(`bump-chat:${name}`, { detail, bubbles: true, composed: true, cancelable: true }),
    );
  }
}
