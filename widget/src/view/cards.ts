import type { BlockOf } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { momentOf } from "../times.ts";
import { unbroken } from "../typography.ts";
import { h } from "./dom.ts";
import { type Icon, icon } from "./icons.ts";

const decimal = (digits: number): Intl.NumberFormat =>
  new Intl.NumberFormat("fr-FR", { minimumFractionDigits: digits, maximumFractionDigits: digits });
const KWH = decimal(1);
const EUROS = new Intl.NumberFormat("fr-FR", { style: "currency", currency: "EUR" });

type Row = [label: string, value: string | null | undefined];

/** The cards of a list, from which the driver chooses one. */
export type ListedCard = BlockOf<"session_card"> | BlockOf<"station_card">;

/** The same in two lines, for a choice that stands for the card. */
export function cardFace(block: ListedCard): Node[] {
  if (block.type === "station_card") return face(block.name, [block.address, block.town, block.status], null);
  const town = block.station.includes(block.town) ? null : block.town;
  const told = [town, momentOf(new Date(block.started_at)), energyOf(block), costOf(block)];
  return face(block.station, told, activeBadge(block));
}

export function sessionCard(block: BlockOf<"session_card">): HTMLElement {
  return card("bolt", TEXTS.session, block.station, activeBadge(block), [
    [TEXTS.town, block.town],
    [TEXTS.started, momentOf(new Date(block.started_at))],
    [TEXTS.ended, block.ended_at && momentOf(new Date(block.ended_at))],
    [TEXTS.energy, energyOf(block)],
    [TEXTS.cost, costOf(block)],
  ]);
}

export function stationCard(block: BlockOf<"station_card">): HTMLElement {
  return card("pin", TEXTS.station, block.name, null, [
    [TEXTS.address, [block.address, block.town].filter(Boolean).join(", ")],
    [TEXTS.point, block.evse_id],
    [TEXTS.status, block.status],
  ]);
}

export function summaryCard(block: BlockOf<"summary_card">): HTMLElement {
  return card(
    "list",
    TEXTS.summary,
    block.title,
    null,
    block.rows.map(({ label, value }): Row => [label, value]),
  );
}

export function ticketCard(block: BlockOf<"ticket_card">, copy: (text: string) => void): HTMLElement {
  const number = h(
    "p",
    { class: "ticket-number" },
    h("span", {}, block.number),
    h(
      "button",
      { type: "button", class: "quiet", "aria-label": TEXTS.copyNumber, onclick: () => copy(block.number) },
      icon("copy"),
    ),
  );
  const rows: Row[] = [
    [TEXTS.status, block.status],
    [TEXTS.delay, block.delay],
    [TEXTS.photos, block.photos],
  ];
  const element = card("check", TEXTS.ticket, block.title, null, rows);
  element.classList.add("ticket");
  element.querySelector(".card-head")?.after(number);
  return element;
}

function activeBadge(block: BlockOf<"session_card">): HTMLElement | null {
  return block.active ? h("span", { class: "badge" }, TEXTS.sessionActive) : null;
}

// Shown, never counted with: a float is exact enough here.
function energyOf(block: BlockOf<"session_card">): string {
  return `${KWH.format(Number(block.kwh))}\u00a0kWh`;
}

function costOf(block: BlockOf<"session_card">): string | null {
  return block.cost_eur ? EUROS.format(Number(block.cost_eur)) : null;
}

function face(title: string, told: (string | null | undefined)[], badge: HTMLElement | null): Node[] {
  const details = told.filter(Boolean).join(" · ");
  const words = h("span", { class: "card-title" }, h("strong", {}, unbroken(title)), " ");
  words.append(h("span", { class: "kind" }, unbroken(details)));
  return badge ? [words, badge] : [words];
}

function card(symbol: Icon, kind: string, title: string, badge: HTMLElement | null, rows: Row[]): HTMLElement {
  const told = rows.filter((row): row is [string, string] => Boolean(row[1]));
  return h(
    "div",
    { class: "card" },
    h(
      "div",
      { class: "card-head" },
      h("span", { class: "card-icon" }, icon(symbol)),
      h("p", { class: "card-title" }, h("span", { class: "kind" }, kind), h("strong", {}, unbroken(title))),
      badge,
    ),
    told.length > 0 &&
      h("dl", {}, ...told.map(([label, value]) => h("div", {}, h("dt", {}, label), h("dd", {}, unbroken(value))))),
  );
}
