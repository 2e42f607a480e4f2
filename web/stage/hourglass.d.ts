// What the stage's script and the picture in Go have in common, and Go's glue (wasm_exec.js).

interface Go {
  importObject: WebAssembly.Imports;
  exit: (code: number) => void;
  _resume(): void; // what every callback calls
  _scheduledTimeouts: Map<number, number>; // timers that the program has asked for and not taken back, by their number
  run(instance: WebAssembly.Instance): Promise<void>;
}

declare var Go: new () => Go;

/** How the page wants the stage to look, in so far as the script needs it: see Look in web/page/mount.js. */
interface Look {
  theme?: string;
  stats?: boolean;
}

/** What the stage begins with: its program, the way to the trainer, what it is told of the lesson. */
interface Boot {
  module: WebAssembly.Module | Blob;
  port: MessagePort;
  lesson: Uint8Array;
  look: Look;
}

interface Hourglass {
  boot?: Boot;
  stats: { mean: number; p95: number; frames: number; drawCalls: number; vertices: number; rate: number };

  // The script's, for Go to call.
  fail(reason: unknown, raw?: unknown): void;
  labels(bytes: Uint8Array, used: number, count: number): void;
  measured(mean: number, p95: number, frames: number, vertices: number, rate: number): void;
  wake(): void;
  rest(): void;
  ready(): void;
  drawn(): void;
  figure(name: string): void;
  easel(): void;
  tell(words: string): void;
  colours(all: string[]): void;

  // Go's, for the script to call once it is ready; a look may come before. pointer and over return what is under the place: see cursors.
  look?(look: Look): void;
  key?(figure: string, dx: number, dy: number): void;
  pointer?(kind: number, x: number, y: number, finger: boolean): number;
  over?(x: number, y: number): number;
  escape?(): void;
}
