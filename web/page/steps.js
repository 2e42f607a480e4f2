// The steps of the lesson: which one is shown, what it turns when it opens, its question, and what has been done.
import { tell } from "./events.js";
import * as files from "./files.js";
import { options } from "./options.js";
import { amount } from "./show.js";
import { lossText, tellText } from "./tells.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

const $ = (s, from = document) => from.querySelector(s);
const all = (s, from = document) => [...from.querySelectorAll(s)];

/** "3:1 12:0.5" as a list of pairs of numbers. */
const pairs = (list) => list.split(" ").filter(Boolean).map((p) => p.split(":").map(Number));

const patience = 4; // seconds that a run may take that a step or a question asks for, before it goes at full speed

/**
 * hooks: send(...commands), facts(), pulls(): how many pulls were sent, opened(step, i), answered(i), say(text, kind), unsay(kind); speed() is the one that was asked for,
 * which facts show only later, and setSpeed(v) asks for one.
 */
export class Steps {
  constructor(hooks) {
    this.hooks = hooks;
    this.all = all("[data-step]");
    this.at = 0;
    this.before = null; // the speed to go back to after a step in slow motion
    this.hurried = null; // the speed to go back to after a run that was hurried
    this.goal = $("[data-goal]");
    this.goalStep = 0; // of the newest facts
    this.crossed = false; // this run has reached the goal
    this.question = $("[data-question]");
    this.options = this.question ? all("input", this.question) : [];
    this.asked = null; // the question's run that is under way
    this.expected = { pull: 0 }; // what facts will say once they answer that pull
    $("#back").addEventListener("click", () => this.go(this.at - 1, true));
    const { next, nextTitle } = document.body.dataset;
    const over = files.page(next ?? "");
    this.after = next && over ? { page: over, words: t("Next lesson"), title: `: ${nextTitle}` } : { page: over, words: over ? t("All lessons") : t("The end"), title: "" };
    $("#next").addEventListener("click", () => (this.at === this.all.length - 1 ? location.assign(this.after.page) : this.go(this.at + 1, true)));
    for (const b of all("[data-go]")) b.addEventListener("click", () => this.go(this.find(b.dataset.go), true));
    for (const o of this.options) o.addEventListener("change", () => ($("[data-run-it]").disabled = false));
    $("[data-run-it]")?.addEventListener("click", () => this.ask());
    this.go(0, false);
  }

  find(id) {
    return this.all.findIndex((s) => s.dataset.step === id);
  }

