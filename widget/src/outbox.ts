import { Refused, type Sent } from "./api.ts";
import { Backoff } from "./backoff.ts";
import type { Message } from "./protocol.ts";

/** The message waits like another, but what to do in a danger is shown at once. */
const DANGER_UNAVAILABLE = "danger_unavailable";

/** `waiting` goes by itself when the network is back; `refused` waits for the driver to say. */
export interface Pending extends Sent {
  /** What the driver reads: his text, or the label of his choice. */
  shown: string;
  at: string;
  state: "sending" | "waiting" | "refused";
  reason?: string;
}

export interface OutboxOptions {
  post: (sent: Sent) => Promise<Message>;
  /** A token that was refused is renewed; false when that is not possible. */
  renew: () => Promise<boolean>;
  changed: (item: Pending) => void;
  delivered: (item: Pending, message: Message) => void;
  keep: (items: Pending[]) => void;
  backoff?: Backoff;
}

/** What the driver said and the API has not confirmed yet, in order, each under one client id for ever. */
export class Outbox {
  #items: Pending[];
  #flushing = false;
  #stopped = false;
  /** Something could not go, so what is said meanwhile cannot either. */
  #isHeld = false;
  readonly #backoff: Backoff;
  readonly #options: OutboxOptions;

  constructor(options: OutboxOptions, kept: Pending[] = []) {
    this.#options = options;
    this.#backoff = options.backoff ?? new Backoff();
    this.#items = kept.map((item) => ({ ...item, state: item.state === "refused" ? "refused" : "waiting" }));
  }

  get items(): readonly Pending[] {
    return this.#items;
  }

  add(item: Pending): void {
    this.#items.push(item);
    if (this.#isHeld) this.#mark(item, "waiting");
    else this.#keep();
    void this.flush();
  }

  retry(clientId: string): void {
    const item = this.#find(clientId);
    if (item) this.#mark(item, "waiting");
    this.#backoff.skip();
    void this.flush();
  }

  discard(clientId: string): void {
    this.#items = this.#items.filter((item) => item.client_id !== clientId);
    this.#keep();
  }

  /** The stream told that the API has it: no need to send it again, even if the answer to the request was lost. */
  confirm(clientId: string): void {
    this.discard(clientId);
  }

  /** The network may be back: try now. */
  wake(): void {
    this.#backoff.skip();
    void this.flush();
  }

  stop(): void {
    this.#stopped = true;
    this.#backoff.skip();
  }

  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (let item = this.#next(); item && !this.#stopped; item = this.#next()) await this.#deliver(item);
    } finally {
      this.#flushing = false;
    }
  }

  #next(): Pending | undefined {
    return this.#items.find((item) => item.state !== "refused");
  }

  async #deliver(item: Pending): Promise<void> {
    this.#mark(item, "sending", item.reason);
    try {
      const { client_id, text, choice } = item;
      const message = await this.#options.post({ client_id, text, choice });
      this.#backoff.succeeded();
      if (this.#stopped) return;
      this.discard(item.client_id);
      this.#options.delivered(item, message);
    } catch (error) {
      if (!this.#stopped) await this.#failed(item, error);
    }
  }

  async #failed(item: Pending, error: unknown): Promise<void> {
    // The stream may have confirmed it while the request was dying.
    if (!this.#find(item.client_id)) return;
    if (error instanceof Refused && error.status === 401 && (await this.#options.renew())) return;
    if (error instanceof Refused && !error.isTransient) return this.#mark(item, "refused", error.detail);
    if (error instanceof Refused && error.code === DANGER_UNAVAILABLE) item.reason = error.detail;
    for (const one of this.#items) if (one.state !== "refused") this.#mark(one, "waiting", one.reason);
    if (error instanceof Refused && error.retryAfterMs) this.#backoff.hint(error.retryAfterMs);
    this.#isHeld = true;
    await this.#backoff.wait();
    this.#isHeld = false;
  }

  #find(clientId: string): Pending | undefined {
    return this.#items.find((item) => item.client_id === clientId);
  }

  #mark(item: Pending, state: Pending["state"], reason?: string): void {
    item.state = state;
    item.reason = reason;
    this.#keep();
    this.#options.changed(item);
  }

  #keep(): void {
    this.#options.keep(this.#items);
  }
}
