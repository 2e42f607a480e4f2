// Knobs: a control's value to a Turn or a Speed, and the run's setup back to the controls.
import { $, all, pairs } from "./dom.js";
import { placeDrawer } from "./drawer.js";
import { limits, plain } from "./number.js";
import { moved, placeOf } from "./scale.js";
import { isNumberField, numberField, put, value } from "./spin.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

/** @typedef {import("./trainer.js").Facts} Facts */

/** @typedef {(...commands: ArrayBuffer[]) => void} Send */

/**
 * What a knob is turned by: a slider, a field of numbers, or a choice.
 * @typedef {HTMLInputElement | HTMLSelectElement} Control
 */

/** @type {(v: number) => string} */
export const speedText = (v) => (v === Infinity ? "max" : String(v));
/** @type {(text: string) => number} */
const speedValue = (t) => (t === "max" ? Infinity : Number(t));
const hold = 300; // milliseconds for which a control in use is left to its hand
const holdTyping = 2000; // and one whose number has just been written

/**
 * One of each unit, by the word for several, which the build has put into the page's language.
 * @type {Record<string, string>}
 */
const singles = {
  [t("numbers")]: t("1 number"), [t("units")]: t("1 unit"), [t("hidden layers")]: t("1 hidden layer"), [t("examples")]: t("1 example"), [t("nats")]: t("1 nat"),
};

/**
 * Whether two boxes lie over each other.
 * @type {(a: DOMRect, b: DOMRect) => boolean}
 */
const over = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;

/**
 * Whether a knob does something where the others stand as in a setup, and the words beside it that say why not.
 * @typedef {{knob: HTMLElement, why: HTMLElement, doc: string, does: (setup: number[]) => boolean, works?: boolean}} Rule
 */

/**
 * What stands in data-when, "4:!0|30:1 2;34:0".
 * @param {HTMLElement} knob
 * @returns {Rule}
 */
function readRule(knob) {
  const need = (/** @type {string} */ text) => {
    const [, index, not, values] = /** @type {RegExpMatchArray} */ (text.match(/^(\d+):(!?)(.*)$/));
    const list = values.split(" ").map(Number);
    return (/** @type {number[]} */ setup) => list.includes(setup[Number(index)]) === !not;
  };
  const parts = (knob.dataset.when ?? "").split(";").map((part) => part.split("|").map(need));
  const why = $(".why", knob);
  why.id = `w-${knob.dataset.name}`;
  return { knob, why, doc: $(".doc", knob).id, does: (setup) => parts.every((part) => part.some((holds) => holds(setup))) };
}

/**
 * The controls of the page. send takes commands; pulls() is how many pulls were sent.
 */
export class Controls {
  /** @param {Send} send @param {() => number} pulls */
  constructor(send, pulls) {
    this.pulls = pulls;
    this.facts = /** @type {Facts | null} */ (null);
    this.late = 0; // the timer that shows them once more
    this.touched = /** @type {Map<Control, {at: number, pull: number, value?: number}>} */ (new Map()); // control -> when it was last used, what for, and the pull that answers it: the run's echo must not tug at a moving hand
    this.knobs = all("[data-knob]");
    for (const c of this.knobs) {
      const slider = $(`[data-slides="${c.dataset.knob}"]`);
      if (isNumberField(c)) this.write(c, send);
      else for (const type of ["input", "change"]) c.addEventListener(type, () => this.use(c, send));
      slider?.addEventListener("input", () => {
        c.value = this.fromSlider(c, slider);
        this.use(c, send);
      });
      this.paint(c);
    }
    this.rules = all("[data-when]").map(readRule);
    this.apart = new Map(pairs(document.body.dataset.apart));
    this.placeFront();
    placeDrawer();
  }

