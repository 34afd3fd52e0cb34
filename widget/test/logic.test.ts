import assert from "node:assert/strict";
import { test } from "node:test";
import { Backoff } from "../src/backoff.ts";
import { newId, subjectOf } from "../src/identity.ts";
import { fitted, isHeic } from "../src/photo.ts";
import { dayName, hourOf } from "../src/times.ts";
import { isSafe, type LinkBlock } from "../src/view/links.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const link = (url: string): LinkBlock => ({ type: "link", url, label: "", kind: "web" });
const token = (claims: object): string => `e30.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.x`;

test("waits double, up to half a minute, and begin again after a success", () => {
  const backoff = new Backoff(() => 0.5);
  const waits = Array.from({ length: 8 }, () => backoff.next());

  assert.deepEqual(waits, [800, 1600, 3200, 6400, 12800, 25600, 30000, 30000]);
  backoff.succeeded();
  assert.equal(backoff.next(), 800);
});

test("waits are spread by a quarter on each side", () => {
  assert.equal(new Backoff(() => 0).next(), 600);
  assert.equal(new Backoff(() => 0.999999).next(), 1000);
});

test("the server's hint counts once", () => {
  const backoff = new Backoff(() => 0.5);
  backoff.hint(2000);

  assert.deepEqual([backoff.next(), backoff.next()], [2000, 1600]);
});

test("a wait ends early when it is skipped", async () => {
  const backoff = new Backoff();
  const waiting = backoff.wait(60_000);

  backoff.skip();

  await waiting;
});

test("the driver of a token is read, with accents too", () => {
  assert.equal(subjectOf(token({ sub: "drv_léa" })), "drv_léa");
});

test("a token that cannot be read has no driver", () => {
  for (const given of ["", "abc", "a.b.c", token({}), token({ sub: 7 })]) assert.equal(subjectOf(given), null);
});

test("client ids are UUIDs, never the same", () => {
  const ids = new Set(Array.from({ length: 500 }, newId));

  assert.equal(ids.size, 500);
  for (const id of ids) assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("a photo keeps its proportions and fits, and is never made larger", () => {
  assert.deepEqual(fitted(4000, 3000), { width: 1600, height: 1200 });
  assert.deepEqual(fitted(3000, 4000), { width: 1200, height: 1600 });
  assert.deepEqual(fitted(800, 600), { width: 800, height: 600 });
  assert.deepEqual(fitted(20000, 2), { width: 1600, height: 1 });
});

test("HEIC is known by its bytes", () => {
  assert.equal(isHeic(bytes("\0\0\0\x18ftypheic")), true);
  assert.equal(isHeic(bytes("\0\0\0\x18ftypmif1")), true);
  assert.equal(isHeic(bytes("\0\0\0\x18ftypisom")), false);
  assert.equal(isHeic(bytes("\xff\xd8\xff\xe0")), false);
});

test("times are those of Paris, written as in French", () => {
  assert.equal(hourOf(new Date("2026-07-01T07:05:00Z")), "9\u00a0h\u00a005");
  assert.equal(hourOf(new Date("2026-12-01T23:00:00Z")), "0\u00a0h\u00a000");
});

test("days are named from where one stands, in Paris", () => {
  const now = new Date("2026-03-03T22:30:00Z");

  assert.equal(dayName(new Date("2026-03-02T23:30:00Z"), now), "Aujourd’hui");
  assert.equal(dayName(new Date("2026-03-02T22:30:00Z"), now), "Hier");
  assert.equal(dayName(new Date("2026-02-23T12:00:00Z"), now), "Lundi 23 février");
});

test("links open the web, the telephone, mail and the app, and nothing else", () => {
  for (const url of ["https://a.example", "tel:+33176401280", "mailto:a@b.fr", "bump://historique"]) {
    assert.equal(isSafe(link(url), ["bump"]), true, url);
  }
  for (const url of ["javascript:alert(1)", "data:text/html,x", "blob:x", "file:///x", "other://x", "historique"]) {
    assert.equal(isSafe(link(url), ["bump"]), false, url);
  }
});
