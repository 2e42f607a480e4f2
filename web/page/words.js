// What the page says in the language of its document. English stands in the code; the table of another language comes with the page.

/** @type {Record<string, string>} */
const table = JSON.parse(document.querySelector("#words-table")?.textContent ?? "{}");

/** The whole table, for the stage. */
export const words = table;

/**
 * A text in the page's language, with values in the places of {0}, {1} and so on. One that the table does not hold stays English.
 * @type {(text: string, ...values: (string | number)[]) => string}
 */
export function t(text, ...values) {
  const said = Object.hasOwn(table, text) ? table[text] : text;
  return values.length ? said.replace(/\{(\d)\}/g, (_, i) => String(values[i])) : said;
}

/** @type {[RegExp, string][] | null} */
let shapes = null; // of the entries with values

/**
 * A sentence that the trainer made, in the page's language: as it stands in the table, or by the entry of its shape, with what is told in its values.
 * @type {(text: string) => string}
 */
export function told(text) {
  if (Object.hasOwn(table, text)) return table[text];
  shapes ??= Object.keys(table).filter((k) => k.includes("{0}")).sort((a, b) => b.length - a.length)
    .map((k) => /** @type {[RegExp, string]} */ ([new RegExp(`^${k.replace(/[.*+?^$()|[\]\\]/g, "\\$&").replace(/\{\d\}/g, "(.+)")}$`), k]));
  for (const [shape, key] of shapes) {
    const found = shape.exec(text);
    if (!found) continue;
    /** @type {string[]} */
    const values = [];
    key.match(/\{\d\}/g)?.forEach((place, i) => (values[Number(place[1])] = found[i + 1].split(", ").map(told).join(", ")));
    return t(key, ...values);
  }
  return text;
}
