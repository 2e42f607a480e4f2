// The steps of the lesson: which one is shown, its question, and what has been done. What they mean for the run is the trainer's (wasm/trainer/guide.go).
import { $, all, write } from "./dom.js";
import { tell } from "./events.js";
import * as files from "./files.js";
import { options } from "./options.js";
import { amount } from "./show.js";
import { lossText, partText, tellText } from "./tells.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

/** @typedef {import("./trainer.js").Facts} Facts */

/**
 * hooks: send(...commands), facts(), pulls(): how many pulls were sent, opened(step, i), hide(figures) that would tell, answered(i), say(text, kind), unsay(kind).
 * @typedef {Object} Hooks
 * @property {(...commands: ArrayBuffer[]) => void} send
 * @property {() => Facts | null} facts
 * @property {() => number} pulls
 * @property {(step: HTMLElement, i: number) => void} opened
 * @property {(figures: string) => void} hide
 * @property {(i: number) => void} answered
 * @property {(text: string, kind?: string) => void} say
 * @property {(kind: string) => void} unsay
 */

export class Steps {
  /** @param {Hooks} hooks */
  constructor(hooks) {
    this.hooks = hooks;
    this.all = all("[data-step]");
    this.at = 0;
    this.seen = 0; // the steps that the trainer has said are done, as bits
    this.answers = 0; // how many it has given
    this.reachedAt = ""; // the step at which a run reached the goal, in words
    this.goal = $("[data-goal]");
    this.parts = all("[data-part]");
    this.bet = false; // on the question, or it was answered before
    this.crossed = false; // this run has reached the goal
    this.hushed = false; // a goal that is reached now is none to speak of
    this.question = $("[data-question]");
    this.options = this.question ? all("input", this.question) : [];
    this.repicked = false; // another option was picked while the question's run is under way
    this.asked = 0; // the pull that is answered after the question was asked
    $("#back").addEventListener("click", () => this.go(this.at - 1, true));
    const { next, nextTitle } = document.body.dataset;
    const over = files.page(next ?? "");
    this.after = next && over ? { page: over, words: t("Next lesson"), title: `: ${nextTitle}` } : { page: over, words: over ? t("All lessons") : t("The end"), title: "" };
    $("#next").addEventListener("click", () => (this.at === this.all.length - 1 ? location.assign(this.after.page) : this.go(this.at + 1, true)));
    for (const b of all("[data-go]")) b.addEventListener("click", () => this.go(this.find(b.dataset.go), true));
    for (const o of this.options) o.addEventListener("change", () => {
      this.repicked = true;
      $("[data-run-it]").disabled = false;
    });
    $("[data-run-it]")?.addEventListener("click", () => this.ask());
    this.go(0, false);
  }

  /** @param {string} id */
  find(id) {
    return this.all.findIndex((s) => s.dataset.step === id);
  }

  /**
   * Shows step i; when the learner went there, the trainer brings the run that it wants. At the opening of the page that is all: its place is the reader's.
   * @param {number} i @param {boolean} turn @param {boolean} opening
   */
  go(i, turn, opening = false) {
    if (i < 0 || i >= this.all.length) return;
    this.at = i;
    const step = this.all[i];
    this.all.forEach((s, k) => s.classList.toggle("here", k === i));
    all("[data-go]").forEach((b, k) => (k === i ? b.setAttribute("aria-current", "step") : b.removeAttribute("aria-current")));
    $(".lead").hidden = i > 0;
    document.body.toggleAttribute("data-on", i > 0);
    $("#back").disabled = i === 0;
    const over = i === this.all.length - 1;
    const title = Object.assign(document.createElement("span"), { textContent: over ? this.after.title : "" }); // a phone has no room for it
    $("#next").replaceChildren(over ? this.after.words : t("Next"), title);
    $("#next").title = over ? this.after.title.replace(": ", "") : "";
    $("#next").disabled = over && !this.after.page;
    $(".pager").toggleAttribute("data-last", over);
    if (!opening) this.scroll(step, turn);
    if (turn && !opening) $("h2", step).focus({ preventScroll: true });
    this.hooks.send(wire.goTo(i, turn ? 1 : 0));
    if (turn) this.hooks.unsay("done"); // of another step; of this one the reader hears by the focus
    this.hooks.opened(step, i);
    this.hide();
    tell("step", { id: step.dataset.step, index: i, count: this.all.length });
  }

