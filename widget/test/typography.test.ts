import assert from "node:assert/strict";
import { test } from "node:test";
import { unbroken } from "../src/typography.ts";

/** With « _ » for the spaces that do not break. */
const shown = (text: string): string => unbroken(text).replaceAll("\u00a0", "_");

test("a mark never begins a line, and a quotation is not parted from its marks", () => {
  assert.equal(shown("Est-ce réglé ? Dites « oui je crois » : merci"), "Est-ce réglé_? Dites «_oui je crois_»_: merci");
});

test("a telephone number stays on one line", () => {
  assert.equal(shown("au 01 76 40 12 80 ou au 112"), "au 01_76_40_12_80 ou au 112");
});

test("a number stays with its unit", () => {
  assert.equal(shown("de 4 à 5 minutes, 15,9 kWh, 6,19 €, à 19 h 40"), "de 4 à 5_minutes, 15,9_kWh, 6,19_€, à 19_h_40");
});

test("other words and numbers part where they like", () => {
  for (const text of ["le 3 mars 2026", "12 boulevard Vivier-Merle", "2 haies", "10 20 30", ""]) {
    assert.equal(unbroken(text), text);
  }
});
