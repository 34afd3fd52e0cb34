import type { Context, ConversationState, Message, Opened } from "./protocol.ts";

const TIMEOUT_MS = 12_000;
const UPLOAD_TIMEOUT_MS = 60_000;

/** The API said no; `detail` is a sentence for people, `code` for us. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly detail: string,
    readonly retryAfterMs?: number,
  ) {
    super(`${status} ${code}`);
  }

  /** The same request may pass later, unchanged. */
  get isTransient(): boolean {
    return this.status >= 500 || this.status === 429 || this.status === 408;
  }
}

/** No answer at all: no network, a time-out, or a server that is down. */
export class Unreachable extends Error {}

export interface Sent {
  client_id: string;
  text?: string;
  choice?: string;
}

/** The Chat API, v1. The token is asked for at each request, since it changes while the page is open. */
export class ChatApi {
  constructor(
    private readonly base: string,
    private readonly token: () => string | null,
  ) {}

  async open(channel: "web" | "app", context: Context): Promise<Opened & { isNew: boolean }> {
    const response = await this.#request("POST", "/v1/conversations", { channel, context });
    return { ...((await response.json()) as Opened), isNew: response.status === 201 };
  }

  renew(id: string): Promise<{ token: string; token_expires_at: string }> {
    return this.#json("POST", `${conversation(id)}/token`);
  }

  state(id: string): Promise<ConversationState> {
    return this.#json("GET", conversation(id));
  }

  async send(id: string, sent: Sent): Promise<Message> {
    const answer = await this.#json<{ message: Message }>("POST", `${conversation(id)}/messages`, sent);
    return answer.message;
  }

  async sendPhoto(id: string, photo: Blob, clientId: string): Promise<Message> {
    const form = new FormData();
    form.append("client_id", clientId);
    form.append("file", photo, "photo.jpg");
    const response = await this.#request("POST", `${conversation(id)}/photos`, form, UPLOAD_TIMEOUT_MS);
    return ((await response.json()) as { message: Message }).message;
  }

  async photo(url: string): Promise<Blob> {
    return (await this.#request("GET", url)).blob();
  }

  async askPerson(id: string, clientId: string): Promise<Message> {
    const asked = { client_id: clientId };
    return (await this.#json<{ message: Message }>("POST", `${conversation(id)}/person`, asked)).message;
  }

  async rate(id: string, score: number, comment: string): Promise<void> {
    await this.#request("POST", `${conversation(id)}/rating`, comment ? { score, comment } : { score });
  }

  async sendTranscript(id: string, email: string): Promise<void> {
    await this.#request("POST", `${conversation(id)}/transcript`, { email });
  }

  async transcript(id: string): Promise<Blob> {
    return (await this.#request("GET", `${conversation(id)}/transcript`)).blob();
  }

  async erase(id: string): Promise<void> {
    await this.#request("DELETE", conversation(id));
  }

  /** The stream of events, from the message that follows `lastPosition`. */
  async events(id: string, lastPosition: number, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers = { Accept: "text/event-stream", "Last-Event-ID": String(lastPosition) };
    const opening = new AbortController();
    const timer = setTimeout(() => opening.abort(), TIMEOUT_MS);
    signal.addEventListener("abort", () => opening.abort());
    try {
      const response = await this.#fetch("GET", `${conversation(id)}/events`, { headers, signal: opening.signal });
      if (!response.body) throw new Unreachable("No stream");
      return response.body;
    } finally {
      clearTimeout(timer);
    }
  }

  async #json<Answer>(method: string, path: string, body?: object): Promise<Answer> {
    return (await this.#request(method, path, body)).json() as Promise<Answer>;
  }

  #request(method: string, path: string, body?: object, timeoutMs = TIMEOUT_MS): Promise<Response> {
    const signal = AbortSignal.timeout(timeoutMs);
    if (body === undefined || body instanceof FormData) return this.#fetch(method, path, { body, signal });
    const headers = { "Content-Type": "application/json" };
    return this.#fetch(method, path, { body: JSON.stringify(body), headers, signal });
  }

  async #fetch(method: string, path: string, init: RequestInit): Promise<Response> {
    const token = this.token();
    const headers = { ...init.headers, ...(token ? { Authorization: `Bearer ${token}` } : {}) };
    const url = new URL(path, this.base);
    if (url.origin !== new URL(this.base).origin) throw new Unreachable("Not an address of the API");
    let response: Response;
    try {
      response = await fetch(url, { ...init, method, headers, cache: "no-store", credentials: "omit" });
    } catch (error) {
      throw new Unreachable(String(error));
    }
    if (response.ok) return response;
    throw await refusal(response);
  }
}

function conversation(id: string): string {
  return `/v1/conversations/${encodeURIComponent(id)}`;
}

async function refusal(response: Response): Promise<Refused> {
  const problem = (await response.json().catch(() => ({}))) as { code?: unknown; detail?: unknown };
  const seconds = Number(response.headers.get("Retry-After"));
  return new Refused(
    response.status,
    typeof problem.code === "string" ? problem.code : "",
    typeof problem.detail === "string" ? problem.detail : "",
    seconds > 0 ? seconds * 1000 : undefined,
  );
}
