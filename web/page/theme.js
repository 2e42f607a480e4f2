// Runs before the first paint: says that scripts run, and chooses what would be seen to change: the language, the frame (?embed), the size
// (?present), and the theme. What the address asks for comes first, then what was chosen last, then what the browser prefers.
(() => {
  const root = document.documentElement;
  const recall = (/** @type {string} */ name) => {
    try {
      return localStorage.getItem(name);
    } catch {
      return null; // Storage may be forbidden, as in a frame of another site.
    }
  };
  const keep = (/** @type {string} */ name, /** @type {string} */ value) => {
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
  for (const name of ["embed", "present"]) if (/** @type {(string | null)[]} */ (["", "1", "true"]).includes(given.get(name))) root.dataset[name] = "";
  const hide = given.get("hide") ?? "";
  if (/^[a-z,-]{1,400}$/.test(hide)) root.dataset.hide = hide.replaceAll(",", " "); // large parts are left out by site.css, the rest by parts.js
  const kept = given.get("theme") ?? recall("theme");
  if (kept === "light" || kept === "dark") root.dataset.theme = kept;

  // The same page in the reader's language. Who embeds a lesson, or links to one in another language, has chosen.
  const other = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[hreflang]"));
  if (given.has("lang")) keep("lang", root.lang);
  else if (other && root.lang === "en" && !("embed" in root.dataset) && (recall("lang") ?? navigator.language?.slice(0, 2)) === other.hreflang) {
    location.replace(other.href + location.search + location.hash);
  }

  addEventListener("click", (e) => {
    if (!/** @type {Partial<Element>} */ (e.target).closest?.("[data-theme-toggle]")) return;
    const now = root.dataset.theme ?? (matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark");
    root.dataset.theme = now === "light" ? "dark" : "light";
    keep("theme", root.dataset.theme);
    dispatchEvent(new Event("themechange"));
  });

  // What may be the matter with a file of the course, and what the reader can do. web/page/files.js asks here too, so this stands where nothing else need have come.
  /** @type {(text: string, ...values: (string | number)[]) => string} */
  const t = (text, ...values) => {
    const table = JSON.parse(document.querySelector("#words-table")?.textContent ?? "{}");
    return (table[text] ?? text).replace(/\{(\d)\}/g, (/** @type {string} */ _, /** @type {number} */ i) => values[i]);
  };
  /** @type {string[]} */
  const refused = []; // addresses that a security policy has refused
  addEventListener("securitypolicyviolation", (e) => refused.push(e.blockedURI.split("?")[0]));

  /**
   * Says why a file did not come, or is not what it should be. answer is what the server said, where that is known; else it is asked once more.
   * @param {string | URL} url @param {Response | null} [answer] @param {unknown} raw
   * @returns {Promise<Cause>}
   */
  async function why(url, answer, raw = "") {
    const cause = (/** @type {string} */ kind, /** @type {string} */ words) => ({ kind, words, raw: /** @type {Partial<Error> | null} */ (raw)?.message ?? raw });
    const byPolicy = () => refused.includes(`${url}`.split("?")[0]) || (/\.wasm$/.test(`${url}`) && refused.includes("wasm-eval"));
    const network = () => cause("network", t("The network gave out on the way, or something holds the file back. Try again, or in another network."));
    const policy = () => cause("policy", t("A security policy of the site forbids it. Whoever runs the site must allow what the policy in the page itself allows."));
    if (!answer && location.protocol === "file:") return cause("file", t("A page that is opened from a folder may not load its own files. Open the lesson’s one file instead (hourglass.html), or the course on the web."));
    try {
      if (!answer) {
        answer = await fetch(url, { cache: "reload" });
        await answer.blob(); // to its end
      }
    } catch (e) {
      raw ||= e;
      if (byPolicy()) return policy();
      if (!navigator.onLine) return cause("network", t("There is no network. Try again when it is back."));
      const there = self.origin === "null" && (await fetch(url, { mode: "no-cors" }).catch(() => null)); // it would come, but not to a page without an origin
      if (there) return cause("sandbox", t("The frame around this page forbids it to load its own files (sandbox without allow-same-origin). Open the page in a tab of its own; its author can frame the lesson’s one file."));
      return network();
    }
    if (byPolicy()) return policy();
    if ([404, 409, 410].includes(answer.status)) return cause("renewed", t("The course has been renewed since this page was opened. Reload the page to go on.")); // web/keeper/sw.js says 409
    if (!answer.ok) return cause("server", t("The server does not give it out now (error {0}). Try again in a while.", answer.status));
    const type = answer.headers.get("Content-Type") ?? "";
    if (/\.js$/.test(`${url}`.split("?")[0]) && !/(java|ecma)script/.test(type)) {
      return cause("type", t("It is sent as {0}, which browsers refuse: the server must send files that end in .js as text/javascript.", type || "–"));
    }
    if (/\.wasm$/.test(`${url}`) && /html/.test(type)) return cause("type", t("Another page came in its place, such as that of a login or a filter. Try again, or in another network."));
    if (raw instanceof TypeError) return network(); // it was cut off
    return cause("damaged", t("What came is damaged, or this browser is too old for it. Try again, or in another network."));
  }

  // The smallest module with a SIMD instruction in it: one function that returns i8x16.splat(0).
  const simd = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 15, 11];
  /** @type {typeof globalThis.hourglass} */
  const hourglass = (globalThis.hourglass = {
    why,
    awake: false, // the page's script has begun: from then on it speaks for itself
    simd: typeof WebAssembly !== "undefined" && WebAssembly.validate(new Uint8Array(simd)),
  });

  // The trainer is asked for with the page, not after its last script; web/page/files.js takes what comes.
  const here = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src;
  if (here && root.dataset.state === "loading" && typeof WebAssembly !== "undefined" && location.protocol !== "file:") {
    const name = hourglass.simd ? "trainer.simd.wasm" : "trainer.wasm";
    hourglass.early = { [name]: fetch(new URL(name, here)) };
    hourglass.early[name].catch(() => {}); // it is asked again
  }

  const ready = () => document.readyState !== "loading" || new Promise((go) => addEventListener("DOMContentLoaded", go));
  const pause = (/** @type {number} */ ms) => new Promise((go) => setTimeout(go, ms));

  /**
   * One notice that stays, for when nobody else is there to show one, and a button that loads the page anew.
   * @param {string} words
   */
  async function say(words) {
    await ready();
    const p = document.querySelector(".notice p");
    if (!p) return; // not a lesson: it can do without
    const reload = Object.assign(document.createElement("button"), { type: "button", className: "act", textContent: t("Reload") });
    reload.addEventListener("click", () => location.reload());
    p.textContent = words;
    p.parentElement?.replaceChildren(p, reload);
    document.querySelector(".unscripted")?.remove();
    root.dataset.state = "failed";
    delete root.dataset.js; // all steps are shown, and nothing that would need the script
    try {
      const origin = given.get("origin");
      if (parent !== window && origin) parent.postMessage({ hourglass: 1, type: "fault", words }, origin);
    } catch {
      // what the address names is no origin
    }
  }

  let sought = false; // the script that did not come was looked for

  /**
   * The page's own script, or one that it stands on, did not come or could not be read. If all of it can be had now, the page is loaded anew, once.
   * @param {unknown} raw
   */
  async function lost(raw = "") {
    if (hourglass.awake || root.dataset.state !== "loading" || sought) return;
    sought = true;
    await ready();
    const asked = /** @type {NodeListOf<HTMLScriptElement & HTMLLinkElement>} */ (document.querySelectorAll("script[type=module][src], link[rel=modulepreload]"));
    const all = [...asked].map((e) => e.src || e.href);
    /** @type {Cause | undefined} */
    let cause;
    for (const wait of [0, 700]) {
      await pause(wait);
      const found = await Promise.all(all.map((url) => why(url, null, raw)));
      cause = found.find((c) => c.kind !== "damaged");
      if (!["network", "server"].includes(cause?.kind ?? "")) break;
    }
    if (!cause && all.length && !history.state?.again) {
      try {
        history.replaceState({ ...history.state, again: true }, "");
        return location.reload();
      } catch {
        // A frame that may not note that it has tried does not try.
      }
    }
    say(`${t("The page’s script did not come.")} ${(cause ?? (await why(all[0] ?? location.href, new Response("", { headers: { "Content-Type": "text/javascript" } })))).words} ${t("The text and the picture are complete.")}`);
  }

  /**
   * Pictures and styles are asked for once more.
   * @type {(e: {dataset: DOMStringMap, src?: string, href?: string}, name: "src" | "href") => void}
   */
  const again = (e, name) => {
    const address = e[name];
    if (e.dataset.again !== undefined || !address?.startsWith("http")) return;
    e.dataset.again = "";
    e[name] = `${address}?again`;
  };
  const empty = (/** @type {CSSStyleSheet | null} */ sheet) => { // as one is that did not come, in some browsers
    try {
      return !sheet?.cssRules.length;
    } catch {
      return self.origin !== "null"; // what did not come may not be read, nor may any in a strict sandbox
    }
  };
  for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel=stylesheet]"))) if (empty(link.sheet)) again(link, "href");
  addEventListener("error", ({ target, error, filename, message }) => {
    if (target === window) return filename && lost(error ?? message); // a syntax that this browser does not know, or half a file
    if (target instanceof HTMLScriptElement && target.type === "module") lost();
    if (target instanceof HTMLImageElement) again(target, "src");
    if (target instanceof HTMLLinkElement && target.rel === "stylesheet") again(target, "href");
  }, true);
})();
