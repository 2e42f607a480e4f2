// The numbers of the run that a lesson shows in words: those it asked the trainer for, and the losses of a run and its twin.
import { fact } from "./show.js";

const rest = 250; // least milliseconds between two changes, so that a number can be read

export class Tells {
  constructor() {
    this.list = [...document.querySelectorAll("[data-tell]")];
    this.own = document.querySelector('[data-fact="own"]');
    this.at = 0;
  }

  show(f) {
    const now = performance.now();
    clearTimeout(this.timer);
    if (now - this.at < rest) {
      this.timer = setTimeout(() => this.show(f), this.at + rest - now);
      return;
    }
    this.at = now;
    for (const e of this.list) {
      const v = f.readings[e.dataset.tell]?.value;
      const text = Number.isFinite(v) ? v.toFixed(e.dataset.decimals).replace("-", "−") : "–";
      if (e.textContent !== text) e.textContent = text;
      e.value = Number.isFinite(v) ? v : "";
    }
    if (!this.own) return;
    fact("own", f.loss, lossText);
    fact("twin", f.twin, lossText);
  }
}

/** A loss as it is written everywhere. */
export const lossText = (v) => (v < 0.0005 ? v.toFixed(6) : v < 10 ? v.toFixed(4) : v.toPrecision(4));
