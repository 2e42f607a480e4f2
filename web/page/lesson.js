// The lesson page. It only forwards: controls to commands, facts to text. Every truth about the run is the trainer's.
import { Controls } from "./controls.js";
import { $, all, hit } from "./dom.js";
import { Large } from "./large.js";
import { Stage, warm } from "./mount.js";
import { tell } from "./events.js";
import { Faults } from "./fault.js";
import * as files from "./files.js";
import { bring, unfold } from "./fold.js";
import "./home.js";
import "./offline.js";
import { complaints, options } from "./options.js";
import { strangers } from "./parts.js";
import { Drawings } from "./class.js";
import { News } from "./news.js";
import { Past } from "./past.js";
import { prepare } from "./print.js";
import { Record } from "../records/record.js";
import { Reset } from "./reset.js";
import { amount, say, unsay, fact, progress, notice, card, uncard } from "./show.js";
import { Address } from "./address.js";
import { Steps } from "./steps.js";
import { Tells, lossText } from "./tells.js";
import { Trainer, hasSIMD } from "./trainer.js";
import * as wire from "./wire.js";
import { t, told, words } from "./words.js";

const root = document.documentElement;

/** @typedef {import("./trainer.js").Facts} Facts */

/** @typedef {import("./fault.js").Fault} Fault */

/**
 * What the trainer is made of: its program and its worker, on their way; a program that did not come is asked for again.
 * @typedef {{module: Promise<WebAssembly.Module | Blob> | null, worker: Promise<Worker>}} Parts
 */

/** @type {(name: string) => Uint8Array} */
const bytes = (name) => Uint8Array.from(atob(document.body.dataset[name] ?? ""), (c) => c.charCodeAt(0));
const opening = bytes("open");

let trainer = /** @type {Trainer | null} */ (null);
let parts = /** @type {Parts | null} */ (null);
let last = /** @type {Facts | null} */ (null); // the newest facts
let easel = /** @type {import("./easel.js").Easel | null} */ (null); // the input for fingers, once it was asked for
let warmth = /** @type {ReturnType<typeof warm> | null} */ (null); // the worker that woke the graphics card
let working = () => {};
/** @type {Promise<void>} */
const works = new Promise((so) => (working = so)); // the controls work
let sharing = /** @type {import("./share.js").Share | null} */ (null); // the dialog, once it was asked for
let fetching = false; // a file of data is on its way
let missed = ""; // why the last one did not come

if (globalThis.hourglass && typeof WebAssembly !== "undefined") fetchTrainer();

const send = (/** @type {ArrayBuffer[]} */ ...commands) => {
  if (!trainer) return;
  trainer.send(...commands);
  trainer.pull();
};

const stage = new Stage($("#stage"), bytes("stage"), {
  connect: () => trainer?.connect(),
  ready: () => {
    $("#stage").dataset.ready = "";
    warmth?.done();
  },
  gone: (fault) => pictureGone(fault),
  figure: (name) => large.show(name),
  easel: () => paint(),
});
const controls = new Controls(send, () => trainer?.pulls ?? 0);
let plain = /** @type {import("./plain.js").Plain | null} */ (null); // the panel without the canvas, once it was opened
const openPlain = lazy(() => import("./plain.js"), ({ Plain }) => {
  plain ??= new Plain($("#plain"), send);
  if (last) plain.show(last);
}, () => {
  $("#plain").open = false;
  return () => ($("#plain").open = true); // which asks for it by the listener below
});
$("#plain").addEventListener("toggle", () => $("#plain").open && !plain && openPlain());
const tells = new Tells();
const drawings = new Drawings(send, say);
const past = new Past(send, say);
const address = new Address((text) => reopen(text), (part) => goTo(part));
const news = new News({ send, branch: (step) => past.branch(step) }, controls);
const large = new Large((look) => stage.show(look));
const steps = new Steps({
  send,
  facts: () => last,
  pulls: () => trainer?.pulls ?? 0,
  opened: (step, i) => {
    tells.lead(i);
    tells.reach(i);
    const { step: id = "", point = "" } = step.dataset;
    controls.point(point.split(" "));
    stage.show({ point });
    unfold(false);
    large.speak(point);
    address.part = step.previousElementSibling?.matches(".step") ? id : "";
  },
  hide: (figures) => large.hide(figures),
  answered: (i) => tells.reach(i, true),
  say,
  unsay,
});
let presenting = /** @type {import("./present.js").Present | null} */ (null); // few pages are projected
const present = lazy(() => import("./present.js"), ({ Present }, on = false) => {
  const first = !presenting;
  presenting ??= new Present(steps, look);
  if (first && on) presenting.turn(true); // from then on it hears its button by itself
});
if ("present" in root.dataset) present();
$("#present").addEventListener("click", () => presenting || present(true));
new Reset({ send, open: reopen, facts: () => last }, steps, tells, controls);
prepare();

