// ONNX Runtime Web, its WebAssembly kernels on one thread. It no longer trains; here one graph holds forward, a backward derived by
// hand and Adam, and all weights and moments go in and come out at every step. That tells what its kernels can do, not what an author
// of a page would write. Dense nets only.
import * as ort from "onnxruntime-web/wasm";
import { decoderSizes, examples, random } from "../work.mjs";
import { Graph } from "./onnx.mjs";

export function open({ files }) {
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmPaths = files.ort;
  ort.env.logLevel = "error";
  return { train, decode, multiply };
}

const session = (graph) => ort.InferenceSession.create(graph.model(), { executionProviders: ["wasm"], graphOptimizationLevel: "all" });
const tensor = (numbers, shape) => new ort.Tensor("float32", numbers, shape);
const size = (shape) => shape.reduce((a, b) => a * b);

const next = random(9);
const uniform = (shape, most) => tensor(Float32Array.from({ length: size(shape) }, () => (2 * next() - 1) * most), shape);
const zeros = (shape) => tensor(new Float32Array(size(shape)), shape);

/** What the layers of a dense net hold: name, shape and bound of the first values. */
const arrays = (sizes) => sizes.slice(1).flatMap((out, l) => [
  { name: `W${l}`, shape: [sizes[l], out], most: Math.sqrt(6 / (sizes[l] + out)) },
  { name: `b${l}`, shape: [out], most: 0 },
]);

/** Adds a dense net on x to g and returns the outputs of its layers, x first. */
function forward(g, x, layers, last) {
  const y = [x];
  for (let l = 0; l < layers; l++) {
    const sum = g.op("Gemm", [y[l], `W${l}`, `b${l}`]);
    y.push(l + 1 < layers ? g.op("Tanh", [sum]) : g.op("Sigmoid", [sum], last));
  }
  return y;
}

/** Adds the backward pass of the mean squared error and returns the gradient of each array. */
function backward(g, y, target, numbers) {
  const one = g.number(1), d = {}, last = y.length - 1;
  const error = g.op("Sub", [y[last], target]);
  g.op("ReduceMean", [g.op("Mul", [error, error])], { keepdims: 0, out: "loss" });
  const slope = g.op("Mul", [y[last], g.op("Sub", [one, y[last]])]); // of the sigmoid
  let dy = g.op("Mul", [g.op("Mul", [error, g.number(2 / numbers)]), slope]);
  for (let l = last - 1; l >= 0; l--) {
    d[`W${l}`] = g.op("Gemm", [y[l], dy], { transA: 1 });
    d[`b${l}`] = g.op("ReduceSum", [dy, g.ints([0])], { keepdims: 0 });
    if (l === 0) break;
    const bent = g.op("Sub", [one, g.op("Mul", [y[l], y[l]])]); // slope of tanh
    dy = g.op("Mul", [g.op("Gemm", [dy, `W${l}`], { transB: 1 }), bent]);
  }
  return d;
}

/** Adds a step of Adam for one array: new values are called next_*. */
function adam(g, name, d) {
  const average = (old, v, keep) => g.op("Add", [g.op("Mul", [old, g.number(keep)]), g.op("Mul", [v, g.number(1 - keep)])], { out: `next_${old}` });
  const m = average(`m_${name}`, d, 0.9), v = average(`v_${name}`, g.op("Mul", [d, d]), 0.999);
  const by = g.op("Div", [g.op("Mul", [m, "rate"]), g.op("Add", [g.op("Sqrt", [v]), g.number(1e-8)])]);
  g.op("Sub", [name, by], { out: `next_${name}` });
}

async function train(work) {
  if (work.net !== "dense") throw new Error("it has no training; the emulated step is written for dense nets only");
  const { sizes, rows } = work, all = arrays(sizes), feeds = {}, g = new Graph();
  g.input("x", [rows, sizes[0]]);
  g.input("rate", [1]);
  for (const { name, shape, most } of all) {
    for (const kept of [name, `m_${name}`, `v_${name}`]) {
      g.input(kept, shape);
      g.output(`next_${kept}`, shape);
      feeds[kept] = kept === name ? uniform(shape, most) : zeros(shape);
    }
  }
  const d = backward(g, forward(g, "x", sizes.length - 1), "x", rows * sizes[0]);
  for (const { name } of all) adam(g, name, d[name]);
  g.output("loss", []);
  const run = await session(g), kept = Object.keys(feeds), xs = examples(work).map((x) => tensor(x, [rows, sizes[0]]));
  let t = 0;
  return {
    note: "emulated: one graph of forward, backward and Adam",
    parameters: all.reduce((sum, { shape }) => sum + size(shape), 0),
    async run(steps) {
      for (; steps > 0; steps--) {
        feeds.x = xs[t++ % xs.length];
        feeds.rate = tensor(new Float32Array([(1e-3 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t)]), [1]);
        const out = await run.run(feeds);
        for (const k of kept) feeds[k] = out[`next_${k}`];
      }
    },
    async loss() {
      return (await run.run({ ...feeds, x: xs[0], rate: zeros([1]) })).loss.data[0];
    },
  };
}

async function decode(work, rows) {
  const sizes = decoderSizes(work), g = new Graph(), feeds = { z: uniform([rows, sizes[0]], 1) };
  g.input("z", [rows, sizes[0]]);
  for (const { name, shape, most } of arrays(sizes)) { // inputs, not constants: a net that learns changes them
    g.input(name, shape);
    feeds[name] = uniform(shape, most);
  }
  forward(g, "z", sizes.length - 1, { out: "y" });
  g.output("y", [rows, sizes.at(-1)]);
  const run = await session(g);
  let out;
  return {
    async run(times) {
      for (; times > 0; times--) out = (await run.run(feeds)).y.data;
    },
    out: () => out,
  };
}

async function multiply({ m, k, n }) {
  const g = new Graph(), feeds = { a: uniform([m, k], 1), b: uniform([k, n], 1) };
  g.input("a", [m, k]);
  g.input("b", [k, n]);
  g.op("MatMul", ["a", "b"], { out: "c" });
  g.output("c", [m, n]);
  const run = await session(g);
  return {
    flops: 2 * m * k * n,
    async run(times) {
      for (; times > 0; times--) await run.run(feeds);
    },
  };
}
