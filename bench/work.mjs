// What is measured: six autoencoders to train, two decoders to ask, four matrix products. Every contender reads these tables.

/** Batches that stay in memory and are trained in turn. */
export const batches = 8;

/**
 * The autoencoders. net says how sizes are meant: dense widths from input to output; conv is 28x28x1 with 8 and 16 channels and a
 * dense code; lstm a sequence of 32 numbers; vae a dense net with a normal code. Hidden units are tanh everywhere. goal is how many
 * times the fastest other contender our engine is meant to reach.
 */
export const works = {
  W1: { net: "dense", sizes: [49, 32, 2, 32, 49], rows: 32, picture: [7, 7], goal: 3, name: "dense 49-32-2-32-49" },
  W2: { net: "dense", sizes: [64, 128, 32, 128, 64], rows: 64, picture: [8, 8], goal: 1.5, name: "dense 64-128-32-128-64" },
  W3: { net: "dense", sizes: [784, 256, 64, 256, 784], rows: 64, picture: [28, 28], goal: 1.15, name: "dense 784-256-64-256-784" },
  W4: { net: "conv", code: 16, rows: 32, picture: [28, 28], goal: 3, name: "convolutional, 28x28, 8 and 16 channels, code 16" },
  W5: { net: "lstm", hidden: 32, code: 8, rows: 32, picture: [32, 1], goal: 4, name: "LSTM, 32 steps, 32 hidden, code 8" },
  W6: { net: "vae", hidden: 256, code: 16, rows: 64, picture: [28, 28], goal: 1.15, name: "variational 784-256-16-256-784" },
};

/** Decoders of dense nets: codes in, pictures back in JavaScript. */
export const decoders = {
  "D1:W1": { of: "W1", rows: 1, name: "one code through 2-32-49" },
  "D400:W3": { of: "W3", rows: 400, name: "a 20x20 grid of codes through 64-256-784" },
};

/** Matrix products [m,k] x [k,n]. Only the first is asked of the peers; goal is a share of the ceiling. */
export const products = {
  P64: { m: 64, k: 256, n: 128, peers: true },
  P128: { m: 128, k: 128, n: 128, goal: 0.75 },
  P256: { m: 256, k: 256, n: 256, goal: 0.75 },
  PW3: { m: 64, k: 784, n: 256 },
};

/** Numbers in one example. */
export const width = ({ picture: [high, wide] }) => high * wide;

/** The widths of the decoder's half of a dense net, from code to output. */
export const decoderSizes = ({ sizes }) => sizes.slice((sizes.length - 1) / 2);

/** A stream of numbers in [0, 1): Mulberry32 (T. Ettinger), the same for everybody. */
export function random(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), seed | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The data of a workload, in batches of rows examples: waves across the picture whose direction, length and phase are random, so
 * that there is something to learn and a loss that does not fall shows.
 */
export function examples(work, seed = 7) {
  const next = random(seed), [high, wide] = work.picture;
  return Array.from({ length: batches }, () => {
    const x = new Float32Array(work.rows * high * wide);
    for (let at = 0; at < x.length;) {
      const down = 9 * next() / high, right = 9 * next() / wide, phase = 2 * Math.PI * next();
      for (let i = 0; i < high; i++) for (let j = 0; j < wide; j++) x[at++] = 0.5 + 0.4 * Math.sin(down * i + right * j + phase);
    }
    return x;
  });
}

/** How many numbers are learnt; whoever learns another number trains another net. */
export function parameters({ net, sizes, hidden: h, code: c }) {
  const dense = (...s) => s.slice(1).reduce((sum, out, i) => sum + (s[i] + 1) * out, 0);
  switch (net) {
    case "dense": return dense(...sizes);
    case "vae": return dense(784, h) + 2 * dense(h, c) + dense(c, h, 784);
    case "lstm": return dense(1 + h, 4 * h) + dense(h, c) + dense(c + h, 4 * h) + dense(h, 1);
    case "conv": return (9 * 8 + 8) + (72 * 16 + 16) + dense(784, c) + dense(c, 784) + (144 * 8 + 8) + (72 + 1);
  }
}
