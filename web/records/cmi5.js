// A lesson as a cmi5 assignable unit: it reads how it was launched, and tells the platform's record store in statements what the learner does:
// initialized first, then answered, progressed, completed and passed as they come, terminated last.

const xapi = "https://w3id.org/xapi/cmi5/";
const names = ["endpoint", "fetch", "actor", "registration", "activityId"];
const patience = 20_000; // milliseconds that an answer may take
const stateId = "hourglass.progress";

const verbs = {
  initialized: "http://adlnet.gov/expapi/verbs/initialized",
  progressed: "http://adlnet.gov/expapi/verbs/progressed",
  answered: "http://adlnet.gov/expapi/verbs/answered",
  completed: "http://adlnet.gov/expapi/verbs/completed",
  passed: "http://adlnet.gov/expapi/verbs/passed",
  terminated: "http://adlnet.gov/expapi/verbs/terminated",
};

/** @typedef {import("./record.js").Standing} Standing */

/**
 * How the platform launched the page: where its record store and the token for it are, who learns, and what.
 * @typedef {{endpoint: string, fetch: string, actor: object, registration: string, activityId: string}} Launch
 */

/**
 * The context of a statement, as the platform wants it in every one.
 * @typedef {{registration?: string, contextActivities?: {[list: string]: object | object[]}, extensions?: object}} Context
 */

/** @typedef {{[name: string]: unknown, completion?: boolean, success?: boolean}} Result */

/** @typedef {{result?: Result, object?: object, defined?: boolean}} More */

/** @typedef {keyof typeof verbs} Verb */

/**
 * What waits to be sent: a statement, or the record's text.
 * @typedef {{statement: object, record?: undefined} | {record: string, statement?: undefined}} Waiting
 */

/** @type {(text: string) => boolean} */
const isPage = (text) => {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
};

/**
 * Takes the launch parameters out of the address, so that no link that is shared names the learner. Null where one is missing.
 * @returns {Launch | null}
 */
