// "Without the canvas": the shown picture as a grid of cells, the code as sliders, the state as a sentence.
import * as wire from "./wire.js";

const side = 7;
const moves = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
const number = (v) => v.toFixed(3).replace("-", "−");
const neck = (layers) => (layers >> 1) - 1;
const layerName = (i, layers) => (i === layers - 1 ? "The copy" : i === neck(layers) ? "The code" : i < neck(layers) ? "Encoder" : "Decoder") +
  (layers > 4 && i !== layers - 1 && i !== neck(layers) ? `, hidden layer ${i < neck(layers) ? i + 1 : i - neck(layers)}` : "");
const unitName = (i, layers) => (i === layers - 1 ? "Pixel" : i === neck(layers) ? "Number" : i < neck(layers) ? "Encoder unit" : "Decoder unit");
const short = (v) => v.toFixed(2).replace("-", "−");

export class Plain {
  constructor(panel, send) {
    this.panel = panel;
    this.send = send;
    this.cells = [...panel.querySelectorAll("[role=gridcell]")];
    this.cells[0].tabIndex = 0;
    this.cells.forEach((c, i) => c.addEventListener("click", () => this.cycle(i)));
    panel.querySelector("[role=grid]").addEventListener("keydown", (e) => this.move(e));
    for (const b of panel.querySelectorAll("[data-show]")) b.addEventListener("click", () => this.turnPage(Number(b.dataset.show)));
    this.sliders = [];
    this.units = panel.querySelector("#unit");
    this.units.addEventListener("change", () => {
      const [layer, unit] = (this.units.value || "-1 0").split(" ").map(Number);
      this.send(wire.inspect(layer, unit));
    });
    panel.addEventListener("toggle", () => this.facts && this.show(this.facts));
  }

  cycle(i) {
    const grey = this.facts?.input[i] ?? 0;
    this.send(wire.paint(i, grey < 0.25 ? 0.5 : grey < 0.75 ? 1 : 0));
  }

  move(e) {
    const by = moves[e.key];
    const at = this.cells.indexOf(document.activeElement);
    if (!by || at < 0) return;
    e.preventDefault();
    const clamp = (v) => Math.min(Math.max(v, 0), side - 1);
    const to = this.cells[clamp(Math.floor(at / side) + by[0]) * side + clamp((at % side) + by[1])];
    this.cells[at].tabIndex = -1;
    to.tabIndex = 0;
    to.focus();
  }

  turnPage(by) {
    if (!this.facts) return;
    this.send(by === 0 ? wire.clear() : wire.show(this.facts.sample < 0 ? Math.min(by, 0) : this.facts.sample + by));
  }

  show(f) {
    this.facts = f;
    if (!this.panel.open) return;
    f.input.forEach((grey, i) => this.showCell(this.cells[i], i, grey));
    this.showCode(f.held ? f.ring : f.code);
    this.showUnits(f.widths);
    this.showInside(f);
    const code = (f.held ? f.ring : f.code).map(short).join(", ");
    this.panel.querySelector(".reading").textContent = `${f.sample < 0 ? "Your own picture" : `Picture ${f.sample + 1}`}. ` +
      `${f.held ? "The ring stands at" : "Its code is"} ${code}. After ${f.step} steps the loss is ${f.loss.toFixed(4)}, validation ${f.validation.toFixed(4)}.`;
  }

  showCell(cell, i, grey) {
    const text = grey.toFixed(1).replace(/^0(?=\.[1-9])|\.0$/g, "");
    if (cell.textContent === text && cell.hasAttribute("aria-label")) return;
    cell.textContent = text;
    cell.setAttribute("aria-label", `Row ${Math.floor(i / side) + 1}, column ${(i % side) + 1}: ${grey.toFixed(1)}`);
    cell.style.setProperty("--grey", grey.toFixed(1));
    cell.toggleAttribute("data-bright", grey.toFixed(1) > 0.5);
  }

  /** One slider for each number of the code, wide enough for every number seen. */
  showCode(code) {
    if (this.sliders.length !== code.length) {
      this.sliders = code.map((_, i) => this.slider(i));
      this.panel.querySelector(".ring").replaceChildren(...this.sliders.map((s) => s.parentElement));
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

  /** The choice of units, made anew when the network has another shape. */
  showUnits(widths) {
    const shape = widths.join();
    if (this.shape === shape) return;
    this.shape = shape;
    this.units.replaceChildren(new Option("none", ""), ...widths.map((n, layer) => {
      const group = Object.assign(document.createElement("optgroup"), { label: layerName(layer, widths.length) });
      for (let u = 0; u < n; u++) group.append(new Option(`${unitName(layer, widths.length)} ${u + 1}`, `${layer} ${u}`));
      return group;
    }));
    this.send(wire.inspect(-1, 0));
  }

  /** What the card of a unit on the stage says, in a sentence, and the weights of its 49 pixels as a table. */
  showInside({ inside: u, widths }) {
    const text = this.panel.querySelector(".inside");
    const table = this.panel.querySelector(".weights");
    const pixels = u.layer === 0 && u.weights.length === side * side;
    table.hidden = !pixels;
    if (u.layer < 0) return (text.textContent = "");
    const sum = u.sum + u.bias;
    const bent = u.layer === neck(widths.length) ? "" : `, and the unit makes ${number(u.out)} of it`;
    const heaviest = u.weights.reduce((best, w, i) => (Math.abs(w) > Math.abs(u.weights[best]) ? i : best), 0);
    const words = `${unitName(u.layer, widths.length)} ${u.unit + 1}: its ${u.weights.length} inputs times their weights add up to ${number(u.sum)}; ` +
      `with the bias ${number(u.bias)} that is ${number(sum)}${bent}. The heaviest weight, ${number(u.weights[heaviest])}, is that of input ${heaviest + 1}.`;
    if (text.textContent !== words) text.textContent = words;
    if (!pixels) return;
    for (let r = table.rows.length; r < side; r++) for (let c = 0, row = table.tBodies[0].insertRow(); c < side; c++) row.insertCell();
    u.weights.forEach((w, i) => {
      const cell = table.rows[Math.floor(i / side)].cells[i % side];
      if (cell.textContent !== short(w)) cell.textContent = short(w);
    });
  }

  slider(i) {
    const label = document.createElement("label");
    const s = Object.assign(document.createElement("input"), { type: "range", min: -4, max: 4, step: 0.05 });
    label.append(`z${String.fromCharCode(0x2081 + i)} `, document.createElement("span"), s);
    s.addEventListener("input", () => {
      this.held = performance.now();
      this.send(wire.hold(this.sliders.map((t) => Number(t.value))));
    });
    return s;
  }
}
