// Fields that take numbers. The browser's own kind drops a decimal comma without a word (0,05 becomes 5), so these are fields of text with the role
// and the keys of a spin button.
import { $ } from "./dom.js";
import { limits, plain, read } from "./number.js";
import { notice } from "./show.js";
import { t } from "./words.js";

const wait = 300; // milliseconds without a key after which a number counts that is still being written

/** @type {(c: Element) => c is HTMLInputElement} */
export const isNumberField = (c) => c.matches('input[role="spinbutton"]');

/**
 * The value that a field says, or NaN where it says none that it takes.
 * @param {HTMLInputElement} c
 */
export function value(c) {
  const { min, max, whole } = limits(c);
  const v = read(c.value, whole);
  return v >= min && v <= max && (!whole || Number.isInteger(v)) ? v : NaN;
}

/**
 * The next value by an arrow key, or by a page key: on a scale without even steps the next first digit, or ten times as much.
 * @param {HTMLInputElement} c @param {number} v @param {number} way @param {boolean} page
 */
function stepped(c, v, way, page) {
  const { min, max } = limits(c);
  const step = Number(c.dataset.by);
  let to = v + way * step * (page ? 10 : 1);
  if (!step) {
    const size = 10 ** Math.floor(Math.log10(v) + 1e-9);
    const digit = v / size;
    const near = way > 0 ? Math.floor(digit + 1e-9) + 1 : Math.ceil(digit - 1e-9) - 1;
    to = page ? v * 10 ** way : near < 1 ? 0.9 * size : near * size;
  }
  return Number(Math.min(Math.max(to, min), max).toPrecision(9));
}

let refusal = ""; // the notice that speaks of a field

/**
 * Puts a field's value, as text, into it.
 * @param {HTMLInputElement} c @param {string} text
 */
export function put(c, text) {
  c.value = text;
  c.setAttribute("aria-valuenow", text);
  delete c.dataset.open;
}

/**
 * Makes c a field of numbers called label(). now() is the text of the value that it stands for, use(v) takes another. While a text is written that is
 * no value (yet), or has not counted yet, c.dataset.open is there. Enter and leaving the field count at once and refuse in words; Escape goes back to
 * what stood there when it was entered, or to what has come from elsewhere since.
 * @param {HTMLInputElement} c @param {{label: () => string, now: () => string, use: (v: number) => void, soon?: number}} hooks
 */
export function numberField(c, { label, now, use, soon = wait }) {
  let timer = 0;
  let entered = /** @type {string | null} */ (null); // the value when writing began, as text
  let counted = 0; // and the last that was taken since
  const begin = () => {
    if (entered === null) counted = Number((entered = now()));
    c.dataset.open = "";
    clearTimeout(timer);
  };
  const count = (/** @type {number} */ v) => {
    clearTimeout(timer);
    delete c.dataset.open;
    if (refusal && refusal === $(".notice p").textContent) notice("");
    refusal = "";
    if (v !== counted) use((counted = v));
  };
  const commit = () => {
    clearTimeout(timer);
    if (entered === null) return;
    entered = null;
    const v = value(c);
    const { min, max, whole } = limits(c);
    if (Number.isFinite(v)) {
      count(v);
      return put(c, plain(v));
    }
    if (c.value.trim()) {
      refusal = t(whole ? "{0} takes a whole number from {1} to {2}, not “{3}”." : "{0} takes a number from {1} to {2}, not “{3}”.", label(), plain(min), plain(max), c.value.trim().slice(0, 30));
      notice(refusal);
    }
    put(c, now());
  };
  c.addEventListener("input", () => {
    begin();
    const v = value(c);
    if (Number.isFinite(v)) timer = setTimeout(count, soon, v);
  });
  c.addEventListener("change", commit);
  c.addEventListener("blur", commit); // a text that was changed and changed back is no change
  c.addEventListener("keydown", (e) => {
    const way = /** @type {Record<string, number>} */ ({ ArrowUp: 1, ArrowDown: -1, PageUp: 1, PageDown: -1 })[e.key];
    if (e.key === "Enter") commit();
    if (e.key === "Escape" && entered !== null) {
      e.stopPropagation(); // else it closes the drawer too
      const back = counted === Number(entered) ? null : entered; // nothing was taken: what has come from elsewhere meanwhile stays
      entered = null;
      if (back !== null) count(Number(back));
      clearTimeout(timer);
      put(c, back ?? now());
    }
    if (!way || c.disabled || c.readOnly || e.altKey || e.ctrlKey || e.metaKey) return;
    e.preventDefault();
    const from = value(c);
    const v = stepped(c, Number.isFinite(from) ? from : Number(now()), way, e.key.startsWith("Page"));
    begin();
    put(c, plain(v));
    c.dataset.open = "";
    timer = setTimeout(count, soon, v);
  });
}
