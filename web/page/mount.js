// Mounts the stage, an iframe with the canvas, and mounts it anew when its WebGL context or the device's scale is lost.
import * as files from "./files.js";

/**
 * What the stage is told of how it is to look.
 * @typedef {{point?: string, figure?: string, hide?: string, theme?: string, motion?: boolean, large?: boolean, stats?: boolean, words?: Record<string, string>}} Look
 */

/**
 * connect() makes a port to the trainer; ready(), gone(fault), figure(name) and easel() tell the page.
 * @typedef {Object} Hooks
 * @property {() => MessagePort | undefined} connect
 * @property {() => void} ready
 * @property {(fault: import("./fault.js").Fault) => void} gone
 * @property {(name: string) => void} figure
 * @property {() => void} easel
 */

const often = 3; // automatic mounts within a minute
const grace = 1000; // milliseconds after its document has loaded for the stage to say so

/** One page's stage. */
export class Stage {
  /**
   * lesson is what the stage is told of the lesson, as package wire wrote it.
   * @param {HTMLElement} place @param {Uint8Array} lesson @param {Hooks} hooks
   */
  constructor(place, lesson, hooks) {
    this.place = place;
    this.lesson = lesson;
    this.hooks = hooks;
    this.look = /** @type {Look} */ ({});
    this.mounts = /** @type {number[]} */ ([]); // when it was mounted by itself
    this.module = /** @type {WebAssembly.Module | Blob | undefined} */ (undefined);
    this.frame = /** @type {HTMLIFrameElement | null} */ (null);
    this.greeted = /** @type {HTMLIFrameElement | null} */ (null); // the frame whose stage has said hello
    this.twice = false; // it was mounted anew since the last hello
    addEventListener("message", (e) => this.frame && e.source === this.frame.contentWindow && this.hear(e.data));
  }

  /** @param {WebAssembly.Module | Blob} [module] */
  mount(module) {
    this.module = module ?? this.module;
    if (!this.module) return;
    this.unmount();
    const frame = document.createElement("iframe");
    this.frame = frame;
    frame.title = "Picture of the network. The panel “Without the canvas” says and does the same in text.";
    frame.tabIndex = -1; // nothing in it hears keys: the panel does
    frame.addEventListener("load", () => this.loaded(frame));
    files.stage(frame).then(() => this.frame === frame && this.place.prepend(frame));
  }

  /**
   * Its document is there, or what the browser shows in its place: then the stage never says hello.
   * @param {HTMLIFrameElement} frame
   */
  loaded(frame) {
    setTimeout(async () => {
      if (this.greeted === frame || this.frame !== frame) return;
      const why = await files.stageTrouble();
      if (this.frame !== frame) return;
      if (!this.twice) {
        this.twice = true;
        return this.mount();
      }
      this.unmount();
      this.twice = false;
      this.hooks.gone(why);
    }, grace);
  }

  unmount() {
    this.frame?.remove();
    this.frame = null;
    delete this.place.dataset.ready;
  }

  /** @param {object} message @param {Transferable[]} transfer */
  post(message, transfer = []) {
    this.frame?.contentWindow?.postMessage(message, self.origin === "null" ? "*" : self.origin, transfer);
  }

  /** @param {Look} look */
  show(look) {
    this.look = { ...this.look, ...look };
    this.post({ look: this.look });
  }

  /**
   * Moves a figure as a hand would, by arrow keys: dx and dy are -1, 0 or 1.
   * @param {string} figure @param {number} dx @param {number} dy
   */
  key(figure, dx, dy) {
    this.post({ key: { figure, dx, dy } });
  }

  /** @param {{stage?: string, reason?: unknown, raw?: unknown, name?: unknown} | null | undefined} said */
  hear(said) {
    switch (said?.stage) {
      case "hello": {
        this.greeted = this.frame;
        this.twice = false;
        const port = this.hooks.connect();
        if (port) this.post({ boot: { module: this.module, port, lesson: this.lesson, look: this.look } }, [port]);
        return;
      }
      case "ready":
        return this.hooks.ready();
      case "lost":
        return this.again();
      case "scale":
        return this.mount();
      case "failed":
        this.unmount();
        return this.hooks.gone({ message: String(said.reason), raw: String(said.raw ?? "") });
      case "figure":
        return this.hooks.figure(String(said.name));
      case "easel":
        return this.hooks.easel();
    }
  }

  /** Mounts anew, unless that happened too often of late: then somebody else wants the graphics more. */
  again() {
    const now = Date.now();
    this.mounts = this.mounts.filter((t) => now - t < 60_000);
    if (this.mounts.length >= often) {
      this.unmount();
      return this.hooks.gone({ message: "The browser took the graphics away several times." });
    }
    this.mounts.push(now);
    this.mount();
  }
}

// Runs in a worker of its own.
const question = `postMessage(Boolean(new OffscreenCanvas(1, 1).getContext("webgl2"))); onmessage = () => close();`;

/**
 * Wakes the graphics card. On a machine without one that takes seconds, in which whoever asks is blocked: so a worker asks first, and the stage, which shares
 * the page's thread, soon gets its answer. awake is when that worker knows; the stage has the last word, since browsers differ in what a worker
 * may draw. Until done() is called the worker keeps its context.
 */
export function warm() {
  /** @type {Worker | null} */
  let worker = null;
  /** @type {Promise<void>} */
  const awake = new Promise((so) => {
    try {
      const url = URL.createObjectURL(new Blob([question], { type: "text/javascript" }));
      const known = (/** @type {Event} */ e) => {
        if (e.type === "error") e.preventDefault();
        URL.revokeObjectURL(url);
        so();
      };
      worker = new Worker(url);
      worker.onmessage = worker.onerror = known;
    } catch {
      so(); // then the stage asks first
    }
  });
  return { awake, done: () => worker?.postMessage(0) };
}
