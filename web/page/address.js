// The address bar: the hash holds after part= the step of the lesson, and the whole run, as the trainer's link says it.
import { split } from "./link.js";
import { options } from "./options.js";

const gaps = { training: 1000, resting: 300 }; // least milliseconds between two writes: browsers refuse more

/** The step and the run that a hash means: the address's, or another. */
const read = (hash = location.hash) => split(hash);

export class Address {
  /**
   * open(text) is called for a new run in the address, go(part) for a new step.
   * @param {(text: string) => void} open @param {(part: string) => void} go
   */
  constructor(open, go) {
    const now = read();
    this.text = now.text; // the run that is open
    this.opened = now.text !== ""; // whether the address named a run
    this.first = now.part;
    this.name = "";
    this.written = 0;
    this.ready = false; // the trainer has told its run
    this.stepping = false; // the address goes to an earlier place
    this.timer = /** @type {number | undefined} */ (undefined);
    this.open = open;
    this.go = go;
    addEventListener("popstate", (e) => this.back(e.state));
    addEventListener("hashchange", (e) => this.changed(new URL(e.newURL).hash)); // the address may have been written again since: a run that trains writes it
    // Who leaves comes back to where it was: by Back too, and when the browser has closed a hidden page meanwhile.
    addEventListener("beforeunload", () => this.flush());
    document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.flush());
    this.carry();
  }

  /** The run and the step that the address names now. */
  static now() {
    const { part, text } = read();
    return { part, run: text };
  }

  /**
   * The step that is shown. Each is a place of its own in the browser's history.
   * @param {string} id
   */
  set part(id) {
    if (id === this.name) return;
    this.name = id;
    if (this.ready) this.put(options.embed ? "replaceState" : "pushState"); // in a frame, Back belongs to the page around it
  }

  /**
   * Goes to the step of an earlier place. The run stays where it is: only the step goes back.
   * @param {unknown} state
   */
  back(state) {
    if (!state) return; // somebody has typed an address: see changed
    this.stepping = true;
    this.name = read().part;
    this.go(this.name);
    this.put();
  }

  /** @param {string} hash */
  changed(hash) {
    if (this.stepping) return (this.stepping = false);
    const now = read(hash);
    if (now.part && now.part !== this.name) this.go(now.part);
    if (now.text === this.text) return;
    if (!now.text && this.ready) return this.put(); // it names no run: the one that is open goes on
    this.text = now.text;
    this.open(now.text);
  }

  /**
   * Notes the run's link, and writes it now or soon.
   * @param {string} link @param {boolean} training @param {boolean} atOnce
   */
  write(link, training, atOnce) {
    this.ready = true;
    if (link === this.text && !atOnce) return;
    this.text = link;
    const wait = this.written + (training ? gaps.training : gaps.resting) - performance.now();
    if (atOnce || wait <= 0) return this.put();
    this.timer ??= setTimeout(() => this.put(), wait);
  }

  /** Writes what waits to be written. */
  flush() {
    if (this.ready) this.put();
  }

  /** The link to the same page in another language leads to the same run, at the same step. */
  carry() {
    const link = /** @type {HTMLAnchorElement | null} */ (document.querySelector("header a[hreflang]"));
    if (!link) return;
    const bare = link.href;
    for (const kind of ["pointerdown", "focus", "click"]) link.addEventListener(kind, () => {
      this.flush();
      const to = new URL(bare);
      for (const [name, v] of new URLSearchParams(location.search)) if (name !== "lang") to.searchParams.append(name, v);
      link.href = to.href.replace(/=(?=&|$)/g, "") + location.hash;
    });
  }

  /** @param {"replaceState" | "pushState"} how */
  put(how = "replaceState") {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.written = performance.now();
    const hash = [this.name && `part=${this.name}`, this.text].filter(Boolean).join("&");
    try {
      history[how]({ part: this.name }, "", location.pathname + location.search + (hash ? `#${hash}` : ""));
    } catch {
      // A browser that has had enough for now will take the next one.
    }
  }
}
