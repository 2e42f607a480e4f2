// What the address asks of the page, before the #: one table of parameters, each with what it may be. What cannot be is left at its default, and said.

/**
 * What the address may ask for: the rows of the table below.
 * @typedef {Object} Options
 * @property {boolean} embed
 * @property {string} theme
 * @property {boolean} present
 * @property {number} step
 * @property {string[]} hide
 * @property {string[]} lock
 * @property {string} origin
 * @property {boolean} stats
 * @property {number} fuzz
 * @property {"" | "long" | "rtl" | "xss"} string
 */

/** @typedef {(text: string) => unknown} Parse */

/** @type {Parse} */
const flag = (v) => (["", "1", "true"].includes(v) ? true : v === "0" || v === "false" ? false : undefined);
/** @type {(...words: string[]) => Parse} */
const oneOf = (...words) => (v) => (words.includes(v) ? v : undefined);
/** @type {Parse} */
const names = (v) => (/^[a-z-]+(,[a-z-]+)*$/.test(v) && v.length < 400 ? v.split(",") : undefined);
/** @type {(least: number, most: number) => Parse} */
const whole = (least, most) => (v) => (/^\d{1,6}$/.test(v) && Number(v) >= least && Number(v) <= most ? Number(v) : undefined);
/** @type {Parse} */
const origin = (v) => {
  try {
    return new URL(v).origin === v ? v : undefined;
  } catch {
    return undefined;
  }
};

/**
 * name: [what stands when the address says nothing, how a text is read: undefined when it cannot be]
 * @type {Record<string, [normal: unknown, parse: Parse]>}
 */
const table = {
  embed: [false, flag], // without the frame of the course: theme.js sets it before the first paint
  theme: ["", oneOf("light", "dark")], // theme.js sets it too
  present: [false, flag], // for the projector: theme.js sets it too
  step: [0, whole(1, 20)], // the step to open, from 1; #part= goes before it
  hide: [[], names], // controls and parts that are left out
  lock: [[], names], // controls that are there but cannot be turned
  origin: ["", origin], // the site that may send commands
  stats: [false, flag], // what a frame costs
  fuzz: [0, (v) => (v === "" ? 1 : whole(1, 999999)(v))], // for tests: a hand that never rests, see fuzz.js; its seed
  string: ["", oneOf("long", "rtl", "xss")], // for tests: other words in place of the page's
};

/**
 * What the part of an address behind its ? asks for, and what of that cannot be.
 * @param {string} search
 */
export function read(search) {
  const given = new URLSearchParams(search.slice(0, 10_000));
  const options = /** @type {Record<string, unknown>} */ ({});
  /** @type {string[]} */
  const complaints = [];
  for (const [name, [normal, parse]] of Object.entries(table)) {
    options[name] = normal;
    const text = given.get(name);
    if (text === null) continue;
    const v = parse(text);
    if (v === undefined) complaints.push(`${name}=${text.slice(0, 30)}`);
    else options[name] = v;
  }
  return { options: Object.freeze(/** @type {Options} */ (options)), complaints };
}

/** What WordPress writes behind the address of a frame, for the frame to sign what it says. */
export const secret = location.hash.match(/^#\?secret=(\w{1,40})$/)?.[1] ?? "";

export const { options, complaints } = read(location.search);
