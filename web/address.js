// The address bar: the hash holds the whole run, as the trainer's link says it, and after part= the step of the lesson.

const gaps = { training: 1000, resting: 300 }; // least milliseconds between two writes: browsers refuse more

/** The two halves of the hash: the step, and the run for the trainer, as it stands. */
const split = () => {
  const parts = location.hash.slice(1).split("&").filter(Boolean);
  const part = parts.find((p) => p.startsWith("part="))?.slice(5) ?? "";
  return { part, text: parts.filter((p) => !p.startsWith("part=")).join("&") };
};

export class Address {
  /** open(text) is called for a new run in the address, go(part) for a new step. */
  constructor(open, go) {
    const now = split();
    this.text = now.text; // the run that is open
    this.opened = now.text !== ""; // whether the address named a run
    this.first = now.part;
    this.name = "";
    this.written = 0;
    this.open = open;
    this.go = go;
    addEventListener("hashchange", () => this.changed());
  }

  /** The step that is shown. */
  set part(id) {
    this.name = id;
    if (this.ready) this.put();
  }

  changed() {
    const now = split();
    if (now.part && now.part !== this.name) this.go(now.part);
    if (now.text === this.text) return;
    this.text = now.text;
    this.open(now.text);
  }

  /** Notes the run's link, and writes it now or soon. */
  write(link, training, atOnce) {
    this.ready = true;
    if (link === this.text && !atOnce) return;
    this.text = link;
    const wait = this.written + (training ? gaps.training : gaps.resting) - performance.now();
    if (atOnce || wait <= 0) return this.put();
    this.timer ??= setTimeout(() => this.put(), wait);
  }

  put() {
    clearTimeout(this.timer);
    this.timer = null;
    this.written = performance.now();
    const hash = [this.text, this.name && `part=${this.name}`].filter(Boolean).join("&");
    try {
      history.replaceState(null, "", location.pathname + location.search + (hash ? `#${hash}` : ""));
    } catch {
      // A browser that has had enough for now will take the next one.
    }
  }
}
