// Which figure has the large place: the one that was asked for, or the first that a step speaks of. One that would answer a question waits for the bet, and cannot
// be asked for.
import { all } from "./dom.js";

export class Large {
  /**
   * show(look) has the picture follow.
   * @param {(look: {figure?: string, hide?: string}) => void} show
   */
  constructor(show) {
    this.tell = show;
    this.buttons = all("[data-figure]");
    this.spoken = /** @type {string[]} */ ([]); // what the step speaks of
    this.waiting = /** @type {string[]} */ ([]); // those that come with the bet
  }

  /** @param {HTMLElement} b */
  waits(b) {
    return this.waiting.includes(b.dataset.figure ?? "") && !("discreet" in b.dataset);
  }

  /** The figure that the step wants there; none, if it speaks of none. */
  get wanted() {
    const told = this.spoken.map((name) => this.buttons.find((b) => b.dataset.figure === name)).filter(Boolean);
    return (told.find((b) => !this.waits(b)) ?? (told.length ? this.buttons.find((b) => !this.waits(b)) : null))?.dataset.figure;
  }

  /**
   * Opens a step that speaks of these.
   * @param {string} point
   */
  speak(point) {
    this.spoken = point.split(" ");
    if (this.wanted) this.show(this.wanted);
  }

  /**
   * Has these figures wait for the bet, and no others.
   * @param {string} figures
   */
  hide(figures) {
    const before = this.wanted;
    this.waiting = figures.split(" ");
    for (const b of this.buttons) b.setAttribute("aria-disabled", this.waits(b));
    this.tell({ hide: figures });
    if (this.wanted && this.wanted !== before) this.show(this.wanted);
  }

  /**
   * Gives a figure the large place. Where there is room for no more, it is the only one.
   * @param {string} name
   */
  show(name) {
    if (this.buttons.some((b) => b.dataset.figure === name && this.waits(b))) return;
    for (const b of this.buttons) b.setAttribute("aria-pressed", b.dataset.figure === name);
    this.tell({ figure: name });
  }
}
