// The shown example as controls, one kind for each form of data: a picture as a grid of cells, a point as two numbers, a signal as a
// list of sliders, a row of a table as sliders with names (table.js). Each has a sentence on how to change it, an element, and show(values).
import { make } from "./dom.js";
import { numberField, put } from "./spin.js";
import { Table } from "./table.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

/** @type {(v: number, most: number) => number} */
const clamp = (v, most) => Math.min(Math.max(v, 0), most);

/** @type {(s: HTMLInputElement) => void} */
const fill = (s) => s.style.setProperty("--fill", `${(100 * (Number(s.value) - Number(s.min))) / (Number(s.max) - Number(s.min))}%`);

/** @typedef {(...commands: ArrayBuffer[]) => void} Send */

/** Whether the lesson strikes numbers out, and by which key: what is struck out the network does not see. */
const strikes = Boolean(document.querySelector('[data-knob="holes"]'));
const strike = "Delete";
/** @type {(how: string) => string} */
const told = (how) => (strikes ? `${how} ${t("The key Delete strikes a number out, or brings it back.")}` : how);

/**
 * Says what an example is: facts.width by facts.height numbers, of a table the entries of its columns.
 * @type {(width: number, height: number, columns?: import("./table.js").Column[]) => "picture" | "point" | "signal" | "table"}
 */
export const form = (width, height, columns) => (columns ? "table" : height > 1 ? "picture" : width === 2 ? "point" : "signal");

/**
 * The controls for examples of that size.
 * @param {number} width @param {number} height @param {Send} send @param {import("./table.js").Column[]} [columns]
 * @returns {Grid | Place | Row | Table}
 */
export function field(width, height, send, columns) {
  if (columns) return new Table(columns, send);
  return new { picture: Grid, point: Place, signal: Row }[/** @type {"picture" | "point" | "signal"} */ (form(width, height))](width, height, send);
}

/** Keeps one of several elements in the tab order: the one that was used last. */
class Roving {
  /** @param {HTMLElement[]} all */
  constructor(all) {
    this.all = all;
    all.forEach((e, i) => {
      e.tabIndex = i ? -1 : 0;
      e.addEventListener("focusin", () => this.stop(e)); // by a key, by the mouse, by touch
    });
  }
  /** @param {HTMLElement} at */
  stop(at) {
    for (const e of this.all) e.tabIndex = e === at ? 0 : -1;
  }
  /** @param {number} to */
  move(to) {
    this.all[to].focus();
  }
}

export class Grid {
  /** @param {number} width @param {number} height @param {Send} send */
  constructor(width, height, send) {
    this.width = width;
    this.height = height;
    this.values = /** @type {number[]} */ ([]);
    this.how = told(t("The picture, pixel by pixel. Arrow keys move; space or Enter changes a pixel from 0 to 0.5 to 1."));
    this.holes = /** @type {number[]} */ ([]);
    this.send = send;
    /** @type {HTMLButtonElement[]} */
    this.cells = Array.from({ length: width * height }, () => make("button", { type: "button" }));
    this.roving = new Roving(this.cells);
    this.element = make("div", { className: "cells" });
    this.element.setAttribute("role", "grid");
    this.element.setAttribute("aria-label", t("The shown picture, {0} by {1} pixels", width, height));
    this.element.setAttribute("aria-rowcount", height);
    this.element.setAttribute("aria-colcount", width);
    if (width > 8) this.element.dataset.small = "";
    for (let r = 0; r < height; r++) {
      const row = make("div", {}, ...this.cells.slice(r * width, (r + 1) * width));
      row.setAttribute("role", "row");
      this.element.append(row);
    }
    this.cells.forEach((c, i) => {
      c.setAttribute("role", "gridcell");
      c.addEventListener("click", () => send(wire.paint(i, this.next(i))));
    });
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => this.key(e));
  }

  /** @param {number} i */
  next(i) {
    const grey = this.values[i] ?? 0;
    return grey < 0.25 ? 0.5 : grey < 0.75 ? 1 : 0;
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    const at = this.cells.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    const row = Math.floor(at / this.width);
    const first = row * this.width;
    const last = first + this.width - 1;
    const to = /** @type {Record<string, number>} */ ({ ArrowLeft: Math.max(at - 1, first), ArrowRight: Math.min(at + 1, last), Home: first, End: last,
      ArrowUp: at - (row > 0 ? this.width : 0), ArrowDown: at + (row < this.height - 1 ? this.width : 0) })[e.key];
    if (strikes && at >= 0 && e.key === strike) this.send(wire.hide(at, this.holes[at] ? 0 : 1));
    if (at < 0 || to === undefined) return;
    e.preventDefault();
    this.roving.move(to);
  }

  /** @param {number[]} values @param {number[]} [holes] */
  show(values, holes = []) {
    this.values = values;
    this.holes = holes;
    values.forEach((grey, i) => {
      const cell = this.cells[i];
      const text = holes[i] ? "×" : grey.toFixed(1).replace(/^0(?=\.[1-9])|\.0$/g, "");
      if (cell.textContent === text && cell.hasAttribute("aria-label")) return;
      cell.textContent = text;
      const says = holes[i] ? t("struck out") : grey.toFixed(1);
      cell.setAttribute("aria-label", t("Row {0}, column {1}: {2}", Math.floor(i / this.width) + 1, (i % this.width) + 1, says));
      const shown = holes[i] ? "0" : grey.toFixed(1);
      cell.style.setProperty("--grey", shown);
      cell.toggleAttribute("data-bright", Number(shown) > 0.5);
    });
  }
}

