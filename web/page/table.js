// A row of a table as controls: a slider for each entry, named after its column, in the column's unit. Its least place is that of an entry which is missing.
import { make, write } from "./dom.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

/** @typedef {[name: string, unit: string, least: number, most: number, whole: boolean]} Column */

/** @type {Record<string, Column[]> & {knob?: number, least?: number}} */
const tables = JSON.parse(document.body.dataset.tables ?? "{}");

/**
 * The columns of the data that a setup shows, where those are a table.
 * @type {(setup: number[]) => Column[] | undefined}
 */
export const columnsOf = (setup) => tables.knob === undefined ? undefined : tables[setup[tables.knob]];

const fine = 100; // places for a measure

/** @type {(c: Column) => number} */
const places = ([, , least, most, whole]) => (whole ? Math.floor(most) - Math.ceil(least) + 1 : fine);

/**
 * What an entry says: a measure with its unit, yes or no, or that it is missing.
 * @param {Column} column @param {number} x as the network has it
 */
export function entryText([, unit, least, most, whole], x) {
  if (x === 0) return t("missing");
  const low = tables.least ?? 0;
  const value = least + ((most - least) * (x - low)) / (1 - low);
  if (unit) return `${value.toFixed(most - least > 100 ? 0 : 1)} ${t(unit)}`;
  if (whole && Math.abs(value - Math.round(value)) < 1e-3) return Math.round(value) ? t("yes") : t("no");
  return value.toFixed(2);
}

export class Table {
  /** @param {Column[]} columns @param {(...commands: ArrayBuffer[]) => void} send */
  constructor(columns, send) {
    this.columns = columns;
    this.used = -1e9; // when a hand was last at it
    this.how = t("The row, entry by entry. A slider at its left end leaves the entry out.");
    this.sliders = columns.map((c, i) => {
      const s = make("input", { type: "range", min: 0, max: places(c), step: 1, autocomplete: "off", ariaLabel: t(c[0]) });
      s.addEventListener("input", () => {
        this.used = performance.now();
        send(wire.paint(i, this.number(c, Number(s.value))));
      });
      return s;
    });
    this.element = make("div", { className: "sliders table" }, ...this.sliders.map((s, i) => make("label", {}, `${t(columns[i][0])} `, s, make("span"))));
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", t("The shown row, {0} entries", columns.length));
  }

  /**
   * What the network is given for a place of the slider.
   * @param {Column} c @param {number} place
   */
  number(c, place) {
    if (place === 0) return 0;
    const [, , least, most, whole] = c;
    const value = whole ? Math.ceil(least) + place - 1 : least + ((most - least) * (place - 1)) / (fine - 1);
    const low = tables.least ?? 0;
    return low + ((1 - low) * (value - least)) / (most - least);
  }

  /**
   * The place of the slider for what the network is given.
   * @param {Column} c @param {number} x
   */
  place(c, x) {
    if (x === 0) return 0;
    const [, , least, most, whole] = c;
    const low = tables.least ?? 0;
    const value = least + ((most - least) * (x - low)) / (1 - low);
    return Math.max(1, Math.round(whole ? value - Math.ceil(least) + 1 : 1 + ((fine - 1) * (value - least)) / (most - least)));
  }

  /** @param {number[]} values */
  show(values) {
    values.forEach((x, i) => {
      const s = this.sliders[i];
      if (!(s === document.activeElement && performance.now() - this.used < 300)) s.value = String(this.place(this.columns[i], x));
      const text = entryText(this.columns[i], x);
      write(s.nextElementSibling, text);
      if (s.ariaValueText !== text) s.ariaValueText = text;
      s.style.setProperty("--fill", `${(100 * Number(s.value)) / Number(s.max)}%`);
    });
  }
}
