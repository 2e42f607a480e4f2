// ConvNetJS 0.3.0 (Karpathy, 2014), one example at a time in float64. The version on npm has no Adam; Adadelta, like Adam, keeps two
// moments for every weight. Its regression layer is linear and its loss half a sum of squares; here it is told as a mean.
import convnet from "convnetjs";
import { decoderSizes, examples, random, width } from "../work.mjs";

export function open() {
  return { train, decode };
}

const lacks = { conv: "no transposed convolution", lstm: "no recurrent layer", vae: "no drawn code" };

function vector(numbers) {
  const v = new convnet.Vol(1, 1, numbers.length, 0);
  v.w = Float64Array.from(numbers);
  return v;
}

function build(sizes) {
  const net = new convnet.Net();
  net.makeLayers([
    { type: "input", out_sx: 1, out_sy: 1, out_depth: sizes[0] },
    ...sizes.slice(1, -1).map((n) => ({ type: "fc", num_neurons: n, activation: "tanh" })),
    { type: "regression", num_neurons: sizes.at(-1) },
  ]);
  return net;
}

/** Cuts batches into their examples. */
const rowsOf = (x, size) => Array.from({ length: x.length / size }, (_, r) => x.subarray(r * size, (r + 1) * size));

function train(work) {
  if (work.net !== "dense") throw new Error(lacks[work.net]);
  const net = build(work.sizes), trainer = new convnet.Trainer(net, { method: "adadelta", batch_size: work.rows });
  const all = examples(work).map((x) => rowsOf(x, width(work)).map((row) => ({ x: vector(row), target: Array.from(row) })));
  let t = 0;
  return {
    note: "Adadelta, linear output, float64",
    parameters: net.getParamsAndGrads().reduce((sum, { params }) => sum + params.length, 0),
    run(steps) {
      for (; steps > 0; steps--) for (const { x, target } of all[t++ % all.length]) trainer.train(x, target);
    },
    loss() {
      let sum = 0;
      for (const { x, target } of all[0]) net.forward(x).w.forEach((v, i) => (sum += (v - target[i]) ** 2));
      return sum / work.rows / width(work);
    },
  };
}

function decode(work, rows) {
  const sizes = decoderSizes(work), net = build(sizes), next = random(5), out = new Float32Array(rows * sizes.at(-1));
  const codes = Array.from({ length: rows }, () => vector(Array.from({ length: sizes[0] }, () => 2 * next() - 1)));
  return {
    note: "linear output, float64",
    run(times) {
      for (; times > 0; times--) codes.forEach((z, r) => out.set(net.forward(z).w, r * sizes.at(-1)));
    },
    out: () => out,
  };
}
