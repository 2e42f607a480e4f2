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
const need = (good, words) => {
  if (!good) throw new Refusal(words);
};

export class Talk {
  /**
   * hooks: lesson and steps, its name and those of its steps; knobs, the controls of its run; facts(), the newest; and what its controls would do:
   * play(on), step(), reset(), turn(control, value), speed(value), goto(place), open(text, part), which returns the number of the pull that will tell.
   */
  constructor(hooks) {
    this.hooks = hooks;
    this.sent = 0; // when facts were last told
    this.second = 0; // of the commands that were counted
    this.count = 0;
    this.turns = {}; // of what is taken calmly
    if (!framed) return;
    addEventListener("message", (e) => e.source === parent && this.hear(e));
    on("facts", (f) => this.changed(f));
    for (const type of ["step", "done", "answer", "goal"]) on(type, (d) => this.tell(type, d));
    this.watchHeight();
  }

  /** Says something to the site that the address names, or to whoever frames the lesson. */
  tell(type, detail, to = options.origin) {
    if (framed && to) parent.postMessage({ hourglass: version, type, ...detail }, to);
  }

  fault(words) {
    this.tell("fault", { words });
  }

  // Facts

  /** Tells facts now or soon, the last ones always; before the first, that the lesson is ready: its run stands where the link leads. */
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
      knobs: Object.fromEntries(this.hooks.knobs.map((c) => [c.dataset.knob, f.setup[c.dataset.index]])),
      run: f.link, hash: f.hash.toString(16).padStart(16, "0"),
    };
    const news = JSON.stringify(told);
    if (news === this.told && !asked) return;
    this.told = news;
    this.sent = performance.now();
    this.tell("facts", told);
  }

  /** Says what was wrong with a run that was to be opened. */
  opened(f) {
    if (!this.opening || f.pull < this.opening || f.state === "loading") return;
    this.opening = 0;
    if (f.notice) this.fault(f.notice);
  }

  // Commands

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

  /** Does what whoever frames the lesson may ask for, some times a second at once; of what comes faster, only the last, when the second is over. */
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

  obey(data) {
    need(data.hourglass === version, `This lesson speaks version ${version} of the messages.`);
    const act = typeof data.type === "string" && Object.hasOwn(commands, data.type) ? commands[data.type] : null;
    need(act, "There is no such command; docs/embedding.md lists them.");
    const f = this.hooks.facts();
    need(f, "The lesson is not ready for commands yet.");
    need(f.state !== "loading" || resting.includes(data.type), "The run of the link is still being retraced.");
    need(f.state !== "diverged" || !["play", "step"].includes(data.type), "The run has diverged: reset it, or turn a knob first.");
    act.call(this, data);
  }

  /**
   * A slide deck shows or leaves the slide: what was stopped by leaving goes on when it is shown again. A frame that is not shown pulls no facts, so the
   * newest may be from before it was stopped.
   */
  slide(shown, origin) {
    if (options.origin && origin !== options.origin) return;
    const stop = !shown && !this.stopped && this.hooks.facts()?.state === "training";
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

  /** As WordPress hears it. It makes no frame higher than this, so a lesson that wants more keeps the height that its oEmbed gave it. */
  sign(height) {
    this.signed ||= height <= 1000;
    if (this.signed) parent.postMessage({ message: "height", value: height, secret }, "*");
  }

  /** The answer of a page that speaks H5P. */
  greeted({ action }) {
    if (action === "ready") parent.postMessage({ context: "h5p", action: "hello" }, "*");
    if (action === "hello") parent.postMessage({ context: "h5p", action: "prepareResize", scrollHeight: this.height, clientHeight: this.height }, "*");
    if (["hello", "resizePrepared", "resize"].includes(action)) this.resize(true);
  }
}

/** What the page around may ask for. */
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
    const offered = [...document.querySelector('[data-knob="speed"]').options].some((o) => o.value === String(value));
    need(offered, "speed: the lesson does not offer this one.");
    this.hooks.speed(v);
  },
  goto({ step }) {
    const i = typeof step === "number" ? step - 1 : this.hooks.steps.indexOf(step);
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

/** Whether a knob's control could be set to a value. */
function fits(c, value) {
  if (c.matches("select")) return [...c.options].some((o) => !o.disabled && Number(o.value) === value);
  const { min, max, whole } = limits(c);
  return value >= min && value <= max && (!whole || Number.isInteger(value));
}
