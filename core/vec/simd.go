//go:build goexperiment.simd

package vec

import "simd"

// The SIMD twins. A vector has as many lanes as the machine offers (four in a browser, eight or sixteen natively), and
// the width changes no bit: a lane is a whole output.

// simdMatMul adds a·b to c with the strides of scalarMatMul. A tile of four rows and two vectors of columns keeps eight
// sums in registers, which is what sixteen WASM locals hold beside their operands.
func simdMatMul(c, a, b []float32, m, k, n, as, ap int) {
	if k == 0 {
		return // an empty sum; b has no rows to point into
	}
	w := simd.BroadcastFloat32s(0).Len()
	j := 0
	for ; j+2*w <= n; j += 2 * w {
		i := 0
		for ; i+4 <= m; i += 4 {
			simdTile4x2(c[i*n+j:], a[i*as:], b[j:], k, n, as, ap)
		}
		for ; i < m; i++ {
			simdTile1x2(c[i*n+j:], a[i*as:], b[j:], k, n, ap)
		}
	}
	for ; j < n; j += w {
		i := 0
		for ; i+4 <= m; i += 4 {
			simdEdge4(c[i*n+j:], a[i*as:], b[j:], k, n, as, ap, min(w, n-j))
		}
		for ; i < m; i++ {
			simdEdge1(c[i*n+j:], a[i*as:], b[j:], k, n, ap, min(w, n-j))
		}
	}
}

func simdTile4x2(c, a, b []float32, k, n, as, ap int) {
	w := simd.BroadcastFloat32s(0).Len()
	c0, c1, c2, c3 := c, c[n:], c[2*n:], c[3*n:]
	s00, s01 := simd.LoadFloat32s(c0), simd.LoadFloat32s(c0[w:])
	s10, s11 := simd.LoadFloat32s(c1), simd.LoadFloat32s(c1[w:])
	s20, s21 := simd.LoadFloat32s(c2), simd.LoadFloat32s(c2[w:])
	s30, s31 := simd.LoadFloat32s(c3), simd.LoadFloat32s(c3[w:])
	i0, i1, i2, i3, ib := 0, as, 2*as, 3*as, 0
	for p := 0; p < k; p++ {
		b0, b1 := simd.LoadFloat32s(b[ib:]), simd.LoadFloat32s(b[ib+w:])
		x := simd.BroadcastFloat32s(a[i0])
		s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
		x = simd.BroadcastFloat32s(a[i1])
		s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
		x = simd.BroadcastFloat32s(a[i2])
		s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
		x = simd.BroadcastFloat32s(a[i3])
		s30, s31 = s30.Add(x.Mul(b0)), s31.Add(x.Mul(b1))
		i0, i1, i2, i3, ib = i0+ap, i1+ap, i2+ap, i3+ap, ib+n
	}
	s00.Store(c0)
	s01.Store(c0[w:])
	s10.Store(c1)
	s11.Store(c1[w:])
	s20.Store(c2)
	s21.Store(c2[w:])
	s30.Store(c3)
	s31.Store(c3[w:])
}

func simdTile1x2(c, a, b []float32, k, n, ap int) {
	w := simd.BroadcastFloat32s(0).Len()
	s0, s1 := simd.LoadFloat32s(c), simd.LoadFloat32s(c[w:])
	ia, ib := 0, 0
	for p := 0; p < k; p++ {
		x := simd.BroadcastFloat32s(a[ia])
		s0 = s0.Add(x.Mul(simd.LoadFloat32s(b[ib:])))
		s1 = s1.Add(x.Mul(simd.LoadFloat32s(b[ib+w:])))
		ia, ib = ia+ap, ib+n
	}
	s0.Store(c)
	s1.Store(c[w:])
}

