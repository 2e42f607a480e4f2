// Writes ONNX models: just enough of the protobuf encoding for graphs of float32 tensors. Field numbers are those of onnx.proto,
// https://github.com/onnx/onnx/blob/main/onnx/onnx.proto.

const float = 1, int64 = 7; // TensorProto.DataType
const anInt = 2, someInts = 7; // AttributeProto.AttributeType
const varint = 0, sized = 2; // wire types

const utf8 = (s) => [...new TextEncoder().encode(s)];
const raw = (array) => [...new Uint8Array(array.buffer)];

/** A base-128 number, the low seven bits first. */
function base128(n) {
  return n < 128 ? [n] : [(n % 128) | 128, ...base128(Math.floor(n / 128))];
}

const int = (field, n) => [...base128((field << 3) | varint), ...base128(n)];
const bytes = (field, b) => [...base128((field << 3) | sized), ...base128(b.length), ...b];
const text = (field, s) => bytes(field, utf8(s));

function attribute(name, v) {
  const value = Array.isArray(v) ? [...v.flatMap((n) => int(8, n)), ...int(20, someInts)] : [...int(3, v), ...int(20, anInt)];
  return bytes(5, [...text(1, name), ...value]);
}

function typed(name, shape) {
  const dims = shape.flatMap((n) => bytes(1, int(1, n)));
  return [...text(1, name), ...bytes(2, bytes(1, [...int(1, float), ...bytes(2, dims)]))];
}

/** A graph under construction. Values are known by name. */
export class Graph {
  #parts = [];
  #names = 0;

  #name() {
    return `v${this.#names++}`;
  }

  input(name, shape) {
    this.#parts.push(bytes(11, typed(name, shape)));
    return name;
  }

  output(name, shape) {
    this.#parts.push(bytes(12, typed(name, shape)));
    return name;
  }

  /** One number. */
  number(v) {
    const name = this.#name();
    this.#parts.push(bytes(5, [...int(2, float), ...text(8, name), ...bytes(9, raw(new Float32Array([v])))]));
    return name;
  }

  /** A list of whole numbers. */
  ints(list) {
    const name = this.#name();
    this.#parts.push(bytes(5, [...int(1, list.length), ...int(2, int64), ...text(8, name), ...bytes(9, raw(BigInt64Array.from(list, BigInt)))]));
    return name;
  }

  /** An operator of ONNX on values; its result is called out. */
  op(type, inputs, { out = this.#name(), ...attributes } = {}) {
    const named = Object.entries(attributes).flatMap(([k, v]) => attribute(k, v));
    this.#parts.push(bytes(1, [...inputs.flatMap((i) => text(1, i)), ...text(2, out), ...text(4, type), ...named]));
    return out;
  }

  /** The whole model, in IR version 8 and operator set 17. */
  model() {
    const graph = [...text(2, "graph"), ...this.#parts.flat()];
    return Uint8Array.from([...int(1, 8), ...bytes(7, graph), ...bytes(8, [...text(1, ""), ...int(2, 17)])]);
  }
}
