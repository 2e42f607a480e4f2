// Links as people and mail programs change them, and what they mean. Everything that brings a run's link comes through here: the address bar, the
// attribute run and the message open of a page around, what a course platform launches. The trainer then reads it strictly.

import { narrow } from "./number.js";

const invisible = /[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+/g; // line breaks too
const before = /^[("'<[{\u00ab\u2018-\u201f\u2039]+/;
const behind = /^[.,;:!?\u2026)\]}>"'\u00bb\u2018-\u201f\u203a*~|\u3001\u3002]$/;
const entities = /** @type {Record<string, string>} */ ({ amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ", shy: "", equals: "=" });
const ofTrackers = /^(utm_.*|mtm_.*|pk_.*|hsa_.*|_hs.*|mc_[ce]id|[a-z]{1,3}clid|_g[la]|igshid|si|srsltid|yclid|mkt_tok|ref|ref_src|secret)$/; // the last is what WordPress puts behind the address of a frame: see options.js

/**
 * Undoes one round of percent signs and of HTML. Percent signs that make no text are left as they are.
 * @type {(text: string) => string}
 */
function unwrap(text) {
  let s = text;
  try {
    s = decodeURIComponent(text);
  } catch {
    s = text.replace(/%([2-7][\da-f])/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  }
  s = s.replace(/&#(?:x([\da-f]{1,5})|(\d{1,6}));/gi, (_, hex, dec) => String.fromCodePoint(Math.min(hex ? parseInt(hex, 16) : Number(dec), 0x10ffff)));
  s = s.replace(/&(lt|gt|quot|apos|nbsp|shy|equals);/gi, (_, name) => entities[name.toLowerCase()]);
  return s.replace(/&(?:amp;?)+/gi, "&");
}

/**
 * The link that was meant, as the course writes it: a link that nobody has changed stays as it is.
 * @type {(text: string) => string}
 */
export function repair(text) {
  let s = text;
  for (let i = 0, old = ""; i < 5 && s !== old; i++) [old, s] = [s, narrow(unwrap(s))];
  s = s.replace(/:~:.*$/s, "").replace(/\n[>\s\u00ad\u200b-\u200f\u2060\ufeff]*/g, "").replace(invisible, "").replace(/[\u2010-\u2015\u2212]/g, "-");
  s = s.replace(before, "").replace(/^.*#/, "");
  let end = s.length;
  while (behind.test(s[end - 1] ?? "")) end--; // not by a pattern, which would take long over a long row of dots
  return s.slice(0, end).split(/[&?]/).filter(Boolean).map((part) => {
    const [, name, rest] = /** @type {RegExpExecArray} */ (/^([^=]*)(.*)$/.exec(part)); // which takes any part
    return name.toLowerCase() + (/^class$/i.test(name) ? rest : rest.toLowerCase());
  }).filter((part) => !ofTrackers.test(part.split("=")[0])).join("&");
}

/**
 * The two halves of a link: the step of the lesson, and the run for the trainer.
 * @type {(text: string) => {part: string, text: string}}
 */
export function split(text) {
  const parts = repair(text).split("&");
  const part = parts.find((p) => p.startsWith("part="))?.slice(5) ?? "";
  return { part, text: parts.filter((p) => !p.startsWith("part=")).join("&") };
}
