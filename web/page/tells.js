// The numbers of the run that a lesson shows in words: those it asked the trainer for, and the losses of a run and its twin.
import { $, all, write } from "./dom.js";
import { amount, fact } from "./show.js";

const rest = 250; // least milliseconds between two changes, so that a number can be read

export class Tells {
  constructor() {
    this.list = all("[data-tell]");
    this.own = $('[data-fact="own"]');
    this.at = 0;
    this.far = -1;
    this.timer = 0;
    for (const e of this.list) e.closest("div").hidden = true;
  }

  /**
   * Shows the numbers that the lesson has spoken of up to step i; those of a question come with its answer.
   * @param {number} i @param {boolean} answered
   */
  reach(i, answered = false) {
    this.far = Math.max(this.far, i);
    for (const e of this.list) {
      const row = e.closest("div");
      const from = Number(row.dataset.from ?? 0);
      if (this.far > from || (this.far === from && (answered || !("awaits" in row.dataset)))) row.hidden = false;
    }
  }

  /**
   * Brings the numbers that step i turns on before the others.
   * @param {number} i
   */
  lead(i) {
    const wants = (all("[data-step]")[i].dataset.wants ?? "").split(" ");
    const ofRun = all(".tells dl > div").filter((row) => !row.querySelector("[data-tell]"));
    const rows = this.list.map((e) => e.closest("div"));
    const first = rows.filter((_, k) => wants.includes(this.list[k].dataset.tell));
    const order = [...first, ...ofRun, ...rows.filter((row) => !first.includes(row))];
    if (order.some((row, k) => row !== order[0].parentElement?.children[k])) order[0].parentElement?.append(...order);
  }

  /** @param {import("./trainer.js").Facts} f */
  show(f) {
    const now = performance.now();
    clearTimeout(this.timer);
    const flows = f.state === "training" || f.state === "loading"; // at rest a number stays, and agrees with the losses beside it
    if (flows && now - this.at < rest) {
      this.timer = setTimeout(() => this.show(f), this.at + rest - now);
      return;
    }
    this.at = now;
    for (const e of this.list) {
      const v = f.readings[e.dataset.tell]?.value;
      const text = tellText(e, v);
      write(e, text);
      e.value = Number.isFinite(v) ? v : "";
      // Without a number its words do not hold of this run: of these data, with this neck, so early.
      e.closest("div").toggleAttribute("data-off", !Number.isFinite(v) && f.state !== "diverged");
    }
    if (!this.own) return;
    fact("own", f.loss, lossText);
    fact("twin", f.twin, lossText);
  }
}

/**
 * A reading as its tell writes it: with so many decimals, or more than these, and as a percentage where it is a share; a count has its thousands apart.
 * @type {(tell: HTMLElement, v: number, more?: number) => string}
 */
export function tellText(tell, v, more = 0) {
  if (!Number.isFinite(v)) return "–";
  const { decimals, unit = "" } = tell.dataset;
  const places = Number(decimals) + more;
  if (decimals === "4" && v >= 0 && !more) return lossText(v); // an error is written as a loss is
  if (!unit && !places && v >= 0) return amount(Math.round(v));
  const text = unit === "%" ? `${(100 * v).toFixed(places)} %` : v.toFixed(places);
  return parseFloat(text) === 0 ? text.replace("-", "") : text.replace("-", "−");
}

/**
 * A reading beside the bound that its goal sets: with as many more decimals as tell the two apart, up to three, so that 98.6 % is not "99 %" beside "at least 99 %".
 * @type {(part: HTMLElement, v: number) => string}
 */
export function partText(part, v) {
  const bound = Math.fround(Number(part.dataset.bound)); // as readings are
  let more = 0;
  while (more < 3 && v !== bound && tellText(part, v, more) === tellText(part, bound, more)) more++;
  return tellText(part, v, more);
}

/**
 * A loss as it is written everywhere.
 * @type {(v: number) => string}
 */
export const lossText = (v) => (v < 0.0005 ? v.toFixed(6) : v < 10 ? v.toFixed(4) : v.toPrecision(4));
