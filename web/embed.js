// For the pages of others: <autoencoder-lesson lesson="noise"></autoencoder-lesson> shows a lesson's poster, and the lesson itself in a frame once it
// comes into view. One plain script, from any origin, without anything else. See docs/embedding.md.
(() => {
  "use strict";
  const tag = "autoencoder-lesson";
  if (!globalThis.customElements || customElements.get(tag)) return;

  const base = new URL(".", document.currentScript?.src ?? document.querySelector('script[src$="embed.js"]').src);
  const most = 4; // live lessons on a page: browsers take the graphics away from the oldest of many
  const calm = 250; // milliseconds in view before a lesson starts by itself, so that scrolling past costs nothing
  const version = 1;
  const all = new Set(); // the elements on the page
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
    :host([theme="light"]) { color-scheme: light; }
    :host([theme="dark"]) { color-scheme: dark; }`);

  const make = (name, fields) => Object.assign(document.createElement(name), fields);
  const seen = new IntersectionObserver((entries) => entries.forEach((e) => e.target.sight(e.isIntersecting)));
  const dark = matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => all.forEach((e) => e.light()));
  addEventListener("message", (e) => e.origin === base.origin && all.forEach((l) => l.frame?.contentWindow === e.source && l.hear(e.data)));

  /** Makes room for one more live lesson: the one longest out of view gives way. While all are in view, only a press can have one stopped. */
  function room(pressed) {
    const live = [...all].filter((e) => e.frame);
    if (live.length < most) return true;
    const oldest = live.sort((a, b) => a.since - b.since);
    const victim = oldest.find((e) => !e.inView) ?? (pressed ? oldest[0] : null);
    victim?.rest();
    return Boolean(victim);
  }

  class AutoencoderLesson extends HTMLElement {
    static observedAttributes = ["lesson", "lang", "label", "step", "hide", "lock", "theme", "run"];

    constructor() {
      super();
      this.attachShadow({ mode: "open" }).adoptedStyleSheets = [sheet];
      this.queue = []; // commands that wait for the lesson
      this.since = 0; // when it came into view or went out of it
    }

    connectedCallback() {
      all.add(this);
      this.kept ??= null; // the run of a lesson that has been live, for when it comes back
      this.poster();
      seen.observe(this);
    }

    disconnectedCallback() {
      seen.unobserve(this);
      clearTimeout(this.timer);
      this.rest();
      this.inView = false;
      all.delete(this);
    }

    attributeChangedCallback(name, old, now) {
      if (!this.isConnected || old === now) return;
      if (!this.changed) queueMicrotask(() => this.renew()); // several may change at once
      (this.changed ??= []).push(name);
    }

    /** Begins anew with other attributes; the run is kept unless they are about it. */
    renew() {
      const live = Boolean(this.frame);
      this.rest();
      if (this.changed.some((name) => ["lesson", "run", "step"].includes(name))) this.kept = this.part = this.facts = null;
      if (this.changed.includes("lesson")) this.silent = null;
      this.changed = null;
      if (live) this.start();
    }

    // What an author may call

    start() {
      if (this.isConnected && !this.frame && room(true)) this.live();
    }
    play() { this.say("play"); }
    pause() { this.say("pause"); }
    step() { this.say("step"); }
    reset() { this.say("reset"); }
    turn(knob, value) { this.say("turn", { knob, value }); }
    speed(value) { this.say("speed", { value }); }
    goto(step) { this.say("goto", { step }); }
    open(run) { this.say("open", { run }); }

    /** The link of the run as it stood last. */
    get run() { return this.kept ?? this.getAttribute("run")?.replace(/^#/, "") ?? ""; }

    /** Sends a command; a lesson that is not there yet is started for it. */
    say(type, detail = {}) {
      const message = { hourglass: version, type, ...detail };
      if (this.ready) return this.frame.contentWindow.postMessage(message, base.origin);
      if (this.queue.length < 50) this.queue.push(message);
      this.start();
    }

    // Poster and frame

    /** Whether the lesson is in view. */
    sight(on) {
      if (on === Boolean(this.inView)) return;
      this.inView = on;
      this.since = performance.now();
      clearTimeout(this.timer);
      if (on) this.timer = setTimeout(() => this.wake(), calm);
      else all.forEach((e) => e !== this && e.inView && e.wake()); // there may be room now
    }

    /** Starts by itself, if that is wanted and there is room. */
    wake() {
      const wanted = this.kept !== null || this.getAttribute("start") !== "click";
      if (this.eager ? !this.frame && room(true) : !this.frame && this.inView && this.drawn && wanted && room(false)) this.live();
    }

    poster() {
      const name = this.getAttribute("lesson") ?? "";
      const known = /^[a-z]+$/.test(name);
      const box = make("div", { className: "poster" });
      const image = make("img", { alt: "", loading: "lazy" });
      const button = make("button", { type: "button", textContent: this.getAttribute("label") ?? "Start the lesson" });
      button.ariaLabel = `${button.textContent} ${name}`;
      this.drawn = false;
      image.addEventListener("load", () => {
        this.drawn = true;
        if (this.eager || performance.now() - this.since >= calm) this.wake();
      });
      image.addEventListener("error", () => {
        if (this.folder) { // the course has no words in that language for this lesson
          this.silent = this.getAttribute("lang");
          return this.light();
        }
        this.image = null;
        box.replaceChildren(this.sorry(name));
      });
      button.addEventListener("click", () => this.start());
      box.append(...(known ? [image, button] : [this.sorry(name)]));
      this.image = known ? image : null;
      this.light();
      this.shadowRoot.replaceChildren(box);
    }

    sorry(name) {
      return make("p", { textContent: name ? `There is no lesson “${name}” at ${base.host}.` : "This element needs the attribute lesson, such as lesson=\"noise\"." });
    }

    /** Shows the poster of the theme. */
    light() {
      if (!this.image) return;
      const theme = this.getAttribute("theme");
      const shade = theme === "light" || theme === "dark" ? theme : dark.matches ? "dark" : "light";
      const src = new URL(`${this.folder}poster/${this.getAttribute("lesson")}-wide-${shade}.svg`, base).href;
      if (this.image.src !== src) this.image.src = src;
    }

    /** The folder of the language that is asked for, as far as is known; English has none. */
    get folder() {
      const lang = this.getAttribute("lang");
      return /^(?!en)[a-z]{2}$/.test(lang) && lang !== this.silent ? `${lang}/` : "";
    }

    get address() {
      const to = new URL(`${this.folder}${this.getAttribute("lesson")}/index.html`, base);
      to.searchParams.set("embed", "1");
      for (const name of ["theme", "step", "hide", "lock"]) if (this.hasAttribute(name)) to.searchParams.set(name, this.getAttribute(name).replaceAll(" ", ""));
      if (location.origin !== "null") to.searchParams.set("origin", location.origin);
      to.hash = this.run;
      return to.href;
    }

    live() {
      if (!this.image) return;
      this.eager = Boolean(this.folder) && !this.drawn; // the poster will tell whether there are words in that language
      if (this.eager) {
        this.image.loading = "eager";
        return;
      }
      clearTimeout(this.timer);
      this.frame = make("iframe", { title: `Lesson on autoencoders: ${this.getAttribute("lesson")}`, allow: "fullscreen; clipboard-write", loading: "lazy" });
      this.frame.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox allow-downloads");
      if (this.height) this.frame.style.height = `${this.height}px`;
      this.frame.src = this.address;
      const focused = this.shadowRoot.activeElement;
      this.shadowRoot.replaceChildren(this.frame);
      if (focused) this.frame.focus();
    }

    /** Gives way to the poster. The run is kept. */
    rest() {
      this.ready = false;
      this.frame?.remove();
      this.frame = null;
      if (this.isConnected) this.poster();
    }

    hear(data) {
      if (data?.hourglass !== version) return;
      const { hourglass, type, ...detail } = data;
      if (type === "height") this.grow(detail.height);
      if (type === "facts") this.facts = detail;
      if (type === "step") this.part = detail.id;
      if (this.facts) this.kept = [this.facts.run, this.part && `part=${this.part}`].filter(Boolean).join("&");
      if (type === "ready") this.begin(detail);
      if (told.includes(type)) this.dispatchEvent(new CustomEvent(type, { detail }));
    }

    grow(height) {
      if (!(height > 0 && height < 20_000)) return;
      this.height = height;
      this.frame.style.height = `${height}px`;
    }

    begin({ title }) {
      this.ready = true;
      this.frame.title = String(title);
      for (const m of this.queue.splice(0)) this.frame.contentWindow.postMessage(m, base.origin);
    }
  }

  customElements.define(tag, AutoencoderLesson);
})();
