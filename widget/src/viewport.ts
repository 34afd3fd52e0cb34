/**
 * The part of the screen that the on-screen keyboard leaves, as custom properties of a style sheet: a style attribute
 * would be inline style.
 */
export class Viewport {
  readonly sheet = new CSSStyleSheet();

  start(): void {
    visualViewport?.addEventListener("resize", this.#update);
    visualViewport?.addEventListener("scroll", this.#update);
    this.#update();
  }

  stop(): void {
    visualViewport?.removeEventListener("resize", this.#update);
    visualViewport?.removeEventListener("scroll", this.#update);
  }

  readonly #update = (): void => {
    const view = visualViewport;
    // Zoomed in by pinching, the panel keeps its size: the reader moves over it.
    if (!view || view.scale > 1.01) return;
    const covered = Math.max(0, Math.round(innerHeight - view.height));
    this.sheet.replaceSync(
      `:host{--view-height:${Math.round(view.height)}px;--view-top:${Math.round(view.offsetTop)}px;--keyboard:${covered}px}`,
    );
  };
}
