// A phone's picture: whole when a step opens, a strip while its words are read. It leaves and comes with the scrolling, as any picture in a text
// does, but its last part stays: there the picture is drawn anew, whole and low. Nothing is mounted anew, and no word moves by it.
import { $ } from "./dom.js";

const lab = $(".lab");
const stage = $(".stage", lab);
const button = $(".fold", lab);

/** Whether what is left of the stage is the strip. Where the style knows no strip, as on a laptop and in a frame, it never is. */
function look() {
  const hidden = parseFloat(getComputedStyle(lab).top); // 0, or how far the stage may go off the screen, below zero
  const slim = hidden < 0 && lab.getBoundingClientRect().top <= hidden + 1;
  if (slim !== "slim" in lab.dataset) lab.toggleAttribute("data-slim", slim);
}

let from = 0; // where the page stood when the whole picture was brought over the words
const reading = 80; // CSS pixels scrolled, after which somebody reads

/**
 * Shows the whole picture over the words, or the strip again.
 * @param {boolean} on
 */
export function unfold(on) {
  from = scrollY;
  lab.toggleAttribute("data-whole", on);
  button.setAttribute("aria-pressed", on);
  look();
}

/** Brings the whole picture back for what is about to happen in it; whoever reads on has the strip again. */
export const bring = () => "slim" in lab.dataset && unfold(true);

button.addEventListener("click", () => unfold(!("whole" in lab.dataset)));
addEventListener("scroll", () => {
  if ("whole" in lab.dataset && Math.abs(scrollY - from) > reading) unfold(false);
  look();
}, { passive: true });
new ResizeObserver(look).observe(stage);
