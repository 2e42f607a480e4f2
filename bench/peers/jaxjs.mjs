// jax-js on its WebAssembly device: one jitted function is forward, reverse mode and Adam. Its arrays are used up by whoever takes
// them; .ref keeps one. Option patches: convolutions are written as patches and a product, as an expert would.
import * as jax from "@jax-js/jax";
import { decoderSizes, examples, random, width } from "../work.mjs";

const { numpy: np, nn, lax, jit, tree, valueAndGrad } = jax;

export async function open({ patches }) {
  if (!(await jax.init("wasm")).includes("wasm")) throw new Error("its WebAssembly device did not start");
  jax.defaultDevice("wasm");
  return { train: (work) => train(work, patches), decode, multiply };
}

const next = random(9);
const size = (shape) => shape.reduce((a, b) => a * b);
const uniform = (shape, most) => np.array(Float32Array.from({ length: size(shape) }, () => (2 * next() - 1) * most)).reshape(shape);
const glorot = (shape, into, out) => uniform(shape, Math.sqrt(6 / (into + out)));
const layer = (into, out) => [glorot([into, out], into, out), np.zeros([out])];
const dense = (...sizes) => sizes.slice(1).map((out, l) => layer(sizes[l], out));

const square = (x) => x.ref.mul(x);
const meanSquare = (y, x) => np.mean(square(y.sub(x)));
const affine = ([w, b], x) => np.matmul(x, w).add(b);

/** A dense net with tanh between its layers, and out after the last. */
function chain(layers, x, out = (y) => y) {
  return layers.reduce((h, l, i) => (i + 1 < layers.length ? np.tanh(affine(l, h)) : out(affine(l, h))), x);
}

/** What each kind of net starts from, and its loss as a function of parameters, input and normal noise. */
const nets = {
  dense: ({ sizes }) => ({
    start: dense(...sizes),
    loss: (w, x) => meanSquare(chain(w, x.ref, nn.sigmoid), x),
  }),

  vae: ({ hidden, code, rows }) => ({
    start: { body: dense(784, hidden), mean: layer(hidden, code), spread: layer(hidden, code), decoder: dense(code, hidden, 784) },
    noise: [rows, code],
    loss(w, x, noise) {
      const h = np.tanh(chain(w.body, x.ref)), mean = affine(w.mean, h.ref), logVariance = affine(w.spread, h);
      const z = mean.ref.add(np.exp(logVariance.ref.mul(0.5)).mul(noise)), y = chain(w.decoder, z);
      const copy = np.sum(nn.softplus(y.ref).sub(y.mul(x)));
      const divergence = np.sum(logVariance.ref.add(1).sub(square(mean)).sub(np.exp(logVariance))).mul(-0.5);
      return copy.add(divergence).div(rows * 784);
    },
  }),

  lstm: ({ hidden, code, rows, picture: [steps] }) => ({
    start: { reader: layer(1 + hidden, 4 * hidden), code: layer(hidden, code), writer: layer(code + hidden, 4 * hidden), out: layer(hidden, 1) },
    loss(w, x) {
      let h = np.zeros([rows, hidden]), c = np.zeros([rows, hidden]);
      for (let t = 0; t < steps; t++) [h, c] = cell(tree.ref(w.reader), x.ref.slice([], [t, t + 1]), h, c, hidden);
      tree.dispose(w.reader);
      c.dispose();
      const z = np.tanh(affine(w.code, h)), states = [];
      h = np.zeros([rows, hidden]);
      c = np.zeros([rows, hidden]);
      for (let t = 0; t < steps; t++) {
        [h, c] = cell(tree.ref(w.writer), z.ref, h, c, hidden);
        states.push(h.ref);
      }
      for (const used of [w.writer, z, h, c]) tree.dispose(used);
      const y = affine(w.out, np.concatenate(states, 1).reshape([rows * steps, hidden]));
      return meanSquare(y.reshape([rows, steps]), x);
    },
  }),

  conv: ({ code, rows }) => ({
    start: {
      in1: { k: glorot([8, 1, 3, 3], 9, 72), b: np.zeros([8, 1, 1]) }, in2: { k: glorot([16, 8, 3, 3], 72, 144), b: np.zeros([16, 1, 1]) },
      dense: dense(784, code, 784),
      out1: { k: glorot([8, 16, 3, 3], 144, 72), b: np.zeros([8, 1, 1]) }, out2: { k: glorot([1, 8, 3, 3], 72, 9), b: np.zeros([1, 1, 1]) },
    },
    loss(w, x) {
      const down = (x, { k, b }) => np.tanh(lax.conv(x, k, [2, 2], "SAME").add(b));
      const up = (x, { k, b }) => lax.convTranspose(x, k, [2, 2], "SAME").add(b);
      let h = down(down(x.ref.reshape([rows, 1, 28, 28]), w.in1), w.in2);
      h = chain(w.dense, h.reshape([rows, 784]), np.tanh);
      h = np.tanh(up(h.reshape([rows, 16, 7, 7]), w.out1));
      return meanSquare(nn.sigmoid(up(h, w.out2)).reshape([rows, 784]), x);
    },
  }),

  patches: ({ code, rows }) => ({
    start: {
      in1: [glorot([9, 8], 9, 72), np.zeros([8])], in2: [glorot([72, 16], 72, 144), np.zeros([16])],
      dense: dense(784, code, 784),
      out1: [glorot([16, 72], 144, 72), np.zeros([8])], out2: [glorot([8, 9], 72, 9), np.zeros([1])],
    },
    loss(w, x) {
      const down = (x, l, side, channels) => np.tanh(affine(l, patchesOf(x.reshape([rows, side, side, channels]), rows, side, channels)));
      const up = (x, [k, b], side, channels) => spread(np.matmul(x, k), rows, side, channels).add(b);
      let h = down(down(x.ref, w.in1, 28, 1), w.in2, 14, 8);
      h = chain(w.dense, h.reshape([rows, 784]), np.tanh);
      h = np.tanh(up(h.reshape([rows * 49, 16]), w.out1, 7, 8));
      return meanSquare(nn.sigmoid(up(h.reshape([rows * 196, 8]), w.out2, 14, 1)).reshape([rows, 784]), x);
    },
  }),
};

