// Commands to bytes, answers from bytes: the page's half of the Go package wasm/wire. Made from its tables by "go run ./web/build wire".
import { t } from "./words.js";

const version = 1;
export const states = ["loading", "ready", "training", "paused", "diverged", "failed"];

/**
 * What the trainer says of the run: Facts in wasm/wire, field by field in the same order.
 * @typedef {Object} Facts
 * @property {string} state
 * @property {number} phase
 * @property {number} step
 * @property {number} loss
 * @property {number} validation
 * @property {number} rate
 * @property {number} progress
 * @property {number} exploded
 * @property {number} speed
 * @property {number[]} setup
 * @property {string} class
 * @property {string} bought
 * @property {number} twin
 * @property {number} back
 * @property {number} width
 * @property {number} height
 * @property {number} sample
 * @property {boolean} held
 * @property {number[]} code
 * @property {number[]} ring
 * @property {number[]} input
 * @property {number[]} holes
 * @property {number[]} output
 * @property {string} drawing
 * @property {{reached: boolean, progress: number, value: number}[]} readings
 * @property {bigint} hash
 * @property {string} link
 * @property {string} notice
 * @property {number[]} widths
 * @property {number[]} dials
 * @property {{layer: number, unit: number, sum: number, bias: number, out: number, weights: number[]}} inside
 * @property {{at: number, done: number, asking: boolean, answers: number, picked: number, happened: number, crossed: number, lead: number, chosen: number, halvings: number, sound: number, mild: number}} lesson
 */

/** @type {(op: number, size: number, fill?: (view: DataView) => void) => ArrayBuffer} */
function pack(op, size, fill) {
  const view = new DataView(new ArrayBuffer(2 + size));
  view.setUint8(0, version);
  view.setUint8(1, op);
  fill?.(view);
  return view.buffer;
}

/**
 * Puts the text of a link into the Open command that the build wrote with an empty one.
 * @type {(command: Uint8Array, text: string) => ArrayBuffer}
 */
export function open(command, text) {
  const words = bytesOf(text);
  const bytes = new Uint8Array(command.length + words.length);
  bytes.set(command.subarray(0, 2));
  new DataView(bytes.buffer).setUint16(2, words.length, true);
  bytes.set(words, 4);
  bytes.set(command.subarray(4), 4 + words.length);
  return bytes.buffer;
}

/** A text as messages hold it. */
const bytesOf = (/** @type {string} */ text) => new TextEncoder().encode(text).subarray(0, 0xffff);

/** @type {(knob: number, value: number) => ArrayBuffer} */
export const turn = (knob, value) => pack(2, 9, (d) => (d.setUint8(2, knob), d.setFloat64(3, value, true)));
/** @type {() => ArrayBuffer} */
export const again = () => pack(3, 0);
/** @type {(index: number) => ArrayBuffer} */
export const show = (index) => pack(4, 4, (d) => d.setInt32(2, index, true));
/** @type {(index: number, value: number) => ArrayBuffer} */
export const paint = (index, value) => pack(5, 12, (d) => (d.setInt32(2, index, true), d.setFloat64(6, value, true)));
/** @type {() => ArrayBuffer} */
export const clear = () => pack(6, 0);
/** @type {(place: number[]) => ArrayBuffer} */
export const hold = (place) => pack(7, 4 + 4 * place.length, (d) => (d.setUint32(2, place.length, true), place.forEach((v, i) => d.setFloat32(6 + 4 * i, v, true))));
/** @type {(value: number) => ArrayBuffer} */
export const play = (value) => pack(8, 8, (d) => d.setFloat64(2, value, true));
/** @type {(value: number) => ArrayBuffer} */
export const speed = (value) => pack(9, 8, (d) => d.setFloat64(2, value, true));
/** @type {() => ArrayBuffer} */
export const one = () => pack(10, 0);
/** @type {(index: number) => ArrayBuffer} */
export const until = (index) => pack(11, 4, (d) => d.setInt32(2, index, true));
/** @type {(index: number, value: number) => ArrayBuffer} */
export const pull = (index, value) => pack(12, 12, (d) => (d.setInt32(2, index, true), d.setFloat64(6, value, true)));
/** @type {(index: number, value: number) => ArrayBuffer} */
export const inspect = (index, value) => pack(13, 12, (d) => (d.setInt32(2, index, true), d.setFloat64(6, value, true)));
/** @type {(index: number) => ArrayBuffer} */
export const rewind = (index) => pack(14, 4, (d) => d.setInt32(2, index, true));
/** @type {(index: number) => ArrayBuffer} */
export const branch = (index) => pack(15, 4, (d) => d.setInt32(2, index, true));
/** @type {(text: string) => ArrayBuffer} */
export const useClass = (text) => pack(16, 2 + bytesOf(text).length, (d) => (d.setUint16(2, bytesOf(text).length, true), new Uint8Array(d.buffer).set(bytesOf(text), 4)));
/** @type {(index: number, value: number) => ArrayBuffer} */
export const goTo = (index, value) => pack(17, 12, (d) => (d.setInt32(2, index, true), d.setFloat64(6, value, true)));
/** @type {(index: number) => ArrayBuffer} */
export const ask = (index) => pack(18, 4, (d) => d.setInt32(2, index, true));
/** @type {(index: number, bytes: Uint8Array) => ArrayBuffer} */
export const supply = (index, bytes) => pack(19, 8 + bytes.length, (d) => (d.setInt32(2, index, true), d.setUint32(6, bytes.length, true), new Uint8Array(d.buffer).set(bytes, 10)));
/** @type {(index: number, value: number) => ArrayBuffer} */
export const hide = (index, value) => pack(20, 12, (d) => (d.setInt32(2, index, true), d.setFloat64(6, value, true)));
/** @type {() => ArrayBuffer} */
export const packed = () => pack(21, 0);
/** @type {(bytes: Uint8Array) => ArrayBuffer} */
export const unpacked = (bytes) => pack(22, 4 + bytes.length, (d) => (d.setUint32(2, bytes.length, true), new Uint8Array(d.buffer).set(bytes, 6)));

