// "Without the canvas": the shown example as controls, the code as sliders, the state as a sentence, a unit's sum and its weights.
import { $, all, write } from "./dom.js";
import { field, form } from "./field.js";
import { home } from "./home.js";
import { columnsOf, entryText } from "./table.js";
import { lossText } from "./tells.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

const few = 8; // sliders of the code that are shown at first
/** @type {(v: number) => string} */
const number = (v) => v.toFixed(3).replace("-", "−");
/** @type {(layers: number) => number} */
const neck = (layers) => (layers >> 1) - 1;
/** @type {(v: number) => string} */
const short = (v) => v.toFixed(2).replace(/^-(?=0\.0+$)/, "").replace("-", "−");

/** @typedef {import("./trainer.js").Facts} Facts */

/** @typedef {ReturnType<typeof form>} Form */

/**
 * What is said of examples of each form: one of them, its numbers, and the tables of them.
 * @type {Record<Form, {own: () => string, nth: (n: number) => string, part: (n: number) => string, off: (v: string) => string, copy: (n: number) => string, weights: (n: number) => string}>}
 */
const says = {
  picture: {
    own: () => t("Your own picture."), nth: (n) => t("Picture {0}.", n), part: (n) => t("Pixel {0}", n),
    off: (v) => t("What came back stands below: a pixel of it is off by {0} (root mean square).", v),
    copy: (n) => t("The copy, {0} pixels", n), weights: (n) => t("Its weights from the {0} pixels", n),
  },
  point: {
    own: () => t("Your own point."), nth: (n) => t("Point {0}.", n), part: (n) => t("Coordinate {0}", n),
    off: (v) => t("What came back stands below: a coordinate of it is off by {0} (root mean square).", v),
    copy: () => t("The copy"), weights: (n) => t("Its weights from the {0} coordinates", n),
  },
  signal: {
    own: () => t("Your own signal."), nth: (n) => t("Signal {0}.", n), part: (n) => t("Value {0}", n),
    off: (v) => t("What came back stands below: a value of it is off by {0} (root mean square).", v),
    copy: (n) => t("The copy, {0} values", n), weights: (n) => t("Its weights from the {0} values", n),
  },
  table: {
    own: () => t("Your own row."), nth: (n) => t("Row {0}.", n), part: (n) => t("Entry {0}", n),
    off: (v) => t("What came back stands below: where something was known it is off by {0} of the whole range (root mean square).", v),
    copy: (n) => t("The copy, {0} entries", n), weights: (n) => t("Its weights from the {0} entries", n),
  },
};

/** @param {number} i @param {number} layers */
function layerName(i, layers) {
  if (i === layers - 1) return t("The copy");
  if (i === neck(layers)) return t("The code");
  if (i < neck(layers)) return layers > 4 ? t("Encoder, hidden layer {0}", i + 1) : t("Encoder");
  return layers > 4 ? t("Decoder, hidden layer {0}", i - neck(layers)) : t("Decoder");
}

/**
 * The name of unit n of a layer, from 1.
 * @param {number} i @param {number} n @param {number} layers @param {Form} kind
 */
function unitName(i, n, layers, kind) {
  if (i === layers - 1) return says[kind].part(n);
  if (i === neck(layers)) return t("Number {0}", n);
  return i < neck(layers) ? t("Encoder unit {0}", n) : t("Decoder unit {0}", n);
}

/**
 * The label around a slider of the code.
 * @type {(s: HTMLInputElement) => HTMLElement}
 */
const rowOf = (s) => /** @type {HTMLElement} */ (s.parentElement);

export class Plain {
  /** @param {HTMLDetailsElement} panel @param {import("./field.js").Send} send */
  constructor(panel, send) {
    this.panel = panel;
    this.send = send;
    this.facts = /** @type {Facts | null} */ (null);
    this.kind = /** @type {Form} */ ("signal"); // of the examples
    this.size = ""; // theirs, for which the controls were made
    this.columns = /** @type {import("./table.js").Column[] | undefined} */ (undefined); // of a table
    this.width = 0; // numbers in a row of a table of one
    this.seen = ""; // the widths of the layers that the choice of units was made for
    this.whole = false; // every slider of a long code is shown
    this.held = -1e9; // when a hand was last at them
    for (const b of all("[data-show]", panel)) b.addEventListener("click", () => this.turnPage(Number(b.dataset.show)));
    $("[data-home]", panel).addEventListener("click", () => this.send(wire.show(home())));
    this.sliders = /** @type {HTMLInputElement[]} */ ([]);
    this.names = document.body.dataset.names?.split("|");
    this.all = $(".all", panel);
    this.all.addEventListener("click", () => this.showAll(!this.whole));
    this.units = $("#unit", panel);
    this.units.addEventListener("change", () => {
      const [layer, unit] = (this.units.value || "-1 0").split(" ").map(Number);
      this.send(wire.inspect(layer, unit));
    });
    panel.addEventListener("toggle", () => this.facts && this.show(this.facts));
  }

