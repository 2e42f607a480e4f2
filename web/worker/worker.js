// The worker: it starts the trainer and hands it its windows. It posts {here} once it has all of its script, {failed: sentence, raw, file} when the trainer
// cannot start or stops, and answers {ask} with {alive}.
"use strict";

/** @type {MessagePort[]} */
const waiting = [];
let failed = false;

/** @param {string} sentence @param {unknown} [e] @param {string} [file] */
function fail(sentence, e, file) {
  if (failed) return;
  failed = true;
  postMessage({failed: sentence, raw: String(e && /** @type {Partial<Error>} */ (e).message || e || ""), file});
  close();
}

/** @type {Hourglass} */
globalThis.hourglass = {
  accept: null,
  ready() {
    for (const port of waiting.splice(0)) hourglass.accept?.(port);
  },
};

/** @param {WebAssembly.Module} module */
async function start(module) {
  const go = new Go();
  go.env = { GOGC: "25", GOMEMLIMIT: "44MiB" }; // a step makes no garbage, but a new network leaves the old one's memory; the tab has little
  go.exit = (code) => fail("The trainer has stopped.", "exit code " + code);
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await go.run(instance);
  fail("The trainer has stopped.");
}

onmessage = ({data}) => {
  if (data.ask) postMessage({alive: true});
  if (data.module) start(data.module).catch((e) => fail("The trainer could not start.", e));
  if (data.port && hourglass.accept) hourglass.accept(data.port);
  else if (data.port) waiting.push(data.port);
};
onerror = (e) => fail("The trainer has stopped.", e);
onunhandledrejection = (e) => fail("The trainer has stopped.", e.reason);

const glue = "wasm_exec.js";
try {
  if (!globalThis.Go) importScripts(glue); // a page that is one file has put it before this script
} catch {
  try {
    importScripts(glue + "?again");
  } catch (e) {
    fail("The trainer could not start.", e, glue);
  }
}
if (globalThis.Go) postMessage({here: true});
