// What the address leaves out of the page (?hide=) or holds fast (?lock=). What a locked control is set to still comes from the link, the steps of
// the lesson and the page around it: a lock is for the learner's hands.
import { all } from "./dom.js";
import { options } from "./options.js";
import { t } from "./words.js";

/**
 * Parts of the page that can be left out, each with what it is made of.
 * @type {Record<string, string>}
 */
export const parts = {
  text: "#words",
  title: "#words > h1",
  pager: ".pager",
  goal: ".goal",
  tells: ".tells",
  notes: ".notes",
  numbers: ".read",
  past: ".past",
  figures: ".figures",
  drawer: "#more, #drawer",
  controls: "#controls",
};
const both = ["past", "drawer"]; // parts that can be locked as well

/**
 * The elements of a control of this lesson: a knob, the speed, or one of the buttons beside Play.
 * @type {(name: string) => HTMLElement[]}
 */
const control = (name) => all(`.knob[data-name="${name}"], .acts [data-action="${name}"]`);

/**
 * Leaves out what is named; returns the names that stand for nothing here.
 * @param {string[]} names
 */
function hide(names) {
  return names.filter((name) => {
    const found = parts[name] ? all(parts[name]) : control(name);
    for (const e of found) e.dataset.out = "";
    return !parts[name] && found.length === 0;
  });
}

/**
 * Locks what is named; returns the names of what cannot be locked.
 * @param {string[]} names
 */
function lock(names) {
  return names.filter((name) => {
    const found = both.includes(name) ? all(parts[name]) : parts[name] ? [] : control(name);
    for (const e of found) hold(e, name);
    return found.length === 0;
  });
}

const reason = t("Fixed on this page");

/**
 * Holds an element fast and says why: a knob in a line under it, a button in its title.
 * @param {HTMLElement} e @param {string} name
 */
function hold(e, name) {
  const inside = e.matches("button") ? [e] : all("input, select, button", e);
  if (e.id === "drawer") return; // its button is held
  for (const c of inside) c.disabled = true;
  if (!e.matches(".knob")) {
    for (const c of inside) c.title = reason;
    return;
  }
  const why = Object.assign(document.createElement("p"), { className: "why", id: `lock-${name}`, textContent: t("Fixed on this page.") });
  e.append(why);
  e.dataset.locked = why.id; // see controls.js: another rule of the knob must not undo it
  for (const c of inside) c.setAttribute("aria-describedby", [c.getAttribute("aria-describedby"), why.id].filter(Boolean).join(" "));
  e.title = reason;
}

// A link inside a frame would put a foreign page there, which most refuse.
if (options.embed) {
  for (const a of all("#words a[href]")) if (a.origin !== location.origin) Object.assign(a, { target: "_blank", rel: "noopener" });
}

/** What the address names and this lesson does not have. */
export const strangers = [...new Set([...hide(options.hide), ...lock(options.lock)])];
