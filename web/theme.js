// Runs before the first paint: says that scripts run, and chooses the theme: ?theme=, then what was chosen last, else the system's.
(() => {
  const root = document.documentElement;
  root.dataset.js = "";
  let kept = new URLSearchParams(location.search).get("theme");
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
