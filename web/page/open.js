// In the one file that holds the whole course: puts the lesson that the address names into the page (?lesson=noise), else the list of the lessons.
(() => {
  const root = document.documentElement;
  root.dataset.course = "";
  const all = [.../** @type {NodeListOf<HTMLTemplateElement>} */ (document.querySelectorAll("template[data-page]"))];
  const name = new URLSearchParams(location.search).get("lesson") ?? "";
  const known = all.find((t) => t.dataset.page === name);
  const shown = known ?? all[0];
  for (const a of shown.attributes) if (!["hidden", "data-page", "data-title"].includes(a.name)) document.body.setAttribute(a.name, a.value);
  if (shown.dataset.page) {
    root.dataset.state = "loading";
    document.title = shown.dataset.title ?? "";
  }
  document.body.append(shown.content);
  for (const t of all) t.remove();
  if (known) return;
  const p = document.createElement("p");
  p.setAttribute("role", "status");
  p.textContent = "The address names a lesson that this course does not have; here are those that it has.";
  document.querySelector("main")?.prepend(p);
})();