  /**
   * On a laptop the words scroll, and begin with the title; on a phone the page does, and begins with the step. In a frame it is the page around it that
   * would scroll: it does so only for a learner who went there, and no further than it must.
   * @param {HTMLElement} step @param {boolean} went
   */
  scroll(step, went) {
    const words = $("#words");
    if (options.embed && getComputedStyle(words).overflowY !== "auto") return went && step.scrollIntoView({ block: "nearest" });
    if (getComputedStyle(words).overflowY === "auto") words.scrollTop = 0;
    else if (step === this.all[0]) scrollTo(0, 0);
    else step.scrollIntoView();
    $(".ask label + label", step)?.scrollIntoView({ block: "nearest" }); // a question is in sight, if the words before it have to give way
  }

  /** Hides the figures that would answer the question until the learner has bet, or has left it behind; of those that a step has shown before, only where it is asked. */
  hide() {
    const asks = this.all.findIndex((s) => s.contains(this.question));
    const shown = this.all.slice(0, asks).flatMap((s) => s.dataset.point?.split(" ") ?? []);
    const names = (this.all[asks]?.dataset.hides ?? "").split(" ").filter((/** @type {string} */ name) => this.at === asks || !shown.includes(name));
    this.hooks.hide(this.waits() ? names.join(" ") : "");
  }

  /** Whether what would answer the question waits for the bet. */
  waits() {
    return Boolean(this.question) && !this.bet && !$(".answer").classList.contains("shown") && this.at <= this.all.findIndex((s) => s.contains(this.question));
  }

  /** Asks the trainer to run the question. */
  ask() {
    const picked = this.options.findIndex((o) => o.checked);
    if (!this.hooks.facts() || picked < 0) return;
    this.bet = true;
    this.hide();
    this.asked = this.hooks.pulls() + 1; // an answer that is under way may be of before
    this.repicked = false;
    this.hooks.send(wire.ask(picked));
    $("[data-run-it]").disabled = true;
    $(".answer").classList.remove("shown");
  }

  /**
   * Has the button of the question stand as the choice wants it, and whether its run is under way.
   * @param {boolean} asking
   */
  choose(asking) {
    if (this.question) $("[data-run-it]").disabled = (asking && !this.repicked) || !this.options.some((o) => o.checked);
  }

  /** Lets go of all that hung on a trainer that is gone; a new one counts anew. */
  lost() {
    Object.assign(this, { seen: 0, answers: 0, asked: 0 });
    this.choose(false);
  }

  /**
   * Shows how the lesson stands.
   * @param {Facts} f
   */
  show(f) {
    const { lesson } = f;
    if (f.readings.length) this.showGoal(f, f.readings[0]);
    const answered = lesson.answers !== this.answers;
    this.answers = lesson.answers;
    if (f.pull >= this.asked) this.choose(lesson.asking);
    if (answered) this.answer(f);
    this.mark(lesson.done);
  }

  /**
   * Marks the steps that are newly done: those of before the lesson was opened again are not told once more.
   * @param {number} done
   */
  mark(done) {
    const newly = done & ~this.seen;
    this.seen = done;
    this.all.forEach((_, i) => (newly >> i) & 1 && this.done(i));
  }

