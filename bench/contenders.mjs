// Who is measured. All run on one thread: a page without cross-origin isolation, as course sites serve it, has no other.
import fs from "node:fs";

/** module is the file in peers/; only lists the tasks for which a variant differs; ours comes first. */
export const contenders = {
  ours: { module: "ours", title: "Hourglass" },
  ort: { module: "ort", package: "onnxruntime-web", title: "ONNX Runtime Web", how: "wasm" },
  jaxjs: { module: "jaxjs", package: "@jax-js/jax", title: "jax-js", how: "wasm" },
  "jaxjs-im2col": { module: "jaxjs", options: { patches: true }, package: "@jax-js/jax", title: "jax-js", how: "wasm, im2col", only: ["W4"] },
  tfjs: { module: "tfjs", options: { backend: "wasm" }, package: "@tensorflow/tfjs-core", title: "TensorFlow.js", how: "wasm" },
  "tfjs-tuned": { module: "tfjs", options: { backend: "wasm", tuned: true }, package: "@tensorflow/tfjs-core", title: "TensorFlow.js", how: "wasm, tuned", training: true },
  "tfjs-cpu": { module: "tfjs", options: { backend: "cpu" }, package: "@tensorflow/tfjs-core", title: "TensorFlow.js", how: "JavaScript" },
  convnetjs: { module: "convnetjs", package: "convnetjs", title: "ConvNetJS", how: "JavaScript" },
  handjs: { module: "handjs", title: "hand-written loops", how: "JavaScript" },
};

/** The machine's own limit, measured like a contender. */
export const ceiling = { module: "ceiling" };

/** What a contender is called, with its version as package.json pins it. */
export function titleOf({ title, package: name, how }) {
  const { devDependencies } = JSON.parse(fs.readFileSync(new URL("package.json", import.meta.url), "utf8"));
  return [title, devDependencies[name], how && `(${how})`].filter(Boolean).join(" ");
}
