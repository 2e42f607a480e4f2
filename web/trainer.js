// Loads WebAssembly programs and owns the worker in which the trainer runs.
import * as files from "./files.js";
import * as wire from "./wire.js";

// The smallest module with a SIMD instruction in it: one function that returns i8x16.splat(0).
const simdModule = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];

export const hasSIMD = () => WebAssembly.validate(new Uint8Array(simdModule));

/** Gets and compiles a program. tell hears how much is there, from 0 to 1. */
export async function load(name, tell) {
  return WebAssembly.compileStreaming(await counted(name, tell));
}

/** Gets a program for the stage: compiled, or as it is where a strict sandbox lets no compiled one into another frame. */
export async function loadForStage(name, tell) {
  const answer = await counted(name, tell);
  return files.alone ? answer.blob() : WebAssembly.compileStreaming(answer);
}

/** A program as it comes. The response is one of our own, so it has the right type, whatever the server said. */
async function counted(name, tell) {
  const size = files.sizeOf(name);
  let got = 0;
  const body = (await files.program(name)).pipeThrough(new TransformStream({
    transform(chunk, out) {
      got += chunk.byteLength;
      tell(Math.min(got / size, 1));
      out.enqueue(chunk);
    },
  }));
  return new Response(body, { headers: { "Content-Type": "application/wasm" } });
}

/** The trainer in its worker, and the page's port to it. hear gets {facts}, {fault} or {failed}. */
export class Trainer {
  constructor(worker, module, hear) {
    this.pulls = 0; // how many were sent; facts carry the number of the pull that they answer
    this.waiting = false;
    this.anew = false; // commands were sent since the last pull: the next is answered whether or not there is anything new
    this.hear = hear;
    this.worker = worker;
    this.worker.onmessage = (e) => e.data?.failed && this.fail(e.data.failed);
    this.worker.onerror = (e) => this.fail(e.message || "The trainer could not start.");
    this.worker.postMessage({ module });
    this.port = this.connect();
    this.port.onmessage = (e) => this.take(e.data);
  }

  /** Opens another way to the trainer, for the stage. */
  connect() {
    const { port1, port2 } = new MessageChannel();
    this.worker.postMessage({ port: port2 }, [port2]);
    return port1;
  }

  send(...commands) {
    for (const c of commands) this.port.postMessage(c, [c]);
    this.anew = true;
  }

  /** Asks for facts, once. */
  pull() {
    if (this.waiting) return;
    this.waiting = true;
    this.pulls++;
    this.send(wire.pullFacts(this.anew));
    this.anew = false;
  }

  take(buffer) {
    const a = wire.answer(buffer);
    if (a.facts) {
      this.waiting = false;
      a.facts.pull = this.pulls;
    }
    this.hear(a);
  }

  fail(reason) {
    this.close();
    this.hear({ failed: reason });
  }

  close() {
    this.worker.terminate();
    this.port.close();
  }
}
