// Lets the browser keep the course for when the network is gone (see web/keeper/sw.js), and shows the button for it on the front page. Where there can be no
// such keeper nothing happens: in a file, a sandbox, a frame, and while the course is being written (then the page names no keeper).
import { on } from "./events.js";
import * as files from "./files.js";
import { hasSIMD } from "./trainer.js";
import { t } from "./words.js";

const published = "keeper" in document.documentElement.dataset && !files.alone;

/** The keeper at work, or null. It is hired for a page of its own only: a site that shows a lesson in a frame has not asked for it. */
async function hire() {
  try {
    if (!published || window.top !== window) return null;
    const keepers = navigator.serviceWorker;
    const script = new URL("sw.js", import.meta.url);
    const hired = await keepers.register(script).catch(() => keepers.getRegistration(script)); // without a network, the one that is there
    return hired ? (await keepers.ready).active : null;
  } catch {
    return null; // storage is forbidden, or the address is not secure
  }
}

/** What is kept on demand alone. */
const late = () => [...programs(), ...files.sets()];

const programs = () => (typeof WebAssembly === "undefined" ? [] : ["trainer", "stage"].map((name) => files.called(`${name}.${hasSIMD() ? "simd." : ""}wasm`)));

/** @type {(n: number) => string} */
const megabytes = (n) => `${(n / 1e6).toFixed(1)} MB`;

/**
 * What the keeper answers: what is missing of some files and what it takes to get them, in bytes, or how far it has come with that.
 * @typedef {{paths: string[], fetch: number, size: number}} Missing
 * @typedef {{done: number, fetch: number, kept?: boolean, failed?: boolean}} Fetched
 */

/**
 * Sends the keeper a question; hear gets its answers.
 * @template {Missing | Fetched} T
 * @param {ServiceWorker} keeper @param {object} question @param {(answer: T) => void} hear
 */
function ask(keeper, question, hear) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = (e) => hear(e.data);
  keeper.postMessage(question, [port2]);
}

/**
 * The button on the front page: says how much there is to fetch, fetches it, and says when it is done.
 * @param {HTMLElement} place
 */
async function button(place) {
  const keeper = await hire();
  if (!keeper) return;
  const press = /** @type {HTMLButtonElement} */ (place.querySelector("button"));
  const said = /** @type {HTMLElement} */ (place.querySelector("[role=status]"));
  const show = (/** @type {string} */ words, /** @type {boolean} */ done) => {
    said.textContent = words;
    press.disabled = done;
    place.hidden = false;
  };
  const whole = (/** @type {number} */ size) => t("The whole course is kept on this device ({0}). It works without a network.", megabytes(size));
  ask(keeper, { state: late() }, (/** @type {Missing} */ { paths, fetch, size }) => {
    show(paths.length ? t("{0} to fetch, {1} on this device.", megabytes(fetch), megabytes(size)) : whole(size), !paths.length);
    press.addEventListener("click", () => {
      press.disabled = true;
      navigator.storage?.persist?.().catch(() => {}); // so that the browser does not clear it away when room is short
      ask(keeper, { all: late() }, (/** @type {Fetched} */ told) => {
        if (told.kept) show(whole(size), true);
        else if (told.failed) show(t("Not all could be fetched. What came is kept; press again to go on."), false);
        else said.textContent = t("Fetching: {0} %.", Math.round((100 * told.done) / Math.max(told.fetch, 1)));
      });
    });
  });
}

/** After a lesson has come to life, and in a pause, keeps it with the programs that it used. */
function afterwards() {
  on("ready", () => setTimeout(async () => {
    const keeper = await hire();
    keeper?.postMessage({ keep: [...files.asked] });
  }, 4000));
}

const place = document.getElementById("keep");
if (place) button(place);
else afterwards();
