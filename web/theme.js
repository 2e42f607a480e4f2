// Runs before the first paint: says that scripts run, and chooses what would be seen to change: the language, the frame (?embed), the size
// (?present), and the theme. What the address asks for comes first, then what was chosen last, then what the browser prefers.
(() => {
  const root = document.documentElement;
  const recall = (name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // Storage may be forbidden, as in a frame of another site.
    }
  };
  const keep = (name, value) => {
    try {
      localStorage.setItem(name, value);
    } catch {
      // The choice then holds for this page alone.
    }
  };
  root.dataset.js = "";

  // What mail programs and hands do to a link's options: & as &amp;, capital letters, a full stop or a bracket behind the last. The hash is link.js's.
  const query = location.search.replace(/&(?:amp;)+/gi, "&").replace(/([?&])(embed|present|theme|hide|lock|step|lang|lesson|stats)(=[\w,-]*)?(?:(?:[.,;:)\]>"']|%(?:22|27|29|3E|5D))+$|(?=&|$))/gi,
    (_, mark, name, value = "") => mark + name.toLowerCase() + value.toLowerCase());
  try {
    if (query !== location.search) history.replaceState(history.state, "", location.pathname + query + location.hash);
  } catch {
    // A page that is a file may not; its options then are as they came.
  }
  const given = new URLSearchParams(location.search);
  for (const name of ["embed", "present"]) if (["", "1", "true"].includes(given.get(name))) root.dataset[name] = "";
  if (/^[a-z,-]{1,400}$/.test(given.get("hide") ?? "")) root.dataset.hide = given.get("hide").replaceAll(",", " "); // large parts are left out by site.css, the rest by parts.js
  const kept = given.get("theme") ?? recall("theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  // The same page in the reader's language. Who embeds a lesson, or links to one in another language, has chosen.
  const other = document.querySelector("link[hreflang]");
  if (given.has("lang")) keep("lang", root.lang);
  else if (other && root.lang === "en" && !("embed" in root.dataset) && (recall("lang") ?? navigator.language?.slice(0, 2)) === other.hreflang) {
    location.replace(other.href + location.search + location.hash);
  }

  addEventListener("click", (e) => {
    if (!e.target.closest?.("[data-theme-toggle]")) return;
    const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
    root.dataset.theme = now === "light" ? "dark" : "light";
    keep("theme", root.dataset.theme);
    dispatchEvent(new Event("themechange"));
  });

  // The page's own script, or one that it stands on, did not come, or was refused for its type: then nobody else is there to say so.
  addEventListener("error", (e) => {
    if (!e.target.matches?.("script[type=module]")) return;
    const say = () => {
      const p = document.querySelector(".notice p");
      p?.nextElementSibling?.remove();
      if (p) p.textContent = "The page’s script did not come: the server must send files that end in .js as text/javascript. The text and the picture are complete.";
      root.dataset.state = "failed";
      delete root.dataset.js; // all steps are shown, and nothing that would need the script
    };
    if (document.readyState === "loading") addEventListener("DOMContentLoaded", say);
    else say();
  }, true);
})();
