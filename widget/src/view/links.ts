import type { BlockOf } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { unbroken } from "../typography.ts";
import { h, unseen } from "./dom.ts";
import { type Icon, icon } from "./icons.ts";

export type LinkBlock = BlockOf<"link">;

const ICONS: Record<LinkBlock["kind"], Icon> = { web: "external", tel: "phone", mailto: "mail", deep_link: "forward" };

/** The call to a number as people write it. */
export function callLink(phone: string, label: string): LinkBlock {
  return { type: "link", url: `tel:${phone.replace(/[^+\d]/g, "")}`, label, kind: "tel" };
}

/** What a link may open: a scheme of the web, of the telephone, or of the app. Anything else is left out. */
export function isSafe(link: LinkBlock, appSchemes: readonly string[]): boolean {
  let scheme: string;
  try {
    scheme = new URL(link.url).protocol.slice(0, -1);
  } catch {
    return false;
  }
  return ["https", "http", "tel", "mailto"].includes(scheme) || appSchemes.includes(scheme);
}

/** `follow` says whether the host opens it; then the page does nothing. */
export function linkElement(link: LinkBlock, follow: (link: LinkBlock) => boolean): HTMLElement {
  const isWeb = link.kind === "web";
  return h(
    "a",
    {
      class: `link ${link.kind}`,
      href: link.url,
      target: isWeb && "_blank",
      rel: isWeb && "noopener noreferrer",
      onclick: (event: Event) => {
        if (follow(link)) event.preventDefault();
      },
    },
    icon(ICONS[link.kind] ?? "forward"),
    h("span", {}, unbroken(link.label), isWeb && unseen(TEXTS.external)),
  );
}
