//go:build goexperiment.simd

#include "textflag.h"

// The inner loops of Gemm for WASM: gemm_simd.go tells what tiles and panels are, gemm_wasm.go declares the functions. In Go
// the same loops reach a third of this speed at best: each turn goes through the table by which a goroutine resumes, each
// access checks its bounds, and the sums spill. Here a loop is a WASM loop, and its body what the processor has to do: load b,
// broadcast a, multiply, add. Nothing is unrolled over p, because V8 moves all products of a loop body before its sums, and
// those of two steps are more than the sixteen registers of x86-64 hold.

// Vectors: V0-V7 are the sums, V8-V11 the vectors of b, V12 the element of a.
// Integers: R0-R3 point to the tile's rows of a, R4 to b, R5 counts p down; R6-R9 are the strides ap, bp, as, cs in bytes;
// R10 points to the next tile of a, R11 to the next row of c; R12 counts the tiles down.

#define ADDR(r) Get r; I32WrapI64
#define STEP(r, by) Get r; Get by; I64Add; Set r
#define LOAD(r, off, v) ADDR(r); V128Load $off; Set v
#define STORE(r, off, v) ADDR(r); Get v; V128Store $0, $off
#define MULADD(s, x, y) Get s; Get x; Get y; F32x4Mul; F32x4Add; Set s

// SPLAT loads the element at r+off into all lanes of v; off is below 128. The assembler of Go 1.27 knows the opcode of
// v128.load32_splat but forgets its operand, which is two bytes: the alignment, 2, and the offset. Block writes them: its opcode
// is 2, and its type t becomes the byte 128-t. When an assembler writes the operand itself, no engine will load the module, and
// SPLAT is V128Load32Splat $off. F32Load $off; F32x4Splat needs no trick, at nine tenths of the speed.
#define SPLAT(r, off, v) ADDR(r); V128Load32Splat; Block $(128-off); Set v

// LOOP and AGAIN enclose a loop that runs once for each unit of r, at least once.
#define LOOP Loop
#define AGAIN(r) Get r; I64Const $1; I64Sub; Tee r; I64Const $0; I64Ne; BrIf $0; End

// BYTES reads a stride, given in elements, as bytes.
#define BYTES(arg, r) MOVD arg, R0; Get R0; I64Const $2; I64Shl; Set r

#define ARGUMENTS \
	MOVD c+0(FP), R11 \
	MOVD a+8(FP), R10 \
	BYTES(cs+24(FP), R9) \
	BYTES(as+32(FP), R8) \
	BYTES(ap+40(FP), R6) \
	BYTES(bp+48(FP), R7) \
	MOVD tiles+56(FP), R12

// ROW points p at the next row of a.
#define ROW(p) Get R10; Set p; STEP(R10, R8)

// START sets b and the count of p back to their beginning; R13 walks down c to fetch the sums.
#define START MOVD b+16(FP), R4; MOVD k+64(FP), R5; Get R11; Set R13

#define FETCH4(s0, s1, s2, s3) \
	LOAD(R13, 0, s0) \
	LOAD(R13, 16, s1) \
	LOAD(R13, 32, s2) \
	LOAD(R13, 48, s3) \
	STEP(R13, R9)
#define FETCH2(s0, s1) LOAD(R13, 0, s0); LOAD(R13, 16, s1); STEP(R13, R9)
#define FETCH1(s0) LOAD(R13, 0, s0); STEP(R13, R9)

// TERM adds to the sums of one row the products of its element of a with the vectors of b, and moves on to the next p.
#define TERM4(p, s0, s1, s2, s3) \
	SPLAT(p, 0, V12) \
	MULADD(s0, V12, V8) \
	MULADD(s1, V12, V9) \
	MULADD(s2, V12, V10) \
	MULADD(s3, V12, V11) \
	STEP(p, R6)