function takeLaunch() {
  const url = new URL(location.href);
  /** @type {{[name: string]: string}} */
  const given = {};
  for (const name of names) {
    given[name] = url.searchParams.get(name) ?? "";
    url.searchParams.delete(name);
  }
  history.replaceState(history.state, "", url);
  const { endpoint, fetch, actor, registration, activityId } = given;
  if (names.some((name) => !given[name]) || !isPage(endpoint) || !isPage(fetch)) return null;
  try {
    return { endpoint: endpoint.replace(/\/*$/, "/"), fetch, actor: JSON.parse(actor), registration, activityId };
  } catch {
    return null;
  }
}

/**
 * A request that gives up in time. It may outlive the page.
 * @param {string} url @param {RequestInit} options
 */
async function ask(url, options) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), patience);
  try {
    return await fetch(url, { ...options, keepalive: true, signal: stop.signal });
  } finally {
    clearTimeout(timer);
  }
}

/**
 * Begins a session, or returns null where the page was not launched by a platform or that refuses.
 * @param {{refused: () => void}} hooks
 */
export async function connect({ refused }) {
  const launch = takeLaunch();
  if (!launch) return null;
  const answer = await ask(launch.fetch, { method: "POST" });
  const token = answer.ok ? (await answer.json())["auth-token"] : "";
  if (!token) return null;
  const session = new Session(launch, token, refused);
  return (await session.begin()) ? session : null;
}

/** A number that no statement has had, also where a page is not served safely. */
function uuid() {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = (b[6] & 15) | 64;
  b[8] = (b[8] & 63) | 128;
  const hex = [...b].map((x) => x.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

class Session {
  /** @param {Launch} launch @param {string} token @param {() => void} refused */
  constructor(launch, token, refused) {
    this.launch = launch;
    this.refused = refused;
    this.told = /** @type {string[]} */ ([]); // verbs that are said once
    this.share = 0;
    this.waiting = /** @type {Waiting[]} */ ([]);
    this.sending = false;
    this.more = false; // something has come to what waits while that was being sent
    this.closed = false;
    this.back = "";
    this.kept = "";
    this.template = /** @type {Context} */ ({});
    this.normal = true;
    this.mastery = /** @type {number | undefined} */ (undefined);
    this.begun = Date.now();
    this.headers = { Authorization: `Basic ${token}`, "X-Experience-API-Version": "1.0.3" };
  }

  async begin() {
    const data = await this.document("activities/state", { stateId: "LMS.LaunchData" });
    if (!data?.contextTemplate) return false;
    this.template = data.contextTemplate;
    this.normal = (data.launchMode ?? "Normal") === "Normal"; // Browse and Review are to leave no trace but that they were
    this.mastery = data.masteryScore;
    if (isPage(data.returnURL)) this.back = data.returnURL;
    await this.document("agents/profile", { profileId: "cmi5LearnerPreferences" }); // which has nothing that the lesson could follow
    const own = await this.document("activities/state", { stateId });
    if (typeof own?.record === "string") this.kept = own.record;
    if (Array.isArray(own?.told)) this.told = own.told;
    if (Number.isFinite(own?.share)) this.share = own.share;
    this.begun = Date.now();
    const sent = await this.post([this.statement("initialized")]);
    return sent === "taken";
  }

  /** @param {string} resource @param {{[name: string]: string}} extra */
  url(resource, extra) {
    const { endpoint, activityId, actor, registration } = this.launch;
    /** @type {{[name: string]: string}} */
    const query = resource === "agents/profile" ? { agent: JSON.stringify(actor) } : { activityId, agent: JSON.stringify(actor), registration };
    return `${endpoint}${resource}?${new URLSearchParams({ ...query, ...extra })}`;
  }

  /**
   * A document of the platform, or null.
   * @param {string} resource @param {{[name: string]: string}} extra
   */
  async document(resource, extra) {
    try {
      const answer = await ask(this.url(resource, extra), { headers: this.headers });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null;
    }
  }

  duration() {
    return `PT${((Date.now() - this.begun) / 1000).toFixed(2)}S`;
  }

  /**
   * A statement with the context that the platform wants in every one; defined are those of which cmi5 itself speaks.
   * @param {Verb} verb @param {More} more
   */
  statement(verb, { result, object, defined = true } = {}) {
    const context = structuredClone(this.template);
    context.registration = this.launch.registration;
    const lists = (context.contextActivities ??= {});
    const add = (/** @type {string} */ list, /** @type {string} */ id) => (lists[list] = [...[lists[list] ?? []].flat(), { id }]);
    if (defined) add("category", `${xapi}context/categories/cmi5`);
    if (defined && (result?.completion || result?.success)) add("category", `${xapi}context/categories/moveon`);
    if (object) add("parent", this.launch.activityId);
    if (verb === "passed" && this.mastery !== undefined) context.extensions = { ...context.extensions, [`${xapi}context/extensions/masteryscore`]: this.mastery };
    return {
      id: uuid(), actor: this.launch.actor, verb: { id: verbs[verb], display: { en: verb } }, object: object ?? { objectType: "Activity", id: this.launch.activityId },
      ...(result && { result }), context, timestamp: new Date().toISOString(),
    };
  }

  /**
   * Sends statements: "taken"; "refused", when to try again would be in vain; or "lost".
   * @param {object[]} statements
   */
  async post(statements) {
    try {
      const answer = await ask(`${this.launch.endpoint}statements`, { method: "POST", headers: { ...this.headers, "Content-Type": "application/json" }, body: JSON.stringify(statements) });
      if (answer.ok || answer.status === 409) return "taken"; // 409: it is there already
      return answer.status >= 400 && answer.status < 500 && ![401, 408, 429].includes(answer.status) ? "refused" : "lost";
    } catch {
      return "lost";
    }
  }

  /** @param {string} text */
  async put(text) {
    try {
      const answer = await ask(this.url("activities/state", { stateId }), { method: "PUT", headers: { ...this.headers, "Content-Type": "application/json" }, body: text });
      return answer.ok ? "taken" : "refused";
    } catch {
      return "lost";
    }
  }

  /** Sends what waits, one after the other: the order of statements counts, and the record must not say more than they did. */
  async send() {
    this.more = true;
    if (this.sending) return;
    this.sending = true;
    while (this.waiting.length && !this.closed) {
      this.more = false;
      const first = this.waiting[0];
      const how = await (first.statement ? this.post([first.statement]) : this.put(first.record));
      if (how !== "taken") this.refused();
      if (this.closed || how === "lost" && !this.more) break; // it goes with the next
      if (how !== "lost") this.waiting.shift();
    }
    this.sending = false;
  }

  /** @param {Verb} verb @param {More} more */
  tell(verb, more) {
    this.waiting.push({ statement: this.statement(verb, more) });
  }

  /** @param {Standing} standing */
  keep({ text, share, complete, passed }) {
    if (this.closed || !this.normal) return;
    const once = (/** @type {Verb} */ verb, /** @type {Result} */ result) => {
      if (this.told.includes(verb)) return;
      this.told.push(verb);
      this.tell(verb, { result: { ...result, duration: this.duration() } });
    };
    if (share > this.share && !complete && !this.told.includes("completed")) {
      this.tell("progressed", { defined: false, result: { extensions: { [`${xapi}result/extensions/progress`]: Math.round(100 * share) } } });
    }
    this.share = share;
    if (complete) once("completed", { completion: true });
    if (passed) once("passed", { success: true, score: { scaled: 1, raw: 100, min: 0, max: 100 } });
    this.state(JSON.stringify({ record: text(), told: this.told, share }));
    this.send();
  }

  /**
   * Puts the newest record behind the statements that wait, in place of an older one that has not been sent.
   * @param {string} record
   */
  state(record) {
    const inFlight = this.sending ? this.waiting[0] : null;
    this.waiting = this.waiting.filter((w) => w.statement || w === inFlight);
    this.waiting.push({ record });
  }

  /** @param {import("./record.js").Told} told */
  answer({ id, picked, happened, options, prompt }) {
    if (this.closed || !this.normal) return;
    const choices = options.map((text, i) => ({ id: String(i), description: { en: text } }));
    /** @type {{[name: string]: unknown}} */
    const definition = { type: "http://adlnet.gov/expapi/activities/cmi.interaction", interactionType: "choice", name: { en: prompt }, choices };
    if (happened >= 0) definition.correctResponsesPattern = [String(happened)];
    this.tell("answered", {
      defined: false, object: { objectType: "Activity", id: `${this.launch.activityId}/question/${id}`, definition },
      result: { response: String(picked), ...(happened >= 0 && { success: picked === happened }) },
    });
    this.send();
  }

  /** Ends the session with all that still waits, in one request that outlives the page. Nothing is said after it. */
  async close() {
    if (this.closed) return;
    this.closed = true;
    const statements = this.waiting.flatMap((w) => w.statement ?? []);
    const record = this.waiting.findLast((w) => w.record)?.record;
    const end = this.statement("terminated", { result: { duration: this.duration() } });
    await Promise.all([record && this.put(record), this.post([...statements, end])]);
  }
}
