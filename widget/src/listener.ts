import type { Link } from "./connection.ts";
import type { Pending } from "./outbox.ts";
import type { ConversationState, Message } from "./protocol.ts";

/** What the view is told. */
export interface Listener {
  /** `replayed`: it was already said before this page showed it, so it is not read aloud. */
  message(message: Message, replayed: boolean): void;
  pending(item: Pending): void;
  withdrawn(clientId: string): void;
  state(state: ConversationState): void;
  typing(by: "bot" | "adviser" | null): void;
  link(link: Link): void;
  /** Everything shown belongs to a conversation that is over for this device. */
  emptied(): void;
  /** Nothing more can be said under this token, and no other is to be had. */
  expired(): void;
  openFailed(problem: unknown): void;
}
