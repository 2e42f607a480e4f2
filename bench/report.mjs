// Writes docs/performance.md: the figures of one run, and the words around them.
import { flops as ceilingFlops } from "./ceiling.mjs";
import { contenders, titleOf } from "./contenders.mjs";
import { decoders, products, works } from "./work.mjs";

/** Three digits that mean something, thousands apart. */
const digits = (v) => Number(v.toPrecision(3)).toLocaleString("en-GB", { maximumSignificantDigits: 3 });
const percent = (v) => `${Math.round(100 * v)} %`;
/** A table; a column whose head ends with a colon holds numbers. */
function table(heads, rows) {
  const lines = [heads.map((h) => h.replace(/:$/, "")), heads.map((h) => (h.endsWith(":") ? "---:" : "---")), ...rows];
  return lines.map((r) => `| ${r.join(" | ")} |`).join("\n");
}

/** The page from results, a list of what measure() returned for every task, and the machine that they come from. */
export function report(results, machine) {
  const tasks = [...new Set(results.map((r) => r.task))];
  const of = (names) => tasks.filter((t) => t in names).map((t) => ({ task: t, ...sorted(results.filter((r) => r.task === t)) }));
  const training = of(works), decoding = of(decoders), multiplying = of(products);
  const parts = [intro(machine, results), goals(training, multiplying)];
  if (training.length) parts.push("## Training\n", trainingWords, ...training.map(trainingTable));
  if (decoding.length) parts.push("## Decoding\n", decodingWords, ...decoding.map(decodingTable));
  if (multiplying.length) parts.push("## Products of matrices\n", productWords, productTable(multiplying));
  parts.push(closing);
  return parts.join("\n") + "\n";
}

/** The results of one task: those with figures, fastest first; those without; ours, and the fastest of the others. */
function sorted(results) {
  const measured = results.filter((r) => !r.lack).sort((a, b) => b.rate - a.rate);
  const named = (name) => measured.find((r) => r.name === name);
  const others = measured.filter((r) => r.name !== "ours" && r.name !== "ceiling").sort((a, b) => a.times - b.times);
  return { measured, lacking: results.filter((r) => r.lack), ours: named("ours"), best: others[0], ceiling: named("ceiling") };
}

const intro = ({ cpu, cores, system, chromium, date, minutes, rounds }, results) => `# Performance

How fast the engine trains in a browser, beside the other libraries that a page could use. \`make bench-peers\` measures and writes this page.

${table(["machine", ""], [["processor", cpu], ["cores", `${cores}`], ["system", system], ["browser", `Chromium ${chromium}, headless`], ["date", date],
    ["samples", `median of at least ${rounds} of half a second, ${digits(minutes)} minutes in all`]])}

${disturbance(results.filter((r) => r.disturbed))}
`;

function disturbance(disturbed) {
  if (!disturbed.length) return "While the samples were taken other programs used less than a tenth of a core.";
  return `Other programs disturbed ${disturbed.length} of the figures below; they are marked, and not to be relied on.`;
}

/** What was meant to be reached, and whether it is. */
function goals(training, multiplying) {
  const rows = [];
  for (const { task, ours, best } of training) {
    const { goal, name } = works[task];
    if (!ours || !best) rows.push([`${task}: ${name}`, `${goal}x`, "no figure", "missed"]);
    else rows.push([`${task}: ${name}`, `${goal}x ${titleOf(contenders[best.name])}`, `${digits(best.times)}x`, verdict(best.times, goal, best)]);
  }
  for (const { task, ours } of multiplying) {
    const { goal } = products[task];
    if (goal) rows.push([`product ${sizes(task)}`, `${percent(goal)} of the ceiling`, percent(share(task, ours)), verdict(share(task, ours), goal, ours)]);
  }
  return `## Goals

A goal of training is a multiple of the fastest of the others at that net.

${table(["what", "goal", "measured:", ""], rows)}
`;
}

const verdict = (reached, goal, by) => (reached >= goal ? "met" : "**missed**") + (by?.disturbed ? "; **disturbed**" : "");

/** The part of the ceiling that a product reaches; times compares steps, which differ in size. */
const share = (task, r) => (r ? (2 * products[task].m * products[task].k * products[task].n) / (r.times * ceilingFlops) : 0);

const trainingWords = `A step draws or takes a batch, goes forward and backward and lets Adam move the weights (rate 0.001). Everybody trains a net of the same
layers, units, loss and number of parameters, from random weights of its own, on the same eight batches in memory: pictures of waves. Losses are means
over the numbers of a picture, in squared grey values or, for the variational net, nats; they stand here so that a contender who computed less would show.

*Ours/this* says how many times as fast ours is: the median over pairs of samples taken one right after the other. Where the machine wavered it can
differ a little from the quotient of the two medians.
`;

