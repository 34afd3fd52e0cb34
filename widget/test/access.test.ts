import assert from "node:assert/strict";
import { test } from "node:test";
import { Access, type AccessOptions } from "../src/access.ts";
import { Refused, Unreachable } from "../src/api.ts";

const token = (sub: string, nth = 0): string =>
  `e30.${Buffer.from(JSON.stringify({ sub, nth })).toString("base64url")}.x`;

const later = (ms: number): string => new Date(Date.now() + ms).toISOString();

function accessWith(options: Partial<AccessOptions>): { access: Access; replaced: string[] } {
  const replaced: string[] = [];
  const access = new Access({
    getToken: undefined,
    renewVisit: async () => ({ token: "renewed", token_expires_at: later(3_600_000) }),
    renewedVisit: () => undefined,
    replace: async (given) => void replaced.push(given),
    ...options,
  });
  return { access, replaced };
}

test("a driver's token is asked for again, and the same driver goes on", async () => {
  const { access, replaced } = accessWith({ getToken: async () => token("claire", 2) });
  access.take(token("claire", 1));

  assert.equal(await access.renew(), "renewed");
  assert.deepEqual([access.token, replaced], [token("claire", 2), []]);
});

test("another driver's token replaces the conversation", async () => {
  const { access, replaced } = accessWith({ getToken: async () => token("karim") });
  access.take(token("claire"));

  assert.equal(await access.renew(), "replaced");
  assert.deepEqual(replaced, [token("karim")]);
});

test("no token, or the one that was refused, is the end", async () => {
  for (const given of [null, token("claire")]) {
    const { access } = accessWith({ getToken: async () => given });
    access.take(token("claire"));

    assert.equal(await access.renew(), "dead");
  }
});

test("a visit is renewed, and the renewal kept", async () => {
  const kept: string[] = [];
  const { access } = accessWith({ renewedVisit: (visit) => kept.push(visit.token) });
  access.takeVisit("first");

  assert.equal(await access.renew(), "renewed");
  assert.deepEqual([access.token, kept], ["renewed", ["renewed"]]);
  access.rest();
});

test("a renewal that is refused is the end, one that met nobody is not", async () => {
  for (const [error, expected] of [
    [new Refused(401, "token_expired", ""), "dead"],
    [new Refused(503, "unavailable", ""), "later"],
    [new Unreachable(), "later"],
  ] as const) {
    const { access } = accessWith({ renewVisit: () => Promise.reject(error) });
    access.takeVisit("first");

    assert.equal(await access.renew(), expected);
  }
});

test("who asks at the same time gets the same renewal", async () => {
  let renewals = 0;
  const { access } = accessWith({
    renewVisit: async () => ({ token: `renewed ${++renewals}`, token_expires_at: later(3_600_000) }),
  });
  access.takeVisit("first");

  await Promise.all([access.renew(), access.renew(), access.isRenewed()]);

  assert.equal(renewals, 1);
  access.rest();
});

test("a token of a short life is renewed at half of it", async () => {
  const { access } = accessWith({});
  access.takeVisit("first");

  access.plan(later(60));
  await new Promise((resolve) => setTimeout(resolve, 45));

  assert.equal(access.token, "renewed");
  access.rest();
});
