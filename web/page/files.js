// Where everything comes from that the page loads after its own script: programs, the worker, the stage's document, parts that few pages need. Beside
// the page, or, when the page is one file, from inside it (web/build/onefile.go put them there); the rest of the page need not know which.
//
// What does not come, or comes damaged, is asked for again, past the browser's cache. Then it is a Trouble, which says in plain words what is the matter.
import { names } from "./names.js";
import { t } from "./words.js";

const scope = import.meta.url;

/**
 * What a file is called in the site: its name with the hash of its bytes.
 * @type {(name: string) => string}
 */
export const called = (name) => names[name]?.name ?? name;

/**
 * How many bytes a program has.
 * @type {(name: string) => number}
 */
export const sizeOf = (name) => names[name]?.bytes ?? 0;

const pauses = [300, 1500]; // milliseconds before another try
/** @type {(ms: number) => Promise<unknown>} */
const pause = (ms) => new Promise((go) => setTimeout(go, ms));
/** @type {(name: string) => URL} */
const address = (name) => new URL(called(name), scope);

/** What is the matter with a file: kind (see web/page/theme.js), a message in plain words, and raw, the browser's own words. */
export class Trouble extends Error {
  /** @param {Cause} cause */
  constructor({ kind, words, raw }) {
    super(words);
    this.kind = kind;
    this.raw = String(raw ?? "");
  }
}

/** @type {(url: string | URL, answer?: Response | null, raw?: unknown) => Promise<Trouble>} */
const trouble = async (url, answer, raw) => new Trouble(await hourglass.why(url, answer, raw));

/**
 * Fetches a file of the site. fresh: past the cache.
 * @param {string} name
 */
async function get(name, fresh = false) {
  const url = address(name);
  for (let i = 0; ; i++) {
    const wait = pauses[i] ?? 0;
    const early = hourglass.early?.[called(name)]; // asked for with the page
    if (early) delete hourglass.early?.[called(name)];
    let answer, raw;
    try {
      answer = await (early ?? fetch(url, fresh ? { cache: "reload" } : {}));
      if (answer.ok) return answer;
    } catch (e) {
      raw = e;
    }
    if (!wait || [409, 410].includes(answer?.status ?? 0)) throw await trouble(url, answer, raw);
    fresh = true;
    await pause(wait);
  }
}

/**
 * The block that holds a file, in a page that is one file.
 * @type {(name: string) => HTMLScriptElement | null}
 */
const block = (name) => document.querySelector(`script[data-file="${name}"]`);

/** Whether the page is one file: then nothing is fetched. */
export const alone = Boolean(block("worker.js"));

/** The programs, and files of data, that this page has asked for, for web/page/offline.js. */
export const asked = /** @type {Set<string>} */ (new Set());

// Blocks are gzip, written in 94 letters, those of ASCII from the space on but for <: eleven of them hold nine bytes, the first the highest digit. See
// web/build/onefile.go.
const lessThan = 60;

/**
 * The bytes of a text of such letters; n is how many they are.
 * @param {string} text @param {number} n
 */
function bytes(text, n) {
  const out = new Uint8Array(9 * Math.ceil(n / 9));
  for (let at = 0, to = 0; to < n; to += 9) {
    let [high, middle, low] = [0, 0, 0]; // thirds of the number, 24 bits each
    for (const end = at + 11; at < end; at++) {
      const letter = text.charCodeAt(at);
      low = 94 * low + letter - 32 - Number(letter > lessThan);
      middle = 94 * middle + (low >>> 24);
      high = 94 * high + (middle >>> 24);
      low &= 0xffffff;
      middle &= 0xffffff;
    }
    [high, middle, low].forEach((third, i) => {
      out[to + 3 * i] = third >> 16;
      out[to + 3 * i + 1] = third >> 8;
      out[to + 3 * i + 2] = third;
    });
  }
  return out.subarray(0, n);
}

/**
 * A file of the page as a stream of its bytes, unpacked.
 * @param {string} name
 */
function unpacked(name) {
  const b = block(name);
  if (!b) throw new Trouble({ kind: "file", words: `This file holds no ${name}, which this browser would need: use the course on the web, or a newer browser.` });
  return new Blob([bytes(b.text, Number(b.dataset.bytes))]).stream().pipeThrough(new DecompressionStream("gzip"));
}

