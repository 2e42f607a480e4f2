// TensorFlow.js: forward written by hand, gradients and Adam its own. Options: backend is cpu or wasm; tuned goes round what is slow or
// missing in the WebAssembly backend, as an expert would (peers/tuned.mjs).
import * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-core/dist/register_all_gradients";
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import { decoderSizes, examples, width } from "../work.mjs";
import { basic, tune } from "./tuned.mjs";

export async function open({ backend, tuned, files }) {
  if (backend === "cpu") await import("@tensorflow/tfjs-backend-cpu");
  else (await import("@tensorflow/tfjs-backend-wasm")).setWasmPaths(files.tfjs);
  if (!(await tf.setBackend(backend))) throw new Error(`its backend ${backend} did not start`);
  const ops = tuned ? tune(tf) : basic(tf);
  return { train: (work) => train(work, ops), decode: (work, rows) => decode(work, rows, ops), multiply };
}

const glorot = (shape, into, out) => tf.variable(tf.randomUniform(shape, -Math.sqrt(6 / (into + out)), Math.sqrt(6 / (into + out))));
const zeros = (shape) => tf.variable(tf.zeros(shape));
const layer = (into, out) => ({ w: glorot([into, out], into, out), b: zeros([out]) });
const dense = (...sizes) => sizes.slice(1).map((out, l) => layer(sizes[l], out));
const kernel = (into, out) => ({ w: glorot([3, 3, into, out], 9 * into, 9 * out), b: zeros([out]) });
const transposed = (into, out) => ({ w: glorot([3, 3, out, into], 9 * into, 9 * out), b: zeros([out]) });

/** Every variable of a tree of layers. */
const variables = (w) => (w instanceof tf.Variable ? [w] : Object.values(w).flatMap(variables));

/** A dense net with tanh between its layers, and out after the last; first says that x is data, which needs no gradient. */
function chain(ops, layers, x, out = (y) => y, first = false) {
  return layers.reduce((h, { w, b }, i) => {
    const sum = tf.add((first && i === 0 ? ops.fromData : ops.product)(h, w), b);
    return i + 1 < layers.length ? tf.tanh(sum) : out(sum);
  }, x);
}

const meanSquare = (y, x) => tf.mean(tf.squaredDifference(y, x));

/** What each kind of net starts from, and its loss as a function of parameters and input. */
const nets = {
  dense: ({ sizes }, ops) => ({
    start: dense(...sizes),
    loss: (w, x) => meanSquare(chain(ops, w, x, tf.sigmoid, true), x),
  }),

  vae: ({ hidden, code, rows }, ops) => ({
    start: { body: dense(784, hidden), mean: layer(hidden, code), spread: layer(hidden, code), decoder: dense(code, hidden, 784) },
    loss(w, x) {
      const h = chain(ops, w.body, x, tf.tanh, true), mean = chain(ops, [w.mean], h), logVariance = chain(ops, [w.spread], h);
      const z = tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), tf.randomNormal([rows, code])));
      const y = chain(ops, w.decoder, z); // logits
      const softplus = tf.add(tf.relu(y), tf.log1p(tf.exp(tf.neg(tf.abs(y)))));
      const copy = tf.sum(tf.sub(softplus, tf.mul(y, x)));
      const divergence = tf.mul(-0.5, tf.sum(tf.sub(tf.sub(tf.add(logVariance, 1), tf.square(mean)), tf.exp(logVariance))));
      return tf.div(tf.add(copy, divergence), rows * 784);
    },
  }),

  conv: ({ code, rows }, ops) => ({
    start: { in1: kernel(1, 8), in2: kernel(8, 16), dense: dense(784, code, 784), out1: transposed(16, 8), out2: transposed(8, 1) },
    loss(w, x) {
      const down = (x, { w, b }) => tf.tanh(tf.add(tf.conv2d(x, w, 2, "same"), b));
      const up = (x, { w, b }, shape) => tf.add(tf.conv2dTranspose(x, w, [rows, ...shape], 2, "same"), b);
      let h = down(down(tf.reshape(x, [rows, 28, 28, 1]), w.in1), w.in2);
      h = chain(ops, w.dense, tf.reshape(h, [rows, 784]), tf.tanh);
      h = tf.tanh(up(tf.reshape(h, [rows, 7, 7, 16]), w.out1, [14, 14, 8]));
      return meanSquare(tf.reshape(tf.sigmoid(up(h, w.out2, [28, 28, 1])), [rows, 784]), x);
    },
  }),

  lstm: ({ hidden, code, rows, picture: [steps] }, ops) => ({
    start: { reader: layer(1 + hidden, 4 * hidden), code: layer(hidden, code), writer: layer(code + hidden, 4 * hidden), out: layer(hidden, 1) },
    loss(w, x) {
      const none = () => tf.zeros([rows, hidden]);
      let c = none(), h = none();
      for (const now of tf.split(x, steps, 1)) [c, h] = ops.cell(w.reader, now, c, h);
      const z = chain(ops, [w.code], h, tf.tanh), states = [];
      c = none();
      h = none();
      for (let t = 0; t < steps; t++) {
        [c, h] = ops.cell(w.writer, z, c, h);
        states.push(h);
      }
      const y = chain(ops, [w.out], tf.concat(states, 0));
      return meanSquare(tf.transpose(tf.reshape(y, [steps, rows])), x);
    },
  }),
};

function train(work, ops) {
  const { start, loss } = nets[work.net](work, ops), all = variables(start), adam = tf.train.adam(1e-3);
  const xs = examples(work).map((x) => tf.tensor2d(x, [work.rows, width(work)]));
  let t = 0;
  return {
    note: ops.note,
    parameters: all.reduce((sum, v) => sum + v.size, 0),
    run(steps) {
      for (; steps > 0; steps--) {
        const x = xs[t++ % xs.length];
        adam.minimize(() => loss(start, x), false, all);
      }
      all.at(-1).dataSync();
    },
    async loss() {
      const l = tf.tidy(() => loss(start, xs[0])), [value] = await l.data();
      l.dispose();
      return value;
    },
  };
}

function decode(work, rows, ops) {
  const sizes = decoderSizes(work), w = dense(...sizes), z = tf.randomUniform([rows, sizes[0]], -1, 1);
  let out;
  return {
    run(times) {
      for (; times > 0; times--) {
        const y = tf.tidy(() => chain(ops, w, z, tf.sigmoid));
        out = y.dataSync();
        y.dispose();
      }
    },
    out: () => out,
  };
}

function multiply({ m, k, n }) {
  const a = tf.randomUniform([m, k]), b = tf.randomUniform([k, n]);
  return {
    flops: 2 * m * k * n,
    run(times) {
      let c;
      for (; times > 0; times--) {
        c?.dispose();
        c = tf.matMul(a, b);
      }
      c.dataSync();
      c.dispose();
    },
  };
}
