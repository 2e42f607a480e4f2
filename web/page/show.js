// Puts things on the screen that any part of the page may want to say: numbers, notices, cards, and words for screen readers.
import { $, write } from "./dom.js";
import { t } from "./words.js";

const dash = "–";
const apart = t("12,345").slice(2, -3); // what stands between thousands
const least = apart === "," ? 1e3 : 1e4; // other languages leave four digits together

/**
 * A whole number with its thousands apart, as the page's language writes it.
 * @type {(n: number) => string}
 */
export const amount = (n) => (n < least ? String(n) : String(n).replace(/\B(?=(\d{3})+$)/g, apart));

/**
 * Shows a number of the run; one that is no number is a dash without a value.
 * @template {number | string} T
 * @param {string} name @param {T} value @param {(value: T) => string} text
 */
export function fact(name, value, text) {
  const e = $(`[data-fact="${name}"]`);
  const known = typeof value === "string" || Number.isFinite(value);
  const words = known ? text(value) : dash;
  write(e, words);
  if (known) e.value = value;
  else e.removeAttribute("value");
}

/**
 * Shows how far something has come, or with no name hides the bar.
 * @param {string} name @param {number} part
 */
export function progress(name, part) {
  const box = $("#loading");
  box.hidden = !name;
  if (!name) return;
  write($("#loading label"), `${name}: ${Math.round(100 * part)} %`);
  $("#load").value = part;
}

/**
 * One sentence for the reader, until it is dismissed; with a button [label, act] that helps, if one does.
 * @param {string} text @param {import("./fault.js").Help} [help]
 */
export function notice(text, help) {
  $(".notice p").textContent = text;
  $(".notice .act")?.remove();
  if (!help) return;
  const b = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: help[0] });
  b.addEventListener("click", () => {
    notice("");
    help[1]();
  });
  $(".notice p").after(b);
}
$(".notice button").addEventListener("click", () => notice(""));

let shown = "";

/**
 * A card over the stage: what happened, buttons [label, act, action] that help, and in raw, folded, what the browser said.
 * @param {string} kind @param {string} title @param {string} text @param {[label: string, act: () => void, action?: string][]} buttons @param {string} raw
 */
export function card(kind, title, text, buttons, raw = "") {
  shown = kind;
  $("#card details").hidden = !raw;
  $("#card details p").textContent = raw;
  $("#card h2").textContent = title;
  $("#card p").textContent = text;
  $("#card .row").replaceChildren(...buttons.map(([label, act, action], i) => {
    const b = Object.assign(document.createElement("button"), { type: "button", textContent: label });
    if (i === 0) b.className = "main";
    if (action) b.dataset.action = action;
    b.addEventListener("click", act);
    return b;
  }));
  $("#card").dataset.kind = kind;
  $("#card").hidden = false;
  say(`${title}. ${text}`);
}

/**
 * Takes a card of that kind away.
 * @param {string} kind
 */
export function uncard(kind) {
  if (shown !== kind) return;
  const here = $("#card").contains(document.activeElement);
  $("#card").hidden = true;
  if (here) $("[data-action=play]").focus();
}

const pause = 2000; // between two announcements, in milliseconds
const passing = ["done", "state", "phase", "loss"]; // kinds of which only the newest is worth saying
/** @type {Record<string, string[]>} */
const waiting = { news: [], done: [], state: [], phase: [], loss: [] };
let timer = 0;

/**
 * Tells a screen reader, at most once in a while. News are all said, in their order and before anything else; of another kind the last
 * that waits. A loss that gives way to something else is old by then, and never said.
 * @param {string} text
 */
export function say(text, kind = "news") {
  if (kind !== "news") waiting[kind].length = 0;
  waiting[kind].push(text);
  if (!timer) speak();
}

/**
 * Takes back what waits to be said of a kind and is no longer true.
 * @param {string} kind
 */
export function unsay(kind) {
  waiting[kind].length = 0;
}

function speak() {
  timer = 0;
  const kind = ["news", ...passing].find((k) => waiting[k].length);
  if (!kind) return;
  $("#say").textContent = waiting[kind].shift() ?? "";
  waiting.loss.length = 0;
  timer = setTimeout(speak, pause);
}
