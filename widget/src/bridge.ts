import type { Context } from "./protocol.ts";

/** What the chat tells the app around it. `getToken` and nothing else wants an answer. */
export type ToHost =
  | { type: "getToken"; id: string; reason: "open" | "expired" }
  | { type: "ready" | "opened" | "closed" | "erased" | "close" }
  | { type: "openLink"; url: string; kind: string }
  | { type: "ticket"; number: string }
  | { type: "unread"; count: number }
  | { type: "error"; code: string };

/** What the app tells the chat. */
export type FromHost = { type: "token"; id?: string; token: string | null; context?: Context } | { type: "signedOut" };

interface Port {
  postMessage(message: unknown): unknown;
  onmessage?: (event: { data: unknown }) => void;
}

declare global {
  interface Window {
    webkit?: { messageHandlers?: { bumpChat?: Port } };
    bumpChatHost?: Port;
    bumpChat?: { receive: (message: unknown) => void };
  }
}

const TOKEN_TIMEOUT_MS = 10_000;

/**
 * The app around a webview, over messages: iOS `webkit.messageHandlers.bumpChat`, Android `bumpChatHost`, or the page
 * around a frame, if its origin is the one that was allowed.
 */
export class HostBridge {
  readonly #send: ((message: ToHost) => unknown) | undefined;
  readonly #waiting = new Map<string, (token: string | null) => void>();
  readonly #hostOrigin: string;
  context: Context = {};

  constructor(
    hostOrigin: string | null,
    private readonly signedOut: () => void,
  ) {
    this.#hostOrigin = hostOrigin ?? location.origin;
    this.#send = this.#findHost();
    if (!this.#send) return;
    window.bumpChat = { receive: (message) => this.#receive(message) };
    window.addEventListener("message", this.#onWindowMessage);
  }

  get isThere(): boolean {
    return this.#send !== undefined;
  }

  tell(message: ToHost): void {
    void this.#send?.(message);
  }

  /** The app's token for the driver; null when nobody is signed in. Rejects when the app does not answer. */
  getToken(reason: "open" | "expired"): Promise<string | null> {
    const id = crypto.getRandomValues(new Uint32Array(2)).join("-");
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiting.delete(id);
        reject(new Error("The app gave no token"));
      }, TOKEN_TIMEOUT_MS);
      this.#waiting.set(id, (token) => {
        clearTimeout(timer);
        resolve(token);
      });
      // iOS may answer by the promise of `postMessage` itself (WKScriptMessageHandlerWithReply).
      const reply = this.#send?.({ type: "getToken", id, reason });
      if (reply instanceof Promise)
        reply.then(
          (answer) => this.#receive({ id, type: "token", ...answer }),
          () => undefined,
        );
    });
  }

  close(): void {
    window.removeEventListener("message", this.#onWindowMessage);
  }

  #findHost(): ((message: ToHost) => unknown) | undefined {
    const ios = window.webkit?.messageHandlers?.bumpChat;
    if (ios) return (message) => ios.postMessage(message);
    const android = window.bumpChatHost;
    if (android) {
      android.onmessage = (event) => this.#receive(event.data);
      return (message) => android.postMessage(JSON.stringify(message));
    }
    if (window.parent === window) return undefined;
    return (message) => window.parent.postMessage({ source: "bump-chat", ...message }, this.#hostOrigin);
  }

  readonly #onWindowMessage = (event: MessageEvent): void => {
    if (event.source === window.parent && event.source !== window && event.origin === this.#hostOrigin) {
      this.#receive(event.data);
    }
  };

  #receive(given: unknown): void {
    const message = parsed(given);
    if (message?.type === "signedOut") this.signedOut();
    if (message?.type !== "token" || !message.id) return;
    if (message.context) this.context = message.context;
    this.#waiting.get(message.id)?.(message.token || null);
    this.#waiting.delete(message.id);
  }
}

function parsed(given: unknown): FromHost | undefined {
  try {
    const message: unknown = typeof given === "string" ? JSON.parse(given) : given;
    return typeof message === "object" && message !== null && "type" in message ? (message as FromHost) : undefined;
  } catch {
    return undefined;
  }
}