class Reader {
  /** @param {ArrayBuffer} buffer */
  constructor(buffer) {
    this.view = new DataView(buffer);
    this.at = 0;
  }
  /** @param {number} n */
  skip(n) {
    this.at += n;
    return this.at - n;
  }
  u8() { return this.view.getUint8(this.skip(1)); }
  i8() { return this.view.getInt8(this.skip(1)); }
  u16() { return this.view.getUint16(this.skip(2), true); }
  u32() { return this.view.getUint32(this.skip(4), true); }
  i32() { return this.view.getInt32(this.skip(4), true); }
  u64() { return this.view.getBigUint64(this.skip(8), true); }
  f32() { return this.view.getFloat32(this.skip(4), true); }
  f64() { return this.view.getFloat64(this.skip(8), true); }
  bool() { return this.u8() === 1; }
  /** @template T @param {number} n @param {() => T} one */
  list(n, one) { return Array.from({ length: n }, () => one.call(this)); }
  f32s() { return this.list(this.u32(), this.f32); }
  text() {
    const n = this.u16();
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.skip(n), n));
  }
}

/**
 * Reads an answer: facts, a fault, the file of data that the trainer wants, a file for the learner or, for one that is not meant for the page, nothing.
 * @type {(buffer: ArrayBuffer) => {facts?: Facts, fault?: string, want?: {kind: number, file: string}, packed?: Uint8Array}}
 */
export function answer(buffer) {
  const r = new Reader(buffer);
  if (r.u8() !== version) return { fault: t("The page and the trainer are of different versions. Reload the page.") };
  switch (r.u8()) {
    case 65:
      return { facts: readFacts(r) };
    case 67:
      return { fault: r.text() };
    case 68:
      return { want: { kind: r.u8(), file: r.text() } };
    case 70:
      return { packed: new Uint8Array(buffer, 6) };
  }
  return {};
}

/**
 * An object literal is evaluated in the order it is written in: the order of the bytes.
 * @type {(r: Reader) => Facts}
 */
const readFacts = (r) => ({
  state: states[r.u8()],
  phase: r.u8(),
  step: r.u32(),
  loss: r.f32(),
  validation: r.f32(),
  rate: r.f64(),
  progress: r.f32(),
  exploded: r.i8(),
  speed: r.f64(),
  setup: r.list(r.u8(), r.f64),
  class: r.text(),
  bought: r.text(),
  twin: r.f32(),
  back: r.i32(),
  width: r.u8(),
  height: r.u8(),
  sample: r.i32(),
  held: r.bool(),
  code: r.f32s(),
  ring: r.f32s(),
  input: r.f32s(),
  holes: r.f32s(),
  output: r.f32s(),
  drawing: r.text(),
  readings: r.list(r.u8(), () => ({ reached: r.bool(), progress: r.f32(), value: r.f32() })),
  hash: r.u64(),
  link: r.text(),
  notice: r.text(),
  widths: r.list(r.u8(), r.u16),
  dials: r.list(r.u8(), r.f64),
  inside: { layer: r.i8(), unit: r.u16(), sum: r.f32(), bias: r.f32(), out: r.f32(), weights: r.f32s() },
  lesson: { at: r.u8(), done: r.u32(), asking: r.bool(), answers: r.u16(), picked: r.i8(), happened: r.i8(), crossed: r.i32(), lead: r.i32(), chosen: r.f64(), halvings: r.u16(), sound: r.u32(), mild: r.f64() },
});