  /** @param {number} by */
  turnPage(by) {
    if (!this.facts) return;
    this.send(by === 0 ? wire.clear() : wire.show(this.facts.sample < 0 ? Math.min(by, 0) : this.facts.sample + by));
  }

  /** @param {Facts} f */
  show(f) {
    this.facts = f;
    if (!this.panel.open) return;
    this.showField(f);
    this.showCode(f.held ? f.ring : f.code);
    this.showUnits(f.widths);
    this.showInside(f);
    this.showCopy(f);
    const text = this.words(f);
    write($(".reading", this.panel), text);
  }

  /**
   * Where the run stands, in sentences.
   * @param {Facts} f
   */
  words(f) {
    const code = (f.held ? f.ring : f.code).map(short);
    const many = code.length > few ? t("{0} and {1} more", code.slice(0, few).join(", "), code.length - few) : code.join(", ");
    const losses = [lossText(f.loss), lossText(f.validation)];
    const said = [
      f.sample < 0 ? says[this.kind].own() : says[this.kind].nth(f.sample + 1),
      f.held ? t("The ring stands at {0}.", many) : t("Its code is {0}.", many),
      f.back >= 0 ? t("Looking back at step {0} of {1}, the loss is {2}, validation {3}.", f.back, f.step, ...losses)
        : t("After {0} steps the loss is {1}, validation {2}.", f.step, ...losses),
      this.missed(f),
    ];
    const struck = f.holes.filter(Boolean).length;
    if (struck) said.push(t("{0} of {1} numbers are struck out.", struck, f.holes.length));
    if (this.names) said.push(t("That is {0}; the loss of {1} is {2}.", ...this.names, lossText(f.twin)));
    return said.join(" ");
  }

  /**
   * How well what came back is what went in; the ring has nothing that it ought to be.
   * @param {Facts} facts
   */
  missed({ held, input, output }) {
    if (held) return t("What the decoder makes of that place stands below.");
    const known = output.map((_, i) => i).filter((i) => this.kind !== "table" || input[i] !== 0);
    const off = Math.hypot(...known.map((i) => output[i] - input[i])) / Math.sqrt(Math.max(known.length, 1));
    return says[this.kind].off(short(off));
  }

  /**
   * What came back, number by number, laid out as what went in.
   * @param {Facts} facts
   */
  showCopy({ output }) {
    const table = $(".copy", this.panel);
    this.shape(table, output.length, says[this.kind].copy(output.length));
    output.forEach((v, i) => {
      const cell = table.tBodies[0].rows[Math.floor(i / this.width)].cells[i % this.width];
      const text = this.columns ? `${t(this.columns[i][0])}: ${entryText(this.columns[i], v || 1e-9)}` : this.kind === "picture" ? v.toFixed(1).replace(/^0(?=\.)/, "") : short(v);
      if (cell.textContent === text) return;
      cell.textContent = text;
      if (this.kind !== "picture") return;
      cell.style.setProperty("--grey", v.toFixed(1));
      cell.toggleAttribute("data-bright", Number(v.toFixed(1)) > 0.5);
    });
  }

  /**
   * Gives a table a cell for each number of an example.
   * @param {HTMLTableElement} table @param {number} count @param {string} caption
   */
  shape(table, count, caption) {
    const body = table.tBodies[0];
    if (body.dataset.size === this.size) return;
    body.dataset.size = this.size;
    body.replaceChildren();
    for (let i = 0; i < count; i++) (i % this.width === 0 ? body.insertRow() : body.rows[body.rows.length - 1]).insertCell();
    $("caption", table).textContent = caption;
  }

  /**
   * The example's controls, made anew when examples have another size.
   * @param {Facts} f
   */
  showField(f) {
    const size = `${f.width} ${f.height}`;
    if (this.size !== size) {
      this.size = size;
      this.columns = columnsOf(f.setup);
      this.kind = form(f.width, f.height, this.columns);
      this.width = this.columns ? 1 : f.height > 1 ? f.width : Math.min(f.width, few);
      this.seen = ""; // the units have other names
      this.field = field(f.width, f.height, this.send, this.columns);
      $(".how", this.panel).textContent = this.field.how;
      $(".field", this.panel).replaceChildren(this.field.element);
    }
    this.field?.show(f.input, f.holes);
  }

