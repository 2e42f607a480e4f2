// The drawings of a class: the code of what the learner has painted, and the codes of others as a data set.
import { $ } from "./dom.js";
import * as wire from "./wire.js";
import { amount, notice } from "./show.js";
import { t } from "./words.js";

export class Drawings {
  /**
   * send takes commands; say tells a screen reader.
   * @param {(...commands: ArrayBuffer[]) => void} send @param {(text: string) => void} say
   */
  constructor(send, say) {
    this.panel = $("#class");
    this.facts = /** @type {import("./trainer.js").Facts | null} */ (null);
    this.taught = false; // codes were sent, and nothing has come of them yet
    if (!this.panel) return; // this lesson has no such data
    this.own = $(".own", this.panel);
    this.codes = $("textarea", this.panel);
    this.panel.addEventListener("toggle", () => this.facts && this.show(this.facts));
    $("[data-copy]", this.panel).addEventListener("click", () => this.copy(say));
    $("[data-teach]", this.panel).addEventListener("click", () => {
      this.taught = true;
      send(wire.useClass(this.codes.value));
    });
  }

  /** @param {(text: string) => void} say */
  async copy(say) {
    try {
      await navigator.clipboard.writeText(this.own.value);
      say(t("The code of your drawing is copied."));
    } catch {
      this.own.select(); // no leave to write to the clipboard: it is ready to be copied by hand
    }
  }

  /** @param {import("./trainer.js").Facts} f */
  show(f) {
    this.facts = f;
    if (!this.panel?.open) return;
    if (this.own.value !== f.drawing) this.own.value = f.drawing;
    $("[data-copy]", this.panel).disabled = !f.drawing;
    const n = f.class ? f.class.split(".").length : 0;
    const words = n === 0 ? t("No drawings have been pasted: the data set “drawings” then holds a few that come with the course.")
      : n === 1 ? t("This run has one drawing of a class.")
      : n < 8 ? t("This run has {0} drawings of a class.", amount(n))
      : t("This run has {0} drawings of a class, {1} of them for validation only.", amount(n), amount(Math.floor(n / 4)));
    const has = $(".has", this.panel);
    if (has.textContent === words) return;
    has.textContent = words;
    if (this.taught) notice(""); // codes that were refused before are none of these
    this.taught = false;
  }
}
