import type { EventSourceMessage } from "eventsource-parser";
import { Refused } from "./api.ts";
import { Backoff } from "./backoff.ts";
import { readEvents } from "./stream.ts";

export type Link = "connecting" | "live" | "interrupted" | "offline";

/** After a sleep the socket may look open and be dead: when the page comes back, one this quiet is opened again. */
const QUIET_MS = 18_000;

export interface ConnectionOptions {
  /** Opens the stream; the server replays what followed the last position seen. */
  open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>;
  onEvent: (event: EventSourceMessage) => void;
  onLink: (link: Link) => void;
  /** The server refuses the stream (token, conversation). True when it is worth another try. */
  onRefused: (problem: Refused) => Promise<boolean>;
}

/** One stream of events, opened again as long as it is wanted, through tunnels and sleeps. */
export class Connection {
  #wanted = false;
  #abort = new AbortController();
  #lastByte = 0;
  readonly #backoff = new Backoff();
  readonly #options: ConnectionOptions;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    window.addEventListener("online", this.#onOnline);
    window.addEventListener("offline", this.#onOffline);
    document.addEventListener("visibilitychange", this.#onVisible);
    void this.#run();
  }

  stop(): void {
    this.#wanted = false;
    window.removeEventListener("online", this.#onOnline);
    window.removeEventListener("offline", this.#onOffline);
    document.removeEventListener("visibilitychange", this.#onVisible);
    this.#abort.abort();
    this.#backoff.skip();
  }

  /** Drop the present stream and open another at once, with the token of now. */
  reopen(): void {
    this.#abort.abort();
    this.#backoff.skip();
  }

  readonly #onOnline = (): void => this.reopen();

  readonly #onOffline = (): void => {
    this.#abort.abort();
    this.#options.onLink("offline");
  };

  readonly #onVisible = (): void => {
    if (document.visibilityState !== "visible") return;
    if (Date.now() - this.#lastByte > QUIET_MS) this.reopen();
  };

  async #run(): Promise<void> {
    this.#options.onLink(navigator.onLine ? "connecting" : "offline");
    while (this.#wanted) {
      this.#abort = new AbortController();
      const worthAnotherTry = await this.#stream(this.#abort.signal);
      if (!worthAnotherTry || !this.#wanted) return this.stop();
      this.#options.onLink(navigator.onLine ? "interrupted" : "offline");
      await this.#backoff.wait();
    }
  }

  async #stream(signal: AbortSignal): Promise<boolean> {
    try {
      const body = await this.#options.open(signal);
      this.#lastByte = Date.now();
      this.#backoff.succeeded();
      this.#options.onLink("live");
      await readEvents(body, this.#options.onEvent, {
        onRetry: (delayMs) => this.#backoff.hint(delayMs),
        onBytes: () => (this.#lastByte = Date.now()),
      });
      return true;
    } catch (error) {
      return error instanceof Refused ? this.#options.onRefused(error) : true;
    }
  }
}
