// The lesson in a frame: what it tells the page around it, and which commands it takes from there. See docs/embedding.md.
//
// A message is {hourglass: 1, type, ...}. Commands count only when they come from the parent window and from the origin that the address names
// (?origin=). That origin alone hears of the run and of what the learner does; everybody who frames the lesson hears when it is ready and how high it is.
import { on } from "./events.js";
import { split } from "./link.js";
import { limits } from "./number.js";
import { options, secret } from "./options.js";

const version = 1;
const often = 250; // least milliseconds between two messages of facts
const crowd = 50; // commands that are taken within a second
const polite = 10; // greetings of course platforms that are answered within a second
const longest = 20_000; // characters of a run's link
const resting = ["facts", "open", "goto"]; // commands for which a run need not have arrived
const framed = parent !== window;

/** A command that cannot be, in a sentence for the author of the page around. */
class Refusal extends Error {}

/** @type {(good: unknown, words: string) => asserts good} */
const need = (good, words) => {
  if (!good) throw new Refusal(words);
};

/** @typedef {import("./trainer.js").Facts} Facts */

/** @typedef {import("./controls.js").Control} Control */

/**
 * Names of the lesson and of its steps, the controls of its run, the newest facts, and what its controls would do; open returns the number of the pull
 * that will tell what came of it.
 * @typedef {Object} Hands
 * @property {string} lesson
 * @property {string[]} steps
 * @property {Control[]} knobs
 * @property {() => Facts | null} facts
 * @property {(on: boolean) => void} play
 * @property {() => void} step
 * @property {() => void} reset
 * @property {(c: Control, value: number) => void} turn
 * @property {(value: number) => void} speed
 * @property {(i: number) => void} goto
 * @property {(text: string, part: string) => number} open
 */

/**
 * A command as it comes: nothing in it need be what it ought to be.
 * @typedef {{hourglass?: unknown, type?: unknown, knob?: unknown, value?: unknown, step?: unknown, run?: unknown}} Asked
 */

export class Talk {
  /** @param {Hands} hooks */
  constructor(hooks) {
    this.hooks = hooks;
    this.sent = 0; // when facts were last told
    this.second = 0; // of the commands that were counted
    this.count = 0;
    this.turns = /** @type {Record<string, {count: number, last?: () => void, timer?: number}>} */ ({}); // of what is taken calmly
    this.ready = false; // it was said that the lesson is
    this.timer = 0;
    this.told = ""; // the facts that were told last, as text
    this.opening = 0; // the pull that will tell of a run that was to be opened
    this.stopped = false; // by leaving the slide
    this.said = 0; // the height that was told last
    this.signed = false; // WordPress has heard of one that it takes
    if (!framed) return;
    addEventListener("message", (e) => e.source === parent && this.hear(e));
    on("facts", (f) => this.changed(f));
    for (const type of ["step", "done", "answer", "goal"]) on(type, (d) => this.tell(type, d));
    this.watchHeight();
  }

  /**
   * Says something to the site that the address names, or to whoever frames the lesson.
   * @param {string} type @param {object} detail
   */
  tell(type, detail, to = options.origin) {
    if (framed && to) parent.postMessage({ hourglass: version, type, ...detail }, to);
  }

  /** @param {string} words */
  fault(words) {
    this.tell("fault", { words });
  }

  // Facts

  /**
   * Tells facts now or soon, the last ones always; before the first, that the lesson is ready: its run stands where the link leads.
   * @param {Facts} f
   */
  changed(f) {
    if (!this.ready && f.state !== "loading") {
      this.ready = true;
      this.tell("ready", { lesson: this.hooks.lesson, title: document.title, steps: this.hooks.steps }, "*");
    }
    this.opened(f);
    if (!options.origin) return;
    clearTimeout(this.timer);
    const wait = this.sent + often - performance.now();
    if (wait > 0) this.timer = setTimeout(() => this.facts(), wait);
    else this.facts();
  }

  facts(asked = false) {
    const f = this.hooks.facts();
    if (!f) return;
    const told = {
      state: f.state, step: f.step, loss: f.loss, validation: f.validation, rate: f.rate, speed: f.speed, back: f.back,
      knobs: Object.fromEntries(this.hooks.knobs.map((c) => [c.dataset.knob, f.setup[Number(c.dataset.index)]])),
      run: f.link, hash: f.hash.toString(16).padStart(16, "0"),
    };
    const news = JSON.stringify(told);
    if (news === this.told && !asked) return;
    this.told = news;
    this.sent = performance.now();
    this.tell("facts", told);
  }

  /**
   * Says what was wrong with a run that was to be opened.
   * @param {Facts} f
   */
  opened(f) {
    if (!this.opening || f.pull < this.opening || f.state === "loading") return;
    this.opening = 0;
    if (f.notice) this.fault(f.notice);
  }

  // Commands

  /** @param {MessageEvent} e */
  hear({ data, origin }) {
    if (data === "slide:start" || data === "slide:stop") return this.calmly("slide", () => this.slide(data === "slide:start", origin));
    if (data?.context === "h5p") return this.calmly("h5p", () => this.greeted(data));
    if (!options.origin || origin !== options.origin || typeof data !== "object" || data === null || !("hourglass" in data)) return;
    try {
      this.unhurried();
      this.obey(data);
    } catch (e) {
      if (!(e instanceof Refusal)) throw e;
      if (e.message) this.fault(e.message);
    }
  }

