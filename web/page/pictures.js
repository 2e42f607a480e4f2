// Pictures as a file: the trainer makes it, the browser keeps it, and one that was kept is opened again.
import * as wire from "./wire.js";
import { notice } from "./show.js";
import { t } from "./words.js";

const most = 4 << 20; // bytes: no file of the course comes near it

/**
 * Asks for the pictures as a file, or for a file with pictures.
 * @param {boolean} opening @param {(...commands: ArrayBuffer[]) => void} send
 */
export function open(opening, send) {
  if (!opening) return send(wire.packed());
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".hgpic";
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    if (!file) return;
    if (file.size > most) return notice(t("This is no file of squeezed pictures from this course."));
    try {
      send(wire.unpacked(new Uint8Array(await file.arrayBuffer())));
    } catch {
      notice(t("The browser could not read the file."));
    }
  });
  input.click();
}

/**
 * Has the browser keep a file.
 * @param {Uint8Array} bytes
 */
export function keep(bytes) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (bytes)], { type: "application/octet-stream" }));
  link.download = "pictures.hgpic";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000); // it has been read by then
}
