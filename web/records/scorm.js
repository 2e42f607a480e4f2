// A lesson as a SCORM 1.2 object: it finds the course platform's API in the windows around it, keeps the record there, and ends the session once.

/** @typedef {import("./record.js").Standing} Standing */

/**
 * What a platform offers: its functions take texts and say what came of it.
 * @typedef {{[name: string]: (...values: string[]) => unknown}} API
 */

const mostLevels = 500; // of windows around this one
const mostText = 4096; // characters of suspend_data
const pause = 1000; // least milliseconds between two commits
const ranks = ["incomplete", "completed", "passed"]; // of lesson_status; it never goes down

/**
 * The API of a window or of one around it. Some of them may be another site's, and tell nothing.
 * @param {Window | null} start
 * @returns {API | null}
 */
function findAround(start) {
  let w = /** @type {Window & {API?: API} | null} */ (start);
  for (let i = 0; w && i < mostLevels; i++) {
    try {
      if (w.API) return w.API;
    } catch {
      // Another site's window; its parents may be the platform's again.
    }
    if (w.parent === w) return null;
    w = w.parent;
  }
  return null;
}

function find() {
  const here = findAround(window);
  if (here) return here;
  try {
    return findAround(window.top?.opener ?? window.opener);
  } catch {
    return window.opener ? findAround(window.opener) : null;
  }
}

/**
 * Begins a session, or returns null where there is no platform or it refuses.
 * @param {{refused: () => void}} hooks
 */
export function connect({ refused }) {
  const api = find();
  if (!api) return null;
  const session = new Session(api, refused);
  return session.begin() ? session : null;
}

/** @type {(n: number) => string} */
const two = (n) => String(n).padStart(2, "0");

/**
 * A time span as HHHH:MM:SS.SS.
 * @param {number} ms
 */
export function span(ms) {
  const hundredths = Math.min(Math.floor(ms / 10), 9999 * 360_000);
  const s = Math.floor(hundredths / 100);
  return `${String(Math.floor(s / 3600)).padStart(4, "0")}:${two(Math.floor(s / 60) % 60)}:${two(s % 60)}.${two(hundredths % 100)}`;
}

class Session {
  /** @param {API} api @param {() => void} refused */
  constructor(api, refused) {
    this.api = api;
    this.refused = refused;
    this.sent = /** @type {Map<string, string | number>} */ (new Map());
    this.closed = false;
    this.committed = 0;
    this.timer = /** @type {number | undefined} */ (undefined);
    this.begun = Date.now();
    this.back = "";
    this.kept = "";
    this.rank = -1; // of the status that the platform has
    this.silent = false; // it wants to be told nothing
    this.questions = -1; // how many answers it has, if it takes them
  }

  begin() {
    if (!this.call("LMSInitialize", "")) return false;
    this.kept = this.get("cmi.suspend_data");
    this.rank = Math.max(ranks.indexOf(this.get("cmi.core.lesson_status")), -1);
    this.silent = ["browse", "review"].includes(this.get("cmi.core.lesson_mode"));
    this.questions = this.get("cmi.interactions._children") ? Number(this.get("cmi.interactions._count")) || 0 : -1;
    if (this.rank < 0) this.status(0);
    return true;
  }

  /**
   * Calls the API; whatever is not "true" is a refusal.
   * @param {string} name @param {string[]} values
   */
  call(name, ...values) {
    try {
      return String(this.api[name](...values)) === "true";
    } catch {
      return false;
    }
  }

  /** @param {string} element */
  get(element) {
    try {
      const value = String(this.api.LMSGetValue(element) ?? "");
      return String(this.api.LMSGetLastError()) === "0" ? value : "";
    } catch {
      return "";
    }
  }

  /**
   * Sets a value that changed. What a platform need not have, it may refuse.
   * @param {string} element @param {string | number} value
   */
  set(element, value, optional = false) {
    if (this.silent || this.sent.get(element) === value) return true;
    const taken = this.call("LMSSetValue", element, String(value));
    if (taken) this.sent.set(element, value);
    else if (!optional) this.refused();
    return taken;
  }

  /** @param {number} rank */
  status(rank) {
    if (rank <= this.rank) return;
    this.rank = rank;
    this.set("cmi.core.lesson_status", ranks[rank]);
  }

  /** @param {Standing} standing */
  keep({ text, at, share, complete, passed }) {
    if (this.closed) return;
    this.status(passed ? 2 : complete ? 1 : 0);
    this.set("cmi.core.score.min", 0, true);
    this.set("cmi.core.score.max", 100, true);
    this.set("cmi.core.score.raw", Math.round(100 * share));
    this.set("cmi.core.lesson_location", at);
    const kept = text(mostText);
    if (kept.length <= mostText) this.set("cmi.suspend_data", kept);
    this.commitSoon();
  }

  /**
   * Tells what the learner expected and what happened, if the platform takes such things. It weighs nothing in the score.
   * @param {import("./record.js").Told} told
   */
  answer({ id, picked, happened }) {
    if (this.closed || this.questions < 0) return;
    const letter = (/** @type {number} */ i) => String.fromCharCode(97 + i);
    const at = `cmi.interactions.${this.questions++}`;
    const now = new Date();
    this.set(`${at}.id`, id, true);
    this.set(`${at}.time`, [now.getHours(), now.getMinutes(), now.getSeconds()].map(two).join(":"), true);
    this.set(`${at}.type`, "choice", true);
    if (happened >= 0) this.set(`${at}.correct_responses.0.pattern`, letter(happened), true);
    this.set(`${at}.student_response`, letter(picked), true);
    this.set(`${at}.result`, happened < 0 ? "neutral" : happened === picked ? "correct" : "wrong", true);
    this.commitSoon();
  }

  /** Never at once: a page that is about to go commits with its end, and only once, for then a browser lets no platform wait for its server. */
  commitSoon() {
    this.timer ??= setTimeout(() => this.commit(), Math.max(0, this.committed + pause - Date.now()));
  }

  commit() {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.silent) return;
    this.committed = Date.now();
    this.set("cmi.core.session_time", span(Date.now() - this.begun));
    if (!this.call("LMSCommit", "")) this.refused();
  }

  /** Ends the session. Nothing is said after it. */
  close() {
    if (this.closed) return;
    this.set("cmi.core.exit", "suspend");
    this.commit();
    this.closed = true;
    this.call("LMSFinish", "");
  }
}
