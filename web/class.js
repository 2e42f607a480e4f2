// The drawings of a class: the code of what the learner has painted, and the codes of others as a data set.
import * as wire from "./wire.js";
import { amount } from "./show.js";

const $ = (s, from = document) => from.querySelector(s);

export class Drawings {
  /** send takes commands; say tells a screen reader; forget lets go of a question that is being run. */
  constructor(send, say, forget) {
    this.panel = $("#class");
    if (!this.panel) return; // this lesson has no such data
    this.own = $(".own", this.panel);
    this.codes = $("textarea", this.panel);
    this.panel.addEventListener("toggle", () => this.facts && this.show(this.facts));
    $("[data-copy]", this.panel).addEventListener("click", () => this.copy(say));
    $("[data-teach]", this.panel).addEventListener("click", () => {
      forget();
      send(wire.useClass(this.codes.value));
    });
  }

  async copy(say) {
    try {
      await navigator.clipboard.writeText(this.own.value);
      say("The code of your drawing is copied.");
    } catch {
      this.own.select(); // no leave to write to the clipboard: it is ready to be copied by hand
    }
  }

  show(f) {
    this.facts = f;
    if (!this.panel?.open) return;
    if (this.own.value !== f.drawing) this.own.value = f.drawing;
    $("[data-copy]", this.panel).disabled = !f.drawing;
    const n = f.class ? f.class.split(".").length : 0;
    const words = n ? `This run has ${n === 1 ? "one drawing" : `${amount(n)} drawings`} of a class${n >= 8 ? `, ${amount(Math.floor(n / 4))} of them for validation only` : ""}.` : "No drawings have been pasted: the data set “drawings” then holds a few that come with the course.";
    const has = $(".has", this.panel);
    if (has.textContent !== words) has.textContent = words;
  }
}
