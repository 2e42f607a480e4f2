//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import "simd/archsimd"

// The SIMD twins, four lanes wide, as in a browser. Package simd, whose vectors are as wide as the machine's, would be faster
// natively to the same bits, but its start-up code brings in fmt and os: 180 kB of the trainer's compressed size.

// lanes is how many outputs a vector holds.
const lanes = 4

// simdMatMul adds a·b to c with the strides of scalarMatMul. A tile of four rows and two vectors of columns keeps eight
// sums in registers, which is what sixteen WASM locals hold beside their operands.
func simdMatMul(c, a, b []float32, m, k, n, as, ap int) {
	if k == 0 {
		return // an empty sum; b has no rows to point into
	}
	const w = lanes
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
	const w = lanes
	c0, c1, c2, c3 := c, c[n:], c[2*n:], c[3*n:]
	s00, s01 := archsimd.LoadFloat32x4(c0), archsimd.LoadFloat32x4(c0[w:])
	s10, s11 := archsimd.LoadFloat32x4(c1), archsimd.LoadFloat32x4(c1[w:])
	s20, s21 := archsimd.LoadFloat32x4(c2), archsimd.LoadFloat32x4(c2[w:])
	s30, s31 := archsimd.LoadFloat32x4(c3), archsimd.LoadFloat32x4(c3[w:])
	i0, i1, i2, i3, ib := 0, as, 2*as, 3*as, 0
	for p := 0; p < k; p++ {
		b0, b1 := archsimd.LoadFloat32x4(b[ib:]), archsimd.LoadFloat32x4(b[ib+w:])
		x := archsimd.BroadcastFloat32x4(a[i0])
		s00, s01 = s00.Add(x.Mul(b0)), s01.Add(x.Mul(b1))
		x = archsimd.BroadcastFloat32x4(a[i1])
		s10, s11 = s10.Add(x.Mul(b0)), s11.Add(x.Mul(b1))
		x = archsimd.BroadcastFloat32x4(a[i2])
		s20, s21 = s20.Add(x.Mul(b0)), s21.Add(x.Mul(b1))
		x = archsimd.BroadcastFloat32x4(a[i3])
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
	const w = lanes
	s0, s1 := archsimd.LoadFloat32x4(c), archsimd.LoadFloat32x4(c[w:])
	ia, ib := 0, 0
	for p := 0; p < k; p++ {
		x := archsimd.BroadcastFloat32x4(a[ia])
		s0 = s0.Add(x.Mul(archsimd.LoadFloat32x4(b[ib:])))
		s1 = s1.Add(x.Mul(archsimd.LoadFloat32x4(b[ib+w:])))
		ia, ib = ia+ap, ib+n
	}
	s0.Store(c)
	s1.Store(c[w:])
}

// simdEdge4 does the last cols (at most a vector) columns of four rows.
func simdEdge4(c, a, b []float32, k, n, as, ap, cols int) {
	c0, c1, c2, c3 := c[:cols], c[n:n+cols], c[2*n:2*n+cols], c[3*n:3*n+cols]
	s0, _ := archsimd.LoadFloat32x4Part(c0)
	s1, _ := archsimd.LoadFloat32x4Part(c1)
	s2, _ := archsimd.LoadFloat32x4Part(c2)
	s3, _ := archsimd.LoadFloat32x4Part(c3)
	i0, i1, i2, i3, ib := 0, as, 2*as, 3*as, 0
	for p := 0; p < k; p++ {
		v, _ := archsimd.LoadFloat32x4Part(b[ib : ib+cols])
		s0 = s0.Add(archsimd.BroadcastFloat32x4(a[i0]).Mul(v))
		s1 = s1.Add(archsimd.BroadcastFloat32x4(a[i1]).Mul(v))
		s2 = s2.Add(archsimd.BroadcastFloat32x4(a[i2]).Mul(v))
		s3 = s3.Add(archsimd.BroadcastFloat32x4(a[i3]).Mul(v))
		i0, i1, i2, i3, ib = i0+ap, i1+ap, i2+ap, i3+ap, ib+n
	}
	s0.StorePart(c0)
	s1.StorePart(c1)
	s2.StorePart(c2)
	s3.StorePart(c3)
}

func simdEdge1(c, a, b []float32, k, n, ap, cols int) {
	c = c[:cols]
	s, _ := archsimd.LoadFloat32x4Part(c)
	ia, ib := 0, 0
	for p := 0; p < k; p++ {
		v, _ := archsimd.LoadFloat32x4Part(b[ib : ib+cols])
		s = s.Add(archsimd.BroadcastFloat32x4(a[ia]).Mul(v))
		ia, ib = ia+ap, ib+n
	}
	s.StorePart(c)
}

func simdSumRows(dst, src []float32, rows int) {
	cols := len(dst)
	const w = lanes
	for c := 0; c < cols; c += w {
		n := min(w, cols-c)
		s, _ := archsimd.LoadFloat32x4Part(dst[c : c+n])
		for r := range rows {
			v, _ := archsimd.LoadFloat32x4Part(src[r*cols+c : r*cols+c+n])
			s = s.Add(v)
		}
		s.StorePart(dst[c : c+n])
	}
}

func simdAxpy(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	k := archsimd.BroadcastFloat32x4(a)
	for len(dst) > 0 {
		d, n := archsimd.LoadFloat32x4Part(dst)
		v, _ := archsimd.LoadFloat32x4Part(x)
		d.Add(k.Mul(v)).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdMul(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	for len(dst) > 0 {
		a, n := archsimd.LoadFloat32x4Part(x)
		b, _ := archsimd.LoadFloat32x4Part(y)
		a.Mul(b).StorePart(dst)
		dst, x, y = dst[n:], x[n:], y[n:]
	}
}

func simdSub(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	for len(dst) > 0 {
		a, n := archsimd.LoadFloat32x4Part(x)
		b, _ := archsimd.LoadFloat32x4Part(y)
		a.Sub(b).StorePart(dst)
		dst, x, y = dst[n:], x[n:], y[n:]
	}
}

func simdScale(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	k := archsimd.BroadcastFloat32x4(a)
	for len(dst) > 0 {
		v, n := archsimd.LoadFloat32x4Part(x)
		k.Mul(v).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

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

func simdExp(dst, x []float32) {
	x = x[:len(dst)]
	for len(dst) > 0 {
		v, n := archsimd.LoadFloat32x4Part(x)
		expLanes(v).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdTanh(dst, x []float32) {
	x = x[:len(dst)]
	for len(dst) > 0 {
		v, n := archsimd.LoadFloat32x4Part(x)
		tanhLanes(v).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdSigmoid(dst, x []float32) {
	x = x[:len(dst)]
	one := archsimd.BroadcastFloat32x4(1)
	for len(dst) > 0 {
		v, n := archsimd.LoadFloat32x4Part(x)
		one.Div(one.Add(expLanes(v.Neg()))).StorePart(dst)
		dst, x = dst[n:], x[n:]
	}
}

func simdTanhGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	one := archsimd.BroadcastFloat32x4(1)
	for len(dx) > 0 {
		d, n := archsimd.LoadFloat32x4Part(dy)
		v, _ := archsimd.LoadFloat32x4Part(y)
		d.Mul(one.Sub(v.Mul(v))).StorePart(dx)
		dx, dy, y = dx[n:], dy[n:], y[n:]
	}
}

func simdSigmoidGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	one := archsimd.BroadcastFloat32x4(1)
	for len(dx) > 0 {
		d, n := archsimd.LoadFloat32x4Part(dy)
		v, _ := archsimd.LoadFloat32x4Part(y)
		d.Mul(v.Mul(one.Sub(v))).StorePart(dx)
		dx, dy, y = dx[n:], dy[n:], y[n:]
	}
}

func simdMomentum(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	kmu, krate := archsimd.BroadcastFloat32x4(mu), archsimd.BroadcastFloat32x4(rate)
	for len(w) > 0 {
		wi, n := archsimd.LoadFloat32x4Part(w)
		vi, _ := archsimd.LoadFloat32x4Part(v)
		gi, _ := archsimd.LoadFloat32x4Part(g)
		vi = kmu.Mul(vi).Add(gi)
		vi.StorePart(v)
		wi.Sub(krate.Mul(vi)).StorePart(w)
		w, v, g = w[n:], v[n:], g[n:]
	}
}

func simdAdam(w, m, v, g []float32, k AdamStep) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	b1, r1 := archsimd.BroadcastFloat32x4(k.Beta1), archsimd.BroadcastFloat32x4(k.Rest1)
	b2, r2 := archsimd.BroadcastFloat32x4(k.Beta2), archsimd.BroadcastFloat32x4(k.Rest2)
	rate, root, eps := archsimd.BroadcastFloat32x4(k.Rate), archsimd.BroadcastFloat32x4(k.Root), archsimd.BroadcastFloat32x4(k.Eps)
	for len(w) > 0 {
		wi, n := archsimd.LoadFloat32x4Part(w)
		mi, _ := archsimd.LoadFloat32x4Part(m)
		vi, _ := archsimd.LoadFloat32x4Part(v)
		d, _ := archsimd.LoadFloat32x4Part(g)
		mi = b1.Mul(mi).Add(r1.Mul(d))
		vi = b2.Mul(vi).Add(r2.Mul(d).Mul(d))
		mi.StorePart(m)
		vi.StorePart(v)
		wi.Sub(rate.Mul(mi).Div(vi.Sqrt().Mul(root).Add(eps))).StorePart(w)
		w, m, v, g = w[n:], m[n:], v[n:], g[n:]
	}
}
