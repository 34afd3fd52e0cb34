import { Refused } from "./api.ts";
import { type GetToken, subjectOf } from "./identity.ts";

/**
 * `replaced`: the device went over to another driver, whose conversation is open instead; `later`: nobody answered,
 * which says nothing about the token.
 */
export type Renewal = "renewed" | "replaced" | "dead" | "later";

export interface VisitorToken {
  token: string;
  token_expires_at: string;
}

export interface AccessOptions {
  getToken: GetToken | undefined;
  renewVisit: () => Promise<VisitorToken>;
  renewedVisit: (visit: VisitorToken) => void;
  /** The app gave the token of another driver. */
  replace: (token: string) => Promise<void>;
}

/** Renewed when less than this is left, or half of its life when it is shorter. */
const RENEW_BEFORE_MS = 120_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The token of now, and how another is had. */
export class Access {
  token: string | null = null;
  #subject: string | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #renewing: Promise<Renewal> | undefined;
  readonly #options: AccessOptions;

  constructor(options: AccessOptions) {
    this.#options = options;
  }

  /** Speak for the driver of this token of the app, or for nobody yet. */
  take(token: string | null): void {
    this.token = token;
    this.#subject = token && subjectOf(token);
  }

  takeVisit(token: string): void {
    this.token = token;
    this.#subject = null;
  }

  /** Renew a visitor's token in time. */
  plan(expires: string | undefined): void {
    clearTimeout(this.#timer);
    if (!expires) return;
    const left = new Date(expires).getTime() - Date.now();
    const delay = Math.min(Math.max(left - RENEW_BEFORE_MS, left / 2), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => void this.renew(), delay);
  }

  /** Several requests may find the token dead at the same time; it is renewed once. */
  renew(): Promise<Renewal> {
    this.#renewing ??= this.#renewNow().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async isRenewed(): Promise<boolean> {
    return (await this.renew()) === "renewed";
  }

  rest(): void {
    clearTimeout(this.#timer);
  }

  forget(): void {
    this.rest();
    this.token = this.#subject = null;
  }

  async #renewNow(): Promise<Renewal> {
    try {
      return this.#subject ? await this.#renewDriver(this.#subject) : await this.#renewVisitor();
    } catch (error) {
      return error instanceof Refused && !error.isTransient ? "dead" : "later";
    }
  }

  async #renewDriver(subject: string): Promise<Renewal> {
    const token = (await this.#options.getToken?.("expired")) ?? null;
    if (!token || token === this.token) return "dead";
    if (subjectOf(token) === subject) {
      this.token = token;
      return "renewed";
    }
    await this.#options.replace(token);
    return "replaced";
  }

  async #renewVisitor(): Promise<Renewal> {
    if (!this.token) return "dead";
    const visit = await this.#options.renewVisit();
    this.token = visit.token;
    this.#options.renewedVisit(visit);
    this.plan(visit.token_expires_at);
    return "renewed";
  }
}
