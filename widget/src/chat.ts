import type { HostBridge } from "./bridge.ts";
import { Conversation } from "./conversation.ts";
import type { GetToken } from "./identity.ts";
import type { Listener } from "./listener.ts";
import type { Choice, Context, Message } from "./protocol.ts";
import { TEXTS } from "./texts.ts";
import { hasFinePointer } from "./view/dom.ts";
import type { LinkBlock } from "./view/links.ts";
import { Panel } from "./view/panel.ts";
import { detailOf, Sheets } from "./view/sheets.ts";

export interface ChatOptions {
  base: string;
  isPage: boolean;
  phone: string;
  appSchemes: readonly string[];
  bridge: HostBridge;
  getToken: GetToken | undefined;
  context: () => Context;
  close: () => void;
  /** Messages that came while nobody looked. */
  unread: (count: number) => void;
  /** For the page around: `open`, `ticket`, `link`... Returns false when the page handled it itself. */
  announce: (name: string, detail?: object) => boolean;
}

const DOUBLE_TAP_MS = 300;
/** The button for a person rests so long at least, or until the API has the request. */
const ASKED_ONCE_MS = 1000;

/** Joins what happens in the conversation to what is seen of it. */
export class Chat implements Listener {
  readonly panel: Panel;
  readonly conversation: Conversation;
  readonly #sheets: Sheets;
  readonly #options: ChatOptions;
  #isSeen = false;
  #chosenAt = Number.NEGATIVE_INFINITY;
  #unread = 0;
  #firstUnread: number | undefined;