/**
 * Loads a part of the page that few need, and has it do what was asked for. If it does not come, one notice says why and offers to try again, and
 * whatever asked for it works as before; undo sees to that, and may return another way to try again.
 * @template M
 * @template {unknown[]} A
 * @param {() => Promise<M>} load @param {(module: M, ...asked: A) => void} use @param {() => (() => void) | void} undo
 */
function lazy(load, use, undo = () => {}, words = t("This part of the page did not come.")) {
  const go = async (/** @type {A} */ ...asked) => {
    try {
      use(await files.part(load), ...asked);
    } catch (fault) {
      const e = /** @type {files.Trouble} */ (fault);
      const anew = undo() ?? (() => go(...asked));
      notice(`${words} ${e.message}`, offer(e, anew));
    }
  };
  return go;
}

/**
 * The button that helps against a fault of loading: the page anew, where it has been renewed.
 * @type {(e: {kind?: string}, again: () => void) => import("./fault.js").Help}
 */
const offer = (e, again) => (e.kind === "renewed" ? [t("Reload"), () => location.reload()] : [t("Again"), again]);

/** What the page around a frame may ask for: the same as the learner's hands. A lesson is not kept waiting by a part that it can do without. */
let talk = /** @type {import("./talk.js").Talk | null} */ (null);
const untold = /** @type {string[]} */ ([]); // faults from before it came
if (parent !== window) lazy(() => import("./talk.js"), ({ Talk }) => {
  talk = new Talk(hands);
  if (last) talk.changed(last);
  for (const words of untold.splice(0)) talk.fault(words);
  if (last || steps.at > 0) talk.tell("step", { id: steps.all[steps.at].dataset.step, index: steps.at, count: steps.all.length }); // it was not there to hear
}, () => void parent.postMessage({ hourglass: 1, type: "here" }, "*"), t("The page around this lesson cannot speak with it."))(); // else embed.js would cover it
const around = (/** @type {string} */ words) => (talk ? talk.fault(words) : untold.push(words));
/** @type {import("./talk.js").Hands} */
const hands = {
  lesson: document.body.dataset.lesson ?? "",
  steps: steps.all.map((s) => s.dataset.step),
  knobs: controls.knobs.filter((c) => "index" in c.dataset),
  facts: () => trainer && last,
  play,
  step: () => send(wire.one()),
  reset: () => send(wire.again()),
  turn: (c, value) => send(wire.turn(Number(c.dataset.index), value)),
  speed: (v) => send(controls.setSpeed(v)),
  goto: (i) => steps.go(i, true),
  open: (text, part) => {
    if (part) goTo(part);
    address.text = text;
    const pull = (trainer?.pulls ?? 0) + 1;
    reopen(text);
    return pull;
  },
};

const faults = new Faults({
  close: () => {
    trainer?.close();
    trainer = null;
    steps.lost();
    controls.lost();
    if (last && last.speed !== last.lesson.chosen) controls.setSpeed(last.lesson.chosen); // a hurry is over
  },
  restart: async () => {
    fetchTrainer();
    await start();
    if (trainer) picture();
  },
  facts: () => last,
  around,
}, address);

/**
 * Takes facts and faults from the trainer, and asks for the next once these are on the screen.
 * @param {import("./trainer.js").Heard} answer
 */
function hear(answer) {
  if (answer.failed) return faults.failed(t("The trainer stopped"), { ...answer, message: answer.failed });
  if (answer.silent) return faults.silent();
  if (answer.back) {
    uncard("failed");
    return last && show(last);
  }
  if (answer.want) return supply(answer.want);
  if (answer.packed) return pictures("keep", answer.packed);
  if (answer.fault) {
    notice(`${told(answer.fault)} ${missed}`.trim());
    missed = "";
    if (last) controls.show(last, true);
    return;
  }
  if (!answer.facts) return;
  const first = !last;
  last = answer.facts;
  show(last);
  tell("facts", last);
  if (first) tell("ready");
  if (first) setTimeout(files.foresee, 3000); // when the first is over
  working();
  if (first && !address.opened) steps.go(steps.at, true, true);
  trainer?.next(last.state);
}

/**
 * Fetches the file of data that the trainer wants, for which it keeps back what was asked, and sends it, or that it did not come.
 * @param {{kind: number, file: string}} want
 */
