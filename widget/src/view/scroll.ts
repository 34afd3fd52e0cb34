const NEAR_END_PX = 80;
const MARGIN_PX = 16;
/** Rather the last choices in sight than the last of the driver's words, when only so little is at stake. */
const LITTLE_PX = 96;

/** Keeps the newest in sight without pulling away who reads above, and offers the way down. */
export class Scroll {
  readonly #list: HTMLElement;
  readonly #newer: HTMLElement;
  #isFollowing = true;
  /** The reader went to the very end himself: a keyboard that rises must not take him back up. */
  #isAtRest = false;
  /** A scroll that we began has no meaning for where the reader wants to be. */
  #ownUntil = 0;

  constructor(list: HTMLElement, newer: HTMLElement) {
    this.#list = list;
    this.#newer = newer;
    list.addEventListener("scroll", () => this.#scrolled(), { passive: true });
    newer.addEventListener("click", () => {
      this.toNewest();
      this.#list.focus({ preventScroll: true });
    });
    new ResizeObserver(() => this.follow()).observe(list);
  }

  /** Something came. The driver's own words always come into sight. */
  arrived(isOwn: boolean, isOld: boolean): void {
    if (isOwn || isOld) this.#isFollowing = true;
    this.#isAtRest = false;
    this.follow();
    this.#newer.hidden = isOld || this.#isAtEnd();
  }

  /** To the end, but never past the driver's last words, or the first of all: what comes is read from its beginning. */
  follow(): void {
    if (!this.#isFollowing) return;
    const end = this.#list.scrollHeight - this.#list.clientHeight;
    const own = [...this.#list.querySelectorAll<HTMLElement>('.row[data-author="driver"]')].at(-1);
    const first = own ?? this.#list.querySelector<HTMLElement>(".row");
    const day = first?.previousElementSibling?.matches(".day") ? (first.previousElementSibling as HTMLElement) : first;
    const furthest = day ? day.offsetTop - MARGIN_PX : 0;
    this.#ownUntil = performance.now() + 150;
    this.#list.scrollTop = this.#isAtRest || end - furthest < LITTLE_PX ? end : furthest;
  }

  toNewest(): void {
    this.#isFollowing = this.#isAtRest = true;
    this.#list.scrollTop = this.#list.scrollHeight;
    this.#newer.hidden = true;
  }

  #scrolled(): void {
    if (this.#isAtEnd()) this.#newer.hidden = true;
    if (performance.now() > this.#ownUntil) this.#isFollowing = this.#isAtRest = this.#isAtEnd();
  }

  #isAtEnd(): boolean {
    return this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < NEAR_END_PX;
  }
}