  /**
   * Greys out the knobs that do nothing now, neither to the run nor to its twin, and says what they need. What was asked for counts already: a busy run's
   * echo comes late, and what it greyed would lose the focus of who has gone there meanwhile.
   * @param {Facts} facts
   */
  rule({ setup, pull }) {
    setup = setup.slice();
    for (const [c, was] of this.touched) if ("index" in c.dataset && was.value !== undefined && pull < was.pull) setup[Number(c.dataset.index)] = was.value;
    const twin = setup.map((v, i) => this.apart.get(i) ?? v);
    for (const r of this.rules) {
      const works = r.does(setup) || r.does(twin);
      if (r.works === works) continue;
      r.works = works;
      r.knob.toggleAttribute("data-off", !works);
      r.why.hidden = works;
      const { locked } = r.knob.dataset; // see parts.js
      for (const c of all("input, select", r.knob)) c.disabled = !works || Boolean(locked);
      const c = $("[data-knob]", r.knob);
      c.setAttribute("aria-describedby", [r.doc, !works && r.why.id, locked].filter(Boolean).join(" "));
    }
  }

  /**
   * A knob with a field of numbers.
   * @param {HTMLInputElement} c @param {Send} send
   */
  write(c, send) {
    numberField(c, {
      label: () => this.label(c),
      now: () => this.stands(c),
      use: (v) => this.use(c, send, v),
    });
    c.addEventListener("input", () => this.touch(c));
  }

  /**
   * The value that a knob stands at, as text: what it asked for, until the facts that tell what came of it.
   * @param {Control} c
   */
  stands(c) {
    const { value, pull } = this.touched.get(c) ?? { pull: 0 };
    if (value !== undefined && (!this.facts || this.facts.pull < pull)) return plain(value);
    return this.facts ? plain(this.facts.setup[Number(c.dataset.index)]) : c.dataset.default ?? "";
  }

  /**
   * Notes that a control is in use; asked is the value that it asked for, and the pull that tells what came of it.
   * @param {Control} c @param {{value?: number, pull: number}} [asked]
   */
  touch(c, asked = this.touched.get(c)) {
    this.touched.set(c, { pull: 0, ...asked, at: performance.now() });
  }

  /** Lets go of what hung on a trainer that is gone; a new one counts its pulls anew. */
  lost() {
    this.touched.clear();
  }

  /**
   * Sends what a control says. A value that cannot be is put back by the next facts.
   * @param {Control} c @param {Send} send
   */
  use(c, send, v = Number(c.value)) {
    this.touch(c, { value: v, pull: this.pulls() + 1 });
    this.paint(c, v);
    if (this.facts) this.rule(this.facts);
    if (c.dataset.knob === "speed") return send(wire.speed(speedValue(c.value)));
    send(wire.turn(Number(c.dataset.index), v));
  }

  /** Steps a second that the control says. */
  get speed() {
    return speedValue($('[data-knob="speed"]').value);
  }

  /**
   * Sets the speed control, at once and not when the next facts come, and returns the command that makes it so.
   * @param {number} v
   */
  setSpeed(v) {
    const c = $('[data-knob="speed"]');
    c.value = speedText(v);
    this.touch(c, { pull: this.pulls() + 1 });
    this.paint(c);
    return wire.speed(v);
  }

  /** @param {number} i */
  byIndex(i) {
    return this.knobs.find((c) => Number(c.dataset.index) === i);
  }

  /**
   * @param {Control} c
   * @returns {string}
   */
  label(c) {
    return $(`label[for="${c.id}"]`).textContent;
  }

  /**
   * Makes the controls say what the run says; those in use only when they must.
   * @param {Facts} facts
   */
  show(facts, must = false) {
    const now = performance.now();
    let wait = 0;
    this.facts = facts;
    this.rule(facts);
    for (const c of this.knobs) {
      const v = c.dataset.knob === "speed" ? speedText(facts.speed) : plain(facts.setup[c.dataset.index]);
      if (c.value === v || (!must && this.written(c, v))) continue;
      const { at, pull } = this.touched.get(c) ?? { at: -holdTyping, pull: 0 };
      const left = at + (isNumberField(c) && c === document.activeElement ? holdTyping : hold) - now;
      if (!must && (left > 0 || facts.pull < pull)) { // facts of before what it asked for
        wait = Math.max(wait, left);
        continue;
      }
      if (isNumberField(c)) put(c, v);
      else c.value = v;
      this.paint(c);
    }
    this.settle(wait);
  }

