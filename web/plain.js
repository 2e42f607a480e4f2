// "Without the canvas": the shown example as controls, the code as sliders, the state as a sentence, a unit's sum and its weights.
import { field, form } from "./field.js";
import { lossText } from "./tells.js";
import * as wire from "./wire.js";

const few = 8; // sliders of the code that are shown at first
const number = (v) => v.toFixed(3).replace("-", "−");
const neck = (layers) => (layers >> 1) - 1;
const layerName = (i, layers) => (i === layers - 1 ? "The copy" : i === neck(layers) ? "The code" : i < neck(layers) ? "Encoder" : "Decoder") +
  (layers > 4 && i !== layers - 1 && i !== neck(layers) ? `, hidden layer ${i < neck(layers) ? i + 1 : i - neck(layers)}` : "");
const parts = { picture: "Pixel", point: "Coordinate", signal: "Value" };
const unitName = (i, layers, kind) => (i === layers - 1 ? parts[kind] : i === neck(layers) ? "Number" : i < neck(layers) ? "Encoder unit" : "Decoder unit");
const short = (v) => v.toFixed(2).replace("-", "−");

export class Plain {
  constructor(panel, send) {
    this.panel = panel;
    this.send = send;
    for (const b of panel.querySelectorAll("[data-show]")) b.addEventListener("click", () => this.turnPage(Number(b.dataset.show)));
    this.sliders = [];
    this.names = document.body.dataset.names?.split("|");
    this.all = panel.querySelector(".all");
    this.all.addEventListener("click", () => this.showAll(!this.whole));
    this.units = panel.querySelector("#unit");
    this.units.addEventListener("change", () => {
      const [layer, unit] = (this.units.value || "-1 0").split(" ").map(Number);
      this.send(wire.inspect(layer, unit));
    });
    panel.addEventListener("toggle", () => this.facts && this.show(this.facts));
  }

  turnPage(by) {
    if (!this.facts) return;
    this.send(by === 0 ? wire.clear() : wire.show(this.facts.sample < 0 ? Math.min(by, 0) : this.facts.sample + by));
  }

  show(f) {
    this.facts = f;
    if (!this.panel.open) return;
    this.showField(f);
    this.showCode(f.held ? f.ring : f.code);
    this.showUnits(f.widths);
    this.showInside(f);
    this.showCopy(f);
    const text = this.words(f);
    const reading = this.panel.querySelector(".reading");
    if (reading.textContent !== text) reading.textContent = text;
  }

  /** Where the run stands, in sentences. */
  words(f) {
    const code = (f.held ? f.ring : f.code).map(short);
    const many = code.length > few ? `${code.slice(0, few).join(", ")} and ${code.length - few} more` : code.join(", ");
    const one = this.field.word;
    const when = f.back >= 0 ? `Looking back at step ${f.back} of ${f.step},` : `After ${f.step} steps`;
    return `${f.sample < 0 ? `Your own ${one.toLowerCase()}` : `${one} ${f.sample + 1}`}. ` +
      `${f.held ? "The ring stands at" : "Its code is"} ${many}. ${when} the loss is ${lossText(f.loss)}, validation ${lossText(f.validation)}.` +
      ` ${this.missed(f)}` +
      (this.names ? ` That is ${this.names[0]}; the loss of ${this.names[1]} is ${lossText(f.twin)}.` : "");
  }

  /** How well what came back is what went in; the ring has nothing that it ought to be. */
  missed({ held, input, output }) {
    const part = parts[this.kind].toLowerCase();
    if (held) return "What the decoder makes of that place stands below.";
    const off = Math.hypot(...output.map((v, i) => v - input[i])) / Math.sqrt(input.length);
    return `What came back stands below: a ${part} of it is off by ${short(off)} (root mean square).`;
  }

  /** What came back, number by number, laid out as what went in. */
  showCopy({ output }) {
    const table = this.panel.querySelector(".copy");
    this.shape(table, output.length, this.kind === "point" ? "The copy" : `The copy, ${output.length} ${parts[this.kind].toLowerCase()}s`);
    output.forEach((v, i) => {
      const cell = table.tBodies[0].rows[Math.floor(i / this.width)].cells[i % this.width];
      const text = this.kind === "picture" ? v.toFixed(1).replace(/^0(?=\.)/, "") : short(v);
      if (cell.textContent === text) return;
      cell.textContent = text;
      if (this.kind !== "picture") return;
      cell.style.setProperty("--grey", v.toFixed(1));
      cell.toggleAttribute("data-bright", v.toFixed(1) > 0.5);
    });
  }

