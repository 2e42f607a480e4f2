// For the pages of others: <autoencoder-lesson lesson="noise"></autoencoder-lesson> shows a lesson's poster, and the lesson itself in a frame once it
// comes into view. One plain script, from any origin, without anything else. See docs/embedding.md; embed.d.ts says the same in types.
(() => {
  "use strict";
  const tag = "autoencoder-lesson";
  if (!globalThis.customElements || customElements.get(tag)) return; // a server that renders pages; or the script is there twice

  // A script that is a module, or inside another one, does not know its own address: the tag that names it does, or else the attribute course.
  const own = /** @type {HTMLScriptElement | null} */ (document.currentScript)?.src || [...document.scripts].map((s) => s.src).find((src) => /\/embed\.js([?#]|$)/.test(src));
  const home = own ? new URL(".", own) : null;
  const most = 4; // live lessons on a page: browsers take the graphics away from the oldest of many
  const patience = 5000; // milliseconds after which a frame that has come and says nothing is one that could not
  const calm = 250; // milliseconds in view before a lesson starts by itself, so that scrolling past costs nothing
  const version = 1;
  const all = /** @type {Set<AutoencoderLesson>} */ (new Set()); // the elements on the page
  const told = ["ready", "facts", "step", "done", "answer", "goal", "fault"]; // messages that become events

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; position: relative; min-width: 0; color-scheme: light dark; }
    :host([hidden]) { display: none; }
    iframe { display: block; width: 100%; height: 640px; border: 0; }
    .poster { display: block; position: relative; aspect-ratio: 1010 / 838; max-height: 90vh; width: 100%; overflow: hidden; background: light-dark(#fbfaf7, #0d1017); }
    img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: contain; }
    button { position: absolute; left: 50%; bottom: 1rem; transform: translateX(-50%); min-height: 2.75rem; max-width: calc(100% - 2rem); padding: .5rem 1.2rem;
      border: 0; border-radius: 9px; font: 600 1rem/1.3 system-ui, sans-serif; cursor: pointer; background: light-dark(#985a14, #f2b45a); color: light-dark(#fff, #1b1408); }
    button:focus-visible { outline: 2px solid light-dark(#1f6fb2, #54b4f0); outline-offset: 2px; }
    p { position: absolute; inset: 0; display: grid; place-content: center; margin: 0; padding: 1rem; text-align: center; font: 1rem/1.5 system-ui, sans-serif;
      color: light-dark(#1c2330, #e9edf4); }
    .instead { background: light-dark(#fbfaf7, #0d1017); gap: .5rem; }
    a { color: light-dark(#985a14, #f2b45a); line-height: 2; }
    :host([theme="light"]) { color-scheme: light; }
    :host([theme="dark"]) { color-scheme: dark; }`);

  /** @type {<K extends keyof HTMLElementTagNameMap>(name: K, fields?: Partial<HTMLElementTagNameMap[K]>) => HTMLElementTagNameMap[K]} */
  const make = (name, fields) => Object.assign(document.createElement(name), fields);
  const dark = matchMedia("(prefers-color-scheme: dark)");

  // Frameworks set a property where an element has one of that name, and an attribute where it has not: each of these is both, and nothing else.
  const attributes = ["lesson", "course", "lang", "label", "step", "hide", "lock", "theme", "run", "start"];
  const about = ["course", "lesson", "run", "step"]; // those that say which run it is

  /**
   * What is left of a lesson that has gone: the link of its run, the step that was open, and its height.
   * @typedef {[run: string, part: string | null | undefined, height: number]} Run
   */

  /**
   * What the frame says: a message's own part beside its kind.
   * @typedef {{hourglass?: unknown, type?: string, height?: number, id?: string, title?: unknown, state?: string, run?: string}} Said
   */

  /** Runs of elements that have gone from the page, for those that come in their place: a framework makes a new one each time. */
  class Lost {
    #lists = /** @type {Map<string, Run[]>} */ (new Map()); // by place, in the order in which they went

    /** @param {string} place @param {Run} run */
    put(place, run) {
      this.#lists.set(place, [...this.#lists.get(place) ?? [], run].slice(-20));
      if (this.#lists.size > 50) this.#lists.delete([...this.#lists.keys()][0]);
    }

    /**
     * Takes one run away, the first at its place unless it is said which, and returns it.
     * @param {string} place
     */
    take(place, run = this.#lists.get(place)?.[0]) {
      const rest = (this.#lists.get(place) ?? []).filter((r) => r !== run);
      if (rest.length) this.#lists.set(place, rest);
      else this.#lists.delete(place);
      return run;
    }
  }
  const lost = new Lost();

  /** @type {(element: Element, name: string, value: unknown) => void} */
  const reflect = (element, name, value) => (value == null || value === false ? element.removeAttribute(name) : element.setAttribute(name, value === true ? "" : String(value)));

  class AutoencoderLesson extends HTMLElement {
    static observedAttributes = attributes;

    static {
      dark.addEventListener("change", () => all.forEach((e) => e.#light()));
      addEventListener("message", (e) => all.forEach((l) => l.#frame && l.#frame.contentWindow === e.source && l.#base?.origin === e.origin && l.#hear(e.data)));
    }

    /**
     * Makes room for one more live lesson: the one longest out of view gives way. While all are in view, only a press can have one stopped.
     * @param {boolean} pressed
     */
    static #room(pressed) {
      const live = [...all].filter((e) => e.#frame);
      if (live.length < most) return true;
      const oldest = live.sort((a, b) => a.#since - b.#since);
      const victim = oldest.find((e) => !e.#inView) ?? (pressed ? oldest[0] : null);
      if (victim) victim.#rest();
      return Boolean(victim);
    }

    static #seen = new IntersectionObserver((entries) => entries.forEach((e) => /** @type {AutoencoderLesson} */ (e.target).#sight(e.isIntersecting)));

    // All that the element knows is private: what a framework finds on it is what an author may set or call.
    #root = this.attachShadow({ mode: "open" });
    #queue = /** @type {Said[]} */ ([]); // commands that wait for the lesson
    #since = 0; // when it came into view or went out of it
    #inView = false;
    #frame = /** @type {HTMLIFrameElement | null} */ (null);
    #ready = false; // the frame takes commands
    #heard = false; // the frame has said something
    #kept = /** @type {string | null} */ (null); // the run of a lesson that has been live, for when it comes back
    #part = /** @type {Run[1]} */ (null); // the step of the lesson
    #facts = /** @type {Said | null} */ (null);
    #height = 0;
    #page = ""; // where it was put
    #gone = /** @type {Run | null} */ (null); // what it has left behind, see Lost
    #changed = /** @type {string[] | null} */ (null); // names of attributes
    #image = /** @type {HTMLImageElement | null} */ (null); // the poster, while it is shown and the lesson is known
    #drawn = false;
    #eager = false; // the frame waits for the poster
    #silent = /** @type {string | null} */ (null); // a language without words for this lesson
    #timer = 0;
    #wait = 0; // for the frame's first word

    constructor() {
      super();
      this.#root.adoptedStyleSheets = [sheet];
    }

    connectedCallback() {
      for (const name of attributes) if (Object.hasOwn(this, name)) this.#upgrade(name);
      all.add(this);
      this.#page = location.pathname;
      if (this.#gone) lost.take(this.#place, this.#gone);
      this.#gone = null;
      this.#recover();
      this.#poster();
      AutoencoderLesson.#seen.observe(this);
    }

    disconnectedCallback() {
      AutoencoderLesson.#seen.unobserve(this);
      clearTimeout(this.#timer);
      this.#rest();
      this.#inView = false;
      all.delete(this);
      if (this.#kept !== null) lost.put(this.#place, (this.#gone = [this.#kept, this.#part, this.#height]));
    }

    /** Moved by moveBefore, a frame stays as it is. */
    connectedMoveCallback() {}

    /** @param {string} name @param {string | null} old @param {string | null} now */
    attributeChangedCallback(name, old, now) {
      if (old === now) return;
      if (about.includes(name)) this.#kept = this.#part = this.#facts = this.#gone = null;
      if (!this.isConnected) return;
      if (!this.#changed) queueMicrotask(() => this.#renew()); // several may change at once
      (this.#changed ??= []).push(name);
    }

    /** Begins anew with other attributes; the run is kept unless they are about it. */
    #renew() {
      const changed = this.#changed ?? [];
      this.#changed = null;
      if (!this.isConnected) return;
      if (changed.every((name) => name === "start" || name === "label" && this.#frame)) return this.#wake();
      const live = Boolean(this.#frame);
      this.#rest();
      this.#recover();
      if (changed.includes("lesson") || changed.includes("course")) this.#silent = null;
      if (live) this.launch();
    }

    /**
     * A property that was set before there was this class hides the one that would do something.
     * @param {string} name
     */
    #upgrade(name) {
      const own = /** @type {{[name: string]: unknown}} */ (/** @type {unknown} */ (this));
      const value = own[name];
      delete own[name];
      own[name] = value;
    }

    /** Takes up the run of the one that it comes for, if it has none of its own. */
    #recover() {
      const run = this.#kept === null && lost.take(this.#place);
      if (run) [this.#kept, this.#part, this.#height] = run;
    }

    /** Where the course is, or null. */
    get #base() {
      const given = this.getAttribute("course");
      if (!given) return home;
      try {
        return new URL(given.replace(/\/?$/, "/"), document.baseURI);
      } catch {
        return null;
      }
    }

    /** Where it stands, and which run it opens: what comes to the same place with the same run goes on with what was left there. */
    get #place() {
      return JSON.stringify([this.#page, this.id, ...about.map((name) => this.getAttribute(name))]);
    }

    // What an author may call

    launch() {
      if (this.isConnected && !this.#frame && AutoencoderLesson.#room(true)) this.#live();
    }
    play() { this.#say("play"); }
    pause() { this.#say("pause"); }
    stepOnce() { this.#say("step"); }
    reset() { this.#say("reset"); }
    /** @param {string} knob @param {number} value */
    turn(knob, value) { this.#say("turn", { knob, value }); }
    /** @param {number | "max"} value */
    speed(value) { this.#say("speed", { value }); }
    /** @param {number | string} step */
    goto(step) { this.#say("goto", { step }); }
    /** @param {string} run */
    open(run) { this.#say("open", { run }); }

    /** The link of the run as it stood last; set, it opens another. */
    get run() { return this.#kept ?? this.getAttribute("run")?.replace(/^#/, "") ?? ""; }
    set run(value) { reflect(this, "run", value); }

    /**
     * Sends a command; a lesson that is not there yet is started for it.
     * @param {string} type
     */
    #say(type, detail = {}) {
      const message = { hourglass: version, type, ...detail };
      if (this.#ready) return this.#post(message);
      if (this.#queue.length < 50) this.#queue.push(message);
      this.launch();
    }

    /** @param {Said} message */
    #post(message) {
      const base = this.#base;
      if (base) this.#frame?.contentWindow?.postMessage(message, base.origin);
    }

    // Poster and frame

    /**
     * Whether the lesson is in view.
     * @param {boolean} on
     */
    #sight(on) {
      if (on === this.#inView) return;
      this.#inView = on;
      this.#since = performance.now();
      clearTimeout(this.#timer);
      if (on) this.#timer = setTimeout(() => this.#wake(), calm);
      else all.forEach((e) => e !== this && e.#inView && e.#wake()); // there may be room now
    }

    /** Starts by itself, if that is wanted and there is room. */
    #wake() {
      const wanted = this.#kept !== null || this.getAttribute("start") !== "click";
      if (this.#eager ? !this.#frame && AutoencoderLesson.#room(true) : !this.#frame && this.#inView && this.#drawn && wanted && AutoencoderLesson.#room(false)) this.#live();
    }

    #poster() {
      const name = this.getAttribute("lesson") ?? "";
      const known = this.#base && /^[a-z]+$/.test(name);
      const box = make("div", { className: "poster" });
      const image = make("img", { alt: "", loading: "lazy" });
      const button = make("button", { type: "button", textContent: this.getAttribute("label") ?? "Start the lesson" });
      button.ariaLabel = `${button.textContent} ${name}`;
      this.#drawn = false;
      image.addEventListener("load", () => {
        this.#drawn = true;
        if (this.#eager || performance.now() - this.#since >= calm) this.#wake();
      });
      image.addEventListener("error", () => {
        if (this.#folder) { // the course has no words in that language for this lesson
          this.#silent = this.getAttribute("lang");
          return this.#light();
        }
        this.#image = null;
        box.replaceChildren(this.#sorry(name));
      });
      button.addEventListener("click", () => this.launch());
      box.append(...(known ? [image, button] : [this.#sorry(name)]));
      this.#image = known ? image : null;
      this.#light();
      this.#root.replaceChildren(box);
    }

    /** @param {string} name */
    #sorry(name) {
      const base = this.#base;
      if (name && base && /^[a-z]+$/.test(name)) return this.#instead(`This page does not get the lesson “${name}” from ${base.host}.`);
      const words = !name ? 'This element needs the attribute lesson, such as lesson="noise".'
        : base ? `There is no lesson “${name}” at ${base.host}.`
        : 'This element needs the attribute course, with the address of the course: its script does not know it, since no script tag names embed.js.';
      return make("p", { textContent: words });
    }

    /**
     * Words in the lesson's place, and the link that stands inside the element, or one of its own.
     * @param {string} words
     */
    #instead(words) {
      const box = make("p", { className: "instead", role: "status" });
      const link = make("a", { href: this.#address, target: "_blank", textContent: "Open the lesson by itself" });
      const slot = make("slot");
      slot.append(link);
      box.append(words, slot);
      return box;
    }

    /** Shows the poster of the theme. */
    #light() {
      if (!this.#image || !this.#base) return;
      const theme = this.getAttribute("theme");
      const shade = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
      const src = new URL(`${this.#folder}poster/${this.getAttribute("lesson")}-wide-${shade}.svg`, this.#base).href;
      if (this.#image.src !== src) this.#image.src = src;
    }

    /** The folder of the language that is asked for, as far as is known; English has none. */
    get #folder() {
      const lang = this.getAttribute("lang") ?? "";
      return /^(?!en)[a-z]{2}$/.test(lang) && lang !== this.#silent ? `${lang}/` : "";
    }

    get #address() {
      const to = new URL(`${this.#folder}${this.getAttribute("lesson")}/index.html`, this.#base ?? undefined);
      to.searchParams.set("embed", "1");
      for (const name of ["theme", "step", "hide", "lock"]) {
        const value = this.getAttribute(name);
        if (value !== null) to.searchParams.set(name, value.replaceAll(" ", ""));
      }
      if (location.origin !== "null") to.searchParams.set("origin", location.origin);
      to.hash = this.run;
      return to.href;
    }

    #live() {
      if (!this.#image) return;
      this.#eager = Boolean(this.#folder) && !this.#drawn; // the poster will tell whether there are words in that language
      if (this.#eager) {
        this.#image.loading = "eager";
        return;
      }
      clearTimeout(this.#timer);
      const frame = make("iframe", { title: `Lesson on autoencoders: ${this.getAttribute("lesson")}`, allow: "fullscreen; clipboard-write", loading: "lazy" });
      this.#frame = frame;
      frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads");
      if (this.#height) frame.style.height = `${this.#height}px`;
      frame.src = this.#address;
      frame.addEventListener("load", () => { // which also comes for a page that the browser holds back
        clearTimeout(this.#wait);
        this.#wait = setTimeout(() => this.#heard || this.#root.querySelector(".instead") || this.#root.append(this.#instead("The lesson does not come into this page.")), patience);
      });
      const focused = this.#root.activeElement;
      this.#root.replaceChildren(frame);
      if (focused) frame.focus();
    }

    /** Gives way to the poster. The run is kept. */
    #rest() {
      this.#ready = this.#heard = false;
      clearTimeout(this.#wait);
      this.#frame?.remove();
      this.#frame = null;
      if (this.isConnected) this.#poster();
    }

    /** @param {Said | null | undefined} data */
    #hear(data) {
      if (data?.hourglass !== version) return;
      const { hourglass, type = "", ...detail } = data;
      this.#heard = true;
      this.#root.querySelector(".instead")?.remove();
      if (type === "height") this.#grow(detail.height);
      if (type === "facts") this.#facts = detail;
      if (type === "step") this.#part = detail.id;
      if (this.#facts && this.#facts.state !== "loading") this.#kept = [this.#part && `part=${this.#part}`, this.#facts.run].filter(Boolean).join("&");
      if (type === "ready") this.#begin(detail);
      if (told.includes(type)) this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    #grow(height = 0) {
      if (!(height > 0 && height < 20_000)) return;
      this.#height = height;
      if (this.#frame) this.#frame.style.height = `${height}px`;
    }

    /** @param {Said} said */
    #begin({ title }) {
      this.#ready = true;
      if (this.#frame) this.#frame.title = String(title);
      for (const m of this.#queue.splice(0)) this.#post(m);
    }
  }

  for (const name of attributes) {
    if (name === "run") continue;
    Object.defineProperty(AutoencoderLesson.prototype, name, {
      configurable: true, enumerable: true,
      get() { return this.getAttribute(name) ?? ""; },
      set(value) { reflect(this, name, value); },
    });
  }

  customElements.define(tag, AutoencoderLesson);
})();
