// No library: loops over Float32Array as a careful author of a page would write them. Dense nets only.
import { decoderSizes, examples, random } from "../work.mjs";

export function open() {
  return { train, decode, multiply };
}

/** A dense net with room for rows examples. y[l] is the output of layer l, y[0] the input; dy are gradients. */
class Net {
  constructor(sizes, rows) {
    const next = random(11);
    this.rows = rows;
    this.layers = sizes.slice(1).map((out, l) => {
      const into = sizes[l], most = Math.sqrt(6 / (into + out)); // Glorot and Bengio 2010
      const w = Float32Array.from({ length: into * out }, () => (2 * next() - 1) * most);
      return { into, out, w: weights(w), b: weights(new Float32Array(out)) };
    });
    this.y = sizes.map((n) => new Float32Array(rows * n));
    this.dy = sizes.map((n) => new Float32Array(rows * n));
  }

  forward(x) {
    this.y[0] = x;
    this.layers.forEach(({ into, out, w, b }, l) => {
      const y = this.y[l + 1];
      product(y, this.y[l], w.now, b.now, this.rows, into, out);
      if (l + 1 < this.layers.length) for (let i = 0; i < y.length; i++) y[i] = Math.tanh(y[i]);
      else for (let i = 0; i < y.length; i++) y[i] = 1 / (1 + Math.exp(-y[i]));
    });
    return this.y.at(-1);
  }

  /** Takes one step of Adam down the mean squared error of x and its copy. */
  step(x, rate) {
    const y = this.forward(x), dy = this.dy.at(-1), scale = 2 / y.length;
    for (let i = 0; i < y.length; i++) dy[i] = scale * (y[i] - x[i]) * y[i] * (1 - y[i]);
    for (let l = this.layers.length - 1; l >= 0; l--) {
      gradients(this.layers[l], this.y[l], this.dy[l + 1], this.rows);
      if (l > 0) throughTanh(this.dy[l], this.dy[l + 1], this.layers[l], this.y[l], this.rows);
    }
    for (const { w, b } of this.layers) {
      adam(w, rate);
      adam(b, rate);
    }
  }
}

/** Parameters, their gradients and Adam's two moments. */
function weights(now) {
  return { now, d: new Float32Array(now.length), m: new Float32Array(now.length), v: new Float32Array(now.length) };
}

/** c (m, n) = a (m, k) · b (k, n) + bias, four of k at a time. */
function product(c, a, b, bias, m, k, n) {
  for (let i = 0; i < m; i++) {
    const row = i * n;
    for (let j = 0; j < n; j++) c[row + j] = bias[j];
    let p = 0;
    for (; p + 4 <= k; p += 4) {
      const at = i * k + p, a0 = a[at], a1 = a[at + 1], a2 = a[at + 2], a3 = a[at + 3];
      const b0 = p * n, b1 = b0 + n, b2 = b1 + n, b3 = b2 + n;
      for (let j = 0; j < n; j++) c[row + j] += a0 * b[b0 + j] + a1 * b[b1 + j] + a2 * b[b2 + j] + a3 * b[b3 + j];
    }
    for (; p < k; p++) {
      const a0 = a[i * k + p], b0 = p * n;
      for (let j = 0; j < n; j++) c[row + j] += a0 * b[b0 + j];
    }
  }
}

/** Sets dW = xᵀ·dy and db, the sum of dy. */
function gradients({ into, out, w, b }, x, dy, rows) {
  w.d.fill(0);
  b.d.fill(0);
  for (let r = 0; r < rows; r++) {
    const from = r * out;
    for (let j = 0; j < out; j++) b.d[j] += dy[from + j];
    for (let i = 0; i < into; i++) {
      const v = x[r * into + i], to = i * out;
      for (let j = 0; j < out; j++) w.d[to + j] += v * dy[from + j];
    }
  }
}

/** Sets dx = dy·Wᵀ times the slope of tanh, whose outputs x are. */
function throughTanh(dx, dy, { into, out, w }, x, rows) {
  for (let r = 0; r < rows; r++) {
    for (let i = 0; i < into; i++) {
      let sum = 0;
      const from = i * out, at = r * out, v = x[r * into + i];
      for (let j = 0; j < out; j++) sum += w.now[from + j] * dy[at + j];
      dx[r * into + i] = sum * (1 - v * v);
    }
  }
}

/** Adam (Kingma and Ba 2015) with the corrections of both moments in rate. */
function adam({ now, d, m, v }, rate) {
  for (let i = 0; i < now.length; i++) {
    const g = d[i];
    m[i] = 0.9 * m[i] + 0.1 * g;
    v[i] = 0.999 * v[i] + 0.001 * g * g;
    now[i] -= (rate * m[i]) / (Math.sqrt(v[i]) + 1e-8);
  }
}

function train(work) {
  if (work.net !== "dense") throw new Error("written for dense nets only");
  const net = new Net(work.sizes, work.rows), all = examples(work);
  let t = 0;
  return {
    parameters: net.layers.reduce((sum, { w, b }) => sum + w.now.length + b.now.length, 0),
    run(steps) {
      for (; steps > 0; steps--) {
        const x = all[t++ % all.length];
        net.step(x, (1e-3 * Math.sqrt(1 - 0.999 ** t)) / (1 - 0.9 ** t));
      }
    },
    loss() {
      const y = net.forward(all[0]);
      return y.reduce((sum, v, i) => sum + (v - all[0][i]) ** 2, 0) / y.length;
    },
  };
}

function decode(work, rows) {
  const sizes = decoderSizes(work), net = new Net(sizes, rows), next = random(5);
  const z = Float32Array.from({ length: rows * sizes[0] }, () => 2 * next() - 1);
  let out;
  return {
    run(times) {
      for (; times > 0; times--) out = net.forward(z);
    },
    out: () => out,
  };
}

function multiply({ m, k, n }) {
  const a = new Float32Array(m * k).fill(0.3), b = new Float32Array(k * n).fill(0.2), c = new Float32Array(m * n), none = new Float32Array(n);
  return {
    flops: 2 * m * k * n,
    run(times) {
      for (; times > 0; times--) product(c, a, b, none, m, k, n);
    },
  };
}