/** One step of an LSTM. */
function cell(l, x, h, c, hidden) {
  const gates = affine(l, np.concatenate([x, h], 1));
  const gate = (i) => (i < 3 ? gates.ref : gates).slice([], [i * hidden, (i + 1) * hidden]);
  const now = nn.sigmoid(gate(0)).mul(c).add(nn.sigmoid(gate(1)).mul(np.tanh(gate(2))));
  return [nn.sigmoid(gate(3)).mul(np.tanh(now.ref)), now];
}

const taps = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j]));

/** The 3x3 patches at every second place of x (rows, side, side, channels), as rows of a matrix; pixels two apart lie together. */
function patchesOf(x, rows, side, channels) {
  const half = side / 2;
  const pairs = np.pad(x, [[0, 0], [0, 2], [0, 2], [0, 0]]).reshape([rows, half + 1, 2, half + 1, 2, channels]);
  const at = taps.map(([i, j]) => pairs.ref.slice([], [i >> 1, (i >> 1) + half], i & 1, [j >> 1, (j >> 1) + half], j & 1, []));
  pairs.dispose();
  return np.concatenate(at, 3).reshape([rows * half * half, 9 * channels]);
}

/** The opposite: adds 3x3 patches up at every second place, to (rows, 2·side, 2·side, channels). */
function spread(x, rows, side, channels) {
  const patches = x.reshape([rows, side, side, 9, channels]);
  const phase = (down, right) => taps.map(([i, j], tap) => ({ i, j, tap })).filter(({ i, j }) => (i & 1) === down && (j & 1) === right)
    .map(({ i, j, tap }) => np.pad(patches.ref.slice([], [], [], tap, []), [[0, 0], [i >> 1, 1 - (i >> 1)], [j >> 1, 1 - (j >> 1)], [0, 0]]))
    .reduce((a, b) => a.add(b));
  const even = np.stack([phase(0, 0), phase(0, 1)], 3), odd = np.stack([phase(1, 0), phase(1, 1)], 3);
  patches.dispose();
  return np.stack([even, odd], 2).reshape([rows, 2 * side + 2, 2 * side + 2, channels]).slice([], [0, 2 * side], [0, 2 * side], []);
}

/** Adam on a tree of arrays; rate holds the corrections of both moments. */
function adam(w, m, v, d, rate) {
  const m1 = tree.map((m, d) => m.mul(0.9).add(d.ref.mul(0.1)), m, d);
  const v1 = tree.map((v, d) => v.mul(0.999).add(square(d).mul(0.001)), v, d);
  const w1 = tree.map((w, m, v) => w.sub(m.ref.mul(rate.ref).div(np.sqrt(v.ref).add(1e-8))), w, m1, v1);
  rate.dispose();
  return [w1, m1, v1];
}

/** Normal numbers from a key, and the key to go on with. */
function normal(key, shape) {
  const keys = jax.random.split(key, 2);
  return [[jax.random.normal(keys.ref.slice(0), shape)], [keys.slice(1)]];
}

function train(work, patches) {
  const { start, loss, noise } = nets[patches ? "patches" : work.net](work), zeros = () => tree.map((a) => np.zeros(a.shape), start);
  const xs = examples(work).map((x) => np.array(x).reshape([work.rows, width(work)]));
  const step = jit((w, m, v, x, rate, ...dice) => {
    const [drawn, kept] = noise ? normal(dice[0], noise) : [[], []];
    const [l, d] = valueAndGrad(loss)(tree.ref(w), x, ...drawn);
    l.dispose();
    return [...adam(w, m, v, d, rate), ...kept];
  });
  const measure = jit(loss);
  let w = start, m = zeros(), v = zeros(), t = 0, dice = noise ? [jax.random.key(3)] : [];
  return {
    note: patches ? "convolutions as patches and products" : undefined,
    parameters: tree.flatten(start)[0].reduce((sum, a) => sum + a.size, 0),
    async run(steps) {
      for (; steps > 0; steps--) {
        const x = xs[t++ % xs.length].ref, rate = np.array((1e-3 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t));
        [w, m, v, ...dice] = step(w, m, v, x, rate, ...dice);
        await tree.flatten(w)[0].at(-1).ref.data(); // without waiting at each step it queues work up and is far slower
      }
    },
    async loss() {
      return (await measure(tree.ref(w), xs[0].ref, ...(noise ? [np.zeros(noise)] : [])).data())[0];
    },
  };
}

function decode(work, rows) {
  const sizes = decoderSizes(work), w = dense(...sizes), z = uniform([rows, sizes[0]], 1), f = jit((w, z) => chain(w, z, nn.sigmoid));
  let out;
  return {
    run(times) {
      for (; times > 0; times--) out = f(tree.ref(w), z.ref).dataSync();
    },
    out: () => out,
  };
}

function multiply({ m, k, n }) {
  const a = uniform([m, k], 1), b = uniform([k, n], 1), f = jit((a, b) => np.matmul(a, b));
  return {
    flops: 2 * m * k * n,
    run(times) {
      for (; times > 0; times--) f(a.ref, b.ref).dataSync(); // what nobody reads is never computed
    },
  };
}
