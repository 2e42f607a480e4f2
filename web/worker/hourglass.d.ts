// What the worker's script has in common with the trainer in Go, and with Go's glue (wasm_exec.js).

interface Go {
  importObject: WebAssembly.Imports;
  env: Record<string, string>;
  exit: (code: number) => void;
  run(instance: WebAssembly.Instance): Promise<void>;
}

declare var Go: new () => Go;

interface Hourglass {
  /** Gives the trainer another window. The trainer puts it here, and then says that it is ready. */
  accept: ((port: MessagePort) => void) | null;
  ready(): void;
}
