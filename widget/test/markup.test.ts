import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, plain } from "../src/markup.ts";

const text = (value: string) => ({ text: value, bold: false });
const bold = (value: string) => ({ text: value, bold: true });

test("lines are paragraphs, and empty ones are nothing", () => {
  assert.deepEqual(parse("un\n\n deux "), [
    { kind: "paragraph", runs: [text("un")] },
    { kind: "paragraph", runs: [text("deux")] },
  ]);
});

test("numbered lines are one list, between the paragraphs around it", () => {
  assert.deepEqual(parse("Faites ceci :\n1. Branchez.\n2. Attendez.\nC'est tout."), [
    { kind: "paragraph", runs: [text("Faites ceci :")] },
    { kind: "steps", start: 1, items: [[text("Branchez.")], [text("Attendez.")]] },
    { kind: "paragraph", runs: [text("C'est tout.")] },
  ]);
});

test("a list that begins again is another list, and one keeps its first number", () => {
  const parts = parse("3. trois\n4. quatre\n1. un");

  assert.deepEqual(
    parts.map((part) => part.kind === "steps" && [part.start, part.items.length]),
    [
      [3, 2],
      [1, 1],
    ],
  );
});

test("what only looks like a step is a paragraph", () => {
  for (const line of ["1.5 kWh", "12 h 30", "100. non", "1.", "1 . un"]) {
    assert.equal(parse(line)[0]?.kind, "paragraph", line);
  }
});

test("bold is bold, and a lone mark is text", () => {
  assert.deepEqual(parse("a **b** c **d"), [{ kind: "paragraph", runs: [text("a "), bold("b"), text(" c **d")] }]);
});

test("nothing else is markup", () => {
  const hostile = "<img src=x onerror=alert(1)> [a](javascript:b) `c` _d_ &amp;";

  assert.deepEqual(parse(hostile), [{ kind: "paragraph", runs: [text(hostile)] }]);
});

test("for the clipboard the marks go, the words stay", () => {
  assert.equal(plain("1. **Branchez** le câble"), "1. Branchez le câble");
});

test("no text is lost, whatever is in it", () => {
  const alphabet = ["*", "**", "1. ", "2. ", "\n", " ", "a", "é", "."];
  let seed = 7;
  const next = (limit: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % limit;
  };

  for (let round = 0; round < 2000; round += 1) {
    const source = Array.from({ length: next(14) }, () => alphabet[next(alphabet.length)]).join("");
    const said = parse(source).flatMap((part) =>
      part.kind === "paragraph"
        ? part.runs.map((run) => run.text)
        : part.items.flatMap((item, nth) => [`${part.start + nth}.`, ...item.map((run) => run.text)]),
    );
    const bare = (value: string): string => value.replace(/[\s*]/g, "");
    assert.equal(bare(said.join("")), bare(source), JSON.stringify(source));
  }
});
