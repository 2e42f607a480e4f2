// Knobs: a control's value to a Turn or a Speed, and the run's setup back to the controls.
import * as wire from "./wire.js";
import { t } from "./words.js";

const $ = (s, from = document) => from.querySelector(s);
const all = (s, from = document) => [...from.querySelectorAll(s)];

export const speedText = (v) => (v === Infinity ? "max" : String(v));
const speedValue = (t) => (t === "max" ? Infinity : Number(t));
const hold = 300; // milliseconds for which a control in use is left to its hand
const holdTyping = 2000; // and one that is being typed into
const plain = (v) => (Math.abs(v) < 1e-6 || Math.abs(v) >= 1e7 ? String(v) : v.toFixed(9).replace(/\.?0+$/, ""));

/** One of each unit, by the word for several, which the build has put into the page's language. */
const singles = {
  [t("numbers")]: t("1 number"), [t("units")]: t("1 unit"), [t("hidden layers")]: t("1 hidden layer"), [t("examples")]: t("1 example"), [t("nats")]: t("1 nat"),
};

/** "3:1 12:0.5" as a list of pairs of numbers. */
const pairs = (list = "") => list.split(" ").filter(Boolean).map((p) => p.split(":").map(Number));

/** What stands in data-when: the other knob, and the values of it at which this one does something. */
function readRule(knob) {
  const [needs, values] = knob.dataset.when.split(":");
  const why = $(".why", knob);
  why.id = `w-${knob.dataset.name}`;
  return { knob, why, doc: $(".doc", knob).id, needs: Number(needs), values: new Set(values.split(" ").map(Number)) };
}

/**
 * The controls of the page. send takes commands; turned(knob, value) hears first that the learner has turned a knob of the run; pulls() is how many
 * pulls were sent.
 */
export class Controls {
  constructor(send, turned, pulls) {
    Object.assign(this, { turned, pulls });
    this.touched = new Map(); // control -> when it was last used, and the pull that answers it: the run's echo must not tug at a moving hand
    this.knobs = all("[data-knob]");
    for (const c of this.knobs) {
      const slider = $(`[data-slides="${c.dataset.knob}"]`);
      c.addEventListener("input", () => (c.type === "number" ? this.typed(c, send) : this.use(c, send)));
      c.addEventListener("change", () => this.use(c, send));
      slider?.addEventListener("input", () => {
        c.value = this.fromSlider(c, slider);
        this.use(c, send);
      });
      this.paint(c);
    }
    this.rules = all("[data-when]").map(readRule);
    this.apart = new Map(pairs(document.body.dataset.apart));
    this.placeFront();
  }

