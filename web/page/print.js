// A lesson on paper. The style sheet does nearly all of it; what a style cannot do is to open the notes, to fetch the picture ahead of time, and to
// say where the lesson is to be found.
import { $, all } from "./dom.js";
import { on } from "./events.js";
import { t } from "./words.js";

export function prepare() {
  const notes = all(".notes details");
  /** @type {HTMLDetailsElement[]} */
  let closed = [];
  addEventListener("beforeprint", () => {
    $(".paper .address").textContent = location.protocol.startsWith("http") ? `. ${t("To be tried at {0}", location.origin + location.pathname)}` : "";
    closed = notes.filter((d) => !d.open);
    for (const d of closed) d.open = true;
  });
  addEventListener("afterprint", () => {
    for (const d of closed) d.open = false;
  });
  // A picture that nobody sees is not fetched, and printing does not wait for it.
  on("ready", () => ($(".paper img").loading = "eager"));
}
