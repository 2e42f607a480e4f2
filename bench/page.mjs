// Runs in the browser: one page for each contender, which holds the one job that it is measured at. bench.mjs calls it.
import { decoders, products, width, works } from "./work.mjs";

const contenders = {
  ceiling: () => import("./ceiling.mjs"),
  convnetjs: () => import("./peers/convnetjs.mjs"),
  handjs: () => import("./peers/handjs.mjs"),
  jaxjs: () => import("./peers/jaxjs.mjs"),
  ort: () => import("./peers/ort.mjs"),
  ours: () => import("./peers/ours.mjs"),
  tfjs: () => import("./peers/tfjs.mjs"),
};

let job, size = 1; // size: steps of one call of run, some 20 ms of them

globalThis.bench = {
  /** Opens a contender and prepares a task: what there is to know of the job. */
  async open(module, options, task) {
    const library = await (await contenders[module]()).open(options);
    job = await prepare(library, task);
    return { note: job.note, parameters: job.parameters, flops: job.flops };
  },

  /** Trains for some steps, fewer if they take too long: the loss before and after. */
  async learn(steps, seconds) {
    const before = await job.loss(), end = performance.now() + 1000 * seconds;
    let done = 0;
    for (; done < steps && performance.now() < end; done++) await job.run(1);
    return { before, after: await job.loss(), steps: done };
  },

  /** Runs for some seconds: steps a second. */
  async sample(seconds) {
    const begun = performance.now();
    let done = 0, spent;
    do {
      await job.run(size);
      done += size;
      spent = (performance.now() - begun) / 1000;
    } while (spent < seconds);
    size = Math.max(1, Math.round((0.02 * done) / spent));
    return done / spent;
  },
};

async function prepare(library, task) {
  const lack = (what) => { throw new Error(`no ${what}`); };
  if (task in works) return library.train ? library.train(works[task]) : lack("training");
  if (task in products) return library.multiply ? library.multiply(products[task]) : lack("product of matrices");
  const { of, rows } = decoders[task], made = library.decode ? await library.decode(works[of], rows) : lack("decoder");
  await made.run(1);
  const out = made.out();
  if (out.length !== rows * width(works[of]) || !out.every(Number.isFinite) || out.every((v) => v === out[0])) lack("pictures in what it decoded");
  return made;
}