// simdEdge4 does the last cols (at most a vector) columns of four rows.
func simdEdge4(c, a, b []float32, k, n, as, ap, cols int) {
	c0, c1, c2, c3 := c[:cols], c[n:n+cols], c[2*n:2*n+cols], c[3*n:3*n+cols]
	s0, _ := simd.LoadFloat32sPart(c0)
	s1, _ := simd.LoadFloat32sPart(c1)
	s2, _ := simd.LoadFloat32sPart(c2)
	s3, _ := simd.LoadFloat32sPart(c3)
	i0, i1, i2, i3, ib := 0, as, 2*as, 3*as, 0
	for p := 0; p < k; p++ {
		v, _ := simd.LoadFloat32sPart(b[ib : ib+cols])
		s0 = s0.Add(simd.BroadcastFloat32s(a[i0]).Mul(v))
		s1 = s1.Add(simd.BroadcastFloat32s(a[i1]).Mul(v))
		s2 = s2.Add(simd.BroadcastFloat32s(a[i2]).Mul(v))
		s3 = s3.Add(simd.BroadcastFloat32s(a[i3]).Mul(v))
		i0, i1, i2, i3, ib = i0+ap, i1+ap, i2+ap, i3+ap, ib+n
	}
	s0.StorePart(c0)
	s1.StorePart(c1)
	s2.StorePart(c2)
	s3.StorePart(c3)
}

func simdEdge1(c, a, b []float32, k, n, ap, cols int) {
	c = c[:cols]
	s, _ := simd.LoadFloat32sPart(c)
	ia, ib := 0, 0
	for p := 0; p < k; p++ {
		v, _ := simd.LoadFloat32sPart(b[ib : ib+cols])
		s = s.Add(simd.BroadcastFloat32s(a[ia]).Mul(v))
		ia, ib = ia+ap, ib+n
	}
	s.StorePart(c)
}

func simdSumRows(dst, src []float32, rows int) {
	cols := len(dst)
	w := simd.BroadcastFloat32s(0).Len()
	for c := 0; c < cols; c += w {
		n := min(w, cols-c)
		s, _ := simd.LoadFloat32sPart(dst[c : c+n])
		for r := range rows {
			v, _ := simd.LoadFloat32sPart(src[r*cols+c : r*cols+c+n])
			s = s.Add(v)
		}
		s.StorePart(dst[c : c+n])
	}
}

