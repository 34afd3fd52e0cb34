import assert from "node:assert/strict";
import { test } from "node:test";
import { Refused, type Sent, Unreachable } from "../src/api.ts";
import { Backoff } from "../src/backoff.ts";
import { Outbox, type Pending } from "../src/outbox.ts";
import type { Message } from "../src/protocol.ts";

/** Waits nothing, so that a test is not longer than what it tests. */
class NoWait extends Backoff {
  waits = 0;

  override wait(): Promise<void> {
    this.waits += 1;
    return new Promise((resolve) => setImmediate(resolve));
  }
}

/** An API that fails as often as it is told, then stores each client id once. */
class FakeApi {
  readonly stored = new Map<string, Sent>();
  readonly posts: string[] = [];

  constructor(private readonly failures: unknown[] = []) {}

  post = async (sent: Sent): Promise<Message> => {
    this.posts.push(sent.client_id);
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failures.length > 0) throw this.failures.shift();
    this.stored.set(sent.client_id, sent);
    return { position: this.stored.size, author: "driver", client_id: sent.client_id, at: "", blocks: [] };
  };
}

function item(id: string): Pending {
  return { client_id: id, text: `text of ${id}`, shown: `text of ${id}`, at: "", state: "sending" };
}

function outboxFor(api: FakeApi, kept: Pending[] = [], renew = async (): Promise<boolean> => false) {
  const states: string[] = [];
  const told: (string | undefined)[] = [];
  const delivered: string[] = [];
  let saved: Pending[] = [];
  const backoff = new NoWait();
  const outbox = new Outbox(
    {
      post: api.post,
      renew,
      backoff,
      changed: (one) => {
        states.push(`${one.client_id} ${one.state}`);
        told.push(one.reason);
      },
      delivered: (one) => delivered.push(one.client_id),
      keep: (items) => (saved = structuredClone([...items])),
    },
    kept,
  );
  return { outbox, states, told, delivered, backoff, saved: () => saved };
}

async function settled(outbox: Outbox): Promise<void> {
  for (let turns = 0; turns < 200 && outbox.items.some((one) => one.state !== "refused"); turns += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test("messages go one after the other, in the order in which they were said", async () => {
  const api = new FakeApi();
  const { outbox, delivered } = outboxFor(api);

  for (const id of ["a", "b", "c"]) outbox.add(item(id));
  await settled(outbox);

  assert.deepEqual(delivered, ["a", "b", "c"]);
  assert.deepEqual(api.posts, ["a", "b", "c"]);
});

test("a message that met no network goes again under the same id, before those behind it", async () => {
  const api = new FakeApi([new Unreachable(), new Unreachable()]);
  const { outbox, states, backoff } = outboxFor(api);

  outbox.add(item("a"));
  outbox.add(item("b"));
  await settled(outbox);

  assert.deepEqual(api.posts, ["a", "a", "a", "b"]);
  assert.equal(backoff.waits, 2);
  assert.ok(states.includes("a waiting"));
});

test("all that cannot go is told to wait, said before the network went or after", async () => {
  const api = new FakeApi([new Unreachable()]);
  const { outbox, backoff } = outboxFor(api);
  const failed = new Promise<void>((resolve) => {
    backoff.wait = () => {
      resolve();
      return new Promise(() => undefined);
    };
  });

  outbox.add(item("a"));
  outbox.add(item("b"));
  await failed;
  outbox.add(item("c"));

  assert.deepEqual(
    outbox.items.map((one) => one.state),
    ["waiting", "waiting", "waiting"],
  );
});

test("an error of the server is waited out", async () => {
  const api = new FakeApi([new Refused(503, "unavailable", ""), new Refused(429, "too_many", "", 10)]);
  const { outbox, delivered } = outboxFor(api);

  outbox.add(item("a"));
  await settled(outbox);

  assert.deepEqual(delivered, ["a"]);
});

test("a danger that cannot be taken shows what to do, and is sent again by itself", async () => {
  const api = new FakeApi([new Refused(503, "danger_unavailable", "Éloignez-vous.", 10)]);
  const { outbox, told, states, delivered } = outboxFor(api);

  outbox.add(item("a"));
  await settled(outbox);

  assert.deepEqual(states, ["a sending", "a waiting", "a sending"]);
  assert.deepEqual(told, [undefined, "Éloignez-vous.", "Éloignez-vous."]);
  assert.deepEqual(delivered, ["a"]);
});

test("a message that is refused says why, stays, and does not hold up the next", async () => {
  const api = new FakeApi([new Refused(422, "invalid_request", "Trop long.")]);
  const { outbox, delivered } = outboxFor(api);

  outbox.add(item("a"));
  outbox.add(item("b"));
  await settled(outbox);

  assert.deepEqual(delivered, ["b"]);
  assert.deepEqual(
    outbox.items.map((one) => [one.client_id, one.state, one.reason]),
    [["a", "refused", "Trop long."]],
  );
});

test("a refused message goes again when the driver says so, under the same id", async () => {
  const api = new FakeApi([new Refused(422, "invalid_request", "")]);
  const { outbox } = outboxFor(api);
  outbox.add(item("a"));
  await settled(outbox);

  outbox.retry("a");
  await settled(outbox);

  assert.deepEqual(api.posts, ["a", "a"]);
  assert.deepEqual([...api.stored.keys()], ["a"]);
});

test("a token that was refused is renewed, then the message goes", async () => {
  const api = new FakeApi([new Refused(401, "token_expired", "")]);
  let renewals = 0;
  const { outbox, delivered } = outboxFor(api, [], async () => ++renewals > 0);

  outbox.add(item("a"));
  await settled(outbox);

  assert.deepEqual([renewals, delivered], [1, ["a"]]);
});

test("what the stream has confirmed is not sent again when the request itself dies", async () => {
  const api = new FakeApi([new Unreachable()]);
  const { outbox } = outboxFor(api);

  outbox.add(item("a"));
  outbox.confirm("a");
  await settled(outbox);
  await new Promise((resolve) => setTimeout(resolve, 5));

  assert.deepEqual(api.posts, ["a"]);
});

test("what was waiting before a reload is sent after it, what was refused is not", async () => {
  const api = new FakeApi();
  const kept: Pending[] = [item("a"), { ...item("b"), state: "refused" }];
  const { outbox } = outboxFor(api, kept);

  outbox.wake();
  await settled(outbox);

  assert.deepEqual(api.posts, ["a"]);
});

test("what is kept for a reload is what is not confirmed", async () => {
  const api = new FakeApi([new Unreachable()]);
  const { outbox, saved } = outboxFor(api);

  outbox.add(item("a"));
  assert.deepEqual(
    saved().map((one) => one.client_id),
    ["a"],
  );
  await settled(outbox);

  assert.deepEqual(saved(), []);
});

test("nothing is sent or told once the conversation was left", async () => {
  const api = new FakeApi();
  const { outbox, delivered } = outboxFor(api);

  outbox.add(item("a"));
  outbox.stop();
  await new Promise((resolve) => setTimeout(resolve, 5));

  assert.deepEqual(delivered, []);
});