/** @type {(name: string) => Promise<string>} */
const text = async (name) => (alone ? new Response(unpacked(name)) : await get(name)).text();

/**
 * Reads a program, or a file of data, to its end, telling how far it has come, from 0 to 1, and sees whether it is what it should be, byte for byte. The bytes
 * lie in one array from the start: a Blob would take them to another process and back.
 * @param {string} name @param {Response} answer @param {(part: number) => void} tell
 */
async function checked(name, answer, tell) {
  const { bytes: size = 0, sha256 = "" } = names[name] ?? {};
  let room = new Uint8Array(size);
  let got = 0;
  for (const reader = answer.body?.getReader(); reader; ) {
    const { done, value } = await reader.read();
    if (done) break;
    if (got + value.length > room.length) {
      const small = room;
      room = new Uint8Array(2 * (got + value.length));
      room.set(small);
    }
    room.set(value, got);
    got += value.length;
    tell(size ? Math.min(got / size, 1) : 0);
  }
  const bytes = room.subarray(0, got);
  if (alone || !sha256) return bytes;
  if (got !== size) throw new Error(`${name}: ${got} bytes of ${size}`);
  if (!crypto.subtle) return bytes; // not over plain http
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  if (btoa(String.fromCharCode(...hash)) !== sha256) throw new Error(`${name}: another SHA-256 than ${sha256}`);
  return bytes;
}

const wasm = { headers: { "Content-Type": "application/wasm" } };

/**
 * A program, compiled; or, for another frame of a strict sandbox, which takes no compiled one, its bytes as a Blob. It is the answer of the fetch itself that
 * is compiled, where the server says what it is: then a browser keeps the code for the next visit. Another copy of it is counted and checked.
 * @param {string} name @param {(part: number) => void} tell
 * @returns {Promise<WebAssembly.Module | Blob>}
 */
export async function program(name, tell, { elsewhere = false } = {}) {
  if (!alone) asked.add(called(name));
  for (let fresh = false; ; fresh = true) {
    const answer = alone ? new Response(unpacked(name), wasm) : await get(name, fresh);
    const copy = answer.clone();
    const typed = answer.headers.get("Content-Type") === "application/wasm" ? answer : new Response(answer.body, wasm);
    const raw = elsewhere && strict;
    const [bytes, module] = await Promise.allSettled([checked(name, copy, tell), raw ? answer.body?.cancel() : WebAssembly.compileStreaming(typed)]);
    if (bytes.status === "fulfilled" && module.status === "fulfilled") return module.value ?? new Blob([bytes.value], { type: "application/wasm" });
    const fault = [bytes, module].find((r) => r.status === "rejected")?.reason; // the first: a program that was cut off does not compile either
    if (fresh || alone) throw await trouble(address(name), alone ? new Response("") : answer, fault);
  }
}

/**
 * The file of a data set: its bytes, as they are checked.
 * @param {string} name @param {(part: number) => void} tell
 */
export async function data(name, tell) {
  if (!alone) asked.add(called(name));
  for (let fresh = false; ; fresh = true) {
    const answer = alone ? new Response(unpacked(name)) : await get(name, fresh);
    try {
      return await checked(name, answer, tell);
    } catch (e) {
      if (fresh || alone) throw await trouble(address(name), alone ? plain : answer, e);
    }
  }
}

/** What these files are called in the site: all that a whole course needs of them. */
export const sets = () => Object.keys(names).filter((name) => /\.(u16|u8|csv)$/.test(name)).map(called);

/** Whether the page has no origin of its own, as in a frame with sandbox="allow-scripts", or from a file. */
const strict = alone || self.origin === "null";

/**
 * Loads a part of the page that few need: load is () => import("./part.js"). Browsers remember a module that did not come, but not under another address.
 * @template T
 * @param {() => Promise<T>} load
 * @returns {Promise<T>}
 */
