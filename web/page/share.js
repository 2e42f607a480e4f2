// The Share dialog: links to the run and to the step, and the lesson as a snippet for a page of somebody else's, with what it shows. Loaded when it is asked for.
import { Address } from "./address.js";
import { $, all } from "./dom.js";
import { parts } from "./parts.js";
import { alone } from "./files.js";
import { t } from "./words.js";

/** @type {Record<string, string>} */
const partNames = {
  text: t("All words: title, steps, goal, notes"), title: t("Title"), pager: t("Steps, back and next"), goal: t("Goal"), tells: t("What the run says now"), notes: t("Notes"), numbers: t("Step and losses"),
  past: t("Look back"), figures: t("Choice of the large figure"), drawer: t("More, with all knobs in it"), controls: t("The whole bar of controls"),
};
const columns = [["shown", t("{0}: shown")], ["lock", t("{0}: locked")], ["hide", t("{0}: left out")]];
/** @type {(name: string) => boolean} */
const canLock = (name) => !(name in parts) || name === "past" || name === "drawer";
const frameHeight = 2350; // enough for every step in a column of 640 px and more: see docs/embedding.md, Heights
/** @type {Record<string, string>} */
const entities = { "&": "&amp;", '"': "&quot;", "<": "&lt;" };

/** @type {(text: string) => string} */
const quote = (text) => text.replace(/[&"<]/g, (c) => entities[c]);

export class Share {
  /** @param {string} lesson */
  constructor(lesson) {
    this.lesson = lesson;
    this.run = ""; // and the step at which it was opened
    this.part = "";
    this.trial = /** @type {HTMLIFrameElement | null} */ (null);
    this.heard = (/** @type {MessageEvent} */ _) => {}; // what the trial says
    this.dialog = $("#sharing");
    this.page = location.href.split(/[?#]/)[0]; // of this lesson in this language
    $("[data-embedding]", this.dialog).hidden = alone; // a page that is one file has no script beside it, and no address of its own
    $("[data-close]", this.dialog).addEventListener("click", () => this.dialog.close());
    this.dialog.addEventListener("click", (/** @type {MouseEvent} */ e) => e.target === this.dialog && this.beside(e) && this.dialog.close());
    this.dialog.addEventListener("close", () => this.untry());
    for (const b of all("[data-copy]", this.dialog)) b.addEventListener("click", () => this.copy($(`#${b.dataset.copy}`), b));
    for (const f of all("input, textarea", this.dialog)) if (f.readOnly) f.addEventListener("focus", () => f.select());
    $("[data-try]", this.dialog).addEventListener("click", () => this.look());
    this.rows();
    this.dialog.addEventListener("change", () => this.write());
  }

  open() {
    const { run, part } = Address.now();
    const page = location.href.split("#")[0];
    Object.assign(this, { run, part });
    const hash = [part && `part=${part}`, run].filter(Boolean).join("&");
    $("#share-run").value = page + (hash && `#${hash}`);
    $("#share-step").value = page + (part && `#part=${part}`);
    $(".said", this.dialog).textContent = "";
    this.write();
    this.dialog.showModal();
    $('[data-copy="share-run"]').focus();
  }

  /**
   * Whether a press is beside the dialog, and not on its own margin, which is the dialog too.
   * @param {MouseEvent} e
   */
  beside({ clientX: x, clientY: y }) {
    const { left, right, top, bottom } = this.dialog.getBoundingClientRect();
    return x < left || x > right || y < top || y > bottom;
  }

  /** A row for each control and part of this lesson. */
  rows() {
    const label = (/** @type {HTMLElement} */ k) => $("label", k).textContent;
    const controls = [
      ...all(".acts [data-action]").map((b) => [b.dataset.action, b.dataset.action === "play" ? t("Play") : b.getAttribute("aria-label")]),
      ...all(".knob[data-name]").map((k) => [k.dataset.name, label(k)]),
    ];
    const there = Object.entries(parts).filter(([, s]) => $(s)).map(([name]) => [name, partNames[name]]);
    const group = (/** @type {string} */ words, /** @type {string[][]} */ rows) => [this.head(words), ...rows.map(([name, said]) => this.row(name, said))];
    $("tbody", this.dialog).replaceChildren(...group(t("Controls"), controls), ...group(t("Parts of the page"), there));
  }

  /** @param {string} words */
  head(words) {
    const row = document.createElement("tr");
    row.append(Object.assign(document.createElement("th"), { scope: "rowgroup", colSpan: 4, textContent: words }));
    return row;
  }

  /** @param {string} name @param {string} words */
  row(name, words) {
    const row = document.createElement("tr");
    const head = Object.assign(document.createElement("th"), { scope: "row", textContent: words });
    const cells = columns.map(([value, said], i) => {
      const cell = document.createElement("td");
      if (value === "lock" && !canLock(name)) return cell;
      const input = Object.assign(document.createElement("input"), { type: "radio", name: `share-${name}`, value, checked: i === 0, ariaLabel: said.replace("{0}", words) });
      input.dataset.part = name;
      cell.append(input);
      return cell;
    });
    row.append(head, ...cells);
    return row;
  }

  /** What the ticks ask for, in the names of the address. */
  get wishes() {
    const ticked = (/** @type {string} */ value) => all(`tbody input[value="${value}"]:checked`, this.dialog).map((i) => i.dataset.part).join(",");
    const step = all("[data-step]").findIndex((s) => s.dataset.step === this.part) + 1;
    return {
      theme: $("#share-theme").value,
      step: $("#share-with-step").checked && step > 1 ? String(step) : "",
      hide: ticked("hide"),
      lock: ticked("lock"),
      run: $("#share-with-run").checked ? this.run : "",
    };
  }

  /** The address of a frame with the lesson. */
  frame(origin = "") {
    const { run, ...asked } = this.wishes;
    const query = Object.entries({ ...asked, origin }).filter(([, v]) => v).map(([k, v]) => `&${k}=${v}`).join("");
    return `${this.page}?embed${query}${run && `#${run}`}`;
  }

  get snippet() {
    const title = $("h1").textContent;
    if ($("#share-as").value === "iframe") {
      return `<iframe src="${quote(this.frame())}" title="${quote(title)}" width="100%" height="${frameHeight}" loading="lazy" ` +
        `allow="fullscreen; clipboard-write" sandbox="allow-scripts allow-same-origin allow-popups allow-downloads"></iframe>`;
    }
    const { lang } = document.documentElement;
    const own = lang === "en" ? {} : { lang, label: t("Start the lesson") };
    const attributes = Object.entries({ ...own, ...this.wishes }).filter(([, v]) => v).map(([k, v]) => ` ${k}="${quote(v)}"`).join("");
    return `<script src="${new URL("embed.js", import.meta.url).href}" defer></script>\n` +
      `<autoencoder-lesson lesson="${this.lesson}"${attributes}><a href="${quote(this.page)}">${quote(title)}</a></autoencoder-lesson>`;
  }

  write() {
    $("#share-snippet").value = this.snippet;
    if (this.trial) this.try(); // what is tried is what is written
  }

  /** Shows what the snippet would, in a frame that grows with it. */
  try() {
    this.untry();
    const place = $(".trial", this.dialog);
    const trial = Object.assign(document.createElement("iframe"), { title: t("What the page will show"), src: this.frame(location.origin) });
    this.trial = trial;
    this.heard = (/** @type {MessageEvent} */ e) => {
      if (e.source !== trial.contentWindow || e.data?.hourglass !== 1) return;
      if (e.data.type === "height") trial.style.height = `${e.data.height}px`;
    };
    addEventListener("message", this.heard);
    place.replaceChildren(trial);
    place.hidden = false;
  }

  /** As try, and brings it into view. */
  look() {
    this.try();
    $("[data-try]", this.dialog).scrollIntoView({ block: "start" });
  }

  untry() {
    if (!this.trial) return;
    removeEventListener("message", this.heard);
    this.trial.remove();
    this.trial = null;
    $(".trial", this.dialog).hidden = true;
  }

  /**
   * Copies a field, and says so: in words that a screen reader hears too, since all outside a dialog is silent.
   * @param {HTMLInputElement} field @param {HTMLButtonElement} button
   */
  async copy(field, button) {
    const what = $(`label[for="${field.id}"]`).textContent;
    try {
      await navigator.clipboard.writeText(field.value);
      $(".said", this.dialog).textContent = t("{0}: copied.", what);
      button.textContent = t("Copied");
      setTimeout(() => (button.textContent = t("Copy")), 2000);
    } catch {
      field.focus();
      field.select();
      $(".said", this.dialog).textContent = t("This browser does not let the page copy: the text is selected, copy it by hand.");
    }
  }
}
