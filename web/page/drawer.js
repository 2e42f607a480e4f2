// The drawer of More: beside the picture, which makes room, or on a phone in the page itself, between the picture and the words, which it pushes down. There
// the page scrolls to it and over it, and once it is shut stands where it stood.
import { $ } from "./dom.js";
import { options } from "./options.js";

/** @type {(e: Element) => DOMRect} */
const box = (e) => e.getBoundingClientRect();

/** Opens and shuts the drawer, and gives it its place. */
export function placeDrawer() {
  const [drawer, more, lab] = ["#drawer", "#more", ".lab"].map((s) => $(s));
  const phone = matchMedia("(max-width: 639px)");
  let from = 0; // where the page stood when the drawer was opened

  const place = () => {
    const focus = /** @type {HTMLElement | null} */ (document.activeElement);
    if (phone.matches) $(".under fieldset").append(drawer);
    else more.after(drawer);
    if (drawer.contains(focus)) focus?.focus();
  };
  phone.addEventListener("change", place);
  place();

  /** Brings its beginning into sight, no further than it must. */
  const show = () => {
    const hidden = box(drawer).top - box(lab).bottom; // under the picture, which stays
    if (hidden < 0) scrollBy(0, hidden);
    else if (!options.embed && box(drawer).top > 0.7 * innerHeight) drawer.scrollIntoView();
  };

  const open = (/** @type {boolean} */ on) => {
    if (on !== drawer.hidden) return;
    const words = $("#words");
    const before = box(words).top;
    const passed = box(drawer).bottom <= box(lab).bottom; // the words beneath it are read
    if (on) from = scrollY;
    drawer.hidden = !on;
    more.setAttribute("aria-expanded", on);
    if (!phone.matches) return;
    if (on) show();
    else if (passed) scrollBy(0, box(words).top - before);
    else scrollTo(0, from);
  };
  $(".pager").addEventListener("click", () => open(false), true); // before the step opens: what it speaks of has all the room
  more.addEventListener("click", () => open(drawer.hidden));
  addEventListener("keydown", (e) => {
    if (e.key !== "Escape" || drawer.hidden) return;
    open(false);
    more.focus();
  });
}