  constructor(options: ChatOptions) {
    this.#options = options;
    this.conversation = new Conversation({
      base: options.base,
      channel: options.isPage && options.bridge.isThere ? "app" : "web",
      getToken: options.getToken,
      context: options.context,
      listener: this,
    });
    this.panel = new Panel(
      {
        say: (text) => this.conversation.say(text),
        choose: (choice) => this.#choose(choice),
        retry: (id) => (this.conversation.isOpen ? this.conversation.retry(id) : this.start()),
        discard: (id) => this.conversation.discard(id),
        photo: (file) => void this.#sheets.photo(file),
        rate: (score, comment) => this.#rate(score, comment),
        loadPhoto: (url) => this.conversation.ask((api) => api.photo(url)),
        askPerson: () => void this.#askPerson(),
        follow: (link) => this.#follow(link),
        copy: (text) => void this.#copy(text),
        appSchemes: () => options.appSchemes,
        up: () => this.panel.log.focusChoices(),
        focusLost: () => this.focus(),
        close: options.close,
        menu: [
          {
            label: TEXTS.menuRate,
            icon: "star",
            run: () => this.#sheets.rate((score, comment) => this.#rate(score, comment)),
          },
          { label: TEXTS.menuEmail, icon: "mail", run: () => this.#sheets.email() },
          { label: TEXTS.menuDownload, icon: "download", run: () => void this.#sheets.download() },
          { label: TEXTS.menuErase, icon: "trash", run: () => this.#sheets.erase() },
        ],
      },
      options.isPage,
    );
    this.#sheets = new Sheets(this.panel, this.conversation, () => this.focus());
  }

  /** The chat comes into sight; the first time, it opens the conversation. */
  seen(): void {
    this.#isSeen = true;
    if (this.#firstUnread !== undefined) this.panel.log.markUnread(this.#firstUnread);
    this.#setUnread(0);
    this.panel.log.revealed();
    if (!this.conversation.isOpen) this.start();
    this.conversation.memory.update({ shown: true });
  }

  unseen(): void {
    this.#isSeen = false;
    this.conversation.memory.update({ shown: false });
  }

  /** On a screen with a keyboard the field takes the focus; elsewhere it would raise the keyboard over the answers. */
  focus(): void {
    if (hasFinePointer()) this.panel.composer.focus();
    else this.panel.log.focus();
  }

  /** The element left the page; what is kept for a reload stays. */
  stop(): void {
    window.removeEventListener("online", this.start);
    this.conversation.pause();
  }

  readonly start = (): void => {
    void this.#open();
  };

  message(message: Message, replayed: boolean): void {
    const isNew = this.panel.log.message(message, replayed);
    if (!isNew || message.author === "driver") return;
    this.panel.log.typing(null);
    for (const block of message.blocks) {
      if (block.type === "ticket_card" && !replayed) this.#tell("ticket", { number: block.number });
    }
    if (this.#isSeen || replayed) return;
    this.#firstUnread ??= message.position;
    this.#setUnread(this.#unread + 1);
  }

  pending: Listener["pending"] = (item) => this.panel.log.pending(item);

  withdrawn: Listener["withdrawn"] = (clientId) => this.panel.log.withdrawn(clientId);

  typing: Listener["typing"] = (by) => this.panel.log.typing(by);

  link: Listener["link"] = (link) => this.panel.link(link);

  state: Listener["state"] = ({ speaker, closed }) => {
    this.panel.opened(true);
    this.panel.speaker(speaker);
    if (closed) this.panel.blocked(TEXTS.closed, TEXTS.closedAction, () => this.#startAfresh());
    else this.panel.unblocked();
  };

  emptied(): void {
    this.panel.log.clear();
    this.panel.composer.clear();
    this.panel.speaker("bot");
    this.panel.sheet.close();
    this.panel.opened(false);
    this.#setUnread(0);
    this.#tell("erased");
    if (this.#isSeen) this.panel.blocked(TEXTS.erased, TEXTS.closedAction, () => this.#startAfresh());
  }

  expired(): void {
    this.panel.blocked(TEXTS.expired, TEXTS.expiredAction, () => this.#startAfresh());
    this.#tell("error", { code: "expired" });
  }

  openFailed(problem: unknown): void {
    const text = detailOf(problem) === TEXTS.failed ? TEXTS.openFailed : detailOf(problem);
    this.panel.blocked(text, TEXTS.retry, this.start, this.#options.phone);
    window.addEventListener("online", this.start);
    this.#tell("error", { code: "open_failed" });
  }

  #startAfresh(): void {
    this.conversation.leave();
    this.start();
    this.focus();
  }

  #open(): Promise<void> {
    window.removeEventListener("online", this.start);
    this.panel.unblocked();
    return this.conversation.open();
  }

  /** The second press of a double tap may fall on a choice that came in the meantime; it was not meant for it. */
  #choose(choice: Choice): void {
    const now = performance.now();
    if (now - this.#chosenAt < DOUBLE_TAP_MS) return;
    this.#chosenAt = now;
    this.conversation.choose(choice);
  }

  async #askPerson(): Promise<void> {
    this.panel.asking(true);
    const notSooner = new Promise((resolve) => setTimeout(resolve, ASKED_ONCE_MS));
    try {
      if (!this.conversation.isOpen) await this.#open();
      // What keeps it from opening is told already, with the telephone.
      if (this.conversation.isOpen) await this.conversation.askPerson();
    } catch (error) {
      const follow = (link: LinkBlock): boolean => this.#follow(link);
      this.#sheets.person(error, this.#options.phone, follow, () => void this.#askPerson());
    }
    await notSooner;
    this.panel.asking(false);
  }

  async #rate(score: number, comment: string): Promise<boolean> {
    try {
      await this.conversation.ask((api, id) => api.rate(id, score, comment));
      return true;
    } catch {
      return false;
    }
  }

  async #copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      this.panel.notify(TEXTS.copied);
    } catch {
      this.panel.notify(TEXTS.failed);
    }
  }

  /** The app opens what concerns it; without an app, the page around may, and else the browser does. */
  #follow(link: LinkBlock): boolean {
    const { url, kind } = link;
    if (!this.#options.announce("link", { url, kind })) return true;
    if (!this.#options.bridge.isThere) return false;
    this.#options.bridge.tell({ type: "openLink", url, kind });
    return true;
  }

  #tell(name: "ticket", detail: { number: string }): void;
  #tell(name: "error", detail: { code: string }): void;
  #tell(name: "erased"): void;
  #tell(name: string, detail: object = {}): void {
    this.#options.announce(name, detail);
    this.#options.bridge.tell({ type: name, ...detail } as never);
  }

  #setUnread(count: number): void {
    this.#unread = count;
    if (count === 0) this.#firstUnread = undefined;
    this.#options.unread(count);
    if (count > 0) this.#options.bridge.tell({ type: "unread", count });
  }
}
