// Numbers as people write them.

/**
 * The number that a text says, or NaN. It takes a comma or a full stop before decimals, thousands apart by spaces, apostrophes, commas or full stops,
 * signs (also +, − and a dash), powers of ten (1e-3) and full-width digits.
 *
 * One comma or full stop alone can be either: "1,000". Where only whole numbers are taken and three digits follow, it parts thousands, since nobody
 * writes a whole number with three decimals; anywhere else it comes before decimals. Two kinds: the last comes before decimals. One kind twice or
 * more: thousands. Thousands come in threes, or it is no number.
 * @type {(text: string, whole?: boolean) => number}
 */
export function read(text, whole = false) {
  let s = narrow(text).replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, "").trim().replace(/[\u2010-\u2015\u2212]/g, "-").replace(/^([+-])\s+/, "$1");
  s = s.replace(/^[+-]?\d{1,3}(?:([\s'’])\d{3}(?:\1\d{3})*)(?!\d)/, (grouped) => grouped.replace(/[\s'’]/g, ""));
  const marks = [...s.matchAll(/[.,]/g)].map((m) => m[0]);
  const last = marks.at(-1);
  const kinds = new Set(marks).size;
  const thousands = kinds === 2 ? (last === "," ? "." : ",") : marks.length > 1 || (marks.length === 1 && whole && /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(s)) ? last : "";
  if (thousands) {
    const grouped = thousands === "," ? /^[+-]?\d{1,3}(,\d{3})+(?![\d,])/ : /^[+-]?\d{1,3}(\.\d{3})+(?![\d.])/;
    if (!grouped.test(s)) return NaN;
    s = s.replaceAll(thousands, "");
  }
  s = s.replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(s) ? Number(s) : NaN;
}

/**
 * A text with its full-width signs and digits as plain ones. Not by NFKC, which makes 52 of 5².
 * @type {(text: string) => string}
 */
export const narrow = (text) => text.replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));

/**
 * The least and the greatest value of a control, and whether it takes whole numbers alone.
 * @param {HTMLInputElement} c
 */
export function limits(c) {
  const [min, max] = /** @type {const} */ (["min", "max"]).map((end) => Number(c.getAttribute(`aria-value${end}`) ?? c[end]));
  return { min, max, whole: (c.dataset.by ?? c.step) === "1" };
}

/**
 * A number as fields and links write it.
 * @type {(v: number) => string}
 */
export const plain = (v) => (Math.abs(v) < 1e-6 || Math.abs(v) >= 1e10 ? String(v) : v.toFixed(9).replace(/\.?0+$/, ""));
