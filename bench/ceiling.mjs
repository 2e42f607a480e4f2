// The most float32 arithmetic that one thread of WebAssembly gets from this machine: a loop of multiplies and adds on thirteen
// vectors that do not wait for each other and never leave the registers. No product of matrices, which must also load, can beat it.

const accumulators = 13; // enough to hide the latency of a multiply and an add; with x and y they fill the 15 registers that V8 gives out
const unroll = 4;
const loops = 5_000;

/** Floating-point operations of one run of one: two for each of four lanes. */
export const flops = accumulators * unroll * loops * 4 * 2;

const simd = (op) => [0xfd, ...leb(op)];
const get = (i) => [0x20, i], set = (i) => [0x21, i];
const f32 = (v) => [0x43, ...new Uint8Array(new Float32Array([v]).buffer)];
const splat = simd(0x13), lane0 = [...simd(0x1f), 0], add = simd(0xe4), mul = simd(0xe6);

/** An unsigned number of WebAssembly's binary format (LEB128). */
function leb(n) {
  return n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...leb(n >>> 7)];
}

const sized = (bytes) => [...leb(bytes.length), ...bytes];
const section = (id, ...bytes) => [id, ...sized(bytes)];

/** The bytes of a module with run(n, x, y): n rounds of a[i] = a[i]·x + y; it returns their sum, so that all are needed. */
export function module() {
  const I32 = 0x7f, F32 = 0x7d, V128 = 0x7b;
  const n = 0, x = 3, y = 4, a = Array.from({ length: accumulators }, (_, i) => 5 + i); // 1 and 2 are the scalars
  const round = a.flatMap((i) => [...get(i), ...get(x), ...mul, ...get(y), ...add, ...set(i)]);
  const body = [
    ...leb(1), ...leb(2 + accumulators), V128,
    ...get(1), ...splat, ...set(x), ...get(2), ...splat, ...set(y),
    ...a.flatMap((i) => [...f32(i), ...splat, ...set(i)]),
    0x03, 0x40, ...Array(unroll).fill(round).flat(), // loop
    ...get(n), 0x41, 1, 0x6b, 0x22, n, 0x0d, 0, 0x0b, // until n, less one each time, is 0
    ...get(a[0]), ...a.slice(1).flatMap((i) => [...get(i), ...add]), ...lane0, 0x0b,
  ];
  return Uint8Array.from([
    0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
    ...section(1, 1, 0x60, ...sized([I32, F32, F32]), ...sized([F32])),
    ...section(3, 1, 0),
    ...section(7, 1, ...sized([...new TextEncoder().encode("run")]), 0, 0),
    ...section(10, 1, ...sized(body)),
  ]);
}

/** A contender like the others, but for what it multiplies. */
export async function open() {
  const { instance } = await WebAssembly.instantiate(module());
  return {
    multiply: () => ({
      flops,
      run(times) {
        for (let i = 0; i < times; i++) instance.exports.run(loops, 0.9999, 1e-3);
      },
    }),
  };
}
