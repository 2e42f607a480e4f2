// The one file that holds the whole course: puts the lesson that the address names into the page (?lesson=noise), else the list of the lessons. All pages lie in
// one block, packed together, since they have most of their controls in common: see web/build/onefile.go.
import { pages, posters } from "./files.js";

const root = document.documentElement;
root.dataset.course = "";

/** Shows the page that the address names. */
async function open() {
  const held = document.createElement("template");
  held.innerHTML = await pages();
  const all = [.../** @type {NodeListOf<HTMLTemplateElement>} */ (held.content.querySelectorAll("template[data-page]"))];
  const name = new URLSearchParams(location.search).get("lesson") ?? "";
  const known = all.find((t) => t.dataset.page === name);
  const shown = known ?? all[0];
  for (const a of shown.attributes) if (!["hidden", "data-page", "data-title"].includes(a.name)) document.body.setAttribute(a.name, a.value);
  if (shown.dataset.page) {
    root.dataset.state = "loading";
    document.title = shown.dataset.title ?? "";
  }
  document.body.append(document.importNode(shown.content, true));
  if (!known) {
    const p = document.createElement("p");
    p.setAttribute("role", "status");
    p.textContent = "The address names a lesson that this course does not have; here are those that it has.";
    document.querySelector("main")?.prepend(p);
  }
}

await open();
posters();
if (document.body.matches(".lesson")) await import("./lesson.js");
