import { type Part, parse, type Run } from "../markup.ts";
import { unbroken } from "../typography.ts";
import { h } from "./dom.ts";

/** A text of the assistant as elements: whatever it holds, it stays text. */
export function textElements(text: string): HTMLElement[] {
  return parse(text).map(partElement);
}

function partElement(part: Part): HTMLElement {
  // Without its bullets a list is no list for VoiceOver, unless it says so.
  if (part.kind === "paragraph") return h("p", {}, ...runNodes(part.runs));
  const start = part.start === 1 ? undefined : part.start;
  return h("ol", { start, role: "list" }, ...part.items.map((item) => h("li", {}, ...runNodes(item))));
}

function runNodes(runs: Run[]): (Node | string)[] {
  return runs.map((run) => (run.bold ? h("strong", {}, unbroken(run.text)) : unbroken(run.text)));
}
