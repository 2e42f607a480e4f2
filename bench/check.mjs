// A quick look whether our engine learns every workload: in Node, without the peers, in a few seconds.
import fs from "node:fs";
import { pathToFileURL } from "node:url";
import { buildEngine } from "./host.mjs";
import { start } from "./peers/ours.mjs";
import { parameters, works } from "./work.mjs";

const steps = 200;

/** Trains every workload and tells how it went: how many learnt, and how many did not. */
export async function check() {
  const { program, script } = buildEngine();
  await import(pathToFileURL(script));
  const engine = await start(fs.readFileSync(program));
  let failed = 0;
  for (const [name, work] of Object.entries(works)) {
    const fault = learn(engine, work, (line) => console.log(`${name}: ${line}`));
    if (fault) console.log(`${name} FAILED: ${fault}`);
    if (fault) failed++;
  }
  console.log(`${Object.keys(works).length - failed} passed, ${failed} failed`);
  return failed;
}

/** Trains a workload, tells how it went, and returns what is wrong with that, if anything is. */
function learn(engine, work, say) {
  try {
    const job = engine.train(work), before = job.loss();
    job.run(steps);
    const after = job.loss();
    say(`loss ${before.toFixed(4)} -> ${after.toFixed(4)} in ${steps} steps, ${job.parameters} parameters`);
    if (job.parameters !== parameters(work)) return `another net, of ${parameters(work)} parameters, was meant`;
    return after < before ? "" : "the loss did not fall";
  } catch (e) {
    return e.message;
  }
}