#define TERM2(p, s0, s1) SPLAT(p, 0, V12); MULADD(s0, V12, V8); MULADD(s1, V12, V9); STEP(p, R6)
#define TERM1(p, s0) SPLAT(p, 0, V12); MULADD(s0, V12, V8); STEP(p, R6)

#define KEEP4(s0, s1, s2, s3) \
	STORE(R11, 0, s0) \
	STORE(R11, 16, s1) \
	STORE(R11, 32, s2) \
	STORE(R11, 48, s3) \
	STEP(R11, R9)
#define KEEP2(s0, s1) STORE(R11, 0, s0); STORE(R11, 16, s1); STEP(R11, R9)
#define KEEP1(s0) STORE(R11, 0, s0); STEP(R11, R9)

#define B4 LOAD(R4, 0, V8); LOAD(R4, 16, V9); LOAD(R4, 32, V10); LOAD(R4, 48, V11); STEP(R4, R7)
#define B2 LOAD(R4, 0, V8); LOAD(R4, 16, V9); STEP(R4, R7)
#define B1 LOAD(R4, 0, V8); STEP(R4, R7)

// func sweep2x16(c, a, b *float32, cs, as, ap, bp, tiles, k int)
TEXT ·sweep2x16(SB), NOSPLIT, $0-72
	ARGUMENTS
	LOOP
		ROW(R0)
		ROW(R1)
		START
		FETCH4(V0, V1, V2, V3)
		FETCH4(V4, V5, V6, V7)
		LOOP
			B4
			TERM4(R0, V0, V1, V2, V3)
			TERM4(R1, V4, V5, V6, V7)
		AGAIN(R5)
		KEEP4(V0, V1, V2, V3)
		KEEP4(V4, V5, V6, V7)
	AGAIN(R12)
	RET

// func sweep1x16(c, a, b *float32, cs, as, ap, bp, tiles, k int)
TEXT ·sweep1x16(SB), NOSPLIT, $0-72
	ARGUMENTS
	LOOP
		ROW(R0)
		START
		FETCH4(V0, V1, V2, V3)
		LOOP
			B4
			TERM4(R0, V0, V1, V2, V3)
		AGAIN(R5)
		KEEP4(V0, V1, V2, V3)
	AGAIN(R12)
	RET

// func sweep4x8(c, a, b *float32, cs, as, ap, bp, tiles, k int)
TEXT ·sweep4x8(SB), NOSPLIT, $0-72
	ARGUMENTS
	LOOP
		ROW(R0)
		ROW(R1)
		ROW(R2)
		ROW(R3)
		START
		FETCH2(V0, V1)
		FETCH2(V2, V3)
		FETCH2(V4, V5)
		FETCH2(V6, V7)
		LOOP
			B2
			TERM2(R0, V0, V1)
			TERM2(R1, V2, V3)
			TERM2(R2, V4, V5)
			TERM2(R3, V6, V7)
		AGAIN(R5)
		KEEP2(V0, V1)
		KEEP2(V2, V3)
		KEEP2(V4, V5)
		KEEP2(V6, V7)
	AGAIN(R12)
	RET

// func sweep1x8(c, a, b *float32, cs, as, ap, bp, tiles, k int)
TEXT ·sweep1x8(SB), NOSPLIT, $0-72
	ARGUMENTS
	LOOP
		ROW(R0)
		START
		FETCH2(V0, V1)
		LOOP
			B2
			TERM2(R0, V0, V1)
		AGAIN(R5)
		KEEP2(V0, V1)
	AGAIN(R12)
	RET

// func sweep4x4(c, a, b *float32, cs, as, ap, bp, tiles, k int)
TEXT ·sweep4x4(SB), NOSPLIT, $0-72
	ARGUMENTS
	LOOP
		ROW(R0)
		ROW(R1)
		ROW(R2)
		ROW(R3)
		START
		FETCH1(V0)
		FETCH1(V1)
		FETCH1(V2)
		FETCH1(V3)
		LOOP
			B1
			TERM1(R0, V0)
			TERM1(R1, V1)
			TERM1(R2, V2)
			TERM1(R3, V3)
		AGAIN(R5)
		KEEP1(V0)
		KEEP1(V1)
		KEEP1(V2)
		KEEP1(V3)
	AGAIN(R12)
	RET

