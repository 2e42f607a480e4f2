//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"simd/archsimd"
	"unsafe"
)

// The SIMD twins, four lanes wide, as in a browser; what takes long for each number is as wide as [width]. Package simd, whose vectors
// are as wide as the machine's, would do without that, but its start-up code brings in fmt and os: 180 kB of the trainer's
// compressed size.
//
// Each kernel checks its lengths once, by slicing, runs over whole vectors by pointer and leaves the rest to its scalar twin.
// The cheap ones take four vectors a turn, because the turn of a loop costs a Go program in WASM as much as three of theirs.

func simdAxpy(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	pdst, px := unsafe.SliceData(dst), unsafe.SliceData(x)
	k := archsimd.BroadcastFloat32x4(a)
	i := 0
	for ; i+4*lanes <= len(dst); i += 4 * lanes {
		axpyLanes(at(pdst, i), at(px, i), k)
		axpyLanes(at(pdst, i+lanes), at(px, i+lanes), k)
		axpyLanes(at(pdst, i+2*lanes), at(px, i+2*lanes), k)
		axpyLanes(at(pdst, i+3*lanes), at(px, i+3*lanes), k)
	}
	scalarAxpy(dst[i:], a, x[i:])
}

func axpyLanes(dst, x *float32, a archsimd.Float32x4) {
	store(dst, load(dst).Add(a.Mul(load(x))))
}

func simdMul(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	pdst, px, py := unsafe.SliceData(dst), unsafe.SliceData(x), unsafe.SliceData(y)
	i := 0
	for ; i+4*lanes <= len(dst); i += 4 * lanes {
		mulLanes(at(pdst, i), at(px, i), at(py, i))
		mulLanes(at(pdst, i+lanes), at(px, i+lanes), at(py, i+lanes))
		mulLanes(at(pdst, i+2*lanes), at(px, i+2*lanes), at(py, i+2*lanes))
		mulLanes(at(pdst, i+3*lanes), at(px, i+3*lanes), at(py, i+3*lanes))
	}
	scalarMul(dst[i:], x[i:], y[i:])
}

func mulLanes(dst, x, y *float32) {
	store(dst, load(x).Mul(load(y)))
}

func simdSub(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	pdst, px, py := unsafe.SliceData(dst), unsafe.SliceData(x), unsafe.SliceData(y)
	i := 0
	for ; i+4*lanes <= len(dst); i += 4 * lanes {
		subLanes(at(pdst, i), at(px, i), at(py, i))
		subLanes(at(pdst, i+lanes), at(px, i+lanes), at(py, i+lanes))
		subLanes(at(pdst, i+2*lanes), at(px, i+2*lanes), at(py, i+2*lanes))
		subLanes(at(pdst, i+3*lanes), at(px, i+3*lanes), at(py, i+3*lanes))
	}
	scalarSub(dst[i:], x[i:], y[i:])
}

func subLanes(dst, x, y *float32) {
	store(dst, load(x).Sub(load(y)))
}

func simdScale(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	pdst, px := unsafe.SliceData(dst), unsafe.SliceData(x)
	k := archsimd.BroadcastFloat32x4(a)
	i := 0
	for ; i+4*lanes <= len(dst); i += 4 * lanes {
		scaleLanes(at(pdst, i), at(px, i), k)
		scaleLanes(at(pdst, i+lanes), at(px, i+lanes), k)
		scaleLanes(at(pdst, i+2*lanes), at(px, i+2*lanes), k)
		scaleLanes(at(pdst, i+3*lanes), at(px, i+3*lanes), k)
	}
	scalarScale(dst[i:], a, x[i:])
}

func scaleLanes(dst, x *float32, a archsimd.Float32x4) {
	store(dst, a.Mul(load(x)))
}

func simdClamp(dst, x []float32, low, high float32) {
	x = x[:len(dst)]
	pdst, px := unsafe.SliceData(dst), unsafe.SliceData(x)
	l, h := archsimd.BroadcastFloat32x4(low), archsimd.BroadcastFloat32x4(high)
	i := 0
	for ; i+4*lanes <= len(dst); i += 4 * lanes {
		clampLanes(at(pdst, i), at(px, i), l, h)
		clampLanes(at(pdst, i+lanes), at(px, i+lanes), l, h)
		clampLanes(at(pdst, i+2*lanes), at(px, i+2*lanes), l, h)
		clampLanes(at(pdst, i+3*lanes), at(px, i+3*lanes), l, h)
	}
	scalarClamp(dst[i:], x[i:], low, high)
}

func clampLanes(dst, x *float32, low, high archsimd.Float32x4) {
	v := load(x)
	v = low.IfElse(v.LessEqual(low), v)
	store(dst, high.IfElse(v.Greater(high), v))
}

