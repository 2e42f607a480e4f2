// Runs the models of a folder as any program would that takes ONNX: for each name.onnx it reads name.x (float32) with the dimensions in
// name.json and writes every output as name.<output> (float32). It prints one line of JSON, {name: {output: dimensions}}.
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as ort from "onnxruntime-web"

ort.env.wasm.numThreads = 1
ort.env.logLevel = "error"
const folder = process.argv[2]
const shapes = {}
for (const file of readdirSync(folder).filter((f) => f.endsWith(".onnx")).sort()) {
  const name = file.slice(0, -".onnx".length)
  const session = await ort.InferenceSession.create(readFileSync(join(folder, file)))
  const x = new Float32Array(new Uint8Array(readFileSync(join(folder, name + ".x"))).buffer)
  const dims = JSON.parse(readFileSync(join(folder, name + ".json"), "utf8"))
  const outputs = await session.run({ x: new ort.Tensor("float32", x, dims) })
  shapes[name] = {}
  for (const [output, tensor] of Object.entries(outputs)) {
    shapes[name][output] = tensor.dims
    writeFileSync(join(folder, `${name}.${output}`), new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength))
  }
}
console.log(JSON.stringify(shapes))