// func sweep1x4(c, a, b *float32, cs, as, ap, bp, tiles, k int)
TEXT ·sweep1x4(SB), NOSPLIT, $0-72
	ARGUMENTS
	LOOP
		ROW(R0)
		START
		FETCH1(V0)
		LOOP
			B1
			TERM1(R0, V0)
		AGAIN(R5)
		KEEP1(V0)
	AGAIN(R12)
	RET

// func copyBlock(dst, src *float32, dr, dc, sr, sc, rows, cols int)
TEXT ·copyBlock(SB), NOSPLIT, $0-64
	MOVD dst+0(FP), R10
	MOVD src+8(FP), R11
	BYTES(dr+16(FP), R6)
	BYTES(dc+24(FP), R7)
	BYTES(sr+32(FP), R8)
	BYTES(sc+40(FP), R9)
	MOVD cols+56(FP), R12
	LOOP // one column after the other
		Get R10
		Set R1
		Get R11
		Set R2
		MOVD rows+48(FP), R5
		LOOP
			ADDR(R1)
			ADDR(R2)
			I32Load $0
			I32Store $0
			STEP(R1, R6)
			STEP(R2, R8)
		AGAIN(R5)
		STEP(R10, R7)
		STEP(R11, R9)
	AGAIN(R12)
	RET

// func copyQuads(dst, src *float32, dr, sr, rows, quads int)
TEXT ·copyQuads(SB), NOSPLIT, $0-48
	MOVD dst+0(FP), R10
	MOVD src+8(FP), R11
	BYTES(dr+16(FP), R6)
	BYTES(sr+24(FP), R8)
	MOVD quads+40(FP), R12
	I64Const $16
	Set R7
	LOOP // one column of four after the other
		Get R10
		Set R1
		Get R11
		Set R2
		MOVD rows+32(FP), R5
		LOOP
			LOAD(R2, 0, V0)
			STORE(R1, 0, V0)
			STEP(R1, R6)
			STEP(R2, R8)
		AGAIN(R5)
		STEP(R10, R7)
		STEP(R11, R7)
	AGAIN(R12)
	RET

// func turnPairs(dst, src *float32, dr, sc, rows, cols int)
TEXT ·turnPairs(SB), NOSPLIT, $0-48
	MOVD dst+0(FP), R10
	MOVD src+8(FP), R11
	BYTES(dr+16(FP), R6)
	BYTES(sc+24(FP), R9)
	MOVD cols+40(FP), R12
	LOOP // two columns of dst, which are two rows of src, at a time
		Get R10
		Set R1
		Get R11
		Set R2
		Get R11
		Get R9
		I64Add
		Set R3
		Get R3
		Get R9
		I64Add
		Set R11
		MOVD rows+32(FP), R5
		LOOP // two rows of dst: x = (x0, x1) and y = (y0, y1) become (x0, y0) and (x1, y1)
			ADDR(R2)
			I64Load $0
			Set R13
			ADDR(R3)
			I64Load $0
			Set R14
			ADDR(R1)
			Get R13
			I64Const $0xFFFFFFFF
			I64And
			Get R14
			I64Const $32
			I64Shl
			I64Or
			I64Store $0
			STEP(R1, R6)
			ADDR(R1)
			Get R13
			I64Const $32
			I64ShrU
			Get R14
			I64Const $0xFFFFFFFF00000000
			I64And
			I64Or
			I64Store $0
			STEP(R1, R6)
			Get R2
			I64Const $8
			I64Add
			Set R2
			Get R3
			I64Const $8
			I64Add
			Set R3
		AGAIN(R5)
		Get R10
		I64Const $8
		I64Add
		Set R10
	AGAIN(R12)
	RET
