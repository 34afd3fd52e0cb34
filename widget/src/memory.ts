import type { Pending } from "./outbox.ts";

/** What survives a reload, in this tab alone. Written only once the chat was opened. */
export interface Kept {
  conversation: string;
  /** Only a visitor's token, which opens this one conversation; the app's is never kept. */
  token?: string;
  expires?: string;
  pending: Pending[];
  shown: boolean;
}

/** A key of sessionStorage; pages that forbid storage get a chat that forgets at reload. */
export class Memory {
  readonly #key: string;
  #kept: Kept | undefined;

  constructor(apiBase: string) {
    this.#key = `bump-chat ${apiBase}`;
  }

  read(): Kept | undefined {
    if (this.#kept) return this.#kept;
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.#key) ?? "null") as Kept | null;
      if (kept && typeof kept.conversation === "string" && Array.isArray(kept.pending)) this.#kept = kept;
    } catch {
      // Unreadable or forbidden: there is nothing to resume.
    }
    return this.#kept;
  }

  /** Replace what is kept; of a conversation that is not the present one, nothing stays. */
  begin(kept: Kept): void {
    this.#kept = kept;
    this.#write();
  }

  update(change: Partial<Kept>): void {
    if (!this.#kept) return;
    Object.assign(this.#kept, change);
    this.#write();
  }

  forget(): void {
    this.#kept = undefined;
    try {
      sessionStorage.removeItem(this.#key);
    } catch {
      // Forbidden: it was never written either.
    }
  }

  #write(): void {
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch {
      // Forbidden or full: the conversation goes on without.
    }
  }
}