  /** Gives a table a cell for each number of an example. */
  shape(table, count, caption) {
    const body = table.tBodies[0];
    if (body.dataset.size === this.size) return;
    body.dataset.size = this.size;
    body.replaceChildren();
    for (let i = 0; i < count; i++) (i % this.width === 0 ? body.insertRow() : body.rows[body.rows.length - 1]).insertCell();
    table.caption.textContent = caption;
  }

  /** The example's controls, made anew when examples have another size. */
  showField(f) {
    const size = `${f.width} ${f.height}`;
    if (this.size !== size) {
      this.size = size;
      this.kind = form(f.width, f.height);
      this.width = f.height > 1 ? f.width : Math.min(f.width, few);
      this.seen = ""; // the units have other names
      this.field = field(f.width, f.height, this.send);
      this.panel.querySelector(".how").textContent = this.field.how;
      this.panel.querySelector(".field").replaceChildren(this.field.element);
    }
    this.field.show(f.input);
  }

  /** One slider for each number of the code, wide enough for every number seen. */
  showCode(code) {
    if (this.sliders.length !== code.length) {
      this.sliders = code.map((_, i) => this.slider(i));
      this.panel.querySelector(".ring").replaceChildren(...this.sliders.map((s) => s.parentElement));
      this.showAll(false);
    }
    code.forEach((v, i) => {
      const s = this.sliders[i];
      if (s === document.activeElement && performance.now() - (this.held ?? 0) < 300) return;
      const reach = Math.max(Number(s.max), Math.ceil(Math.abs(v)));
      s.max = reach;
      s.min = -reach;
      s.value = v;
      s.style.setProperty("--fill", `${(50 * (v + reach)) / reach}%`);
      s.previousElementSibling.textContent = short(v);
    });
  }

  /** Shows every slider of a long code, or the first few. */
  showAll(whole) {
    this.whole = whole;
    this.sliders.forEach((s, i) => (s.parentElement.hidden = i >= few && !whole));
    this.all.hidden = this.sliders.length <= few;
    this.all.textContent = whole ? "Fewer numbers" : `All ${this.sliders.length} numbers`;
  }

  /** The choice of units, made anew when the network has another shape. */
  showUnits(widths) {
    const seen = widths.join();
    if (this.seen === seen) return;
    this.seen = seen;
    this.units.replaceChildren(new Option("none", ""), ...widths.map((n, layer) => {
      const group = Object.assign(document.createElement("optgroup"), { label: layerName(layer, widths.length) });
      for (let u = 0; u < n; u++) group.append(new Option(`${unitName(layer, widths.length, this.kind)} ${u + 1}`, `${layer} ${u}`));
      return group;
    }));
    this.send(wire.inspect(-1, 0));
  }

  /** What the card of a unit on the stage says, in a sentence, and the weights of an encoder's unit as a table. */
  showInside({ inside: u, widths, input }) {
    const text = this.panel.querySelector(".inside");
    const table = this.panel.querySelector(".weights");
    const first = u.layer === 0 && u.weights.length === input.length;
    table.parentElement.hidden = !first;
    if (u.layer < 0) return (text.textContent = "");
    const sum = u.sum + u.bias;
    const bends = Math.abs(u.out - sum) > 5e-4 * Math.max(1, Math.abs(sum));
    const bent = bends ? `, and the unit makes ${number(u.out)} of it` : u.layer === neck(widths.length) ? "" : ", and the unit passes it on as it is";
    const heaviest = u.weights.reduce((best, w, i) => (Math.abs(w) > Math.abs(u.weights[best]) ? i : best), 0);
    const words = `${unitName(u.layer, widths.length, this.kind)} ${u.unit + 1}: its ${u.weights.length} inputs times their weights add up to ${number(u.sum)}; ` +
      `with the bias ${number(u.bias)} that is ${number(sum)}${bent}. The heaviest weight, ${number(u.weights[heaviest])}, is that of input ${heaviest + 1}.`;
    if (text.textContent !== words) text.textContent = words;
    if (first) this.showWeights(table, u.weights);
  }

  showWeights(table, weights) {
    const body = table.tBodies[0];
    this.shape(table, weights.length, `Its weights from the ${weights.length} ${parts[this.kind].toLowerCase()}s`);
    weights.forEach((w, i) => {
      const cell = body.rows[Math.floor(i / this.width)].cells[i % this.width];
      if (cell.textContent !== short(w)) cell.textContent = short(w);
    });
  }

  slider(i) {
    const label = document.createElement("label");
    const s = Object.assign(document.createElement("input"), { type: "range", min: -4, max: 4, step: 0.05 });
    label.append(`z${[...String(i + 1)].map((d) => String.fromCharCode(0x2080 + Number(d))).join("")} `, document.createElement("span"), s);
    s.addEventListener("input", () => {
      this.held = performance.now();
      this.send(wire.hold(this.sliders.map((t) => Number(t.value))));
    });
    return s;
  }
}
