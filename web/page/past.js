// Looking back along the run: the slider under the stage, and the two ways out of the past.
import { $, write } from "./dom.js";
import * as wire from "./wire.js";
import { amount, fact } from "./show.js";
import { t } from "./words.js";

const grain = 200; // places of the slider, so that an arrow key moves half a per cent of the run

export class Past {
  /**
   * send takes commands; say tells a screen reader.
   * @param {(...commands: ArrayBuffer[]) => void} send @param {(text: string) => void} say
   */
  constructor(send, say) {
    this.send = send;
    this.say = say;
    this.at = -1; // the step that is looked at, or -1 for the present
    this.steps = 0; // of the run
    this.trains = false;
    this.touched = -1e9;
    this.box = $(".past");
    this.slider = $("#past");
    this.slider.addEventListener("input", () => this.look());
    $('[data-action="branch"]').addEventListener("click", () => this.at >= 0 && this.branch(this.at));
    $('[data-action="present"]').addEventListener("click", () => {
      this.send(wire.rewind(-1));
      this.slider.focus();
    });
  }

  /** Looks at the step that the slider says; its end is the present. */
  look() {
    const part = Number(this.slider.value) / grain;
    this.touched = performance.now();
    const step = part < 1 ? Math.floor(part * this.steps) : -1;
    this.send(wire.rewind(step));
    this.tell(step);
    this.fill();
  }

  /**
   * Goes back to a step, to train on from there another way.
   * @param {number} step
   */
  branch(step) {
    this.send(wire.branch(step));
    this.say(t("Back at step {0}. Training goes on from there.", step));
    $('[data-action="play"]').focus();
  }

  /**
   * Has the slider say where it stands, in the words of a screen reader. The present of a run that trains has no number to be read out.
   * @param {number} step
   */
  tell(step) {
    const all = amount(this.steps);
    this.slider.setAttribute("aria-valuetext", step >= 0 ? t("step {0} of {1}", amount(step), all) : this.trains ? t("the present") : t("the present, step {0}", all));
  }

  /**
   * Puts slider and words where the run is looked at.
   * @param {import("./trainer.js").Facts} f
   */
  show(f) {
    const trains = f.state === "training";
    const moved = f.back !== this.at || f.step !== this.steps || trains !== this.trains;
    Object.assign(this, { steps: f.step, at: f.back, trains });
    this.box.toggleAttribute("data-idle", f.step === 0 || f.state === "loading");
    if (!moved) return;
    const back = f.back >= 0;
    const [now, then] = this.box.querySelectorAll("output > span");
    this.box.toggleAttribute("data-back", back);
    now.hidden = back;
    then.hidden = !back;
    fact("back", back ? f.back : NaN, amount);
    write($("b", then), amount(f.step));
    if (performance.now() - this.touched < 500) return; // the hand knows better than the last kept step before it
    this.tell(f.back);
    this.slider.value = back ? Math.round((grain * f.back) / f.step) : grain;
    this.fill();
  }

  fill() {
    this.slider.style.setProperty("--fill", `${(100 * this.slider.value) / grain}%`);
  }
}
