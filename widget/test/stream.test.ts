import assert from "node:assert/strict";
import { test } from "node:test";
import type { EventSourceMessage } from "eventsource-parser";
import { readEvents } from "../src/stream.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function streamOf(chunks: Uint8Array[], { stays = false } = {}): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      if (!stays) controller.close();
    },
  });
}

async function read(chunks: Uint8Array[]): Promise<EventSourceMessage[]> {
  const events: EventSourceMessage[] = [];
  await readEvents(streamOf(chunks), (event) => events.push(event));
  return events;
}

test("an event carries its name, its id and its data", async () => {
  const [event] = await read([bytes('event: message\nid: 7\ndata: {"a":1}\n\n')]);

  assert.deepEqual({ ...event }, { event: "message", id: "7", data: '{"a":1}' });
});

test("events survive any cut of the bytes, within a letter too", async () => {
  const whole = bytes("event: message\nid: 1\ndata: « é »\n\nevent: state\ndata: {}\n\n");

  for (let cut = 1; cut < whole.length; cut += 1) {
    const events = await read([whole.slice(0, cut), whole.slice(cut)]);
    assert.deepEqual(
      events.map((event) => event.data),
      ["« é »", "{}"],
      `cut at ${cut}`,
    );
  }
});

test("keep-alive lines are no events but a sign of life", async () => {
  let signs = 0;
  const events: EventSourceMessage[] = [];

  await readEvents(streamOf([bytes(":\n\n"), bytes(":\n\n")]), (event) => events.push(event), {
    onBytes: () => signs++,
  });

  assert.deepEqual([events.length, signs], [0, 2]);
});

test("the server's wish for the next wait is passed on", async () => {
  const hints: number[] = [];

  await readEvents(streamOf([bytes("retry: 2000\n\n")]), () => undefined, { onRetry: (delay) => hints.push(delay) });

  assert.deepEqual(hints, [2000]);
});

test("an event that the connection broke in two is not told", async () => {
  assert.deepEqual(await read([bytes("event: message\nid: 1\ndata: {")]), []);
});

test("a stream that is mute for too long is given up", async () => {
  const reading = readEvents(streamOf([bytes(":\n\n")], { stays: true }), () => undefined, { silenceMs: 20 });

  await assert.rejects(reading, /mute/);
});
