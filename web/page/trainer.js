// The port of the page to the trainer, which runs in a worker.
import * as wire from "./wire.js";

/**
 * The facts of the trainer, with the number of the pull that they answer.
 * @typedef {import("./wire.js").Facts & {pull: number}} Facts
 */

/**
 * What the page hears of the trainer.
 * @typedef {{facts?: Facts, fault?: string, want?: {kind: number, file: string}, packed?: Uint8Array, failed?: string, raw?: string, silent?: boolean, back?: boolean}} Heard
 */

/** Whether programs may have SIMD instructions: see web/page/theme.js. */
export const hasSIMD = () => Boolean(globalThis.hourglass?.simd);

// A worker can die without a word. So it is asked whether it is there, by its own thread, which no slice of training keeps for longer than
// milliseconds; and nobody answers for a page that is hidden, throttled or asleep: a time that was too long for us says nothing of the worker.
const beat = 1500; // milliseconds between two questions
const patience = 4; // questions in a row without an answer

// Nobody reads more than some twenty numbers a second, and each that is shown has the page laid out anew. The picture goes on at every frame, and what a hand
// does is answered at once: whoever sends a command pulls with it.
const pace = 3; // frames from the facts of a run that goes on to the next pull

/** The trainer in its worker, and the page's port to it. hear gets {facts}, {fault}, {failed, raw}, {silent} or, when it speaks again after all, {back}. */
export class Trainer {
  /** @param {Worker} worker @param {WebAssembly.Module | Blob} module @param {(heard: Heard) => void} hear */
  constructor(worker, module, hear) {
    this.silent = false;
    this.pulls = 0; // how many were sent; facts carry the number of the pull that they answer
    this.waiting = false;
    this.frame = 0; // in which it is asked for the next facts
    this.anew = false; // commands were sent since the last pull: the next is answered whether or not there is anything new
    this.hear = hear;
    this.worker = worker;
    this.worker.onmessage = ({ data }) => (data?.failed ? this.fail(data) : data?.alive && this.alive());
    this.worker.onerror = (e) => this.fail({ failed: "The trainer has stopped.", raw: e.message });
    this.worker.postMessage({ module });
    this.port = this.connect();
    this.port.onmessage = (e) => this.take(e.data);
    this.unanswered = 0;
    this.asked = performance.now();
    this.heart = setInterval(() => this.ask(), beat);
  }

  /** Asks whether the worker is there, and hears what it makes of the questions before. */
  ask() {
    const now = performance.now();
    const hidden = document.visibilityState === "hidden";
    if (hidden || now - this.asked > 2 * beat) this.unanswered = 0;
    this.asked = now;
    if (hidden) return;
    if (this.unanswered++ === patience && !this.silent) {
      this.silent = true;
      this.hear({ silent: true });
    }
    this.worker.postMessage({ ask: true });
  }

  alive() {
    this.unanswered = 0;
    if (!this.silent) return;
    this.silent = false;
    this.hear({ back: true });
  }

  /** Opens another way to the trainer, for the stage. */
  connect() {
    const { port1, port2 } = new MessageChannel();
    this.worker.postMessage({ port: port2 }, [port2]);
    return port1;
  }

  /** @param {ArrayBuffer[]} commands */
  send(...commands) {
    for (const c of commands) this.port.postMessage(c, [c]);
    this.anew = true;
  }

  /** Asks for facts, once. */
  pull() {
    if (this.waiting) return;
    this.waiting = true;
    this.pulls++;
    this.send(wire.pull(this.anew ? 1 : 0, 0));
    this.anew = false;
  }

  /**
   * Asks for facts again, once those of a run in this state are on the screen.
   * @param {string} state
   */
  next(state) {
    cancelAnimationFrame(this.frame);
    const after = (/** @type {number} */ frames) => (this.frame = requestAnimationFrame(() => (frames > 1 ? after(frames - 1) : this.pull())));
    if (state === "loading") setTimeout(() => this.pull(), 16); // a run that is being retraced is not looked at: it need not wait for the screen
    else after(state === "training" ? pace : 1);
  }

  /** @param {ArrayBuffer} buffer */
  take(buffer) {
    this.alive();
    const { facts, fault, want, packed } = wire.answer(buffer);
    if (facts) {
      this.waiting = false;
      facts.setup.push(...facts.dials); // their numbers go on from the last knob's
    }
    this.hear({ facts: facts && Object.assign(facts, { pull: this.pulls }), fault, want, packed });
  }

  /** @param {Heard} told */
  fail(told) {
    this.close();
    this.hear(told);
  }

  close() {
    clearInterval(this.heart);
    cancelAnimationFrame(this.frame);
    this.worker.terminate();
    this.port.close();
  }
}
