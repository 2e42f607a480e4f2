// Holds documents against a schema: node validate.mjs MAIN.xsd FURTHER.xsd,... DOCUMENT.xml ... Prints one line for each document: its name, and "valid"
// or the first complaint.
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { validateXML } from "xmllint-wasm";

const file = (path) => ({ fileName: basename(path), contents: readFileSync(path, "utf8") });
const [main, further, ...documents] = process.argv.slice(2);
for (const path of documents) {
  const found = await validateXML({ xml: [file(path)], schema: [file(main)], preload: further.split(",").filter(Boolean).map(file) });
  console.log(`${path}\t${found.valid ? "valid" : found.errors[0].message}`);
}