function trainingTable({ task, measured, lacking, ours }) {
  const rows = measured.map((r) => [
    title(r), digits(r.rate), times(ours, r), r.learnt.before.toFixed(4), r.learnt.after.toFixed(4),
    remarks(r, r.learnt.steps < 200 && `after ${r.learnt.steps} steps`),
  ]);
  return `### ${task}: ${works[task].name}, batch ${works[task].rows}

${table(["", "steps/s:", "ours/this:", "loss before:", "after 200 steps:", "remarks"], rows)}
${lacks(lacking)}`;
}

const decodingWords = `A decoder is asked from JavaScript and its pictures are read there. The codes stay the same. Each call into a Go program
costs microseconds of its own, which is most of a single small code; a page asks once a frame.
`;

function decodingTable({ task, measured, lacking, ours }) {
  const rows = measured.map((r) => [title(r), digits(1e6 / r.rate), times(ours, r), remarks(r)]);
  return `### ${task}: ${decoders[task].name}

${table(["", "microseconds:", "ours/this:", "remarks"], rows)}
${lacks(lacking)}`;
}

const productWords = `The ceiling is what one thread of WebAssembly gets from this machine at all: a loop of float32 multiplies and adds, four lanes wide, on values that never
leave the registers and do not wait for each other. A product of matrices must also load and store. The result is set anew each time.
`;

function productTable(multiplying) {
  const rows = [];
  for (const { task, measured, ceiling } of multiplying) {
    for (const r of measured) {
      if (r !== ceiling) rows.push([sizes(task), title(r), digits(speed(r)), percent(share(task, r)), remarks(r)]);
    }
  }
  const ceilings = multiplying.map(({ ceiling }) => ceiling).filter(Boolean).map(speed), most = Math.max(...ceilings);
  return `The ceiling: ${digits(most)} GFLOP/s${ceilings.length > 1 ? ` at its best, ${digits(Math.min(...ceilings))} at its worst; a share is that of the ceiling measured in turn with it` : ""}.

${table(["", "", "GFLOP/s:", "of the ceiling:", "remarks"], rows)}
`;
}

const closing = `## How to run it again

\`\`\`
make bench-peers                          # everything; writes this page
WORK=W1,W3 ROUNDS=3 make bench-peers      # some of it; prints, and leaves the page alone
node bench/bench.mjs --check              # only whether our engine learns; needs no peers
\`\`\`

It installs the other libraries from npm, pinned, below \`bench/\`; nothing of them is shipped. \`CHROMIUM\` names another browser than /usr/bin/chromium.

## What is measured, and what is not

- All contenders sit in one browser session, each in a page of its own, and are sampled in turn: ours, another, ours, the next. A sample during which other
  programs used a tenth of a core or more is thrown away and taken again, while the run's eleven minutes last.
- One thread each. Course sites do not send the headers that threads need; the libraries that have them would gain.
- No graphics card: what a GPU backend reaches depends on the card, and these nets are small.
- ONNX Runtime Web has no training any more. Its step is emulated: one graph, written by hand, of forward, backward and Adam, whose weights go in and come
  out each time. That is what its kernels can do, not what an author would write. It covers dense nets only.
- TensorFlow.js is measured as its documentation writes it, and tuned: with gradients written around kernels that its WebAssembly backend lacks or is slow at.
  jax-js is measured with its own convolution and with one written as patches and a product (im2col).
- ConvNetJS from npm has no Adam and no sigmoid output: Adadelta and a linear output stand in.
- Our engine is called once for many steps, as its worker does, and once for each decoding. It promises equal bits on every machine and so uses no fused or
  reordered sums; the others need not.
- Not measured here: download size, start-up, memory.`;

const title = ({ name }) => (name === "ours" ? `**${titleOf(contenders.ours)}**` : titleOf(contenders[name]));
const times = (ours, r) => (!ours || r === ours ? "" : `${digits(r.times)}x`);
const speed = ({ flops, rate }) => (flops * rate) / 1e9;

function sizes(task) {
  const { m, k, n } = products[task];
  return `[${m},${k}] x [${k},${n}]`;
}

function remarks({ note, low, high, disturbed }, ...more) {
  const unsteady = high > 1.3 * low && `unsteady: ${digits(low)} to ${digits(high)} a second`;
  return [note, ...more, unsteady, disturbed && "**disturbed**"].filter(Boolean).join("; ");
}

function lacks(lacking) {
  return lacking.length ? `\nNo figure: ${lacking.map((r) => `${titleOf(contenders[r.name])}: ${r.lack.replace(/\.$/, "")}`).join("; ")}.\n` : "";
}
