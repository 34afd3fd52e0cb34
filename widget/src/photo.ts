/** Photos leave the device small, as JPEG, and without what the camera wrote beside the picture (place, time, model). */

export const LARGEST_FILE_BYTES = 30 * 1024 * 1024;
const LONGEST_SIDE = 1600;
const QUALITY = 0.82;

export type PhotoFault = "too_large" | "heic" | "unreadable";

export class UnusablePhoto extends Error {
  constructor(readonly fault: PhotoFault) {
    super(fault);
  }
}

/** Draw the picture anew, which keeps its pixels and drops its metadata. Throws `UnusablePhoto`. */
export async function shrink(file: Blob): Promise<Blob> {
  if (file.size > LARGEST_FILE_BYTES) throw new UnusablePhoto("too_large");
  const bitmap = await decode(file);
  const { width, height } = fitted(bitmap.width, bitmap.height);
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) throw new UnusablePhoto("unreadable");
  return blob;
}

/** The size that keeps the proportions and the longest side within bounds. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Whether the bytes are HEIF, whatever the name and the type say: `ftyp` and a brand of that family. */
export function isHeic(head: Uint8Array): boolean {
  const text = String.fromCharCode(...head.slice(4, 12));
  return text.startsWith("ftyp") && ["heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"].includes(text.slice(4));
}

async function decode(file: Blob): Promise<ImageBitmap> {
  try {
    return await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
    throw new UnusablePhoto(isHeic(head) ? "heic" : "unreadable");
  }
}
