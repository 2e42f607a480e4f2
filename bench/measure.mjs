// Measures contenders in turn: first, other, first, other, ... so that whatever the machine does meanwhile befalls all alike.
import { ceiling, contenders } from "./contenders.mjs";
import { files } from "./host.mjs";
import { parameters, products, works } from "./work.mjs";

const seconds = 0.5; // of one sample
const warmUp = 2; // seconds before the first sample: browsers compile hot code again, and better
const limit = 0.1; // cores that others may use during a good sample
const schooling = { steps: 200, seconds: 25 }; // before anything is timed: the losses, and a warm engine

/** One contender at one task, in a page of its own. */
class Run {
  pairs = []; // of samples: the first contender's rate, this one's, and the noise of the worse

  constructor(name, task) {
    Object.assign(this, { name, task });
  }

  /** Opens the page and trains a little. What fails is kept as the reason why there is no figure. */
  async begin(browser, url) {
    const { module, options } = this.name === "ceiling" ? ceiling : contenders[this.name];
    this.page = await (await browser.newContext()).newPage();
    try {
      await this.page.goto(url);
      await this.page.waitForFunction("globalThis.bench");
      Object.assign(this, await this.#ask("open", module, { ...options, files }, this.task));
      if (this.task in works) {
        if (this.parameters !== parameters(works[this.task])) throw new Error(`learns ${this.parameters} parameters`);
        this.learnt = await this.#ask("learn", schooling.steps, schooling.seconds);
      }
      await this.#ask("sample", warmUp);
    } catch (e) {
      this.lack = e.message.replace(/^page\.evaluate: (Error: )?/, "").split("\n")[0];
    }
    return this;
  }

  #ask(what, ...args) {
    const late = new Promise((_, no) => setTimeout(no, 90_000, new Error("no answer within 90 s")).unref());
    return Promise.race([this.page.evaluate(([what, args]) => globalThis.bench[what](...args), [what, args]), late]);
  }

  /** Takes a sample: steps a second, and the cores that others used meanwhile. */
  async sample(others) {
    others.since();
    const rate = await this.#ask("sample", seconds);
    return { rate, noise: others.since() };
  }

  end() {
    return this.page.close();
  }

  /** What is known in the end, from the pairs of samples of the first contender and this one. */
  result(rounds) {
    const { name, task, note, parameters, flops, learnt, lack, pairs } = this;
    if (lack) return { name, task, lack };
    const used = quietest(pairs, rounds), rates = ascending(used.map((p) => p.rate));
    return {
      name, task, note, parameters, flops, learnt, samples: used.length, disturbed: !good(used.at(-1)),
      rate: median(rates), low: rates[0], high: rates.at(-1), times: median(ascending(used.map((p) => p.first / p.rate))),
    };
  }
}

const good = (pair) => pair.noise < limit;
const ascending = (numbers) => [...numbers].sort((a, b) => a - b);

/** The good pairs, or where these are too few the least disturbed; the most disturbed comes last. */
function quietest(pairs, rounds) {
  const sorted = [...pairs].sort((a, b) => a.noise - b.noise), enough = Math.min(3, rounds);
  return sorted.slice(0, Math.max(sorted.filter(good).length, enough));
}

/** The middle of sorted numbers. */
function median(sorted) {
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Who takes part in a task: the first is measured before each of the others. */
function field(task) {
  if (task in products) {
    const peers = Object.keys(contenders).filter((name) => !contenders[name].training && !contenders[name].only);
    return [["ceiling", task], ...(products[task].peers ? peers : ["ours"]).map((name) => [name, task])];
  }
  const fits = ({ only, training }) => (!only || only.includes(task)) && (!training || task in works);
  return Object.keys(contenders).filter((name) => fits(contenders[name])).map((name) => [name, task]);
}

/** Measures everybody at a task, until all have their good samples or the time is up; end is when, on the clock of performance.now. */
export async function measure(task, { browser, url, others, rounds, end, say }) {
  const runs = [];
  for (const [name, of] of field(task)) {
    const run = await new Run(name, of).begin(browser, url);
    say(`${task} ${name}: ${run.lack ?? (run.learnt ? `loss ${run.learnt.before.toFixed(4)} -> ${run.learnt.after.toFixed(4)}` : "ready")}`);
    runs.push(run);
  }
  const [first, ...rest] = runs.filter((r) => !r.lack);
  const wanting = () => rest.filter((r) => r.pairs.filter(good).length < rounds);
  do {
    for (const run of wanting()) {
      await others.pause(limit, Math.min(3, (end - performance.now()) / 1000));
      const before = await first.sample(others), after = await run.sample(others), noise = Math.max(before.noise, after.noise);
      run.pairs.push({ first: before.rate, rate: after.rate, noise });
      first.pairs.push({ first: before.rate, rate: before.rate, noise: before.noise });
    }
  } while (wanting().length && performance.now() < end);
  for (const run of runs) await run.end();
  return runs.map((r) => r.result(rounds));
}