const reach = 1.5; // of a coordinate

class Place {
  /** @param {number} _w @param {number} _h @param {Send} send */
  constructor(_w, _h, send) {
    this.values = /** @type {number[]} */ ([]);
    this.used = -1e9; // when a hand was last at it
    this.how = t("The point, as two numbers: across and up, from −1.5 to 1.5.");
    this.rows = [t("x, across"), t("y, up")].map((name, i) => this.row(name, i, send));
    this.element = make("div", { className: "sliders" }, ...this.rows.map((r) => r.element));
  }

  /** @param {string} name @param {number} i @param {Send} send */
  row(name, i, send) {
    // No inputmode: a telephone's keys for decimals have no minus.
    const number = make("input", { type: "text", autocomplete: "off" });
    for (const [name, v] of [["role", "spinbutton"], ["aria-valuemin", -reach], ["aria-valuemax", reach], ["data-by", 0.01]]) number.setAttribute(name, v);
    const slider = make("input", { type: "range", min: -reach, max: reach, step: 0.01, autocomplete: "off" });
    slider.setAttribute("aria-label", t("{0}, as a slider", name));
    const use = (/** @type {number} */ v) => {
      this.used = performance.now();
      send(wire.paint(i, v));
    };
    slider.addEventListener("input", () => use(Number(slider.value)));
    numberField(number, { label: () => name, now: () => this.values[i].toFixed(2), use, soon: 0 });
    return { number, slider, element: make("div", {}, make("label", {}, `${name} `, number), slider) };
  }

  /** @param {number[]} values */
  show(values) {
    this.values = values;
    values.forEach((v, i) => {
      const { number, slider } = this.rows[i];
      const mine = performance.now() - this.used < 1500;
      if (!((mine || "open" in number.dataset) && document.activeElement === number)) put(number, v.toFixed(2));
      if (!(mine && document.activeElement === slider)) slider.value = v;
      fill(slider);
    });
  }
}

class Row {
  /** @param {number} width @param {number} _h @param {Send} send */
  constructor(width, _h, send) {
    this.used = -1e9; // when a hand was last at it
    this.how = told(t("The signal, value by value. Up and Down go from value to value, Left and Right change it."));
    this.holes = /** @type {number[]} */ ([]);
    /** @type {HTMLInputElement[]} */
    this.sliders = Array.from({ length: width }, (_, i) => {
      const s = make("input", { type: "range", min: 0, max: 1, step: 0.05, autocomplete: "off", ariaLabel: String(i + 1) });
      s.addEventListener("input", () => {
        this.used = performance.now();
        send(wire.paint(i, Number(s.value)));
      });
      return s;
    });
    this.roving = new Roving(this.sliders);
    this.element = make("div", { className: "sliders wave" }, ...this.sliders.map((s, i) => make("label", {}, `${i + 1} `, s, make("span"))));
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", t("The shown signal, {0} values", width));
    this.element.addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
      const at = this.sliders.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
      const by = /** @type {Record<string, number>} */ ({ ArrowUp: -1, ArrowDown: 1 })[e.key];
      if (strikes && at >= 0 && e.key === strike) send(wire.hide(at, this.holes[at] ? 0 : 1));
      if (at < 0 || !by) return;
      e.preventDefault();
      this.roving.move(clamp(at + by, width - 1));
    });
  }

  /** @param {number[]} values @param {number[]} [holes] */
  show(values, holes = []) {
    this.holes = holes;
    values.forEach((v, i) => {
      const s = this.sliders[i];
      if (!(s === document.activeElement && performance.now() - this.used < 300)) s.value = String(v);
      const text = holes[i] ? "×" : v.toFixed(2);
      const beside = /** @type {Element} */ (s.nextElementSibling);
      if (beside.textContent !== text) [beside.textContent, s.ariaValueText] = [text, holes[i] ? t("struck out") : text];
      fill(s);
    });
  }
}
