// Reset all: the lesson as it opened, its knobs, its run, the marks of its steps, its question; and for a while the way back.
import { $, all } from "./dom.js";
import { say } from "./show.js";
import { t } from "./words.js";
import { on, tell } from "./events.js";
import * as wire from "./wire.js";

const grace = 10_000; // milliseconds for which a reset can be taken back, and longer while the button has the focus or the pointer
const twice = 700; // a double click is one press

/** What the page has marked as done, seen and answered. */
const marked = "[data-step], [data-go], [data-goal], [data-goal] b, .answer, .ask, [data-run-it], .picked, .happened, .numbers, .quote, .tells dl > div";

/** @typedef {import("./trainer.js").Facts} Facts */

/**
 * How a marked thing stands: its attributes and, where it holds nothing else, its words.
 * @typedef {[e: HTMLElement, attributes: [name: string, value: string][], words: Node[] | null]} Thing
 */

/** @type {(e: HTMLElement) => Thing} */
const thing = (e) => [e, [...e.attributes].map((a) => [a.name, a.value]), e.matches("p, b, dl") ? [...e.childNodes].map((n) => n.cloneNode(true)) : null];

/** @typedef {ReturnType<Reset["marks"]>} Marks */

export class Reset {
  /**
   * hooks: send(...commands), open(link) sends what opens the lesson at a link, facts(); steps, tells and controls of the page.
   * @param {{send: (...commands: ArrayBuffer[]) => void, open: (link: string) => void, facts: () => Facts | null}} hooks
   * @param {import("./steps.js").Steps} steps
   * @param {import("./tells.js").Tells} tells
   * @param {import("./controls.js").Controls} controls
   */
  constructor(hooks, steps, tells, controls) {
    this.hooks = hooks;
    this.steps = steps;
    this.tells = tells;
    this.controls = controls;
    this.kept = /** @type {{link: string, at: number, speed: number, marks: Marks} | null} */ (null); // what a press brings back
    this.wanted = /** @type {{link: string, then: () => void} | null} */ (null); // the run that is on its way
    this.since = 0;
    this.timer = 0;
    this.button = $("#reset-all");
    this.words = this.button.textContent;
    this.fresh = this.marks();
    this.button.addEventListener("click", () => this.press());
    on("facts", (f) => this.arrive(f));
  }

  press() {
    const f = this.hooks.facts();
    if (performance.now() - this.since < twice || !f || f.state === "loading") return;
    this.since = performance.now();
    if (this.kept) return this.undo(this.kept);
    this.kept = { link: f.link, at: this.steps.at, speed: f.lesson.chosen, marks: this.marks() };
    this.reopen("", () => {
      this.hooks.send(this.controls.setSpeed(this.opening()));
      this.put(this.fresh);
      this.steps.go(0, true);
      tell("reset", { undone: false });
      this.button.focus({ preventScroll: true });
      this.say(t("Undo the reset"), t("The lesson is as it opened. For ten seconds the same button undoes this."));
    });
    this.wait();
  }

  /** @param {NonNullable<Reset["kept"]>} kept */
  undo({ link, at, speed, marks }) {
    this.forget();
    this.steps.hushed = true; // a goal that was reached is not reached again
    this.reopen(link, () => {
      this.hooks.send(this.controls.setSpeed(speed));
      this.steps.go(at, false);
      this.put(marks);
      this.steps.hushed = false;
      tell("reset", { undone: true });
      this.button.focus({ preventScroll: true });
      this.say(this.words, t("The reset is undone."));
    });
  }

  /**
   * Has the trainer open a link, and goes on once its facts are of that run.
   * @param {string} link @param {() => void} then
   */
  reopen(link, then) {
    this.wanted = { link, then };
    this.hooks.send(wire.play(0));
    this.hooks.open(link);
  }

  /** @param {Facts} f */
  arrive(f) {
    if (!this.wanted || f.link !== this.wanted.link || f.state === "loading" || f.state === "training") return;
    const { then } = this.wanted;
    this.wanted = null;
    then();
  }

  /** Lets go of what was kept after a while, but not under the hand of somebody who is about to press. */
  wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.button.matches(":hover, :focus")) return this.wait();
      this.forget();
      this.button.textContent = this.words;
    }, grace);
  }

  forget() {
    clearTimeout(this.timer);
    this.kept = null;
  }

  /** @param {string} label @param {string} text */
  say(label, text) {
    this.button.textContent = label;
    say(text);
  }

  /** The speed that the lesson opens with. */
  opening() {
    const v = all('[data-knob="speed"] option').find((o) => o.defaultSelected).value;
    return v === "max" ? Infinity : Number(v);
  }

  /** How the marks stand. */
  marks() {
    return {
      far: this.tells.far,
      bet: this.steps.bet,
      crossed: this.steps.crossed,
      reachedAt: this.steps.reachedAt,
      picked: this.steps.options.findIndex((o) => o.checked),
      things: all(marked).map(thing),
    };
  }

  /** @param {Marks} marks */
  put({ far, bet, crossed, reachedAt, picked, things }) {
    this.tells.far = far;
    Object.assign(this.steps, { bet, crossed, reachedAt });
    this.steps.options.forEach((o, i) => (o.checked = i === picked));
    for (const [e, attributes, words] of things) {
      for (const name of e.getAttributeNames()) if (!attributes.some(([n]) => n === name)) e.removeAttribute(name);
      for (const [name, value] of attributes) if (e.getAttribute(name) !== value) e.setAttribute(name, value);
      if (words) e.replaceChildren(...words.map((n) => n.cloneNode(true)));
    }
    this.steps.choose(false);
    const i = this.steps.all.findIndex((s) => s.classList.contains("here"));
    if (i >= 0) this.steps.at = i;
    this.steps.hide();
  }
}