  /** Greys out the knobs that do nothing now, neither to the run nor to its twin, and says what they need. */
  rule(setup) {
    for (const r of this.rules) {
      const works = r.values.has(setup[r.needs]) || r.values.has(this.apart.get(r.needs));
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

  /** Waits with a number that is being typed, and leaves alone what is no value yet. */
  typed(c, send) {
    this.touch(c);
    clearTimeout(this.typing);
    if (c.validity.valid) this.typing = setTimeout(() => this.use(c, send), 300);
  }

  /** Notes that a control is in use, and which pull tells what came of it. */
  touch(c, pull = this.touched.get(c)?.pull ?? 0) {
    this.touched.set(c, { at: performance.now(), pull });
  }

  /** Lets go of what hung on a trainer that is gone; a new one counts its pulls anew. */
  lost() {
    this.touched.clear();
  }

  /** Sends what a control says. A value that cannot be is put back by the next facts. */
  use(c, send) {
    clearTimeout(this.typing);
    this.touch(c);
    this.paint(c);
    if (c.value === "") return this.settle(hold);
    this.touch(c, this.pulls() + 1);
    if (c.dataset.knob === "speed") return send(wire.speed(speedValue(c.value)));
    this.turned(Number(c.dataset.index), Number(c.value));
    send(wire.turn(Number(c.dataset.index), Number(c.value)));
  }

  /** Steps a second that the control says. */
  get speed() {
    return speedValue($('[data-knob="speed"]').value);
  }

  /** Sets the speed control, at once and not when the next facts come, and returns the command that makes it so. */
  setSpeed(v) {
    const c = $('[data-knob="speed"]');
    c.value = speedText(v);
    this.touch(c, this.pulls() + 1);
    this.paint(c);
    return wire.speed(v);
  }

  byIndex(i) {
    return this.knobs.find((c) => Number(c.dataset.index) === i);
  }

  label(c) {
    return $(`label[for="${c.id}"]`).textContent;
  }

  /** Makes the controls say what the run says; those in use only when they must. */
  show(facts, must = false) {
    const now = performance.now();
    let wait = 0;
    this.facts = facts;
    this.rule(facts.setup);
    for (const c of this.knobs) {
      const v = c.dataset.knob === "speed" ? speedText(facts.speed) : plain(facts.setup[c.dataset.index]);
      if (c.value === v) continue;
      const { at, pull } = this.touched.get(c) ?? { at: -holdTyping, pull: 0 };
      const left = at + (c.type === "number" && c === document.activeElement ? holdTyping : hold) - now;
      if (!must && (left > 0 || facts.pull < pull)) { // facts of before what it asked for
        wait = Math.max(wait, left);
        continue;
      }
      c.value = v;
      this.paint(c);
    }
    this.settle(wait);
  }

  /** Shows the facts once more when hands have let go: at rest no others come. */
  settle(wait) {
    clearTimeout(this.late);
    if (wait > 0) this.late = setTimeout(() => this.show(this.facts), wait + 1);
  }

  /** Brings what hangs on a control, its slider and its text, in line with it. */
  paint(c) {
    const slider = $(`[data-slides="${c.dataset.knob}"]`) ?? (c.type === "range" ? c : null);
    if (slider && slider !== c) {
      slider.value = this.toSlider(c, slider);
      slider.setAttribute("aria-valuetext", c.selectedOptions?.[0]?.text ?? c.value); // its own number is a place on the scale
    }
    const out = $(`output[for="${c.id}"]`);
    const { unit } = c.dataset;
    if (out) out.value = (c.value === "1" && singles[unit]) || `${c.value} ${unit}`.trim();
    slider?.style.setProperty("--fill", `${(100 * (slider.value - slider.min)) / (slider.max - slider.min)}%`);
  }

  toSlider(c, slider) {
    if (c.matches("select")) return c.selectedIndex;
    return (slider.max * Math.log(c.value / c.min)) / Math.log(c.max / c.min);
  }

  /** What a slider asks for, in two digits. An arrow key moves it less far than that: then it asks for the next number on its way. */
  fromSlider(c, slider) {
    if (c.matches("select")) return c.options[slider.value].value;
    const at = (place) => plain(Number((c.min * (c.max / c.min) ** (place / slider.max)).toPrecision(2)));
    const way = Math.sign(slider.value - this.toSlider(c, slider));
    let place = Number(slider.value);
    while (way && at(place) === c.value && place > slider.min && place < slider.max) place += way;
    return at(place);
  }

  /** Marks the controls that a step speaks of. A knob in the drawer marks the button that opens it too. */
  point(names) {
    for (const e of all(".pointed")) e.classList.remove("pointed");
    for (const name of names) {
      const e = $(`.lab [data-name="${name}"]`) ?? $(`.acts [data-action="${name}"]`);
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
      return read.right > room.right - pad + 1 || read.left < room.left + pad - 1;
    };
    const place = () => {
      const focus = document.activeElement;
      $("#more").before(front);
      front.append(...knobs);
      const presenting = columns.matches && "present" in document.documentElement.dataset;
      if (narrow.matches && !presenting) slot.append(front);
      else for (let i = knobs.length - 1; i >= 0 && tight(); i--) slot.prepend(knobs[i]);
      if (knobs.some((k) => k.contains(focus))) focus.focus();
    };
    narrow.addEventListener("change", place);
    addEventListener("resize", place);
    document.fonts?.ready.then(place);
    place();
    const drawer = $("#drawer");
    const open = (on) => {
      drawer.hidden = !on;
      $("#more").setAttribute("aria-expanded", on);
    };
    $("#more").addEventListener("click", () => open(drawer.hidden));
    addEventListener("keydown", (e) => {
      if (e.key !== "Escape" || drawer.hidden) return;
      open(false);
      $("#more").focus();
    });
  }
}
