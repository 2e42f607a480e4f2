// Where the page's big files come from: beside the page, or, when the page is one file, from inside it (web/build/onefile.go put them there). The
// rest of the page need not know which.

import { names } from "./names.js";

const scope = import.meta.url;

/** What a file is called in the site: its name with the hash of its bytes. */
export const called = (name) => names[name]?.name ?? name;

/** How many bytes a program has. */
export const sizeOf = (name) => names[name]?.bytes ?? 0;

/** The block that holds a file, in a page that is one file. */
const block = (name) => document.querySelector(`script[data-file="${name}"]`);

/** Whether the page is one file: then nothing is fetched. */
export const alone = Boolean(block("worker.js"));

/** The programs that this page has asked for, for web/offline.js. */
export const asked = new Set();

// Blocks are gzip, written in 85 letters: five of them hold four bytes, the first the highest digit. See web/build/onefile.go.
const letters = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?_~;)[]{}@%$#,";

/** The bytes of a text of such letters; n is how many they are. */
function bytes(text, n) {
  const digit = new Uint8Array(128);
  for (let i = 0; i < 85; i++) digit[letters.charCodeAt(i)] = i;
  const out = new DataView(new ArrayBuffer(4 * Math.ceil(n / 4)));
  for (let at = 0, to = 0; to < n; to += 4) {
    let v = 0;
    for (const end = at + 5; at < end; at++) v = 85 * v + digit[text.charCodeAt(at)];
    out.setUint32(to, v);
  }
  return new Uint8Array(out.buffer, 0, n);
}

/** A file of the page as a stream of its bytes, unpacked. */
function unpacked(name) {
  const b = block(name);
  if (!b) throw new Error(`This file holds no ${name}, which this browser would need: use the course on the web, or a newer browser.`);
  return new Blob([bytes(b.textContent, Number(b.dataset.bytes))]).stream().pipeThrough(new DecompressionStream("gzip"));
}

const text = (name) => new Response(unpacked(name)).text();

/** A program as a stream of bytes. */
export async function program(name) {
  if (alone) return unpacked(name);
  asked.add(called(name));
  const answer = await fetch(new URL(called(name), scope));
  if (answer.status === 409) throw new Error("The course has been renewed since this page was opened. Reload the page to go on."); // web/sw.js says so
  if (!answer.ok) throw new Error(`${name} could not be fetched (${answer.status}).`);
  return answer.body;
}

/** Starts the worker. */
export async function worker() {
  if (!alone) return new Worker(new URL(called("worker.js"), scope));
  const url = URL.createObjectURL(new Blob([await text("worker.js")], { type: "text/javascript" }));
  const w = new Worker(url);
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // the worker has read it by then
  return w;
}

/** Lets a frame show the document of the stage. */
export async function stage(frame) {
  if (alone) frame.srcdoc = await text("stage.html");
  else frame.src = new URL(called("stage.html"), scope);
}

/** The address of another lesson's page, or of the list of lessons for "": none where there is no other page. */
export function page(id) {
  if (!alone) return id ? `../${id}/index.html` : "../index.html";
  return document.documentElement.dataset.course === undefined ? "" : `?${id && `lesson=${id}`}`;
}

/** Shows the posters that one file holds. */
async function posters() {
  const urls = {};
  for (const img of document.querySelectorAll("img[data-poster]")) {
    const name = img.dataset.poster;
    urls[name] ??= URL.createObjectURL(new Blob([await text(name)], { type: "image/svg+xml" }));
    img.src = urls[name];
  }
}

if (alone) posters();

/** Fetches the parts of the page that it may want later, so that they are of this version whatever the host has by then. */
export function foresee() {
  if (alone) return;
  for (const name of document.body.dataset.later?.split(" ") ?? []) {
    document.head.append(Object.assign(document.createElement("link"), { rel: "modulepreload", href: new URL(name, scope) }));
  }
}
