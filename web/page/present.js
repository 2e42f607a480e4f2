// A lesson in front of a class: large words and a large stage (room.css does the look), the keys of a clicker, a black screen, full screen.
// theme.js sets data-present before the first paint when the address asks for it; here it is turned on and off, and given its keys.
import { $, hit } from "./dom.js";
import { say } from "./show.js";
import { t } from "./words.js";

const root = document.documentElement;

/** Controls that have a use of their own for a key: it stays theirs while they have the focus. */
const takes = {
  space: "button, a, input, select, textarea, summary, [contenteditable]",
  move: "input, select, textarea, [contenteditable], [role=grid] *, pre, [tabindex='0']",
};

/** @type {Record<string, string>} */
const keys = {
  PageDown: "forward", ArrowRight: "forward", PageUp: "back", ArrowLeft: "back", " ": "play", b: "blank", B: "blank", ".": "blank", Escape: "leave",
};

export class Present {
  /**
   * steps are those of the lesson; changed is called when presenting begins or ends.
   * @param {import("./steps.js").Steps} steps @param {() => void} changed
   */
  constructor(steps, changed) {
    this.steps = steps;
    this.changed = changed;
    $("#present").addEventListener("click", () => this.turn(!this.on));
    $("#text").addEventListener("click", () => this.words(!("words" in root.dataset)));
    $("#full").addEventListener("click", () => this.full());
    document.addEventListener("fullscreenchange", () => this.label());
    // Before other listeners: what a key means here depends on how things stand before they have heard of it.
    addEventListener("keydown", (e) => this.on && this.key(e), true);
    addEventListener("click", (e) => this.click(e), true);
    this.label();
  }

  get on() {
    return "present" in root.dataset;
  }

  /**
   * Enters or leaves, and has the address say so, for a reload and for whoever gets the link.
   * @param {boolean} on
   */
  turn(on) {
    root.toggleAttribute("data-present", on);
    if (!on) {
      this.blank(false);
      this.words(false);
      if (document.fullscreenElement) document.exitFullscreen();
    }
    const search = new URLSearchParams(location.search);
    if (on) search.set("present", "");
    else search.delete("present");
    const text = search.toString().replace(/=(?=&|$)/g, "");
    try {
      history.replaceState(history.state, "", location.pathname + (text ? `?${text}` : "") + location.hash);
    } catch {
      // A frame without an address of its own presents all the same.
    }
    this.label();
    this.changed();
    dispatchEvent(new Event("resize")); // the bar lays out its knobs anew
    say(on ? t("Presenting. Page down and page up change steps, space plays, B blanks the screen, Escape leaves.") : t("Presenting is over."));
  }

  /** @param {boolean} on */
  words(on) {
    root.toggleAttribute("data-words", on);
    this.label();
  }

  /** @param {boolean} on */
  blank(on) {
    root.toggleAttribute("data-blank", on);
    if (on) say(t("The screen is black. Any key brings it back."));
  }

  async full() {
    try {
      if (document.fullscreenElement) await document.exitFullscreen();
      else await root.requestFullscreen();
    } catch {
      say(t("This browser does not let the page fill the screen."));
    }
  }

  label() {
    $("#present").setAttribute("aria-pressed", this.on);
    $("#text").setAttribute("aria-pressed", "words" in root.dataset);
    $("#full").setAttribute("aria-pressed", Boolean(document.fullscreenElement));
    $("#full").hidden = !document.fullscreenEnabled;
  }

  /** @param {KeyboardEvent} e */
  key(e) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
    if ("blank" in root.dataset && !["Shift", "Tab"].includes(e.key)) {
      this.blank(false);
      return this.swallow(e);
    }
    const what = keys[e.key];
    const here = /** @type {Element} */ (e.target);
    if (!what || $("dialog[open]") || here.matches?.(takes[what === "play" ? "space" : "move"])) {
      if (what !== "leave") return;
    }
    if (what === "leave") return this.escape();
    this.swallow(e);
    if (what === "play") $("[data-action=play]").click();
    if (what === "blank") this.blank(true);
    if (what === "forward" && this.steps.at < this.steps.all.length - 1) this.steps.go(this.steps.at + 1, true);
    if (what === "back") this.steps.go(this.steps.at - 1, true);
  }

  /** @param {Event} e */
  swallow(e) {
    e.preventDefault();
    e.stopImmediatePropagation();
  }

  /** Escape belongs first to what is open: a dialog, the drawer, a unit's page on the stage. */
  escape() {
    if ($("dialog[open]") || !$("#drawer").hidden || document.fullscreenElement) return;
    this.turn(false);
    $("#present").focus();
  }

  /**
   * A click brings a black screen back and does nothing else; the way to the next lesson keeps what the address asks for.
   * @param {MouseEvent} e
   */
  click(e) {
    if ("blank" in root.dataset) {
      this.blank(false);
      return this.swallow(e);
    }
    if (!this.on || !hit(e, ".pager[data-last] #next") || !document.body.dataset.next) return;
    this.swallow(e);
    location.assign(`../${document.body.dataset.next}/index.html${location.search}`);
  }
}
