// The worker: it starts the trainer and hands it its windows. It posts {failed: sentence} when the trainer cannot start or stops.
"use strict";

const waiting = [];
let failed = false;

function fail(reason) {
  if (failed) return;
  failed = true;
  postMessage({failed: String(reason)});
  close();
}

globalThis.hourglass = {
  accept: null,
  ready() {
    for (const port of waiting.splice(0)) hourglass.accept(port);
  },
};

async function start(module) {
  if (!globalThis.Go) importScripts("wasm_exec.js"); // a page that is one file has put it before this script
  const go = new Go();
  go.env = { GOGC: "25", GOMEMLIMIT: "44MiB" }; // a step makes no garbage, but a new network leaves the old one's memory; the tab has little
  go.exit = (code) => fail("The trainer has stopped (code " + code + ").");
  const instance = await WebAssembly.instantiate(module, go.importObject);
  await go.run(instance);
  fail("The trainer has stopped.");
}

onmessage = ({data}) => {
  if (data.module) start(data.module).catch((e) => fail("The trainer could not start: " + e.message));
  if (data.port && hourglass.accept) hourglass.accept(data.port);
  else if (data.port) waiting.push(data.port);
};
onerror = (e) => fail("The trainer has stopped: " + (e.message || e));
onunhandledrejection = (e) => fail("The trainer has stopped: " + (e.reason && e.reason.message || e.reason));