func simdAxpy(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	k := simd.BroadcastFloat32s(a)
	for len(dst) > 0 {
		d, n := simd.LoadFloat32sPart(dst)
		v, _ := simd.LoadFloat32sPart(x)
		d.Add(k.Mul(v)).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdMul(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	for len(dst) > 0 {
		a, n := simd.LoadFloat32sPart(x)
		b, _ := simd.LoadFloat32sPart(y)
		a.Mul(b).StorePart(dst)
		dst, x, y = dst[n:], x[n:], y[n:]
	}
}

func simdSub(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	for len(dst) > 0 {
		a, n := simd.LoadFloat32sPart(x)
		b, _ := simd.LoadFloat32sPart(y)
		a.Sub(b).StorePart(dst)
		dst, x, y = dst[n:], x[n:], y[n:]
	}
}

func simdScale(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	k := simd.BroadcastFloat32s(a)
	for len(dst) > 0 {
		v, n := simd.LoadFloat32sPart(x)
		k.Mul(v).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func expLanes(x simd.Float32s) simd.Float32s {
	low, high := simd.BroadcastFloat32s(expLow), simd.BroadcastFloat32s(expHigh)
	x = low.IfElse(x.Less(low), x)
	x = high.IfElse(x.Greater(high), x)
	big := simd.BroadcastFloat32s(roundBig)
	t := x.Mul(simd.BroadcastFloat32s(log2E)).Add(big)
	n := t.Sub(big)
	r := x.Sub(n.Mul(simd.BroadcastFloat32s(ln2High)))
	r = r.Sub(n.Mul(simd.BroadcastFloat32s(ln2Low)))
	p := simd.BroadcastFloat32s(expP0).Mul(r).Add(simd.BroadcastFloat32s(expP1))
	p = p.Mul(r).Add(simd.BroadcastFloat32s(expP2))
	p = p.Mul(r).Add(simd.BroadcastFloat32s(expP3))
	p = p.Mul(r).Add(simd.BroadcastFloat32s(expP4))
	p = p.Mul(r).Add(simd.BroadcastFloat32s(expP5))
	p = p.Mul(r.Mul(r)).Add(r)
	p = p.Add(simd.BroadcastFloat32s(1))
	bias := uint32(roundBit - 127)
	scale := t.ToBits().Sub(simd.BroadcastUint32s(bias)).ShiftAllLeft(23).BitsToFloat32()
	return p.Mul(scale)
}

func tanhLanes(x simd.Float32s) simd.Float32s {
	low, high := simd.BroadcastFloat32s(-tanhClamp), simd.BroadcastFloat32s(tanhClamp)
	x = low.IfElse(x.Less(low), x)
	x = high.IfElse(x.Greater(high), x)
	z := x.Mul(x)
	p := simd.BroadcastFloat32s(tanhA13).Mul(z).Add(simd.BroadcastFloat32s(tanhA11))
	p = p.Mul(z).Add(simd.BroadcastFloat32s(tanhA9))
	p = p.Mul(z).Add(simd.BroadcastFloat32s(tanhA7))
	p = p.Mul(z).Add(simd.BroadcastFloat32s(tanhA5))
	p = p.Mul(z).Add(simd.BroadcastFloat32s(tanhA3))
	p = p.Mul(z).Add(simd.BroadcastFloat32s(tanhA1))
	p = p.Mul(x)
	q := simd.BroadcastFloat32s(tanhB6).Mul(z).Add(simd.BroadcastFloat32s(tanhB4))
	q = q.Mul(z).Add(simd.BroadcastFloat32s(tanhB2))
	q = q.Mul(z).Add(simd.BroadcastFloat32s(tanhB0))
	return p.Div(q)
}

func simdExp(dst, x []float32) {
	x = x[:len(dst)]
	for len(dst) > 0 {
		v, n := simd.LoadFloat32sPart(x)
		expLanes(v).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdTanh(dst, x []float32) {
	x = x[:len(dst)]
	for len(dst) > 0 {
		v, n := simd.LoadFloat32sPart(x)
		tanhLanes(v).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdSigmoid(dst, x []float32) {
	x = x[:len(dst)]
	one := simd.BroadcastFloat32s(1)
	for len(dst) > 0 {
		v, n := simd.LoadFloat32sPart(x)
		one.Div(one.Add(expLanes(v.Neg()))).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdTanhGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	one := simd.BroadcastFloat32s(1)
	for len(dx) > 0 {
		d, n := simd.LoadFloat32sPart(dy)
		v, _ := simd.LoadFloat32sPart(y)
		d.Mul(one.Sub(v.Mul(v))).StorePart(dx)
		dx, dy, y = dx[n:], dy[n:], y[n:]
	}
}

func simdSigmoidGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	one := simd.BroadcastFloat32s(1)
	for len(dx) > 0 {
		d, n := simd.LoadFloat32sPart(dy)
		v, _ := simd.LoadFloat32sPart(y)
		d.Mul(v.Mul(one.Sub(v))).StorePart(dx)
		dx, dy, y = dx[n:], dy[n:], y[n:]
	}
}

func simdMomentum(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	kmu, krate := simd.BroadcastFloat32s(mu), simd.BroadcastFloat32s(rate)
	for len(w) > 0 {
		wi, n := simd.LoadFloat32sPart(w)
		vi, _ := simd.LoadFloat32sPart(v)
		gi, _ := simd.LoadFloat32sPart(g)
		vi = kmu.Mul(vi).Add(gi)
		vi.StorePart(v)
		wi.Sub(krate.Mul(vi)).StorePart(w)
		w, v, g = w[n:], v[n:], g[n:]
	}
}

func simdAdam(w, m, v, g []float32, k AdamStep) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	b1, r1 := simd.BroadcastFloat32s(k.Beta1), simd.BroadcastFloat32s(k.Rest1)
	b2, r2 := simd.BroadcastFloat32s(k.Beta2), simd.BroadcastFloat32s(k.Rest2)
	rate, root, eps := simd.BroadcastFloat32s(k.Rate), simd.BroadcastFloat32s(k.Root), simd.BroadcastFloat32s(k.Eps)
	for len(w) > 0 {
		wi, n := simd.LoadFloat32sPart(w)
		mi, _ := simd.LoadFloat32sPart(m)
		vi, _ := simd.LoadFloat32sPart(v)
		d, _ := simd.LoadFloat32sPart(g)
		mi = b1.Mul(mi).Add(r1.Mul(d))
		vi = b2.Mul(vi).Add(r2.Mul(d).Mul(d))
		mi.StorePart(m)
		vi.StorePart(v)
		wi.Sub(rate.Mul(mi).Div(vi.Sqrt().Mul(root).Add(eps))).StorePart(w)
		w, m, v, g = w[n:], m[n:], v[n:], g[n:]
	}
}
