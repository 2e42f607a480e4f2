//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import "unsafe"

// The elementary functions of math.go in lanes, operation for operation.

func expLanes(x vector) vector {
	low, high := broadcast(expLow), broadcast(expHigh)
	x = low.IfElse(x.Less(low), x)
	x = high.IfElse(x.Greater(high), x)
	big := broadcast(roundBig)
	t := x.Mul(broadcast(log2E)).Add(big)
	n := t.Sub(big)
	r := x.Sub(n.Mul(broadcast(ln2High)))
	r = r.Sub(n.Mul(broadcast(ln2Low)))
	p := broadcast(expP0).Mul(r).Add(broadcast(expP1))
	p = p.Mul(r).Add(broadcast(expP2))
	p = p.Mul(r).Add(broadcast(expP3))
	p = p.Mul(r).Add(broadcast(expP4))
	p = p.Mul(r).Add(broadcast(expP5))
	p = p.Mul(r.Mul(r)).Add(r)
	p = p.Add(broadcast(1))
	bias := uint32(roundBit - 127)
	scale := t.ToBits().Sub(broadcastBits(bias)).ShiftAllLeft(23).BitsToFloat32()
	return p.Mul(scale)
}

func tanhLanes(x vector) vector {
	low, high := broadcast(-tanhClamp), broadcast(tanhClamp)
	x = low.IfElse(x.Less(low), x)
	x = high.IfElse(x.Greater(high), x)
	z := x.Mul(x)
	p := broadcast(tanhA13).Mul(z).Add(broadcast(tanhA11))
	p = p.Mul(z).Add(broadcast(tanhA9))
	p = p.Mul(z).Add(broadcast(tanhA7))
	p = p.Mul(z).Add(broadcast(tanhA5))
	p = p.Mul(z).Add(broadcast(tanhA3))
	p = p.Mul(z).Add(broadcast(tanhA1))
	p = p.Mul(x)
	q := broadcast(tanhB6).Mul(z).Add(broadcast(tanhB4))
	q = q.Mul(z).Add(broadcast(tanhB2))
	q = q.Mul(z).Add(broadcast(tanhB0))
	return p.Div(q)
}

func sigmoidLanes(x vector) vector {
	one := broadcast(1)
	return one.Div(one.Add(expLanes(x.Neg())))
}

func logLanes(x vector) vector {
	bits, root := x.ToBits(), uint32(sqrtHalfBits)
	e := bits.Sub(broadcastBits(root)).BitsToInt32().ShiftAllRight(23)
	m := bits.Sub(e.ShiftAllLeft(23).ToBits()).BitsToFloat32()
	f := m.Sub(broadcast(1))
	z := f.Mul(f)
	p := broadcast(logP0).Mul(f).Add(broadcast(logP1))
	p = p.Mul(f).Add(broadcast(logP2))
	p = p.Mul(f).Add(broadcast(logP3))
	p = p.Mul(f).Add(broadcast(logP4))
	p = p.Mul(f).Add(broadcast(logP5))
	p = p.Mul(f).Add(broadcast(logP6))
	p = p.Mul(f).Add(broadcast(logP7))
	p = p.Mul(f).Add(broadcast(logP8))
	p = p.Mul(f).Mul(z)
	n := e.ConvertToFloat32()
	p = p.Add(n.Mul(broadcast(ln2Low)))
	p = p.Sub(broadcast(0.5).Mul(z))
	return f.Add(p).Add(n.Mul(broadcast(ln2High)))
}

func simdExp(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px, i := unsafe.SliceData(dst), unsafe.SliceData(x), 0
	for ; i+width <= len(dst); i += width {
		put(at(pdst, i), expLanes(fetch(at(px, i))))
	}
	rested()
	scalarExp(dst[i:], x[i:])
}

// simdLog sets dst to [Log1] of x, whole vectors of it: what is left over stays as it is.
func simdLog(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px := unsafe.SliceData(dst), unsafe.SliceData(x)
	for i := 0; i+width <= len(dst); i += width {
		put(at(pdst, i), logLanes(fetch(at(px, i))))
	}
	rested()
}

func simdTanh(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px, i := unsafe.SliceData(dst), unsafe.SliceData(x), 0
	for ; i+width <= len(dst); i += width {
		put(at(pdst, i), tanhLanes(fetch(at(px, i))))
	}
	rested()
	scalarTanh(dst[i:], x[i:])
}

func simdSigmoid(dst, x []float32) {
	x = x[:len(dst)]
	pdst, px, i := unsafe.SliceData(dst), unsafe.SliceData(x), 0
	for ; i+width <= len(dst); i += width {
		put(at(pdst, i), sigmoidLanes(fetch(at(px, i))))
	}
	rested()
	scalarSigmoid(dst[i:], x[i:])
}

// simdSoftplus takes a block at a time through each of its steps: a vector that goes from one function call into another
// costs more than both functions.
func simdSoftplus(dst, x []float32) {
	x = x[:len(dst)]
	var block [64]float32
	for len(dst) >= width {
		n := min(len(dst), len(block)) &^ (width - 1)
		pdst, px, e, one := unsafe.SliceData(dst), unsafe.SliceData(x), &block[0], broadcast(1)
		for i := 0; i < n; i += width {
			v := fetch(at(px, i))
			put(at(e, i), v.IfElse(v.Less(vector{}), v.Neg())) // -|x|
		}
		simdExp(block[:n], block[:n])
		for i := 0; i < n; i += width {
			put(at(e, i), one.Add(fetch(at(e, i))))
		}
		simdLog(block[:n], block[:n])
		for i := 0; i < n; i += width {
			v, zero := fetch(at(px, i)), vector{}
			put(at(pdst, i), zero.IfElse(v.Less(zero), v).Add(fetch(at(e, i))))
		}
		dst, x = dst[n:], x[n:]
	}
	rested()
	scalarSoftplus(dst, x)
}
