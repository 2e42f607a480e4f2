// What a learner has done in a lesson is kept: by the course platform, when the page was opened from a package that was put into one, else on
// this device alone. Nothing else leaves the browser, and a platform or a storage that fails takes nothing from the lesson.
//
// A record is {v, done: [steps], answer: {picked, happened} or null, goal: the step of a run or -1, at: the step that was open last, link: of its run}.
// A platform (scorm.js, cmi5.js) has kept: the record's text as it came; keep(standing), answer(told), close(); back: where the course is, or "".
import { $, all } from "../page/dom.js";
import { on } from "../page/events.js";
import * as files from "../page/files.js";
import { amount, notice, say } from "../page/show.js";
import { t } from "../page/words.js";

const version = 1;
const longest = 20_000; // characters of a record that are looked at
const rest = 5000; // milliseconds between two writes of nothing but the run's link

/**
 * @typedef {Object} Kept
 * @property {number} v
 * @property {string[]} done
 * @property {{picked: number, happened: number} | null} answer
 * @property {number} goal
 * @property {string} at
 * @property {string} link
 */

/**
 * How far the learner has come: where, the share of the steps done, whether all but the goal's are, whether the goal is reached too; and the record's text,
 * of so many characters at most.
 * @typedef {{text: (most?: number) => string, at: string, share: number, complete: boolean, passed: boolean}} Standing
 */

/**
 * An answer as a platform is told of it: numbers of options, and their words.
 * @typedef {{id: string, picked: number, happened: number, options: string[], prompt: string}} Told
 */

/**
 * @typedef {Object} Platform
 * @property {string} kept
 * @property {string} back
 * @property {(standing: Standing) => void} keep
 * @property {(told: Told) => void} answer
 * @property {() => void | Promise<void>} close
 */

/** @typedef {() => Promise<{connect: (hooks: {refused: () => void}) => Platform | null | Promise<Platform | null>}>} Load */

/** @type {{[kind: string]: Load}} */
const platforms = { scorm: () => import("./scorm.js"), cmi5: () => import("./cmi5.js") };

/** @type {() => Kept} */
const empty = () => ({ v: version, done: [], answer: null, goal: -1, at: "", link: "" });
/** @type {(n: unknown, most: number) => n is number} */
const among = (n, most) => typeof n === "number" && Number.isInteger(n) && n >= 0 && n < most;

/**
 * A record from its text, without what cannot be. One of a later version is null: it is not ours to change.
 * @param {string} text @param {{steps: string[], options: number}} lesson
 */
export function read(text, { steps, options }) {
  const record = empty();
  /** @type {Partial<Kept> | null} */
  let kept = null;
  try {
    if (text.length <= longest) kept = JSON.parse(text);
  } catch {
    // Damaged: then nothing was kept.
  }
  if (typeof kept !== "object" || kept === null) return record;
  const { v = 0, done, answer: a, at, link } = kept;
  if (v > version) return null;
  if (Array.isArray(done)) record.done = steps.filter((id) => done.includes(id));
  if (a && among(a.picked, options) && (a.happened === -1 || among(a.happened, options))) record.answer = { picked: a.picked, happened: a.happened };
  if (among(kept.goal, 1e9)) record.goal = kept.goal;
  if (at && steps.includes(at)) record.at = at;
  if (typeof link === "string" && /^[\w.=&+-]*$/.test(link)) record.link = link;
  return record;
}

/**
 * The text of a record, without the link where that is too long.
 * @param {Kept} record
 */
export function write(record, most = longest) {
  const text = JSON.stringify(record);
  return text.length <= most ? text : JSON.stringify({ ...record, link: "" });
}

/**
 * Both records as one: what either has done is done. Of the rest, the newer one's word counts.
 * @type {(older: Kept, newer: Kept) => Kept}
 */
export const merge = (older, newer) => ({
  ...newer,
  done: [...new Set([...older.done, ...newer.done])],
  answer: newer.answer ?? older.answer,
  goal: older.goal >= 0 ? older.goal : newer.goal,
  at: newer.at || older.at,
  link: newer.link || older.link,
});

/** The browser's own storage, which may be denied. */
class Device {
  /** @param {string} lesson */
  constructor(lesson) {
    this.key = `hourglass.lesson.${lesson}`;
  }
  load() {
    try {
      return localStorage.getItem(this.key) ?? "";
    } catch {
      return "";
    }
  }
  /** @param {string} text */
  save(text) {
    try {
      localStorage.setItem(this.key, text);
      return true;
    } catch {
      return false;
    }
  }
  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Then there is nothing there either.
    }
  }
}

