// node bench.mjs            measures everything and writes docs/performance.md
// WORK=W1,W3 ROUNDS=3 ...   only these workloads, and how many good samples of each contender; prints, and writes nothing
// node bench.mjs --check    trains our engine alone for 200 steps and fails unless every loss falls
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { decoders, products, works } from "./work.mjs";

if (process.argv.includes("--check")) {
  const { check } = await import("./check.mjs");
  process.exit((await check()) ? 1 : 0);
}

const all = [...Object.keys(works), ...Object.keys(decoders), ...Object.keys(products)];
const tasks = process.env.WORK?.split(",") ?? all, rounds = Number(process.env.ROUNDS ?? 5);
const minutes = 11; // at most, give or take the last task's losses
const unknown = tasks.filter((t) => !all.includes(t));
if (unknown.length || !(rounds >= 1)) {
  console.error(`WORK is a list of ${all.join(",")}; ROUNDS at least 1`);
  process.exit(2);
}

const { Others } = await import("./quiet.mjs");
const { bring, buildEngine, buildPage, launch, serve } = await import("./host.mjs");
const { measure } = await import("./measure.mjs");
const { report } = await import("./report.mjs");

bring(buildEngine());
await buildPage();
const server = await serve(), browser = await launch(), others = new Others(), begun = performance.now();
const say = (line) => console.error(line);
const results = [];
try {
  for (const [i, task] of tasks.entries()) {
    const now = performance.now(), end = now + (begun + 60_000 * minutes - now) / (tasks.length - i); // an equal share of what is left
    results.push(...(await measure(task, { browser, url: server.url, others, rounds, end, say })));
  }
} finally {
  await browser.close();
  server.close();
}

const text = report(results, {
  cpu: os.cpus()[0].model, cores: os.cpus().length, system: `${os.type()} ${os.arch()}`, chromium: browser.version(),
  date: new Date().toISOString().slice(0, 10), minutes: (performance.now() - begun) / 60_000, rounds,
});
if (process.env.WORK) console.log(text);
else fs.writeFileSync(path.join(import.meta.dirname, "..", "docs", "performance.md"), text);
