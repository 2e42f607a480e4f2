// How much of the machine others used: a sample taken meanwhile is worth nothing. Linux tells, in /proc.
import fs from "node:fs";

const tick = 0.01; // seconds, USER_HZ of every Linux port that has a Chromium

/** Seconds of CPU that the whole machine has spent since it started, stolen time included. */
function spentByAll() {
  const [user, nice, system, , , irq, softirq, steal = 0] = fs.readFileSync("/proc/stat", "utf8").split("\n")[0].trim().split(/\s+/).slice(1).map(Number);
  return (user + nice + system + irq + softirq + steal) * tick;
}

/** Every process: its parent and the seconds of CPU it has spent. */
function processes() {
  const found = new Map();
  for (const name of fs.readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, "utf8");
      const after = stat.slice(stat.lastIndexOf(")") + 2).split(" "); // the name before may hold blanks
      found.set(Number(name), { parent: Number(after[1]), spent: (Number(after[11]) + Number(after[12])) * tick });
    } catch {
      // it ended in between
    }
  }
  return found;
}

/** Watches what this process and its children spend, and so what all others do. */
export class Others {
  #seen = new Map(); // seconds of each of our processes
  #ours = 0;
  #mark;

  constructor() {
    setInterval(() => this.#poll(), 300).unref(); // a child that ends between two looks is missed
    this.since();
  }

  #poll() {
    const all = processes();
    const ours = (id) => id === process.pid || (all.has(id) && ours(all.get(id).parent));
    for (const [id, { spent }] of all) {
      if (!ours(id)) continue;
      this.#ours += Math.max(0, spent - (this.#seen.get(id) ?? 0));
      this.#seen.set(id, spent);
    }
  }

  /** The cores that others kept busy, on average, since the last call. */
  since() {
    this.#poll();
    const last = this.#mark, now = { all: spentByAll(), ours: this.#ours, at: performance.now() / 1000 };
    this.#mark = now;
    if (!last) return 0;
    return Math.max(0, now.all - last.all - (now.ours - last.ours)) / Math.max(now.at - last.at, 0.001);
  }

  /** Waits until others use less than some cores, or some seconds have passed. */
  async pause(cores, seconds) {
    const end = performance.now() + 1000 * seconds;
    do {
      this.since();
      await new Promise((go) => setTimeout(go, 100));
    } while (this.since() >= cores && performance.now() < end);
  }
}
