// The other half of the stage: it guards the document against the engine's habits, forwards touches to Go, lays labels over the
// canvas and talks with the page. See docs/protocol.md.
"use strict";

const tell = (/** @type {object} */ message) => parent.postMessage(message, "*");
let failed = false, running = false, resting = false;

/**
 * Tells the page once, in a sentence and in the browser's own words, and lets nothing more reach a program that has ended.
 * @param {unknown} reason @param {unknown} [raw]
 */
function fail(reason, raw) {
  if (failed) return;
  failed = resting = true;
  running = false;
  hourglass.boot?.port.close();
  tell({stage: "failed", reason: String(reason), raw: String(raw && /** @type {Partial<Error>} */ (raw).message || raw || "")});
}

// The engine paints the body black and makes the canvas focusable. Rules that are made here are not inline styles, so the
// policy allows them, and !important holds against what the engine sets.
const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  html, body { margin: 0; height: 100%; overflow: hidden; background: transparent !important; }
  canvas { opacity: 0; touch-action: pan-y pinch-zoom; user-select: none; -webkit-user-select: none; }
  .drawn canvas { opacity: 1; }
  .labels { position: absolute; inset: 0; overflow: hidden; pointer-events: none; contain: strict;
    font-family: system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; font-variant-numeric: tabular-nums; }
  .labels { forced-color-adjust: none; } /* they stand on the picture, whose colours are its own */
  .labels span { position: absolute; left: 0; top: 0; height: 0; line-height: 0; white-space: pre; text-shadow: 0 0 2px var(--ground), 0 0 3px var(--ground); }
  .labels .bold { font-weight: 600; }
  .stats { position: absolute; right: 8px; top: 8px; margin: 0; padding: 4px 8px; pointer-events: none; white-space: pre;
    font: 12px/1.5 ui-monospace, monospace; color: #fff; background: #000c; border-radius: 4px; }
`);
document.adoptedStyleSheets = [sheet];

const layer = document.createElement("div");
layer.className = "labels";
layer.setAttribute("aria-hidden", "true");
const overlay = document.createElement("pre");
overlay.className = "stats";
overlay.setAttribute("aria-hidden", "true");

// Labels. Each span remembers what it shows, so that only what changed is set.
/** @type {ReturnType<typeof newSpan>[]} */
const spans = [];
const decoder = new TextDecoder();
const shift = ["", " translateX(-50%)", " translateX(-100%)"];
/** @type {string[]} */
let colours = [];
let rise = 0.35; // the way from the middle of a line to its baseline, in ems

function measureRise() {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return;
  context.font = "100px " + getComputedStyle(layer).fontFamily;
  const m = context.measureText("x");
  if (m.fontBoundingBoxAscent > 0) rise = (m.fontBoundingBoxAscent - m.fontBoundingBoxDescent) / 200;
}

function newSpan() {
  const span = document.createElement("span"), text = document.createTextNode("");
  span.append(text);
  layer.append(span);
  return {span, style: span.style, text, size: 0, place: "", role: -1, bold: 0};
}

let shown = 0; // how many are seen, from the first on

/**
 * Lays out the labels that have changed, as Go's board writes them, and shows count.
 * @type {Hourglass["labels"]}
 */
function labels(bytes, used, count) {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let at = 0; at < used; ) {
    const i = view.getUint16(at + 16, true), n = view.getUint16(at + 18, true);
    while (i >= spans.length) spans.push(newSpan());
    const s = spans[i];
    const size = Math.round(view.getFloat32(at + 8, true) * 10) / 10;
    const y = view.getFloat32(at + 4, true) - rise * size;
    const place = `translate(${view.getFloat32(at, true).toFixed(1)}px,${y.toFixed(1)}px)${shift[bytes[at + 12]]}`;
    const role = bytes[at + 13], bold = bytes[at + 14];
    const text = decoder.decode(bytes.subarray(at + 20, at + 20 + n));
    at += 20 + n;
    if (s.text.data !== text) s.text.data = text;
    if (s.size !== size) s.style.fontSize = (s.size = size) + "px";
    if (s.place !== place) s.style.transform = s.place = place;
    if (s.role !== role) s.style.color = colours[s.role = role];
    if (s.bold !== bold) s.span.className = (s.bold = bold) ? "bold" : "";
  }
  for (let i = Math.min(shown, count); i < Math.min(Math.max(shown, count), spans.length); i++) spans[i].span.hidden = i >= count;
  shown = count;
}

// What the canvas costs, counted where every drawing goes through.
let draws = 0, drawsBefore = 0, framesBefore = 0, stats = false;
if (globalThis.WebGL2RenderingContext) {
  const draw = WebGL2RenderingContext.prototype.drawElements;
  WebGL2RenderingContext.prototype.drawElements = function (/** @type {Parameters<typeof draw>} */ ...a) {
    draws++;
    return draw.apply(this, a);
  };
  // The engine flushes after every frame, and waits for the one before ahead of sending new tiles. A browser flushes by itself when a frame is
  // over, and keeps to the order of what it is told, so neither needs a wait in between.
  WebGL2RenderingContext.prototype.flush = WebGL2RenderingContext.prototype.finish = () => {};
}

// The engine asks for a frame after each frame. While nothing moves its wish is held back, so that an idle picture costs nothing.
const nextFrame = requestAnimationFrame.bind(globalThis);
let held = /** @type {FrameRequestCallback | null} */ (null);
globalThis.requestAnimationFrame = (/** @type {FrameRequestCallback} */ f) => {
  if (!resting) return nextFrame(f);
  held = f;
  return 0;
};

function wake() {
  resting = failed;
  if (held && !failed) nextFrame(held);
  held = null;
}

/** @type {Hourglass["measured"]} */
function measured(mean, p95, frames, vertices, rate) {
  const drawCalls = frames > framesBefore ? Math.round((draws - drawsBefore) / (frames - framesBefore)) : 0;
  drawsBefore = draws;
  framesBefore = frames;
  Object.assign(hourglass.stats, {mean, p95, frames, drawCalls, vertices, rate});
  if (stats) {
    overlay.textContent = `frame ${mean.toFixed(2)} ms, p95 ${p95.toFixed(2)} ms\n${drawCalls} draw calls, ${vertices} vertices\n${Math.round(rate)} steps/s`;
  }
}

/** @param {Look} look */
function applyLook(look) {
  document.documentElement.style.colorScheme = look.theme === "light" ? "light" : "dark";
  if ("stats" in look) {
    stats = Boolean(look.stats);
    overlay.remove();
    if (stats) document.body.append(overlay);
  }
  if (hourglass.look) hourglass.look(look);
}

/** @type {Hourglass} */
globalThis.hourglass = {
  stats: {mean: 0, p95: 0, frames: 0, drawCalls: 0, vertices: 0, rate: 0},
  fail, labels, measured, wake,
  rest() { resting = true; },
  ready() { running = true; },
  drawn() {
    document.documentElement.classList.add("drawn");
    tell({stage: "ready"});
  },
  figure: (name) => tell({stage: "figure", name}),
  easel: () => tell({stage: "easel"}),
  tell: (words) => canvas?.setAttribute("aria-label", words),
  colours(all) {
    colours = all;
    layer.style.setProperty("--ground", colours[0]); // labels keep clear of the lines beneath them
    for (const s of spans) s.style.color = colours[s.role];
  },
};

// Guards. The engine listens on its canvas; we stand on the window, before it, and nothing that it would swallow reaches it: keys,
// wheel, touches, menus and drops do what they do on any page.
let canvas = /** @type {HTMLCanvasElement | null} */ (null);

/** @typedef {WindowEventMap & {webglcontextlost: Event}} Events */

/** @type {<K extends keyof Events>(type: K, f?: (e: Events[K]) => void) => void} */
const guard = (type, f) => addEventListener(type, (e) => {
  e.stopImmediatePropagation();
  if (f) f(/** @type {Events[typeof type]} */ (e));
}, {capture: true, passive: false});

const cursors = ["", "pointer", "crosshair", "grab"];
const drags = 2; // from this on, a finger drags instead of scrolling

const pointer = (/** @type {number} */ kind) => (/** @type {PointerEvent} */ e) => {
  if (!running || !canvas || !e.isPrimary || (kind === 1 && e.button !== 0)) return;
  if (kind === 1) canvas.setPointerCapture(e.pointerId);
  const over = hourglass.pointer?.(kind, e.clientX, e.clientY, e.pointerType === "touch") ?? 0;
  canvas.style.cursor = cursors[over];
};
guard("pointermove", pointer(0));
guard("pointerdown", pointer(1));
guard("pointerup", pointer(2));
guard("pointercancel", pointer(3));
guard("pointerout", (e) => { if (e.pointerType === "mouse" && !e.buttons) pointer(3)(e); });

guard("touchstart", (e) => {
  const t = e.touches[0];
  if (running && e.touches.length === 1 && (hourglass.over?.(t.clientX, t.clientY) ?? 0) >= drags) e.preventDefault();
});
for (const type of /** @type {const} */ (["touchmove", "touchend", "touchcancel", "wheel", "contextmenu", "mouseup", "mousemove", "click", "keyup"])) guard(type);

// A press takes no focus from the page, so that its keys go on working.
let page = /** @type {Window | null} */ (null);
try {
  page = parent !== window && parent.document ? parent : null;
} catch {
  // The page is of another origin, as in a strict sandbox.
}
guard("mousedown", (e) => { if (page) e.preventDefault(); });
const escape = (/** @type {KeyboardEvent} */ e) => { if (e.key === "Escape" && running) hourglass.escape?.(); };
guard("keydown", escape);
if (page) {
  page.addEventListener("keydown", escape);
  addEventListener("pagehide", () => page?.removeEventListener("keydown", escape));
}
for (const type of /** @type {const} */ (["dragover", "drop"])) guard(type, (e) => e.preventDefault());
guard("webglcontextlost", (e) => {
  e.preventDefault();
  tell({stage: "lost"});
});

// The engine reads the scale of the screen once and never again. Not every browser tells when it changes, so we look.
const scale = devicePixelRatio;
const watch = setInterval(() => {
  if (devicePixelRatio === scale) return;
  clearInterval(watch);
  tell({stage: "scale"});
}, 500);

// The canvas is a labelled picture; all that can be done with it can be done with the controls of the page.
new MutationObserver((_, observer) => {
  const found = /** @type {HTMLCanvasElement | null} */ (document.querySelector("body > canvas"));
  if (!found) return;
  canvas = found;
  observer.disconnect();
  found.setAttribute("role", "img");
  found.setAttribute("aria-label", "The network as it trains; the text of the lesson says the same in words");
  new MutationObserver(() => { if (found.tabIndex > 0) found.tabIndex = -1; }).observe(found, {attributeFilter: ["tabindex"]});
  found.tabIndex = -1;
}).observe(document.body, {childList: true});

// The engine asks for the graphics, and nobody before it: on a machine without a graphics card the question takes seconds.
const context = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = /** @type {typeof context} */ (function (/** @type {string} */ kind, /** @type {unknown} */ options) {
  const got = context.call(this, kind, options);
  if (!got && kind === "webgl2") fail("The picture needs WebGL2, which this browser does not offer now.");
  return got;
});

/**
 * The program has ended, or cannot go on: nothing calls it any more, and the page is told.
 * @param {Go} go @param {string} sentence @param {unknown} [raw]
 */
function stopped(go, sentence, raw) {
  go._resume = () => {}; // what the engine has hung on the document still calls
  for (const timer of go._scheduledTimeouts.values()) clearTimeout(timer);
  go._scheduledTimeouts.clear(); // in a timer the glue calls until the program takes the timer from here, which this one can no longer do
  fail(sentence, raw);
}

/** @param {Boot} boot */
async function start(boot) {
  hourglass.boot = boot;
  const go = new Go(), resume = go._resume;
  go._resume = () => {
    try {
      resume.call(go);
    } catch (e) {
      stopped(go, "The picture has stopped.", e);
    }
  };
  go.exit = (code) => stopped(go, "The picture has stopped.", "exit code " + code);
  try {
    applyLook(boot.look || {});
    measureRise();
    const module = boot.module instanceof Blob ? await WebAssembly.compileStreaming(new Response(boot.module)) : boot.module;
    const instance = await WebAssembly.instantiate(module, go.importObject);
    await go.run(instance);
  } catch (e) {
    return stopped(go, "The picture could not start.", e);
  }
  stopped(go, "The picture has stopped.");
}

addEventListener("message", (e) => {
  if (e.source !== parent || !e.data) return;
  if (e.data.boot && !hourglass.boot) start(e.data.boot);
  if (e.data.look) {
    if (hourglass.boot) hourglass.boot.look = {...hourglass.boot.look, ...e.data.look};
    applyLook(e.data.look);
  }
  if (e.data.key && running) hourglass.key?.(e.data.key.figure, e.data.key.dx, e.data.key.dy);
});

document.body.append(layer);
if (globalThis.Go) tell({stage: "hello"}); // else the page finds out why it has not come