  /**
   * Whether somebody is writing a number into c, or has written this one in a way of his own: that is not taken away under his hands.
   * @param {Control} c @param {string} v
   */
  written(c, v) {
    return isNumberField(c) && c === document.activeElement && ("open" in c.dataset || value(c) === Number(v));
  }

  /**
   * Shows the facts once more when hands have let go: at rest no others come.
   * @param {number} wait
   */
  settle(wait) {
    clearTimeout(this.late);
    if (wait > 0) this.late = setTimeout(() => this.facts && this.show(this.facts), wait + 1);
  }

  /**
   * Brings what hangs on a control, its slider and its text, in line with it.
   * @param {Control} c @param {string | number} v
   */
  paint(c, v = c.value) {
    const slider = $(`[data-slides="${c.dataset.knob}"]`) ?? (c.type === "range" ? c : null);
    if (slider && slider !== c) {
      slider.value = this.toSlider(c, slider, v);
      slider.setAttribute("aria-valuetext", (c instanceof HTMLSelectElement ? c.selectedOptions[0]?.text : null) ?? String(v)); // its own number is a place on the scale
    }
    if (isNumberField(c)) c.setAttribute("aria-valuenow", String(v));
    const out = $(`output[for="${c.id}"]`);
    const { unit = "" } = c.dataset;
    if (out) out.value = (c.value === "1" && singles[unit]) || `${c.value} ${unit}`.trim();
    slider?.style.setProperty("--fill", `${(100 * (slider.value - slider.min)) / (slider.max - slider.min)}%`);
  }

  /** @param {Control} c @param {HTMLInputElement} slider @param {string | number} v */
  toSlider(c, slider, v = c.value) {
    if (c instanceof HTMLSelectElement) return c.selectedIndex;
    const { min, max } = limits(c);
    return placeOf(Number(v), min, max, Number(slider.max));
  }

  /**
   * What a slider asks for, as its control says it.
   * @param {Control} c @param {HTMLInputElement} slider
   */
  fromSlider(c, slider) {
    if (c instanceof HTMLSelectElement) return c.options[Number(slider.value)].value;
    const { min, max } = limits(c);
    return moved(Number(slider.value), c.value, min, max, Number(slider.max));
  }

  /**
   * Marks the controls that a step speaks of. A knob in the drawer marks the button that opens it too.
   * @param {string[]} names
   */
  point(names) {
    for (const e of all(".pointed")) e.classList.remove("pointed");
    for (const name of names) {
      const e = $(`[data-name="${name}"]`) ?? $(`.acts [data-action="${name}"]`);
      e?.classList.add("pointed");
      if (e?.closest(".drawer")) $("#more").classList.add("pointed");
    }
  }

  /** The front knobs that do not fit the bar live in the drawer; on a phone that is all of them. */
  placeFront() {
    const narrow = matchMedia("(max-width: 1139px)");
    const columns = matchMedia("(min-width: 900px) and (min-aspect-ratio: 6/5)"); // as room.css has it: presenting, the bar is high
    const bar = $(".bar");
    const front = $(".front");
    const slot = $(".drawer .slot");
    const knobs = [...front.children];
    const tight = () => { // in either direction of writing
      const [read, room, pad] = [$(".read").getBoundingClientRect(), bar.getBoundingClientRect(), parseFloat(getComputedStyle(bar).paddingRight)];
      if (read.right > room.right - pad + 1 || read.left < room.left + pad - 1) return true;
      return all("label, select, input, output", front).some((e) => over(e.getBoundingClientRect(), $("#more").getBoundingClientRect()));
    };
    const place = () => {
      const focus = /** @type {HTMLElement | null} */ (document.activeElement);
      $("#more").before(front);
      front.append(...knobs);
      const presenting = columns.matches && "present" in document.documentElement.dataset;
      if (narrow.matches && !presenting) slot.append(front);
      else for (let i = knobs.length - 1; i >= 0 && tight(); i--) slot.prepend(knobs[i]);
      if (knobs.some((k) => k.contains(focus))) focus?.focus();
    };
    narrow.addEventListener("change", place);
    addEventListener("resize", place);
    document.fonts?.ready.then(place);
    place();
  }
}