func simdReLU(dst, x []float32, slope float32) {
	x = x[:len(dst)]
	pdst, px := unsafe.SliceData(dst), unsafe.SliceData(x)
	k := archsimd.BroadcastFloat32x4(slope)
	i := 0
	for ; i+4*lanes <= len(dst); i += 4 * lanes {
		reLULanes(at(pdst, i), at(px, i), k)
		reLULanes(at(pdst, i+lanes), at(px, i+lanes), k)
		reLULanes(at(pdst, i+2*lanes), at(px, i+2*lanes), k)
		reLULanes(at(pdst, i+3*lanes), at(px, i+3*lanes), k)
	}
	scalarReLU(dst[i:], x[i:], slope)
}

func reLULanes(dst, x *float32, slope archsimd.Float32x4) {
	v := load(x)
	store(dst, slope.Mul(v).IfElse(v.LessEqual(archsimd.Float32x4{}), v))
}

func simdReLUGrad(dx, dy, x []float32, slope float32) {
	dy, x = dy[:len(dx)], x[:len(dx)]
	pdx, pdy, px := unsafe.SliceData(dx), unsafe.SliceData(dy), unsafe.SliceData(x)
	k := archsimd.BroadcastFloat32x4(slope)
	i := 0
	for ; i+4*lanes <= len(dx); i += 4 * lanes {
		reLUGradLanes(at(pdx, i), at(pdy, i), at(px, i), k)
		reLUGradLanes(at(pdx, i+lanes), at(pdy, i+lanes), at(px, i+lanes), k)
		reLUGradLanes(at(pdx, i+2*lanes), at(pdy, i+2*lanes), at(px, i+2*lanes), k)
		reLUGradLanes(at(pdx, i+3*lanes), at(pdy, i+3*lanes), at(px, i+3*lanes), k)
	}
	scalarReLUGrad(dx[i:], dy[i:], x[i:], slope)
}

func reLUGradLanes(dx, dy, x *float32, slope archsimd.Float32x4) {
	d := load(dy)
	store(dx, d.IfElse(load(x).Greater(archsimd.Float32x4{}), slope.Mul(d)))
}

func simdTanhGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	pdx, pdy, py := unsafe.SliceData(dx), unsafe.SliceData(dy), unsafe.SliceData(y)
	i := 0
	for ; i+4*lanes <= len(dx); i += 4 * lanes {
		tanhGradLanes(at(pdx, i), at(pdy, i), at(py, i))
		tanhGradLanes(at(pdx, i+lanes), at(pdy, i+lanes), at(py, i+lanes))
		tanhGradLanes(at(pdx, i+2*lanes), at(pdy, i+2*lanes), at(py, i+2*lanes))
		tanhGradLanes(at(pdx, i+3*lanes), at(pdy, i+3*lanes), at(py, i+3*lanes))
	}
	scalarTanhGrad(dx[i:], dy[i:], y[i:])
}

func tanhGradLanes(dx, dy, y *float32) {
	one, v := archsimd.BroadcastFloat32x4(1), load(y)
	store(dx, load(dy).Mul(one.Sub(v.Mul(v))))
}

func simdSigmoidGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	pdx, pdy, py := unsafe.SliceData(dx), unsafe.SliceData(dy), unsafe.SliceData(y)
	low, high := archsimd.BroadcastFloat32x4(-leastSlope), archsimd.BroadcastFloat32x4(leastSlope)
	i := 0
	for ; i+4*lanes <= len(dx); i += 4 * lanes {
		sigmoidGradLanes(at(pdx, i), at(pdy, i), at(py, i), low, high)
		sigmoidGradLanes(at(pdx, i+lanes), at(pdy, i+lanes), at(py, i+lanes), low, high)
		sigmoidGradLanes(at(pdx, i+2*lanes), at(pdy, i+2*lanes), at(py, i+2*lanes), low, high)
		sigmoidGradLanes(at(pdx, i+3*lanes), at(pdy, i+3*lanes), at(py, i+3*lanes), low, high)
	}
	scalarSigmoidGrad(dx[i:], dy[i:], y[i:])
}

func sigmoidGradLanes(dx, dy, y *float32, low, high archsimd.Float32x4) {
	zero, one, v := archsimd.Float32x4{}, archsimd.BroadcastFloat32x4(1), load(y)
	d := load(dy).Mul(v.Mul(one.Sub(v)))
	below := zero.IfElse(d.Greater(low), d) // what is not a number is neither above nor below, and stays
	store(dx, below.IfElse(d.Less(high), d))
}
