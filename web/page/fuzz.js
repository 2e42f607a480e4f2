// For tests, and loaded for them alone. ?fuzz (or ?fuzz=7, a seed) is a hand that never rests and never means well: it turns, presses, types, points, swipes,
// resizes and writes messages, twenty times a second. ?string=long, rtl or xss puts other words in place of the page's: doubled ones, ones that run from
// right to left, and markup that would show if it were ever taken for HTML.
import { $, all, hit } from "./dom.js";
import { options } from "./options.js";

const pace = 50; // milliseconds between two acts

/**
 * A stream of numbers from 0 to 1 that a seed decides (mulberry32).
 * @param {number} seed
 */
function dice(seed) {
  let s = seed >>> 0;
  return () => {
    s = (s + 0x6d2b79f5) >>> 0;
    let x = Math.imul(s ^ (s >>> 15), s | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}

const keys = ["Tab", "Escape", "Enter", " ", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown", "Home", "End", "PageUp", "PageDown", "a", "1", "F5", "Delete"];
const numbers = ["", "0", "-1", "1e309", "NaN", "0.1", "0.003", "1", "7", "64", "1e-9", "999999999999", "--", "٣"];
const links = ["seed=NaN", "step=1e9", "log=1.rate.NaN", "part=nowhere", "part=%3Cb%3E", "neck=0&width=-3", "%00%ff", "__proto__=1", "seed=5&step=40", "step=200", "", "a=b&".repeat(2000)];
/** @type {any[]} */
const messages = [null, 7, "slide:stop", "{", [], {}, { stage: "ready" }, { stage: "failed", reason: {} }, { hourglass: {} }, { hourglass: 9, turn: "x" }, { look: 1 }, { boot: 3 }, "x".repeat(1e5)];
const leaves = "a, #next, #share, [data-copy], #print, #full, [download], #reset-all, #forget"; // what would end the page, ask the reader, or bring no more than a file

/**
 * What of a stage's window the hand reaches for.
 * @typedef {Window & {hourglass?: {pointer?: (kind: number, x: number, y: number, finger: boolean) => number}}} StageWindow
 */

/** The hand: each of its acts is one small thing. */
class Hand {
  /** @param {number} seed */
  constructor(seed) {
    this.roll = dice(seed);
    /** @type {[weight: number, act: () => void][]} */
    this.acts = [
      [6, () => this.turn()], [4, () => this.press()], [3, () => this.key()], [4, () => this.point()], [6, () => this.touch()], [3, () => this.swipe()],
      [2, () => this.step()], [2, () => this.resize()], [2, () => this.message()], [1, () => this.scroll()], [0.4, () => this.address()], [3, () => this.play()],
    ];
    this.weight = this.acts.reduce((sum, [w]) => sum + w, 0);
    this.count = 0;
    document.addEventListener("click", (e) => hit(e, "a") && e.preventDefault(), true);
    document.documentElement.dataset.fuzz = "0";
    this.timer = setInterval(() => this.act(), pace);
  }

  /** @template T @param {T[]} list */
  pick(list) {
    return list[Math.floor(this.roll() * list.length)];
  }

  /** One act; none once somebody has taken the count away. */
  act() {
    if (!("fuzz" in document.documentElement.dataset)) return clearInterval(this.timer);
    let at = this.roll() * this.weight;
    const [, act] = this.acts.find(([w]) => (at -= w) < 0) ?? this.acts[0];
    act();
    document.documentElement.dataset.fuzz = String(++this.count);
  }

  /** Any control to any value that it takes, and numbers to some that they do not. */
  turn() {
    const c = this.pick(all("input:not([readonly]), select, summary").filter((e) => !e.disabled));
    if (!c || c.id.startsWith("share")) return;
    if (c.matches("summary, [type=radio], [type=checkbox]")) return c.click();
    if (c.matches("select")) c.selectedIndex = Math.floor(this.roll() * c.options.length);
    else if (c.type === "range") c.value = Number(c.min) + this.roll() * (c.max - c.min);
    else c.value = this.pick(numbers);
    for (const type of ["input", "change"]) c.dispatchEvent(new Event(type, { bubbles: true }));
  }

  press() {
    this.pick(all("button").filter((b) => !b.disabled && !b.matches(leaves)))?.click();
  }

  play() {
    $("[data-action=play]")?.click();
  }

  step() {
    this.pick(all("[data-go]"))?.click();
  }

  key() {
    if (this.roll() < 0.5) this.pick(all("button, input, select, summary, [tabindex]"))?.focus({ preventScroll: true });
    const init = { key: this.pick(keys), bubbles: true, cancelable: true, shiftKey: this.roll() < 0.2 };
    for (const type of ["keydown", "keyup"]) (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent(type, init));
  }

  /** A press somewhere on the page. */
  point() {
    const at = { clientX: this.roll() * innerWidth, clientY: this.roll() * innerHeight, bubbles: true, cancelable: true };
    const e = document.elementFromPoint(at.clientX, at.clientY);
    if (!e || e.closest(leaves)) return;
    for (const type of ["pointermove", "pointerdown", "pointerup"]) e.dispatchEvent(new PointerEvent(type, at));
    if (!e.matches("iframe")) e.dispatchEvent(new MouseEvent("click", at));
  }

  /** The stage's window, once it takes pointers. */
  get stage() {
    return /** @type {StageWindow | undefined} */ ($("#stage[data-ready] iframe")?.contentWindow);
  }

  /** A stroke over the stage by mouse or finger, at times broken off, as its document hands it to the picture. */
  touch(way = [this.roll(), this.roll(), this.roll(), this.roll()], finger = this.roll() < 0.5) {
    const w = this.stage;
    const pointer = w?.hourglass?.pointer;
    if (!pointer) return;
    const [x, y, x2, y2] = way;
    const put = (/** @type {number} */ kind, /** @type {number} */ part) => pointer(kind, (x + part * (x2 - x)) * w.innerWidth, (y + part * (y2 - y)) * w.innerHeight, finger);
    put(0, 0);
    put(1, 0);
    for (let i = 1; i <= 4; i++) put(0, i / 4);
    put(this.roll() < 0.8 ? 2 : 3, 1);
  }

  swipe() {
    const y = this.roll();
    this.touch(this.roll() < 0.5 ? [0.9, y, 0.1, y] : [0.1, y, 0.9, y], true);
  }

  /** The lab as wide as a window might be. */
  resize() {
    const lab = $(".lab");
    lab.style.width = this.roll() < 0.4 ? "" : `${Math.round(200 + this.roll() * (innerWidth - 200))}px`;
    dispatchEvent(new Event("resize"));
  }

  message() {
    const said = this.pick(messages);
    postMessage(said, "*");
    if (!said?.boot && !said?.look) this.stage?.postMessage(said, "*");
  }

  scroll() {
    const words = $("#words");
    words.scrollTop = this.roll() * words.scrollHeight;
    scrollTo(0, this.roll() * document.body.scrollHeight);
  }

  address() {
    location.hash = this.pick(links);
  }
}

const hebrew = "אבגדהוזחטיכלמנסעפצקרשתםןףץ";
/** @type {Record<string, (text: string) => string>} */
const changes = {
  long: (s) => `${s} ${s}`,
  rtl: (s) => s.replace(/[a-z]/gi, (c) => hebrew[c.toLowerCase().charCodeAt(0) - 97]),
  xss: (s) => `${s}<b data-taken>!</b><img src=x onerror="document.title='taken'">`,
};

/** Other words wherever the page has words: texts as they come and go, names and titles. Numbers of the run, formulas and programs stay. */
class Words {
  /** @param {(text: string) => string} change */
  constructor(change) {
    this.change = change;
    this.said = new WeakMap(); // what was written into a node: it is not changed twice
    this.spoil(document.body);
    const seen = { subtree: true, childList: true, characterData: true };
    this.watch = new MutationObserver((records) => {
      for (const r of records) for (const n of r.type === "characterData" ? [r.target] : r.addedNodes) this.spoil(n);
    });
    this.watch.observe(document.body, seen);
    dispatchEvent(new Event("resize")); // words of another length want another place
  }

  /** @param {Node} root */
  spoil(root) {
    if (root instanceof Text) return this.text(root);
    if (!(root instanceof Element)) return;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) this.text(/** @type {Text} */ (texts.currentNode));
    for (const e of [root, ...root.querySelectorAll("*")]) {
      for (const name of ["aria-label", "title", "alt"]) if (e.hasAttribute(name)) e.setAttribute(name, this.change(e.getAttribute(name) ?? ""));
    }
  }

  /** @param {Text} node */
  text(node) {
    if (!/[a-z]/i.test(node.data) || this.said.get(node) === node.data) return;
    if (!node.parentElement || node.parentElement.closest("data, script, style, svg, math, pre, code")) return;
    node.data = this.change(node.data);
    this.said.set(node, node.data);
  }
}

if (options.fuzz) new Hand(options.fuzz);
if (options.string) {
  if (options.string === "rtl") document.documentElement.dir = "rtl";
  new Words(changes[options.string]);
}
