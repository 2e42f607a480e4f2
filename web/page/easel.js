// The shown example large enough for a finger: a sheet at the foot of the screen, under the picture. A finger or a mouse strokes over the pixels of a
// picture; keys do there what they do under "Without the canvas".
import { make } from "./dom.js";
import { Grid, field } from "./field.js";
import { home } from "./home.js";
import { columnsOf } from "./table.js";
import * as wire from "./wire.js";
import { t } from "./words.js";

export class Easel {
  /** @param {import("./field.js").Send} send */
  constructor(send) {
    this.send = send;
    this.place = make("div", { className: "place" });
    const clear = make("button", { type: "button", textContent: t("Clear") });
    const restore = make("button", { type: "button", textContent: t("Restore") });
    const done = make("button", { type: "button", className: "main", textContent: t("Done") });
    clear.addEventListener("click", () => send(wire.clear()));
    restore.addEventListener("click", () => send(wire.show(home())));
    done.addEventListener("click", () => this.dialog.close());
    this.title = make("h2", { id: "easel-title", textContent: t("Your own input") });
    this.dialog = make("dialog", { className: "easel" }, make("header", {}, this.title, clear, restore, done), this.place);
    this.dialog.setAttribute("aria-labelledby", "easel-title");
    document.body.append(this.dialog);
  }

  /** @param {import("./trainer.js").Facts} facts */
  open(facts) {
    if (!this.dialog.open) this.dialog.showModal();
    this.show(facts);
    this.place.querySelector('[tabindex="0"], input')?.focus();
  }

  /** @param {import("./trainer.js").Facts} facts */
  show(facts) {
    if (!this.dialog.open) return;
    const { width, height, input } = facts;
    if (this.size !== `${width} ${height}`) this.build(width, height, columnsOf(facts.setup));
    this.field?.show(input);
  }

  /** @param {number} width @param {number} height @param {import("./table.js").Column[]} [columns] */
  build(width, height, columns) {
    this.size = `${width} ${height}`;
    this.field = field(width, height, this.send, columns);
    this.place.replaceChildren(this.field.element);
    if (this.field instanceof Grid) this.strokes(this.field);
  }

  /**
   * One ink for a whole stroke: light, or dark where it begins on light.
   * @param {Grid} grid
   */
  strokes(grid) {
    const { element, cells } = grid;
    element.style.setProperty("--across", grid.width);
    let ink = -1, last = -1;
    const at = (/** @type {PointerEvent} */ e) => {
      const i = cells.indexOf(/** @type {HTMLButtonElement} */ (document.elementFromPoint(e.clientX, e.clientY)));
      if (i < 0 || i === last) return;
      if (ink < 0) ink = grid.values[i] < 0.5 ? 1 : 0;
      last = i;
      this.send(wire.paint(i, ink));
    };
    element.addEventListener("pointerdown", (/** @type {PointerEvent} */ e) => {
      if (!e.isPrimary || e.button) return;
      ink = last = -1;
      element.setPointerCapture(e.pointerId);
      at(e);
    });
    element.addEventListener("pointermove", (/** @type {PointerEvent} */ e) => e.isPrimary && element.hasPointerCapture(e.pointerId) && at(e));
    element.addEventListener("click", (/** @type {MouseEvent} */ e) => e.detail && e.stopPropagation(), true); // the stroke has painted it; a key has no detail
  }
}
