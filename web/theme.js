// Runs before the first paint: says that scripts run, and chooses what would be seen to change: the frame (?embed), the size (?present), and the
// theme: ?theme=, then what was chosen last, else the system's.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  const given = new URLSearchParams(location.search);
  for (const name of ["embed", "present"]) if (["", "1", "true"].includes(given.get(name))) root.dataset[name] = "";
  let kept = given.get("theme");
  try {
    kept ??= localStorage.getItem("theme");
  } catch {
    // Storage may be forbidden, as in a frame of another site.
  }
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  addEventListener("click", (e) => {
    if (!e.target.closest?.("[data-theme-toggle]")) return;
    const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
    root.dataset.theme = now === "light" ? "dark" : "light";
    try {
      localStorage.setItem("theme", root.dataset.theme);
    } catch {
      // The choice then holds for this page alone.
    }
    dispatchEvent(new Event("themechange"));
  });
})();
