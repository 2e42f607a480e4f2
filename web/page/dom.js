// The few words in which every module speaks of the page.

/**
 * An element of the page, the first that a selector names. What kind of element it is the template says, and no type: so it is one of any kind.
 * @type {(selector: string, from?: ParentNode) => any}
 */
export const $ = (selector, from = document) => from.querySelector(selector);

/**
 * All elements that a selector names.
 * @type {(selector: string, from?: ParentNode) => any[]}
 */
export const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/**
 * The element that a selector names, among the one that something happened to and those around it.
 * @type {(e: Event, selector: string) => any}
 */
export const hit = (e, selector) => /** @type {Partial<Element> | null} */ (e.target)?.closest?.(selector);

/**
 * Writes words into an element that says others. The same words once more would be new ones to a browser: it would lay out the page for them.
 * @type {(e: Element, words: string) => void}
 */
export function write(e, words) {
  if (e.textContent !== words) e.textContent = words;
}

/**
 * A new element with these properties and children.
 * @type {(tag: string, given?: object, ...children: (Node | string)[]) => any}
 */
export function make(tag, given = {}, ...children) {
  const e = Object.assign(document.createElement(tag), given);
  e.append(...children);
  return e;
}

/**
 * "3:1 12:0.5", as the build writes turned knobs, as a list of pairs of numbers.
 * @type {(list?: string) => [number, number][]}
 */
export const pairs = (list = "") => list.split(" ").filter(Boolean).map((p) => /** @type {[number, number]} */ (p.split(":").map(Number)));
