import type { EventSourceMessage } from "eventsource-parser";
import { Access } from "./access.ts";
import { ChatApi, Refused } from "./api.ts";
import { Connection } from "./connection.ts";
import { type GetToken, newId } from "./identity.ts";
import type { Listener } from "./listener.ts";
import { Memory } from "./memory.ts";
import { Outbox, type Pending } from "./outbox.ts";
import type { Choice, Context, ConversationState, Message } from "./protocol.ts";

export interface ConversationOptions {
  base: string;
  channel: "web" | "app";
  getToken: GetToken | undefined;
  context: () => Context;
  listener: Listener;
}

/** One driver's or visitor's conversation on this device: opened, resumed, spoken in, erased. */
export class Conversation {
  readonly api: ChatApi;
  readonly memory: Memory;
  readonly #options: ConversationOptions;
  readonly #access: Access;
  #id: string | null = null;
  #lastPosition = 0;
  #replayUntil = 0;
  #outbox: Outbox | undefined;
  /** Said while the conversation was still opening. */
  #early: Pending[] = [];
  #connection: Connection | undefined;
  #opening: Promise<void> | undefined;
  /** Changes when the conversation is left: an opening that was under way then is nobody's any more. */
  #era = 0;
  /** Of a person who was asked for in vain: trying again asks once. */
  #personId: string | undefined;

  constructor(options: ConversationOptions) {
    this.#options = options;
    this.memory = new Memory(options.base);
    this.#access = new Access({
      getToken: options.getToken,
      renewVisit: () => this.api.renew(this.#id ?? ""),
      renewedVisit: (visit) => this.memory.update({ token: visit.token, expires: visit.token_expires_at }),
      replace: (token) => this.#replace(token),
    });
    this.api = new ChatApi(options.base, () => this.#access.token);
  }

  get isOpen(): boolean {
    return this.#id !== null;
  }