  /**
   * One slider for each number of the code, wide enough for every number seen.
   * @param {number[]} code
   */
  showCode(code) {
    if (this.sliders.length !== code.length) {
      this.sliders = code.map((_, i) => this.slider(i));
      $(".ring", this.panel).replaceChildren(...this.sliders.map(rowOf));
      this.showAll(false);
    }
    code.forEach((v, i) => {
      const s = this.sliders[i];
      if (s === document.activeElement && performance.now() - this.held < 300) return;
      const reach = Math.max(Number(s.max), Math.ceil(Math.abs(v)));
      s.max = String(reach);
      s.min = String(-reach);
      s.value = String(v);
      s.style.setProperty("--fill", `${(50 * (v + reach)) / reach}%`);
      this.says(s, v);
    });
  }

  /**
   * Says beside a slider, and to who hears it, what its number is: its own value keeps to its steps.
   * @param {HTMLInputElement} s @param {number} v
   */
  says(s, v) {
    $("span", rowOf(s)).textContent = s.ariaValueText = short(v);
  }

  /**
   * Shows every slider of a long code, or the first few.
   * @param {boolean} whole
   */
  showAll(whole) {
    this.whole = whole;
    this.sliders.forEach((s, i) => (rowOf(s).hidden = i >= few && !whole));
    this.all.hidden = this.sliders.length <= few;
    this.all.textContent = whole ? t("Fewer numbers") : t("All {0} numbers", this.sliders.length);
  }

  /**
   * The choice of units, made anew when the network has another shape.
   * @param {number[]} widths
   */
  showUnits(widths) {
    const seen = widths.join();
    if (this.seen === seen) return;
    this.seen = seen;
    this.units.replaceChildren(new Option(t("none"), ""), ...widths.map((n, layer) => {
      const group = Object.assign(document.createElement("optgroup"), { label: layerName(layer, widths.length) });
      for (let u = 0; u < n; u++) group.append(new Option(unitName(layer, u + 1, widths.length, this.kind), `${layer} ${u}`));
      return group;
    }));
    this.send(wire.inspect(-1, 0));
  }

  /**
   * What the card of a unit on the stage says, in a sentence, and the weights of an encoder's unit as a table.
   * @param {Facts} facts
   */
  showInside({ inside: u, widths, input }) {
    const text = $(".inside", this.panel);
    const table = $(".weights", this.panel);
    const first = u.layer === 0 && u.weights.length === input.length;
    table.parentElement.hidden = !first;
    if (u.layer < 0) return (text.textContent = "");
    const sum = u.sum + u.bias;
    const [bias, total] = [number(u.bias), number(sum)];
    const bent = u.layer === neck(widths.length) && number(u.out) === total ? t("with the bias {0} that is {1}.", bias, total)
      : t("with the bias {0} that is {1}, and the unit makes {2} of it.", bias, total, number(u.out));
    const heaviest = u.weights.reduce((best, w, i) => (Math.abs(w) > Math.abs(u.weights[best]) ? i : best), 0);
    const words = [
      t("{0}: its {1} inputs times their weights add up to {2};", unitName(u.layer, u.unit + 1, widths.length, this.kind), u.weights.length, number(u.sum)),
      bent,
      t("The heaviest weight, {0}, is that of input {1}.", number(u.weights[heaviest]), heaviest + 1),
    ].join(" ");
    write(text, words);
    if (first) this.showWeights(table, u.weights);
  }

  /** @param {HTMLTableElement} table @param {number[]} weights */
  showWeights(table, weights) {
    const body = table.tBodies[0];
    this.shape(table, weights.length, says[this.kind].weights(weights.length));
    weights.forEach((w, i) => {
      const cell = body.rows[Math.floor(i / this.width)].cells[i % this.width];
      write(cell, this.columns ? `${t(this.columns[i][0])}: ${short(w)}` : short(w));
    });
  }

  /** @param {number} i */
  slider(i) {
    const label = document.createElement("label");
    const s = Object.assign(document.createElement("input"), { type: "range", min: "-4", max: "4", step: "0.05" });
    s.ariaLabel = `z${[...String(i + 1)].map((d) => String.fromCharCode(0x2080 + Number(d))).join("")}`; // the name alone: the number is the value
    label.append(`${s.ariaLabel} `, document.createElement("span"), s);
    s.addEventListener("input", () => {
      this.held = performance.now();
      this.says(s, Number(s.value));
      this.send(wire.hold(this.sliders.map((t) => Number(t.value))));
    });
    return s;
  }
}
