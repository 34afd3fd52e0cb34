import { createParser, type EventSourceMessage } from "eventsource-parser";

/** Keep-alive lines come every 15 s; a stream that is mute for longer than this is dead, whatever TCP believes. */
export const LONGEST_SILENCE_MS = 40_000;

/**
 * Read server-sent events from the body of a response, until it ends.
 *
 * `onBytes` is told of every chunk, keep-alive lines too. Rejects when the connection breaks, and when nothing came
 * for `silenceMs`.
 */
export async function readEvents(
  body: ReadableStream<Uint8Array>,
  onEvent: (event: EventSourceMessage) => void,
  {
    onRetry,
    onBytes,
    silenceMs = LONGEST_SILENCE_MS,
  }: {
    onRetry?: (delayMs: number) => void;
    onBytes?: () => void;
    silenceMs?: number;
  } = {},
): Promise<void> {
  const parser = createParser({ onEvent, onRetry });
  const decoder = new TextDecoder();
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await withinSilence(reader.read(), silenceMs);
      if (done) return;
      onBytes?.();
      parser.feed(decoder.decode(value, { stream: true }));
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function withinSilence<Result>(read: Promise<Result>, silenceMs: number): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("The stream is mute")), silenceMs);
    read.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