  /** Open, or resume what this device or this driver left open. Failures go to the listener. */
  open(): Promise<void> {
    const era = this.#era;
    this.#opening ??= this.#tryToOpen(era).finally(() => {
      if (era === this.#era) this.#opening = undefined;
    });
    return this.#opening;
  }

  say(text: string): void {
    this.#post({ text }, text);
  }

  choose(choice: Choice): void {
    // The label goes along: a choice that has passed meanwhile is then understood as words.
    this.#post({ choice: choice.value, text: choice.label }, choice.label);
  }

  retry(clientId: string): void {
    this.#outbox?.retry(clientId);
  }

  discard(clientId: string): void {
    this.#outbox?.discard(clientId);
    this.#options.listener.withdrawn(clientId);
  }

  /** Run a request of this conversation, once more after renewing a token that was refused. */
  async ask<Answer>(request: (api: ChatApi, id: string) => Promise<Answer>): Promise<Answer> {
    const id = this.#id;
    if (!id) throw new Error("The conversation is not open");
    try {
      return await request(this.api, id);
    } catch (error) {
      if (error instanceof Refused && error.status === 401 && (await this.#access.isRenewed()))
        return request(this.api, id);
      throw error;
    }
  }

  /** Rejects when the request did not reach the API; asked again, it is the same request. */
  async askPerson(): Promise<void> {
    this.#personId ??= newId();
    const clientId = this.#personId;
    await this.#say((api, id) => api.askPerson(id, clientId));
  }

  sendPhoto(photo: Blob, clientId: string): Promise<void> {
    return this.#say((api, id) => api.sendPhoto(id, photo, clientId));
  }

  /** Shown as soon as the API has it, instead of when the stream tells; not in another conversation. */
  async #say(send: (api: ChatApi, id: string) => Promise<Message>): Promise<void> {
    const era = this.#era;
    const message = await this.ask(send).catch((error: unknown) => {
      if (era === this.#era) throw error;
    });
    if (message && era === this.#era) this.#take(message, false);
  }

  async erase(): Promise<void> {
    await this.ask((api, id) => api.erase(id));
    this.leave();
  }

  /** Forget everything on this device: erased, another driver, or signed out. */
  leave(): void {
    this.#abandon();
    this.memory.forget();
    this.#access.forget();
    this.#lastPosition = this.#replayUntil = 0;
    this.#early = [];
    this.#personId = undefined;
    this.#options.listener.emptied();
  }

  /** The page went; what is kept stays. */
  pause(): void {
    this.#abandon();
  }

  async #tryToOpen(era: number): Promise<void> {
    try {
      const token = (await this.#options.getToken?.("open")) ?? null;
      if (era !== this.#era) return;
      const kept = this.memory.read();
      if (!token && kept?.token && (await this.#resumeVisit(kept.conversation, kept.token, kept.expires))) return;
      await this.#openAs(token);
    } catch (error) {
      if (era !== this.#era) return;
      for (const item of this.#early) this.#options.listener.pending({ ...item, state: "waiting" });
      this.#options.listener.openFailed(error);
    }
  }

  async #resumeVisit(id: string, token: string, expires?: string): Promise<boolean> {
    const era = this.#era;
    this.#access.takeVisit(token);
    try {
      const state = await this.api.state(id);
      if (era === this.#era) this.#begin(state, token, expires);
      return true;
    } catch (error) {
      if (era !== this.#era) return true;
      if (!(error instanceof Refused) || error.isTransient) throw error;
      this.#access.forget();
      this.memory.forget();
      return false;
    }
  }

  async #openAs(token: string | null): Promise<void> {
    const era = this.#era;
    this.#access.take(token);
    const opened = await this.#opened();
    if (era !== this.#era) return;
    if (opened.token) this.#access.takeVisit(opened.token);
    this.#begin(opened.conversation, opened.token ?? undefined, opened.token_expires_at ?? undefined);
    // What a new conversation begins with was never read to anybody.
    if (opened.isNew) this.#replayUntil = 0;
  }

  /** A context that the API does not accept (an unknown screen, another driver's charge) keeps nobody out. */
  async #opened(): ReturnType<ChatApi["open"]> {
    const { channel, context } = this.#options;
    try {
      return await this.api.open(channel, context());
    } catch (error) {
      if (error instanceof Refused && [403, 422].includes(error.status)) return this.api.open(channel, {});
      throw error;
    }
  }

  #begin(state: ConversationState, visitorToken?: string, expires?: string): void {
    const kept = this.memory.read();
    const isSame = kept?.conversation === state.id;
    const pending = isSame ? kept.pending : [];
    this.#id = state.id;
    this.#replayUntil = state.last_position;
    this.memory.begin({ conversation: state.id, token: visitorToken, expires, pending, shown: kept?.shown ?? true });
    this.#options.listener.state(state);
    this.#outbox = this.#newOutbox(state.id, pending);
    for (const item of this.#outbox.items) this.#options.listener.pending(item);
    for (const item of this.#early.splice(0)) this.#outbox.add(item);
    this.#connection = this.#newConnection(state.id);
    this.#connection.start();
    this.#access.plan(expires);
  }

  #newOutbox(id: string, kept: Pending[]): Outbox {
    return new Outbox(
      {
        post: (sent) => this.api.send(id, sent),
        renew: () => this.#access.isRenewed(),
        changed: (item) => this.#options.listener.pending(item),
        delivered: (_, message) => this.#take(message, false),
        keep: (pending) => this.memory.update({ pending }),
      },
      kept,
    );
  }

  #newConnection(id: string): Connection {
    return new Connection({
      open: (signal) => this.api.events(id, this.#lastPosition, signal),
      onEvent: (event) => this.#heard(event),
      onLink: (link) => {
        if (link === "live") {
          this.#outbox?.wake();
          this.#access.plan(this.memory.read()?.expires);
        }
        if (link !== "live") this.#options.listener.typing(null);
        this.#options.listener.link(link);
      },
      onRefused: (problem) => this.#streamRefused(problem),
    });
  }

  #post(said: { text?: string; choice?: string }, shown: string): void {
    const at = new Date().toISOString();
    const item: Pending = { client_id: newId(), ...said, shown, at, state: "sending" };
    this.#options.listener.pending(item);
    if (this.#outbox) this.#outbox.add(item);
    else this.#early.push(item);
  }

  #heard(event: EventSourceMessage): void {
    const data = JSON.parse(event.data);
    if (event.event === "message") this.#take(data);
    else if (event.event === "typing") this.#options.listener.typing(data.active ? data.by : null);
    else if (event.event === "state") this.#options.listener.state(data);
    else if (event.event === "expired") void this.#expired(data);
  }

  /**
   * Only the stream moves the cursor: the answer to a request may overtake messages that the stream still brings.
   */
  #take(message: Message, fromStream = true): void {
    if (message.client_id) this.#outbox?.confirm(message.client_id);
    if (message.client_id === this.#personId) this.#personId = undefined;
    if (fromStream) {
      if (message.position <= this.#lastPosition) return;
      this.#lastPosition = message.position;
    }
    this.#options.listener.message(message, message.position <= this.#replayUntil);
  }

  async #expired({ reason }: { reason: string }): Promise<void> {
    if (reason === "conversation_erased") return this.leave();
    const renewal = await this.#access.renew();
    if (renewal === "renewed") this.#connection?.reopen();
    if (renewal === "dead") this.#giveUp();
  }

  async #streamRefused(problem: Refused): Promise<boolean> {
    if (problem.isTransient) return true;
    const renewal = problem.status === 401 ? await this.#access.renew() : "dead";
    if (renewal === "dead") this.#giveUp();
    return renewal === "renewed" || renewal === "later";
  }

  #giveUp(): void {
    this.#stop();
    this.memory.forget();
    this.#options.listener.expired();
  }

  /** Another driver took the device: nothing of the former may stay in sight. */
  async #replace(token: string): Promise<void> {
    this.leave();
    await this.#openAs(token);
  }

  /** What is open or being opened here is no longer. */
  #abandon(): void {
    this.#stop();
    this.#era += 1;
    this.#opening = undefined;
    this.#id = null;
  }

  #stop(): void {
    this.#access.rest();
    this.#outbox?.stop();
    this.#connection?.stop();
    this.#outbox = this.#connection = undefined;
  }
}