/**
 * answered(i) brings what the answer of step i reveals; goOn(link, id) goes on with a run at a step; free says whether the address leaves open where to begin.
 * @typedef {{answered: (i: number) => void, goOn: (link: string, id: string) => void, free: boolean}} Hooks
 */

/** Keeps the record of one page. */
export class Record {
  /** @param {import("../page/steps.js").Steps} steps @param {Hooks} hooks */
  constructor(steps, hooks) {
    this.steps = steps;
    this.hooks = hooks;
    this.now = empty();
    this.before = this.now; // what a reset took away
    this.platform = /** @type {Platform | null} */ (null);
    this.quiet = false; // nothing is kept any more
    this.open = false; // what was kept has been taken up
    this.shown = steps.at;
    this.timer = /** @type {number | undefined} */ (undefined);
    this.labels = new Map(all("[data-go]").map((dot) => [dot, dot.getAttribute("aria-label")])); // before any is done
    this.lesson = { steps: /** @type {string[]} */ (steps.all.map((s) => s.dataset.step)), options: steps.options.length };
    this.device = new Device(document.body.dataset.lesson ?? "");
    const { platform: kind = "" } = document.documentElement.dataset;
    if (kind) steps.after = { page: "../end.html", words: t("Finish"), title: "" }; // a package leads nowhere else
    $("#forget").addEventListener("click", () => this.forget());
    this.hear();
    if (platforms[kind]) this.join(platforms[kind]);
    else this.begin(this.device.load());
  }

