//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"simd/archsimd"
	"unsafe"
)

// The elementary functions of math.go in lanes, operation for operation.

func expLanes(x archsimd.Float32x4) archsimd.Float32x4 {
	low, high := archsimd.BroadcastFloat32x4(expLow), archsimd.BroadcastFloat32x4(expHigh)
	x = low.IfElse(x.Less(low), x)
	x = high.IfElse(x.Greater(high), x)
	big := archsimd.BroadcastFloat32x4(roundBig)
	t := x.Mul(archsimd.BroadcastFloat32x4(log2E)).Add(big)
	n := t.Sub(big)
	r := x.Sub(n.Mul(archsimd.BroadcastFloat32x4(ln2High)))
	r = r.Sub(n.Mul(archsimd.BroadcastFloat32x4(ln2Low)))
	p := archsimd.BroadcastFloat32x4(expP0).Mul(r).Add(archsimd.BroadcastFloat32x4(expP1))
	p = p.Mul(r).Add(archsimd.BroadcastFloat32x4(expP2))
	p = p.Mul(r).Add(archsimd.BroadcastFloat32x4(expP3))
	p = p.Mul(r).Add(archsimd.BroadcastFloat32x4(expP4))
	p = p.Mul(r).Add(archsimd.BroadcastFloat32x4(expP5))
	p = p.Mul(r.Mul(r)).Add(r)
	p = p.Add(archsimd.BroadcastFloat32x4(1))
	bias := uint32(roundBit - 127)
	scale := t.ToBits().Sub(archsimd.BroadcastUint32x4(bias)).ShiftAllLeft(23).BitsToFloat32()
	return p.Mul(scale)
}

func tanhLanes(x archsimd.Float32x4) archsimd.Float32x4 {
	low, high := archsimd.BroadcastFloat32x4(-tanhClamp), archsimd.BroadcastFloat32x4(tanhClamp)
	x = low.IfElse(x.Less(low), x)
	x = high.IfElse(x.Greater(high), x)
	z := x.Mul(x)
	p := archsimd.BroadcastFloat32x4(tanhA13).Mul(z).Add(archsimd.BroadcastFloat32x4(tanhA11))
	p = p.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhA9))
	p = p.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhA7))
	p = p.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhA5))
	p = p.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhA3))
	p = p.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhA1))
	p = p.Mul(x)
	q := archsimd.BroadcastFloat32x4(tanhB6).Mul(z).Add(archsimd.BroadcastFloat32x4(tanhB4))
	q = q.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhB2))
	q = q.Mul(z).Add(archsimd.BroadcastFloat32x4(tanhB0))
	return p.Div(q)
}

func sigmoidLanes(x archsimd.Float32x4) archsimd.Float32x4 {
	one := archsimd.BroadcastFloat32x4(1)
	return one.Div(one.Add(expLanes(x.Neg())))
}

func logLanes(x archsimd.Float32x4) archsimd.Float32x4 {
	bits, root := x.ToBits(), uint32(sqrtHalfBits)
	e := bits.Sub(archsimd.BroadcastUint32x4(root)).BitsToInt32().ShiftAllRight(23)
	m := bits.Sub(e.ShiftAllLeft(23).ToBits()).BitsToFloat32()
	f := m.Sub(archsimd.BroadcastFloat32x4(1))
	z := f.Mul(f)
	p := archsimd.BroadcastFloat32x4(logP0).Mul(f).Add(archsimd.BroadcastFloat32x4(logP1))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP2))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP3))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP4))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP5))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP6))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP7))
	p = p.Mul(f).Add(archsimd.BroadcastFloat32x4(logP8))
	p = p.Mul(f).Mul(z)
	n := e.ConvertToFloat32()
	p = p.Add(n.Mul(archsimd.BroadcastFloat32x4(ln2Low)))
	p = p.Sub(archsimd.BroadcastFloat32x4(0.5).Mul(z))
	return f.Add(p).Add(n.Mul(archsimd.BroadcastFloat32x4(ln2High)))
}

func simdExp(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px, i := unsafe.SliceData(dst), unsafe.SliceData(x), 0
	for ; i+lanes <= len(dst); i += lanes {
		store(at(pdst, i), expLanes(load(at(px, i))))
	}
	scalarExp(dst[i:], x[i:])
}

// simdLog sets dst to [Log1] of x, whole vectors of it: what is left over stays as it is.
func simdLog(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px := unsafe.SliceData(dst), unsafe.SliceData(x)
	for i := 0; i+lanes <= len(dst); i += lanes {
		store(at(pdst, i), logLanes(load(at(px, i))))
	}
}

func simdTanh(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px, i := unsafe.SliceData(dst), unsafe.SliceData(x), 0
	for ; i+lanes <= len(dst); i += lanes {
		store(at(pdst, i), tanhLanes(load(at(px, i))))
	}
	scalarTanh(dst[i:], x[i:])
}

func simdSigmoid(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px, i := unsafe.SliceData(dst), unsafe.SliceData(x), 0
	for ; i+lanes <= len(dst); i += lanes {
		store(at(pdst, i), sigmoidLanes(load(at(px, i))))
	}
	scalarSigmoid(dst[i:], x[i:])
}

// simdSoftplus takes a block at a time through each of its steps: a vector that goes from one function call into another
// costs more than both functions.
func simdSoftplus(dst, x []float32) {
	x = x[:len(dst)]
	var block [64]float32
	for len(dst) >= lanes {
		n := min(len(dst), len(block)) &^ (lanes - 1)
		pdst, px, e, one := unsafe.SliceData(dst), unsafe.SliceData(x), &block[0], archsimd.BroadcastFloat32x4(1)
		for i := 0; i < n; i += lanes {
			v := load(at(px, i))
			store(at(e, i), v.IfElse(v.Less(archsimd.Float32x4{}), v.Neg())) // -|x|
		}
		simdExp(block[:n], block[:n])
		for i := 0; i < n; i += lanes {
			store(at(e, i), one.Add(load(at(e, i))))
		}
		simdLog(block[:n], block[:n])
		for i := 0; i < n; i += lanes {
			v, zero := load(at(px, i)), archsimd.Float32x4{}
			store(at(pdst, i), zero.IfElse(v.Less(zero), v).Add(load(at(e, i))))
		}
		dst, x = dst[n:], x[n:]
	}
	scalarSoftplus(dst, x)
}
