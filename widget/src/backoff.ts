const FIRST_MS = 800;
const LONGEST_MS = 30_000;

/** Waits that double, with a share of chance so that a thousand widgets do not come back in the same second. */
export class Backoff {
  #failures = 0;
  #hint: number | undefined;
  #skip: (() => void) | undefined;

  constructor(private readonly random: () => number = Math.random) {}

  /** The server's own wish for the next wait, in milliseconds. */
  hint(delayMs: number): void {
    this.#hint = Math.min(delayMs, LONGEST_MS);
  }

  succeeded(): void {
    this.#failures = 0;
  }

  next(): number {
    const base = this.#hint ?? Math.min(FIRST_MS * 2 ** this.#failures, LONGEST_MS);
    this.#hint = undefined;
    this.#failures += 1;
    return Math.round(base * (0.75 + this.random() / 2));
  }

  /** Wait, unless `skip` ends it earlier: the network or the page is back. */
  wait(delayMs = this.next()): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, delayMs);
      this.#skip = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  skip(): void {
    this.#failures = 0;
    this.#skip?.();
  }
}