  hear() {
    on("step", ({ id, index }) => {
      if (index === this.shown) return; // it opens once more, as when the trainer is there
      this.shown = index;
      $("#resume").hidden = true;
      this.change({ at: id });
    });
    on("done", ({ id }) => this.change({ done: [...this.now.done, id] }));
    on("answer", ({ id, picked, happened }) => {
      this.change({ answer: { picked, happened } });
      this.platform?.answer({ id, picked, happened, options: this.steps.options.map((o) => o.parentElement.textContent.trim()), prompt: $("legend", this.steps.question).textContent });
    });
    on("goal", ({ step }) => this.now.goal < 0 && this.change({ goal: step }));
    on("facts", ({ link, state }) => state !== "loading" && this.follow(link));
    on("reset", ({ undone }) => this.platform || this.startOver(undone)); // what a course has recorded, it keeps
    addEventListener("storage", (e) => e.key === this.device.key && e.newValue === null && this.hush()); // forgotten in another tab
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.keep());
    addEventListener("pagehide", () => {
      this.keep();
      this.platform?.close();
    });
    addEventListener("pageshow", (e) => e.persisted && this.platform && this.refused(t("Your progress is no longer recorded: open the lesson from the course again.")));
  }

  /**
   * Forgets with the page what was done, or takes it back with the page.
   * @param {boolean} undone
   */
  startOver(undone) {
    if (this.quiet || !this.open) return;
    if (undone) {
      this.now = this.before;
      return this.keep();
    }
    clearTimeout(this.timer);
    this.timer = undefined;
    $("#resume").hidden = true;
    [this.before, this.now] = [this.now, empty()];
    this.device.forget();
    this.showForget();
  }

  /** @param {Partial<Kept>} news */
  change(news) {
    Object.assign(this.now, news);
    this.keep();
  }

  /**
   * Notes the link of the run. It changes with every step of training, so by itself it is written seldom, and only on this device.
   * @param {string} link
   */
  follow(link) {
    if (link === this.now.link) return;
    this.now.link = link;
    if (this.platform || !(this.now.at || this.now.done.length)) return; // nothing has been done yet
    this.timer ??= setTimeout(() => this.keep(), rest);
  }

  /**
   * Joins the course platform; where that cannot be, the device keeps what is done.
   * @param {Load} load
   */
  async join(load) {
    let platform = null;
    try {
      const { connect } = await files.part(load);
      platform = await connect({ refused: () => this.refused() });
    } catch {
      // Said below.
    }
    if (!platform) {
      this.refused();
      return this.begin(this.device.load());
    }
    this.platform = platform;
    if (platform.back) this.leadBack(platform.back);
    this.begin(platform.kept);
    this.keep();
  }

  /** Says once that the platform does not record; it stays to be read, beside the title. */
  refused(words = t("Your progress is not recorded here.")) {
    const e = $("#unrecorded");
    if (e.textContent === words) return;
    e.textContent = words;
    e.hidden = false;
    say(words);
  }

  /** @param {string} page */
  leadBack(page) {
    this.steps.after = { page, words: t("Return to the course"), title: "" };
    const link = $("#return");
    link.href = page;
    $(".back").hidden = false;
    link.addEventListener("click", async (/** @type {MouseEvent} */ e) => {
      e.preventDefault();
      await this.platform?.close();
      location.assign(page);
    });
  }

  /**
   * Takes up what was kept, beside what has happened on this page since.
   * @param {string} text
   */
  begin(text) {
    const kept = read(text, this.lesson);
    if (!kept) {
      this.quiet = true; // a newer page wrote it
      return;
    }
    this.open = true;
    this.restore(kept);
    this.now = merge(kept, this.now);
    this.showForget();
  }

  /** @param {Kept} kept */
  restore({ done, answer, goal, at, link }) {
    for (const id of done) this.mark(this.steps.find(id));
    if (answer) this.answered(answer);
    if (goal >= 0) {
      this.steps.reachedAt = amount(goal);
      this.steps.goal.dataset.reached = "";
    }
    if (at && this.steps.find(at) !== this.steps.at && this.hooks.free) this.offer(at, link);
  }

  /** @param {number} i */
  mark(i) {
    const dot = all("[data-go]")[i];
    if ("done" in this.steps.all[i].dataset) return;
    this.steps.all[i].dataset.done = "";
    dot.dataset.done = "";
    dot.setAttribute("aria-label", t("{0}, done", dot.getAttribute("aria-label")));
  }

  /** @param {NonNullable<Kept["answer"]>} answer */
  answered({ picked, happened }) {
    const { question, options } = this.steps;
    const words = (/** @type {number} */ i) => options[i].parentElement.textContent.trim();
    options[picked].checked = true;
    $("[data-run-it]").disabled = false;
    $(".picked").textContent = t("You picked: {0}.", words(picked));
    $(".happened").textContent = happened < 0 ? t("What happened: none of these.") : t("What happened: {0}.", words(happened));
    question.dataset.happened = happened;
    $(".answer").classList.add("shown");
    this.hooks.answered(this.steps.all.findIndex((s) => s.contains(question)));
  }

  /** @param {string} at @param {string} link */
  offer(at, link) {
    const i = this.steps.find(at);
    const [where, go, no] = ["span", "button", "button + button"].map((s) => $(`#resume ${s}`));
    where.textContent = t("Last time you were at step {0}.", i + 1);
    go.textContent = t("Go on at step {0}", i + 1);
    go.addEventListener("click", () => this.hooks.goOn(link, at));
    no.addEventListener("click", () => ($("#resume").hidden = true));
    $("#resume").hidden = false;
  }

  /** Writes the record down wherever it is kept. */
  keep() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.quiet || !this.open) return;
    if (this.platform) return this.platform.keep(this.standing());
    const there = read(this.device.load(), this.lesson); // of another tab
    if (!there) return;
    this.now = merge(there, this.now);
    this.device.save(write(this.now));
    this.showForget();
  }

  /**
   * How far the learner has come.
   * @returns {Standing}
   */
  standing() {
    const { steps } = this.lesson;
    const goal = this.steps.goal.dataset.goal;
    const reached = this.now.goal >= 0 || this.now.done.includes(goal);
    const done = steps.filter((id) => this.now.done.includes(id) || (id === goal && reached));
    const complete = steps.every((id) => id === goal || done.includes(id));
    return { text: (most) => write(this.now, most), at: this.now.at || steps[0], share: done.length / steps.length, complete, passed: complete && reached };
  }

  showForget() {
    $("#kept").hidden = Boolean(this.platform) || this.quiet || this.device.load() === "";
  }

  hush() {
    this.quiet = true;
    this.showForget();
  }

  /** Forgets what was kept on this device, and keeps nothing more of this visit. */
  forget() {
    this.device.forget();
    this.hush();
    $("#resume").hidden = true;
    $("#more").focus();
    notice(t("Forgotten. Nothing is kept until this page is opened again."));
    say(t("Your progress on this device is forgotten."));
    for (const e of all("[data-done]")) {
      delete e.dataset.done;
      const label = this.labels.get(e);
      if (label) e.setAttribute("aria-label", label);
    }
    $(".answer").classList.remove("shown");
    this.steps.hide(); // the question waits for a bet again
    delete this.steps.question.dataset.happened;
    delete this.steps.goal.dataset.reached;
    $("b", this.steps.goal).textContent = "";
  }
}