async function supply({ kind, file }) {
  fetching = true;
  const asked = trainer;
  let bytes = new Uint8Array();
  try {
    bytes = await files.data(file, (p) => progress(t("Loading the data"), p));
    missed = "";
  } catch (e) {
    missed = /** @type {files.Trouble} */ (e).message;
  }
  fetching = false;
  progress("", 0);
  if (trainer === asked) send(wire.supply(kind, bytes)); // another trainer asks anew
}

/** @param {Facts} f */
function show(f) {
  root.dataset.state = f.state;
  for (const c of all("#controls, .under fieldset")) c.disabled = false;
  const leads = f.lesson.lead >= 0; // the step trains by itself: Play means that it goes on from there
  root.toggleAttribute("data-leads", leads);
  const play = f.state === "training" && !leads ? t("Pause") : f.back >= 0 ? t("Play on from the present") : t("Play");
  const button = $("[data-action=play]");
  if (button.title !== play) { // an attribute is told to screen readers each time that it is set
    button.setAttribute("aria-label", play);
    button.title = play;
  }
  fact("step", f.step, (v) => amount(f.back >= 0 ? f.back : v)); // the losses beside it are those of the step that is looked at
  fact("rate", Math.round(f.rate), amount);
  fact("loss", f.loss, lossText);
  fact("validation", f.validation, lossText);
  fact("hash", f.hash.toString(16).padStart(16, "0"), String);
  if (!fetching) progress(f.state === "loading" ? t("Retracing the run") : leads ? t("Training to step {0}", amount(f.lesson.lead)) : "", leads ? f.step / f.lesson.lead : f.progress);
  controls.show(f);
  steps.show(f);
  tells.show(f);
  past.show(f);
  drawings.show(f);
  plain?.show(f);
  easel?.show(f);
  const before = news.hear(f);
  if (f.state !== "loading") address.write(f.link, f.state === "training", f.state !== before);
}

/** Mounts the picture, loading it first if that never came to an end. */
const picture = () => (stage.module ? stage.mount() : startPicture());

/** @param {Fault} e */
function pictureGone(e, title = t("The picture stopped")) {
  const again = () => (uncard("picture"), picture());
  /** @type {import("./fault.js").Help} */
  const help = e.kind === "renewed" ? offer(e, again) : [t("Show the picture again"), again];
  card("picture", title, t("{0} Everything else works.", told(e.message)), [help], e.raw);
}

/**
 * Shows the step that the address names.
 * @param {string} part
 */
function goTo(part) {
  const i = part ? steps.find(part) : 0;
  if (i >= 0) return steps.go(i, false);
  news.doubt(t("The link names a step that this lesson does not have."));
}

/**
 * Opens the lesson at a link, at the step that is shown.
 * @param {string} link
 */
function reopen(link) {
  send(wire.open(opening, link), wire.goTo(steps.at, 0));
}

/** @param {string} name */
function programOf(name) {
  return `${name}.${hasSIMD() ? "simd." : ""}wasm`;
}

/** Asks for all that the trainer is made of at once; what has come stays for another start. */
function fetchTrainer() {
  const module = parts?.module ?? files.program(programOf("trainer"), (p) => progress(t("Loading the trainer"), p));
  const coming = { module, worker: files.worker() };
  parts = coming;
  for (const p of [module, coming.worker]) p.catch(() => {}); // start says it
  module.catch(() => parts && (parts.module = null));
  return coming;
}

/**
 * A fault in plain words; what else may go wrong keeps its own as the raw ones.
 * @type {(e: unknown, words: string) => Fault}
 */
const plainly = (e, words) => (e instanceof files.Trouble ? e : { message: words, raw: String(/** @type {Partial<Error> | null} */ (e)?.message ?? e) });

/** Starts the trainer where the address says. */
async function start() {
  const coming = parts?.module ? { ...parts, module: parts.module } : fetchTrainer();
  try {
    const [module, worker] = await Promise.all([coming.module, coming.worker]);
    progress(t("Starting"), 1);
    trainer = new Trainer(worker, module, hear);
    send(wire.open(opening, address.text), wire.speed(controls.speed), wire.goTo(steps.at, 0));
  } catch (e) {
    const fault = plainly(e, "The trainer could not start.");
    coming.worker.then((w) => w.terminate(), () => {});
    faults.failed(t("The trainer did not come"), fault, offer(fault, () => faults.restart()));
  }
}

/** Loads the picture, and wakes the graphics card for it once the controls work. */
async function startPicture() {
  if (typeof WebGL2RenderingContext === "undefined") return notice(t("The picture needs WebGL2; everything else works."));
  try {
    const module = files.program(programOf("stage"), (p) => $("#stage").style.setProperty("--loaded", `${100 * p}%`), { elsewhere: true });
    module.catch(() => {}); // said below
    await works;
    warmth = warm();
    await warmth.awake;
    stage.mount(await module);
  } catch (e) {
    pictureGone(plainly(e, "The picture could not start."), t("The picture did not come"));
  }
}

