// Commands to bytes, answers from bytes: the page's half of the Go package wasm/wire, field by field in the same order.
import { t } from "./words.js";

const version = 1;
const ops = { open: 1, turn: 2, again: 3, show: 4, paint: 5, clear: 6, hold: 7, play: 8, speed: 9, one: 10, until: 11, pull: 12, inspect: 13, rewind: 14, branch: 15, class: 16 };
const kinds = { facts: 65, fault: 67 };
export const states = ["loading", "ready", "training", "paused", "diverged", "failed"];

function pack(op, size, fill) {
  const view = new DataView(new ArrayBuffer(2 + size));
  view.setUint8(0, version);
  view.setUint8(1, op);
  fill?.(view);
  return view.buffer;
}

/** Puts the text of a link into the Open command that the build wrote with an empty one. */
export function open(command, text) {
  const words = new TextEncoder().encode(text).subarray(0, 0xffff);
  const bytes = new Uint8Array(command.length + words.length);
  bytes.set(command.subarray(0, 2));
  new DataView(bytes.buffer).setUint16(2, words.length, true);
  bytes.set(words, 4);
  bytes.set(command.subarray(4), 4 + words.length);
  return bytes.buffer;
}

const real = (op, v) => pack(op, 8, (d) => d.setFloat64(2, v, true));
const place = (op, i) => pack(op, 4, (d) => d.setInt32(2, i, true));
const placed = (op, i, v) => pack(op, 12, (d) => (d.setInt32(2, i, true), d.setFloat64(6, v, true)));

export const turn = (knob, v) => pack(ops.turn, 9, (d) => (d.setUint8(2, knob), d.setFloat64(3, v, true)));
export const again = () => pack(ops.again, 0);
export const show = (picture) => place(ops.show, picture);
export const paint = (pixel, grey) => placed(ops.paint, pixel, grey);
export const clear = () => pack(ops.clear, 0);
export const hold = (z) => pack(ops.hold, 4 + 4 * z.length, (d) => {
  d.setUint32(2, z.length, true);
  z.forEach((v, i) => d.setFloat32(6 + 4 * i, v, true));
});
export const play = (on) => real(ops.play, on ? 1 : 0);
export const speed = (v) => real(ops.speed, v);
export const one = () => pack(ops.one, 0);
export const until = (step) => place(ops.until, step);
export const inspect = (layer, unit) => placed(ops.inspect, layer, unit);
export const rewind = (step) => place(ops.rewind, step);
export const branch = (step) => place(ops.branch, step);
export const useClass = (codes) => {
  const words = new TextEncoder().encode(codes).subarray(0, 0xffff);
  return pack(ops.class, 2 + words.length, (d) => (d.setUint16(2, words.length, true), new Uint8Array(d.buffer).set(words, 4)));
};
export const pullFacts = (anew) => placed(ops.pull, anew ? 1 : 0, 0);

class Reader {
  constructor(buffer) {
    this.view = new DataView(buffer);
    this.at = 0;
  }
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
  list(n, one) { return Array.from({ length: n }, () => one.call(this)); }
  f32s() { return this.list(this.u32(), this.f32); }
  text() {
    const n = this.u16();
    return new TextDecoder().decode(new Uint8Array(this.view.buffer, this.skip(n), n));
  }
}

/** Reads an answer: {facts}, {fault} or, for one that is not meant for the page, {}. */
export function answer(buffer) {
  const r = new Reader(buffer);
  if (r.u8() !== version) return { fault: t("The page and the trainer are of different versions. Reload the page.") };
  switch (r.u8()) {
    case kinds.facts:
      return { facts: readFacts(r) };
    case kinds.fault:
      return { fault: r.text() };
  }
  return {};
}

// An object literal is evaluated in the order it is written in: the order of AppendFacts.
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
  twin: r.f32(),
  back: r.i32(),
  width: r.u8(),
  height: r.u8(),
  sample: r.i32(),
  held: r.u8() === 1,
  code: r.f32s(),
  ring: r.f32s(),
  input: r.f32s(),
  output: r.f32s(),
  drawing: r.text(),
  readings: r.list(r.u8(), () => ({ reached: r.u8() === 1, progress: r.f32(), value: r.f32() })),
  hash: r.u64(),
  link: r.text(),
  notice: r.text(),
  widths: r.list(r.u8(), r.u16),
  inside: { layer: r.i8(), unit: r.u16(), sum: r.f32(), bias: r.f32(), out: r.f32(), weights: r.f32s() },
});
