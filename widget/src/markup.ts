/** The tiny markup of the assistant's texts: paragraphs, numbered steps, **bold**. Nothing else, and never HTML. */

export interface Run {
  text: string;
  bold: boolean;
}

export type Part = { kind: "paragraph"; runs: Run[] } | { kind: "steps"; start: number; items: Run[][] };

const STEP = /^(\d{1,2})\. +(.+)$/;
const BOLD = /\*\*(.+?)\*\*/g;

export function parse(text: string): Part[] {
  const parts: Part[] = [];
  for (const line of text.split("\n").map((raw) => raw.trim())) {
    if (!line) continue;
    const step = STEP.exec(line);
    if (!step) {
      parts.push({ kind: "paragraph", runs: runs(line) });
      continue;
    }
    const [, number, said] = step as unknown as [string, string, string];
    const last = parts.at(-1);
    // A list goes on only when its numbers do: « 1. » again begins another.
    if (last?.kind === "steps" && last.start + last.items.length === Number(number)) last.items.push(runs(said));
    else parts.push({ kind: "steps", start: Number(number), items: [runs(said)] });
  }
  return parts;
}

/** The same text without its marks, for the clipboard. */
export function plain(text: string): string {
  return text.replace(BOLD, "$1");
}

function runs(line: string): Run[] {
  const found: Run[] = [];
  let from = 0;
  for (const match of line.matchAll(BOLD)) {
    if (match.index > from) found.push({ text: line.slice(from, match.index), bold: false });
    found.push({ text: match[1] as string, bold: true });
    from = match.index + match[0].length;
  }
  if (from < line.length) found.push({ text: line.slice(from), bold: false });
  return found;
}
