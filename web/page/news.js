// What is worth saying of a run: that it started, halved its loss, paused, blew up; what slow motion does; and what the trainer wants said.
import { $ } from "./dom.js";
import { plain } from "./number.js";
import { amount, card, notice, say, uncard } from "./show.js";
import { lossText } from "./tells.js";
import * as wire from "./wire.js";
import { t, told } from "./words.js";

/** What slow motion does, phase by phase, for who cannot see it; the last of a step leaves it at rest. */
const phases = ["4 Update: every weight moves a little", "1 Forward: numbers run left to right", "2 Loss: every number of the copy is compared", "3 Backward: every weight gets its share of the blame"];

/** @typedef {import("./trainer.js").Facts} Facts */

/**
 * What the trainer wants said, a line each, in the page's language.
 * @type {(f: {notice: string}) => string}
 */
const noticed = ({ notice }) => notice.split("\n").map(told).join(" ");

export class News {
  /**
   * hooks: send(...commands), branch(step); controls are the page's, to name a knob by.
   * @param {{send: (...commands: ArrayBuffer[]) => void, branch: (step: number) => void}} hooks
   * @param {import("./controls.js").Controls} controls
   */
  constructor(hooks, controls) {
    this.hooks = hooks;
    this.controls = controls;
    this.doubts = /** @type {Set<string>} */ (new Set());
    this.said = { state: "", phase: 0, notice: "", halvings: 0, lead: -1 };
  }

  /**
   * Says something that was wrong with the address that the page was opened with, beside what else was.
   * @param {string} words
   */
  doubt(words) {
    this.doubts.add(words);
    notice([...this.doubts].join(" "));
  }

  /**
   * Says what these facts bring, and returns the state from before.
   * @param {Facts} f
   */
  hear(f) {
    const { said } = this;
    if (f.notice && f.notice !== said.notice) {
      notice([...this.doubts, noticed(f)].join(" "));
      this.doubts.clear();
    }
    if (!f.notice && said.notice && $(".notice p").textContent === noticed(said)) notice(""); // of a run that is no more
    if (f.state !== said.state) this.turned(f);
    else if (f.state === "training" && said.lead >= 0 && f.lesson.lead < 0) say(t("Training goes on from there."), "state"); // Play was pressed meanwhile
    if (f.phase !== said.phase && (f.phase || said.phase === phases.length - 1)) say(t(phases[f.phase]), "phase");
    if (f.lesson.halvings > said.halvings) say(t("Loss {0} at step {1}.", lossText(f.loss), f.step), "loss");
    this.said = { state: f.state, phase: f.phase, notice: f.notice, halvings: f.lesson.halvings, lead: f.lesson.lead };
    return said.state;
  }

  /**
   * Says that the run has started, stopped or blown up.
   * @param {Facts} f
   */
  turned(f) {
    if (this.said.state === "diverged") uncard("diverged");
    if (f.state === "training") say(f.lesson.lead >= 0 ? t("Training to step {0}", amount(f.lesson.lead)) : t("Training started."), "state");
    if (f.state === "paused") say(t("Paused at step {0}, loss {1}.", f.step, lossText(f.loss)), "state");
    if (f.state === "diverged") this.diverged(f);
  }

  /**
   * Says which knob blew the run up, and offers what helps: a milder value, the last sound step, the same start again.
   * @param {Facts} f
   */
  diverged(f) {
    const { sound, mild } = f.lesson;
    const c = this.controls.byIndex(f.exploded);
    const name = c ? this.controls.label(c) : t("a knob");
    const said = (/** @type {number | string} */ v) => c?.querySelector(`option[value="${v}"]`)?.text ?? v;
    const text = t("The run blew up at step {0}. The {1} ({2}) is the likeliest cause.", f.step, name.toLowerCase(), said(f.setup[f.exploded]));
    /** @type {[string, () => void, string?][]} */
    const buttons = [[t("Same start again"), () => this.hooks.send(wire.again()), "reset"]];
    if (sound > 0) buttons.unshift([t("Go back to step {0}", amount(sound)), () => this.hooks.branch(sound)]);
    if (c && mild !== f.setup[f.exploded]) {
      buttons.unshift([t("Set {0} to {1}", name.toLowerCase(), said(plain(mild))), () => this.hooks.send(wire.turn(f.exploded, mild), wire.again())]);
    }
    card("diverged", t("Blown up"), text, buttons);
  }
}