  /** Shows step i; when the learner went there, turns the knobs that it wants. At the opening of the page that is all: its place is the reader's. */
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
    if (turn) {
      if (!opening) $("h2", step).focus({ preventScroll: true });
      const before = this.leave();
      const anew = [...this.turns(step.dataset.turns), ...this.fresh(step)];
      this.hooks.send(...before, ...anew, ...this.slow("slow" in step.dataset), ...this.prepare(step, anew.length > 0));
      this.hooks.unsay("done"); // of another step; of this one the reader hears by the focus
    }
    this.hooks.opened(step, i);
    tell("step", { id: step.dataset.step, index: i, count: this.all.length });
    const f = this.hooks.facts();
    if (f && f.pull >= this.expected.pull) this.show(f); // when nothing had to be sent, nothing will answer
  }

  /**
   * On a laptop the words scroll, and begin with the title; on a phone the page does, and begins with the step. In a frame it is the page around it that
   * would scroll: it does so only for a learner who went there, and no further than it must.
   */
  scroll(step, went) {
    const words = $("#words");
    if (options.embed && getComputedStyle(words).overflowY !== "auto") return went && step.scrollIntoView({ block: "nearest" });
    if (getComputedStyle(words).overflowY === "auto") words.scrollTop = 0;
    else if (step === this.all[0]) scrollTo(0, 0);
    else step.scrollIntoView();
    $(".ask label + label", step)?.scrollIntoView({ block: "nearest" }); // a question is in sight, if the words before it have to give way
  }

  /** The commands that make ready what a step speaks of: a picture from the set, and a run that has learned long enough; anew if knobs were turned for it. */
  prepare(step, anew) {
    const f = this.now();
    if (!f) return [];
    const whole = f.sample < 0 || f.held ? [wire.show(f.sample < 0 ? Number(document.body.dataset.unseen) : f.sample)] : [];
    const steps = Number(step.dataset.steps ?? 0);
    const rests = anew ? f.state !== "training" : f.step < steps && f.state !== "training" && f.state !== "diverged";
    return steps && rests ? [...whole, ...this.hurry(steps - (anew ? 0 : f.step)), wire.until(steps)] : whole;
  }

  /** The facts, or, while those that answer what was just sent are on their way, what they will say. */
  now() {
    const f = this.hooks.facts();
    return f && f.pull < this.expected.pull ? { ...f, ...this.expected } : f;
  }

  /** Notes what facts will say of the run after what is being sent. Those that answer a pull that is under way may be of before. */
  expect(changes) {
    const { state, step, setup } = this.now();
    this.expected = { state, step, setup, ...changes, pull: this.hooks.pulls() + 1 };
  }

  /** The trainer has refused something: what was expected of it may never be. */
  refused() {
    this.expected = { pull: 0 };
  }

  /** Notes that the learner is turning a knob, whatever question or step it was turned for. */
  turned(knob, value) {
    this.forget();
    if (this.now()) this.expect({ setup: this.now().setup.with(knob, value) });
  }

  /** The speed that the learner chose, not the one of a hurry. */
  chosen() {
    const speed = this.hooks.speed();
    return this.hurried && speed === Infinity ? this.hurried.speed : speed;
  }

  /** The command that brings full speed for a run of so many steps, if it would bore otherwise; the speed from before comes back with its end. */
  hurry(steps) {
    const speed = this.chosen();
    if (steps <= patience * speed) return [];
    this.hurried = { speed, pull: this.hooks.pulls() + 1 };
    return [this.hooks.setSpeed(Infinity)];
  }

  /** Goes back to the speed from before a hurry, once its run is over; not when the learner has chosen one meanwhile. */
  calm(f) {
    if (!this.hurried || f.pull < this.hurried.pull || f.state === "training" || f.state === "loading") return;
    const { speed } = this.hurried;
    this.hurried = null;
    if (this.hooks.speed() === Infinity) this.hooks.send(this.hooks.setSpeed(speed));
  }

  /** The commands for those turns of "knob:value ..." that change something. */
  turns(list) {
    const setup = this.now()?.setup;
    const wanted = setup ? pairs(list).filter(([k, v]) => setup[k] !== v) : [];
    if (wanted.length) this.expect({ setup: Object.assign([...setup], Object.fromEntries(wanted)) });
    return wanted.map(([k, v]) => wire.turn(k, v));
  }

  /** The command that begins the run again, for a step that opens at its beginning. */
  fresh(step) {
    if (!("fresh" in step.dataset && this.now()?.step > 0)) return [];
    this.expect({ step: 0 });
    return [wire.again()];
  }

  /** The commands that bring slow motion, or the speed from before it. */
  slow(on) {
    const now = this.chosen();
    if (on === (now === 0)) return [];
    const to = on ? 0 : this.before;
    this.before = on ? now : null;
    if (to === null) return [];
    this.hurried = null;
    return on ? [wire.play(0), this.hooks.setSpeed(to)] : [this.hooks.setSpeed(to)];
  }

  /** Runs the question: the run that it describes, from the start. */
  ask() {
    const f = this.now();
    const picked = this.options.findIndex((o) => o.checked);
    if (!f || picked < 0) return;
    const { run, steps } = this.question.dataset;
    const commands = [...this.turns(run), ...this.hurry(Number(steps)), wire.again(), wire.until(Number(steps))];
    this.expect({ state: "training", step: 0 });
    this.asked = { picked, pull: this.expected.pull };
    this.hooks.send(...commands);
    $("[data-run-it]").disabled = true;
    $(".answer").classList.remove("shown");
  }

  /** The command that stops the run of a question that the learner leaves before its end. */
  leave() {
    const back = this.hooks.facts()?.back >= 0 ? [wire.rewind(-1)] : []; // what a step speaks of is the present
    if (!this.asked) return back;
    this.expect({ state: "paused" });
    this.forget();
    return [...back, wire.play(0)];
  }

  /** Lets go of a question whose run will not be brought to its end. */
  forget() {
    this.asked = null;
    if (this.question) $("[data-run-it]").disabled = !this.options.some((o) => o.checked);
  }

  /** Lets go of all that hung on a trainer that is gone; a new one counts its pulls anew. */
  lost() {
    this.forget();
    this.expected = { pull: 0 };
    const speed = this.chosen();
    if (this.hurried) this.hooks.setSpeed(speed);
    this.hurried = null;
  }

  /** Marks what is done, and answers the question once its run is over. */
  show(f) {
    this.calm(f);
    const [goal, ...rest] = f.readings;
    if (goal) this.showGoal(f, goal);
    if (rest[this.options.length + this.at]?.reached) this.done(this.at);
    if (!this.asked || f.pull < this.asked.pull || f.state === "training" || f.state === "loading") return;
    const over = f.state === "diverged" || f.step === Number(this.question.dataset.steps);
    if (over) this.answer(f, rest.findIndex((r, i) => i < this.options.length && r.reached));
    else this.forget(); // it was stopped from the stage
  }

  showGoal(f, r) {
    // While an earlier condition does not hold, the goal's own reading is of that one.
    const tell = this.goal.dataset.at;
    const v = f[{ loss: "loss", valid: "validation", twin: "twin" }[this.goal.dataset.what]] ?? (tell ? f.readings[tell] : r)?.value;
    const text = tell ? (x) => tellText($(`[data-tell="${tell}"]`), x) : lossText;
    $("data", this.goal).textContent = Number.isFinite(v) ? text(v) : "–";
    if (!r.reached && r.progress === 0) $("data", this.goal).textContent = "–"; // what must hold first does not: the number would mislead
    $("progress", this.goal).value = r.progress;
    this.goal.toggleAttribute("data-now", r.reached);
    if (f.step < this.goalStep) this.crossed = false; // another run, or the same one from further back
    this.goalStep = f.step;
    if (r.reached && !this.crossed) this.cross(f.step);
    if (!("reached" in this.goal.dataset)) return;
    const words = this.crossed ? t(" – reached at step {0}", this.reachedAt) : t(" – reached before, at step {0}", this.reachedAt);
    const b = $("b", this.goal);
    if (b.textContent !== words) b.textContent = words;
  }

  /** Notes at which step a run first reached the goal. */
  cross(step) {
    this.crossed = true;
    this.reachedAt = amount(step);
    this.goal.dataset.reached = "";
    tell("goal", { id: this.goal.dataset.goal, step });
    this.hooks.say(t("Goal reached at step {0}: {1}", step, $("span", this.goal).textContent));
  }

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

  answer(f, happened) {
    const words = (i) => this.options[i].parentElement.textContent.trim();
    const { picked } = this.asked;
    this.asked = null;
    $("[data-run-it]").disabled = false;
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
    this.done(at);
    this.hooks.answered(at);
    tell("answer", { id: this.question.dataset.question, picked, happened, words: [words(picked), happened < 0 ? "" : words(happened)] });
  }

  /** Writes into the answer what its run came to: the numbers that the question is about, or else the losses. */
  quote(f) {
    const quote = (this.question.dataset.quote ?? "").split(" ").filter((at) => Number.isFinite(f.readings[at]?.value)); // those whose words hold
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
