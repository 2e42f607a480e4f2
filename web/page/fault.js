// The trainer is gone, or never came, or is silent; the page keeps the run's link and can begin again from there.
import { all } from "./dom.js";
import { amount, card, progress, uncard } from "./show.js";
import { t, told } from "./words.js";

const root = document.documentElement;
const beyond = 200_000; // no link leads further

/**
 * What went wrong, in plain words and in the browser's own; kind is that of a file that did not come: see web/page/theme.js.
 * @typedef {{message: string, raw?: string, kind?: string}} Fault
 */

/** @typedef {[label: string, act: () => void]} Help */

export class Faults {
  /**
   * hooks: close() lets go of the trainer and of all that hung on it, restart() brings another, facts(), around(words) tells the page around; address is the page's.
   * @param {{close: () => void, restart: () => Promise<void>, facts: () => import("./trainer.js").Facts | null, around: (words: string) => void}} hooks
   * @param {{text: string}} address
   */
  constructor(hooks, address) {
    this.hooks = hooks;
    this.address = address;
  }

  /** @param {string} title @param {Fault} e @param {Help} help */
  failed(title, e, help = this.help()) {
    this.hooks.close();
    this.stop(title, e, help);
  }

  /** The trainer does not answer. It may be gone for good, killed for want of memory, or only be kept from working: then it takes this back by itself. */
  silent() {
    this.stop(t("The trainer stopped"), { message: t("It does not answer any more: the browser has stopped it, perhaps for want of memory.") }, [t("Restart"), () => {
      this.failed("", { message: "" });
      this.restart();
    }]);
  }

  /** @param {string} title @param {Fault} fault @param {Help} help */
  stop(title, { message, raw }, help) {
    root.dataset.state = "failed";
    for (const c of all("#controls, .under fieldset")) c.disabled = true;
    if (message) this.hooks.around(message);
    progress("", 0);
    const f = this.hooks.facts();
    const kept = f?.step ? t("Your run is kept: it goes on from step {0}.", amount(f.step)) : "";
    card("failed", title, `${told(message)} ${kept}`.trim(), [help], raw);
  }

  /** @returns {Help} */
  help() {
    return [t("Restart"), () => this.restart()];
  }

  restart() {
    uncard("failed");
    root.dataset.state = "loading";
    this.address.text = this.atLast();
    return this.hooks.restart();
  }

  /** The link of the run at the step that was known last: the trainer writes its own link somewhat less often. */
  atLast() {
    const { text } = this.address;
    const f = this.hooks.facts();
    if (!f?.step || f.state === "loading") return text;
    const step = Number(/(?:^|&)step=(\d+)/.exec(text)?.[1] ?? 0);
    if (step >= f.step || f.step > beyond) return text;
    return [...text.split("&").filter((p) => p && !p.startsWith("step=")), `step=${f.step}`].join("&");
  }
}
