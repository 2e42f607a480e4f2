// Our engine, built for WebAssembly like the trainer of the course: bench/engine. One call takes many steps, as in the trainer's slices.
import { decoderSizes, examples, random, works } from "../work.mjs";

export async function open({ files }) {
  return start(await (await fetch(files.engine)).arrayBuffer());
}

/** Starts the program; Go's wasm_exec.js must have been loaded. */
export async function start(program) {
  const go = new Go();
  const { instance } = await WebAssembly.instantiate(program, go.importObject);
  go.run(instance); // until the page closes
  const engine = globalThis.hourglassEngine;
  return {
    train: (work) => train(engine, work),
    decode: (work, rows) => decode(engine, work, rows),
    multiply: (sizes) => multiply(engine, sizes),
  };
}

const bytes = (floats) => new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength);
const nameOf = (work) => Object.keys(works).find((name) => works[name] === work);

function begin(engine, work) {
  const batches = examples(work), all = new Float32Array(batches.length * batches[0].length);
  batches.forEach((x, i) => all.set(x, i * x.length));
  const answer = engine.train(nameOf(work), bytes(all));
  if (typeof answer === "string") throw new Error(answer);
  return answer;
}

function train(engine, work) {
  return {
    parameters: begin(engine, work),
    run: (steps) => engine.step(steps),
    loss: () => engine.loss(),
  };
}

function decode(engine, work, rows) {
  begin(engine, work);
  const sizes = decoderSizes(work), next = random(5), out = new Float32Array(rows * sizes.at(-1));
  engine.decoder(bytes(Float32Array.from({ length: rows * sizes[0] }, () => 2 * next() - 1)), bytes(out));
  return {
    run(times) {
      for (; times > 0; times--) engine.decode(); // one crossing for each answer, as a page would ask
    },
    out: () => out,
  };
}

function multiply(engine, { m, k, n }) {
  engine.factors(m, k, n);
  return { flops: 2 * m * k * n, run: (times) => engine.multiply(times) };
}
