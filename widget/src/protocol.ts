/** The shapes of the Chat API, v1. The JSON Schema of the blocks is `chat/schema/blocks.schema.json`. */

export type Speaker = "bot" | "queue" | "adviser";

export interface ConversationState {
  id: string;
  speaker: Speaker;
  opened_at: string;
  last_position: number;
  closed: boolean;
}

export interface Choice {
  value: string;
  label: string;
}

export type Block =
  | { type: "text"; text: string }
  | { type: "choices"; choices: Choice[] }
  | { type: "link"; url: string; label: string; kind: "web" | "tel" | "deep_link" | "mailto" }
  | {
      type: "session_card";
      session_id: string;
      station: string;
      town: string;
      started_at: string;
      ended_at?: string | null;
      kwh: string;
      cost_eur?: string | null;
      active: boolean;
    }
  | {
      type: "station_card";
      location_id: string;
      name: string;
      address: string;
      town: string;
      evse_id?: string | null;
      status?: string | null;
    }
  | { type: "summary_card"; title: string; rows: { label: string; value: string }[] }
  | {
      type: "ticket_card";
      number: string;
      title: string;
      status: string;
      delay?: string | null;
      photos?: string | null;
    }
  | { type: "photo"; photo_id: string; url: string; width: number; height: number }
  | { type: "rating"; asked: boolean };

export type BlockOf<Type extends Block["type"]> = Extract<Block, { type: Type }>;

export interface Message {
  position: number;
  author: "driver" | "bot" | "adviser" | "system";
  client_id?: string | null;
  at: string;
  blocks: Block[];
}

/** What the app or the page tells about where the chat was opened; the API keeps what it trusts. */
export interface Context {
  screen?: string;
  platform?: string;
  app_version?: string;
  locale?: string;
  session_id?: string;
}

export interface Opened {
  conversation: ConversationState;
  token?: string | null;
  token_expires_at?: string | null;
}
