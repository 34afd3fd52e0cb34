import { plain } from "../markup.ts";
import type { Block, Choice } from "../protocol.ts";
import { cardFace, type ListedCard, sessionCard, stationCard, summaryCard, ticketCard } from "./cards.ts";
import { choiceGroup } from "./choices.ts";
import { h } from "./dom.ts";
import { isSafe, type LinkBlock, linkElement } from "./links.ts";
import { photoElement } from "./photos.ts";
import { ratingForm } from "./rating.ts";
import { textElements } from "./text.ts";

/** What blocks need of the chat around them. */
export interface BlockActions {
  choose(choice: Choice): void;
  follow(link: LinkBlock): boolean;
  copy(text: string): void;
  rate(score: number, comment: string): Promise<boolean>;
  loadPhoto(url: string): Promise<Blob>;
  appSchemes(): readonly string[];
}

/** The elements of a message, in order. A block of a kind that this version does not know is left out. */
export function blockElements(blocks: Block[], actions: BlockActions): HTMLElement[] {
  const listed = listedCards(blocks);
  return shownBlocks(blocks)
    .filter((block) => !listed.includes(block as ListedCard))
    .map((block) => blockElement(block, actions, listed))
    .filter((element): element is HTMLElement => element !== null);
}

/** The text of a message, for the clipboard. */
export function plainText(blocks: Block[]): string {
  return blocks.flatMap((block) => (block.type === "text" ? [plain(block.text)] : [])).join("\n");
}

/**
 * The summary is said in text for those who have no cards. Here the card takes the place of those lines, between what
 * was said before and after them.
 */
function shownBlocks(blocks: Block[]): Block[] {
  const summary = blocks.find((block) => block.type === "summary_card");
  const text = blocks.find((block) => block.type === "text");
  if (!summary || !text) return blocks;
  const told = new Set([summary.title, ...summary.rows.map(({ label, value }) => `${label}:${value}`)].map(bare));
  const lines = text.text.split("\n");
  const isTold = lines.map((line) => told.has(bare(line)));
  if (!isTold.includes(true)) return blocks;
  const before = lines.slice(0, isTold.indexOf(true));
  const after = lines.slice(isTold.lastIndexOf(true) + 1);
  const others = blocks.filter((block) => block !== summary && block !== text);
  return [textOf(before), summary, textOf(after), ...others];
}

/** The cards of a list are the choices themselves, in their order; the last choice has none (« Aucune de celles-ci »). */
function listedCards(blocks: Block[]): ListedCard[] {
  const cards = blocks.filter((block) => block.type === "session_card" || block.type === "station_card");
  const offered = blocks.find((block) => block.type === "choices");
  return cards.length > 1 && offered?.choices.length === cards.length + 1 ? cards : [];
}

function textOf(lines: string[]): Block {
  return { type: "text", text: lines.join("\n") };
}

function bare(line: string): string {
  return line.replace(/[\s\u00a0\u202f*]+/g, "").toLowerCase();
}

function blockElement(block: Block, actions: BlockActions, listed: ListedCard[]): HTMLElement | null {
  switch (block.type) {
    case "text":
      return block.text.trim() ? h("div", { class: "bubble" }, ...textElements(block.text)) : null;
    case "choices":
      return choiceGroup(block.choices, actions.choose, listed.map(cardFace));
    case "link":
      return isSafe(block, actions.appSchemes()) ? linkElement(block, actions.follow) : null;
    case "session_card":
      return sessionCard(block);
    case "station_card":
      return stationCard(block);
    case "summary_card":
      return summaryCard(block);
    case "ticket_card":
      return ticketCard(block, actions.copy);
    case "photo":
      return photoElement(block, actions.loadPhoto);
    case "rating":
      return ratingForm(actions.rate);
    default:
      return null;
  }
}