  /** @param {Facts} f @param {Facts["readings"][0]} r */
  showGoal(f, r) {
    let least = 1; // the goal is as near as the furthest of its conditions
    for (const li of this.parts) {
      li.hidden = "awaits" in li.dataset && this.waits(); // what it wants would answer the question, too
      const part = li.hidden ? { reached: false, progress: 0, value: NaN } : f.readings[li.dataset.part];
      const data = li.querySelector("data");
      const far = data && !Number.isFinite(part.value) ? 0 : part.progress; // nobody knows how far
      least = Math.min(least, part.reached ? 1 : far);
      if (data) write(data, partText(li, part.value));
      if (part.reached === "met" in li.dataset) continue;
      li.toggleAttribute("data-met", part.reached);
      $("i", li).setAttribute("aria-label", part.reached ? t("met") : t("not yet"));
    }
    $("progress", this.goal).value = r.reached ? 1 : least;
    this.goal.toggleAttribute("data-now", r.reached);
    const { crossed } = f.lesson;
    if (crossed >= 0 && !this.crossed && !this.hushed) this.cross(crossed);
    this.crossed = crossed >= 0;
    if (!("reached" in this.goal.dataset)) return;
    const words = this.crossed ? t(" – reached at step {0}", this.reachedAt) : t(" – reached before, at step {0}", this.reachedAt);
    write($("b", this.goal), words);
  }

  /**
   * Notes at which step a run first reached the goal.
   * @param {number} step
   */
  cross(step) {
    this.reachedAt = amount(step);
    this.goal.dataset.reached = "";
    tell("goal", { id: this.goal.dataset.goal, step });
    this.hooks.say(t("Goal reached at step {0}: {1}", step, $("span", this.goal).textContent));
  }

  /** @param {number} i */
  done(i) {
    const step = this.all[i];
    if (!step || "done" in step.dataset) return;
    step.dataset.done = "";
    const dot = all("[data-go]")[i];
    dot.dataset.done = "";
    dot.setAttribute("aria-label", t("{0}, done", dot.getAttribute("aria-label")));
    tell("done", { id: step.dataset.step, index: i, count: this.all.length });
    if (i === this.at && $(".do", step)) this.hooks.say(t("Done. Go on when you like."), "done");
  }

  /** @param {Facts} f */
  answer(f) {
    const words = (/** @type {number} */ i) => this.options[i].parentElement.textContent.trim();
    const { picked, happened } = f.lesson;
    $(".picked").textContent = t("You picked: {0}.", words(picked));
    $(".happened").textContent = happened < 0 ? t("What happened: none of these, this time.")
      : happened === picked ? t("What happened: {0}. You saw it coming.", words(happened)) : t("What happened: {0}.", words(happened));
    this.quote(f);
    this.question.dataset.happened = happened;
    $(".answer").classList.add("shown");
    $(".answer").focus({ preventScroll: true });
    $(".answer").scrollIntoView({ block: "nearest" });
    const at = this.all.findIndex((s) => s.contains(this.question));
    this.hooks.say($(".happened").textContent);
    this.mark(f.lesson.done);
    this.hooks.answered(at);
    tell("answer", { id: this.question.dataset.question, picked, happened, words: [words(picked), happened < 0 ? "" : words(happened)] });
  }

  /**
   * Writes into the answer what its run came to: the numbers that the question is about, or else the losses.
   * @param {Facts} f
   */
  quote(f) {
    /** @type {number[]} */
    const quote = (this.question.dataset.quote ?? "").split(" ").filter(Boolean).map(Number).filter((/** @type {number} */ at) => Number.isFinite(f.readings[at]?.value)); // those whose words hold
    if (quote.length) {
      $(".numbers").textContent = t("After {0} steps:", amount(f.step));
      $(".quote").replaceChildren(...quote.map((at) => {
        const tell = $(`[data-tell="${at}"]`);
        const [row, term, value] = ["div", "dt", "dd"].map((tag) => document.createElement(tag));
        term.textContent = $("dt", tell.closest("div")).textContent;
        value.textContent = tellText(tell, f.readings[at]?.value);
        row.append(term, value);
        return row;
      }));
      return;
    }
    const names = document.body.dataset.names?.split("|");
    $(".numbers").textContent = names
      ? t("After {0} steps the loss of {1} is {2}, on examples set aside {3}; that of {4} is {5}.", f.step, names[0], lossText(f.loss), lossText(f.validation), names[1], lossText(f.twin))
      : t("After {0} steps the loss is {1}, on examples set aside {2}.", f.step, lossText(f.loss), lossText(f.validation));
  }
}