  /**
   * Does what whoever frames the lesson may ask for, some times a second at once; of what comes faster, only the last, when the second is over.
   * @param {string} kind @param {() => void} act
   */
  calmly(kind, act) {
    const turn = (this.turns[kind] ??= { count: 0 });
    if (turn.count++ < polite) act();
    else turn.last = act;
    turn.timer ??= setTimeout(() => {
      delete this.turns[kind];
      if (turn.last) this.calmly(kind, turn.last);
    }, 1000);
  }

  /** Refuses what comes too fast, once a second in words. */
  unhurried() {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.second) Object.assign(this, { second, count: 0 });
    this.count++;
    need(this.count <= crowd, this.count === crowd + 1 ? `At most ${crowd} commands a second are taken.` : "");
  }

  /** @param {Asked} data */
  obey(data) {
    need(data.hourglass === version, `This lesson speaks version ${version} of the messages.`);
    const type = typeof data.type === "string" ? data.type : "";
    const act = Object.hasOwn(commands, type) ? commands[type] : null;
    need(act, "There is no such command; docs/embedding.md lists them.");
    const f = this.hooks.facts();
    need(f, "The lesson is not ready for commands yet.");
    need(f.state !== "loading" || resting.includes(type), "The run of the link is still being retraced.");
    need(f.state !== "diverged" || !["play", "step"].includes(type), "The run has diverged: reset it, or turn a knob first.");
    act.call(this, data);
  }

  /**
   * A slide deck shows or leaves the slide: what was stopped by leaving goes on when it is shown again. A frame that is not shown pulls no facts, so the
   * newest may be from before it was stopped. What a step trains by itself comes to its end by itself: played on, it would not end.
   * @param {boolean} shown @param {string} origin
   */
  slide(shown, origin) {
    if (options.origin && origin !== options.origin) return;
    const f = this.hooks.facts();
    const stop = !shown && !this.stopped && f?.state === "training" && f.lesson.lead < 0;
    if (shown ? this.stopped : stop) this.hooks.play(shown);
    this.stopped = !shown && (stop || this.stopped);
  }

  // Height: in our own words, and in those of three kinds of platform

  watchHeight() {
    const watch = new ResizeObserver(() => this.resize());
    watch.observe(document.body);
    parent.postMessage({ context: "h5p", action: "hello" }, "*");
  }

  get height() {
    return Math.ceil(document.body.getBoundingClientRect().bottom + scrollY);
  }

  resize(again = false) {
    const { height } = this;
    if (height === this.said && !again) return;
    this.said = height;
    this.tell("height", { height }, "*");
    parent.postMessage({ context: "h5p", action: "resize", scrollHeight: height }, "*");
    parent.postMessage(JSON.stringify({ subject: "lti.frameResize", height }), "*"); // as text: some platforms parse whatever comes
    if (secret) this.sign(height);
  }

  /**
   * As WordPress hears it. It makes no frame higher than this, so a lesson that wants more keeps the height that its oEmbed gave it.
   * @param {number} height
   */
  sign(height) {
    this.signed ||= height <= 1000;
    if (this.signed) parent.postMessage({ message: "height", value: height, secret }, "*");
  }

  /**
   * The answer of a page that speaks H5P.
   * @param {{action?: unknown}} said
   */
  greeted({ action }) {
    if (action === "ready") parent.postMessage({ context: "h5p", action: "hello" }, "*");
    if (action === "hello") parent.postMessage({ context: "h5p", action: "prepareResize", scrollHeight: this.height, clientHeight: this.height }, "*");
    if (/** @type {unknown[]} */ (["hello", "resizePrepared", "resize"]).includes(action)) this.resize(true);
  }
}

/**
 * What the page around may ask for.
 * @type {Record<string, (this: Talk, asked: Asked) => void>}
 */
const commands = {
  play() {
    this.hooks.play(true);
  },
  pause() {
    this.hooks.play(false);
  },
  step() {
    this.hooks.step();
  },
  reset() {
    this.hooks.reset();
  },
  facts() {
    this.facts(true);
  },
  turn({ knob, value }) {
    const c = this.hooks.knobs.find((k) => k.dataset.knob === knob);
    need(c, "turn: this lesson has no such knob.");
    need(typeof value === "number" && Number.isFinite(value), "turn: the value must be a number.");
    need(fits(c, value), `turn: ${knob} cannot be ${value}.`);
    this.hooks.turn(c, value);
  },
  speed({ value }) {
    const v = value === "max" ? Infinity : value;
    need(typeof v === "number" && v >= 0, 'speed: the value must be steps a second, 0 for slow motion, or "max".');
    const offered = [.../** @type {HTMLSelectElement} */ (document.querySelector('[data-knob="speed"]')).options].some((o) => o.value === String(value));
    need(offered, "speed: the lesson does not offer this one.");
    this.hooks.speed(v);
  },
  goto({ step }) {
    const i = typeof step === "number" ? step - 1 : this.hooks.steps.indexOf(/** @type {string} */ (step));
    need(Number.isInteger(i) && i >= 0 && i < this.hooks.steps.length, "goto: this lesson has no such step.");
    this.hooks.goto(i);
  },
  open({ run }) {
    need(typeof run === "string" && run.length <= longest, "open: the run must be a text, such as seed=7&step=500.");
    const { part, text } = split(run);
    need(!part || this.hooks.steps.includes(part), "open: this lesson has no such step.");
    this.opening = this.hooks.open(text, part);
  },
};

/**
 * Whether a knob's control could be set to a value.
 * @param {Control} c @param {number} value
 */
function fits(c, value) {
  if (c instanceof HTMLSelectElement) return [...c.options].some((o) => !o.disabled && Number(o.value) === value);
  const { min, max, whole } = limits(c);
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}
