// What the page says in the language of its document. English stands in the code; the table of another language comes with the page.

const table = JSON.parse(document.querySelector("#words-table")?.textContent ?? "{}");

/** The whole table, for the stage. */
export const words = table;

/** A text in the page's language, with values in the places of {0}, {1} and so on. One that the table does not hold stays English. */
export function t(text, ...values) {
  const said = Object.hasOwn(table, text) ? table[text] : text;
  return values.length ? said.replace(/\{(\d)\}/g, (_, i) => values[i]) : said;
}
