type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | EventListener>;

/**
 * An element with its attributes and children. Text always becomes a text node. `onclick` and its kin are listeners;
 * `false`, `null` and `undefined` leave an attribute out.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child) || child === ""));
  return element;
}

/** Read by screen readers, seen by nobody. */
export function unseen(text: string): HTMLElement {
  return h("span", { class: "unseen" }, text);
}

/** Whether a keyboard is likely at hand, so that focusing a field raises no keyboard on the screen. */
export function hasFinePointer(): boolean {
  return matchMedia("(pointer: fine)").matches;
}

/** Move among `items` with the arrow keys, Home and End; one of them at a time is reached by Tab. */
export function roving(container: HTMLElement, items: () => HTMLElement[]): void {
  const moves: Record<string, (at: number, count: number) => number> = {
    ArrowDown: (at, count) => (at + 1) % count,
    ArrowRight: (at, count) => (at + 1) % count,
    ArrowUp: (at, count) => (at - 1 + count) % count,
    ArrowLeft: (at, count) => (at - 1 + count) % count,
    Home: () => 0,
    End: (_, count) => count - 1,
  };
  container.addEventListener("keydown", (event) => {
    const all = items();
    const at = all.indexOf(event.target as HTMLElement);
    const move = moves[event.key];
    if (!move || at < 0) return;
    event.preventDefault();
    const next = all[move(at, all.length)];
    for (const item of all) item.tabIndex = item === next ? 0 : -1;
    next?.focus();
  });
}