export async function part(load) {
  const file = /import\(\s*["'`]([^"'`]+)/.exec(String(load))?.[1] ?? "";
  let raw;
  for (const wait of [0, ...pauses]) {
    if (wait) await pause(wait);
    try {
      return await (wait && file ? import(`${new URL(file, scope)}?again=${Date.now()}`) : load());
    } catch (e) {
      raw = e;
    }
  }
  throw await trouble(new URL(file, scope), null, raw);
}

/** The script in the page's head did not come: it is asked for once more, and done without if it must be. */
export const theme = () => /** @type {Promise<void>} */ (new Promise((go) => {
  const script = document.createElement("script");
  const first = /** @type {HTMLScriptElement} */ (document.querySelector('head script[src*="theme"]'));
  script.src = `${first.src}?again`;
  script.onload = () => go();
  script.onerror = () => {
    const words = t("The network gave out on the way, or something holds the file back. Try again, or in another network.");
    globalThis.hourglass = { simd: false, why: async (_url, _answer, raw) => ({ kind: "network", words, raw }) };
    document.documentElement.dataset.js = "";
    go();
  };
  document.head.append(script);
}));

/** Starts the worker; it is there once it has all of its own script. */
export async function worker() {
  for (let last = false; ; last = true) {
    let url = String(address("worker.js"));
    if (strict) url = URL.createObjectURL(new Blob([alone ? "" : await text("wasm_exec.js"), "\n", await text("worker.js")], { type: "text/javascript" }));
    else if (last) url += "?again";
    try {
      return await begun(new Worker(url));
    } catch (e) {
      const { file = "worker.js", failed } = /** @type {Begun} */ (e);
      if (last) throw await trouble(address(file), strict ? plain : null, failed ?? e);
      await pause(pauses[0]);
    } finally {
      if (strict) setTimeout(() => URL.revokeObjectURL(url), 60_000); // the worker has read it by then
    }
  }
}

/**
 * What a worker says of its beginning: it is there, or could not start, perhaps for want of a file.
 * @typedef {{here?: boolean, failed?: string, file?: string}} Begun
 */

/** @type {(w: Worker) => Promise<Worker>} */
const begun = (w) => new Promise((here, not) => {
  const fail = (/** @type {Begun} */ e) => {
    w.terminate();
    not(e);
  };
  w.onmessage = ({ data }) => (data?.here ? here(w) : fail(data));
  w.onerror = (e) => {
    e.preventDefault(); // it will be said
    fail({ failed: e.message ?? "" });
  };
});
const plain = new Response("", { headers: { "Content-Type": "text/javascript" } }); // of what came without a fault of the network

/**
 * Lets a frame show the document of the stage.
 * @param {HTMLIFrameElement} frame
 */
export async function stage(frame) {
  if (alone) frame.srcdoc = await text("stage.html");
  else frame.src = String(address("stage.html"));
}

/** What keeps the stage's document from beginning; asking has the browser renew what it has kept of it. */
export async function stageTrouble() {
  const all = await Promise.all(["stage.html", "stage.js", "wasm_exec.js"].map((name) => trouble(address(name), alone ? plain : null)));
  return all.find((e) => e.kind !== "damaged") ?? all[0];
}

/**
 * The address of another lesson's page, or of the list of lessons for "": none where there is no other page.
 * @param {string} id
 */
export function page(id) {
  if (!alone) return id ? `../${id}/index.html` : "../index.html";
  return document.documentElement.dataset.course === undefined ? "" : `?${id && `lesson=${id}`}`;
}

/** The pages of the course, as the one file holds them. */
export const pages = () => text("pages");

/** Shows the posters that one file holds. A block is the dark and the light one, an element of each by turns: one is packed by the other. */
export async function posters() {
  /** @type {Record<string, string>} */
  const urls = {};
  for (const img of /** @type {NodeListOf<HTMLImageElement>} */ (document.querySelectorAll("img[data-poster]"))) {
    const name = img.dataset.poster ?? "";
    const [, both, theme] = /^(.*)-(dark|light)$/.exec(name) ?? [];
    const one = async () => (await text(both)).split("\n").filter((_, i) => i % 2 === Number(theme === "light"));
    urls[name] ??= URL.createObjectURL(new Blob(await one(), { type: "image/svg+xml" }));
    img.src = urls[name];
  }
}

if (alone) posters();

/** Fetches the parts of the page that it may want later, so that they are of this version whatever the host has by then. */
export function foresee() {
  if (alone) return;
  for (const name of document.body.dataset.later?.split(" ") ?? []) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: String(new URL(name, scope)) }));
  }
}