/** @type {{[key: string]: [dx: number, dy: number]}} */
const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

// Arrow keys on the button of a figure move what a hand would drag in it: the ring, the step that is looked at.
$(".figures").addEventListener("keydown", (/** @type {KeyboardEvent} */ e) => {
  const [by, of] = [arrows[e.key], hit(e, "[data-figure]")?.dataset.figure];
  if (!by || !of || e.ctrlKey || e.altKey || e.metaKey || e.shiftKey || "present" in root.dataset) return;
  e.preventDefault();
  stage.key(of, ...by);
});

function look() {
  const own = root.dataset.theme && !matchMedia("(forced-colors: active)").matches; // a reader's system has the last word
  const light = own ? root.dataset.theme === "light" : matchMedia("(prefers-color-scheme: light)").matches;
  stage.show({
    theme: light ? "light" : "dark",
    motion: !matchMedia("(prefers-reduced-motion: reduce)").matches,
    large: "present" in root.dataset,
    stats: options.stats,
    words,
  });
}

/** Opens the input that a finger can paint on. */
const paint = lazy(() => import("./easel.js"), ({ Easel }) => {
  easel ??= new Easel(send);
  if (last) easel.open(last);
});

/** Opens the dialog that makes links and snippets, and loads it first. */
const share = lazy(() => import("./share.js"), ({ Share }) => {
  if (last && last.state !== "loading") address.write(last.link, false, true);
  sharing ??= new Share(hands.lesson);
  sharing.open();
});

/** Keeps pictures as a file, or opens one. */
const pictures = lazy(() => import("./pictures.js"), ({ keep, open }, /** @type {string} */ what, /** @type {Uint8Array} */ bytes = new Uint8Array()) => {
  if (what === "keep") keep(bytes);
  else open(what === "open", send);
});

/** @param {boolean} on */
function play(on) {
  send(wire.play(on ? 1 : 0));
}

/** @type {{[action: string]: () => void}} */
const actions = {
  play: () => {
    const on = last?.state !== "training" || last.lesson.lead >= 0;
    if (on) bring();
    play(on);
  },
  step: () => send(wire.one()),
  reset: () => send(wire.again()),
  reseed: () => send(wire.turn(Number($("[data-knob=seed]").dataset.index), Math.floor(Math.random() * 1e6))),
};

addEventListener("click", (e) => {
  actions[hit(e, "#controls [data-action]")?.dataset.action]?.();
  const shown = hit(e, "[data-figure]");
  if (shown) large.show(shown.dataset.figure);
  if (hit(e, ".paint")) paint();
  const file = hit(e, "[data-pictures]")?.dataset.pictures;
  if (file) pictures(file);
});
$("#share").addEventListener("click", () => share());
addEventListener("themechange", look);
for (const q of [matchMedia("(prefers-color-scheme: light)"), matchMedia("(forced-colors: active)"), matchMedia("(prefers-reduced-motion: reduce)")]) q.addEventListener("change", look);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && trainer?.pull());

new Record(steps, {
  free: !address.opened && !address.first && !options.step,
  answered: (i) => {
    tells.reach(i, true);
    steps.hide();
  },
  goOn: (link, part) => {
    if (!link) return steps.go(steps.find(part), true);
    address.opened = true; // the step finds the run that was left, and turns nothing
    location.hash = `part=${part}&${link}`;
  },
});

look();
if (complaints.length) news.doubt(t("The address asks for what cannot be, and is not followed there: {0}.", complaints.join(", ")));
if (strangers.length) news.doubt(t("The address hides or locks what this lesson does not have: {0}.", strangers.join(", ")));
if (address.first) goTo(address.first);
else if (options.step) goTo(steps.all[options.step - 1]?.dataset.step ?? "none");
if (options.fuzz || options.string) files.part(() => import("./fuzz.js")); // tests alone
if (globalThis.hourglass) begin();
else files.theme().then(begin);

function begin() {
  hourglass.awake = true; // from here on faults of the page are said here, and not by theme.js
  if (typeof WebAssembly !== "undefined") {
    return start().then(() => trainer && startPicture());
  }
  root.dataset.state = "failed";
  progress("", 0);
  around("This browser has no WebAssembly, so nothing can be trained here.");
  notice(t("This browser has no WebAssembly, so nothing can be trained here. The text and the picture are complete."));
}
