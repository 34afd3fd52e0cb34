import type { BlockOf } from "../protocol.ts";
import { TEXTS } from "../texts.ts";
import { h } from "./dom.ts";

/**
 * A photo of the conversation, drawn in a canvas: the bearer goes with the request, and no page has to allow `blob:`
 * among its images.
 */
export function photoElement(block: BlockOf<"photo">, load: (url: string) => Promise<Blob>): HTMLElement {
  const canvas = h("canvas", { role: "img", "aria-label": TEXTS.photo, width: block.width, height: block.height });
  const note = h("p", { class: "photo-note" }, TEXTS.photoLoading);
  const element = h("div", { class: "photo loading" }, canvas, note);
  void load(block.url)
    .then((blob) => drawPhoto(canvas, blob))
    .then(() => note.remove())
    .catch(() => {
      note.textContent = TEXTS.photoMissing;
      canvas.remove();
    })
    .finally(() => element.classList.remove("loading"));
  return element;
}

export async function drawPhoto(canvas: HTMLCanvasElement, blob: Blob): Promise<void> {
  const bitmap = await createImageBitmap(blob);
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  bitmap.close();
}
