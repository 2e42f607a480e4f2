// Reads a JSON list of formulas {tex, display} from stdin and writes the JSON list of their MathML. Inline styles are dropped: the
// page's policy forbids them, and site.css has what they would say.
import temml from "temml";
import { readFileSync } from "node:fs";

const out = JSON.parse(readFileSync(0, "utf8")).map(({ tex, display }) =>
  temml.renderToString(tex, { displayMode: display, throwOnError: true, xml: false }).replace(/ style="[^"]*"/g, ""));
process.stdout.write(JSON.stringify(out));
