// Builds what the browser loads, serves it on this machine and opens pages.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import path from "node:path";

const here = import.meta.dirname, root = path.dirname(here);
const out = path.join(root, "bin", "bench"), modules = path.join(here, "node_modules");

/** Where the server has what the peers fetch by themselves. */
export const files = { engine: "/engine.wasm", ort: "/ort/", tfjs: "/tfjs/" };
const folders = { ort: path.join(modules, "onnxruntime-web", "dist"), tfjs: path.join(modules, "@tensorflow", "tfjs-backend-wasm", "dist") };

/** Runs go with the toolchain of go.mod and the flags that the trainer is built with; returns what it prints. */
function go(...args) {
  const [, toolchain] = fs.readFileSync(path.join(root, "go.mod"), "utf8").match(/^toolchain (\S+)$/m);
  const env = { ...process.env, GOTOOLCHAIN: toolchain, GOEXPERIMENT: "simd", GOOS: "js", GOARCH: "wasm" };
  return execFileSync("go", args, { cwd: root, env, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

/** Builds our engine: the paths of its program and of the script of Go's that starts it. */
export function buildEngine() {
  const program = path.join(out, "engine.wasm");
  go("build", "-trimpath", "-ldflags", "-s -w", "-o", program, "./bench/engine");
  return { program, script: path.join(go("env", "GOROOT").trim(), "lib", "wasm", "wasm_exec.js") };
}

/** Bundles the page with the peers. */
export async function buildPage() {
  const { build } = await import("esbuild");
  const node = ["fs", "path", "crypto", "child_process", "worker_threads", "perf_hooks", "os", "util", "url", "module", "string_decoder", "node-fetch"];
  const absent = { // what libraries import for Node alone
    name: "absent",
    setup(b) {
      b.onResolve({ filter: new RegExp(`^(node:)?(${node.join("|")})$`) }, ({ path }) => ({ path, namespace: "absent" }));
      b.onLoad({ filter: /./, namespace: "absent" }, () => ({ contents: "export default {};" }));
    },
  };
  await build({
    entryPoints: [path.join(here, "page.mjs")], outdir: out, bundle: true, splitting: true, minify: true, format: "esm", target: "es2022",
    mainFields: ["module", "browser", "main"], define: { global: "globalThis", "process.env.NODE_ENV": '"production"' }, plugins: [absent], logLevel: "error",
  });
}

const types = { ".html": "text/html", ".js": "text/javascript", ".mjs": "text/javascript", ".wasm": "application/wasm" };
const page = "<!doctype html><meta charset=utf-8><title>bench</title><script src=wasm_exec.js></script><script type=module src=page.js></script>";

/** Serves the page and the files of the peers on a free port of this machine. */
export async function serve() {
  const server = http.createServer((request, response) => {
    const [, first, ...rest] = new URL(request.url, "http://localhost").pathname.split("/");
    if (!first) return response.writeHead(200, { "Content-Type": "text/html" }).end(page);
    const folder = folders[first], file = folder ? path.join(folder, ...rest) : path.join(out, first, ...rest);
    if (!fs.statSync(file, { throwIfNoEntry: false })?.isFile()) return response.writeHead(404).end();
    response.writeHead(200, { "Content-Type": types[path.extname(file)] ?? "application/octet-stream" });
    fs.createReadStream(file).pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Copies Go's script beside the page. */
export function bring({ script }) {
  fs.copyFileSync(script, path.join(out, "wasm_exec.js"));
}

/** Starts Chromium: that of the system, or the one that CHROMIUM names. */
export async function launch() {
  const { chromium } = await import("playwright-core");
  return chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows"],
  });
}
