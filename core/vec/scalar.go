package vec

// The portable twins. Each is the meaning of its kernel: what the SIMD version must equal bit for bit.

// scalarGemm is [Gemm]. Rows go by two and columns by four, so that eight sums stay in registers; each still runs over p in
// order.
func scalarGemm(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, m, k, n int) {
	i := 0
	for ; i+2 <= m; i += 2 {
		c0, c1 := c[i*cs:i*cs+n], c[(i+1)*cs:(i+1)*cs+n]
		j := 0
		for ; j+4 <= n; j += 4 {
			s00, s01, s02, s03 := c0[j], c0[j+1], c0[j+2], c0[j+3]
			s10, s11, s12, s13 := c1[j], c1[j+1], c1[j+2], c1[j+3]
			ia, ib := i*as, j*bj
			for range k {
				x0, x1 := a[ia], a[ia+as]
				y0, y1, y2, y3 := b[ib], b[ib+bj], b[ib+2*bj], b[ib+3*bj]
				s00 += float32(x0 * y0)
				s01 += float32(x0 * y1)
				s02 += float32(x0 * y2)
				s03 += float32(x0 * y3)
				s10 += float32(x1 * y0)
				s11 += float32(x1 * y1)
				s12 += float32(x1 * y2)
				s13 += float32(x1 * y3)
				ia += ap
				ib += bp
			}
			c0[j], c0[j+1], c0[j+2], c0[j+3] = s00, s01, s02, s03
			c1[j], c1[j+1], c1[j+2], c1[j+3] = s10, s11, s12, s13
		}
		scalarGemmEdge(c, cs, a, as, ap, b, bp, bj, i, i+2, j, n, k)
	}
	scalarGemmEdge(c, cs, a, as, ap, b, bp, bj, i, m, 0, n, k)
}

// scalarGemmEdge does rows i0 to i1 and columns j0 to j1 of the product, one sum at a time.
func scalarGemmEdge(c []float32, cs int, a []float32, as, ap int, b []float32, bp, bj int, i0, i1, j0, j1, k int) {
	for i := i0; i < i1; i++ {
		for j := j0; j < j1; j++ {
			s := c[i*cs+j]
			ia, ib := i*as, j*bj
			for range k {
				s += float32(a[ia] * b[ib])
				ia += ap
				ib += bp
			}
			c[i*cs+j] = s
		}
	}
}

func scalarSumRows(dst, src []float32, rows int) {
	cols := len(dst)
	for r := range rows {
		for c, v := range src[r*cols : (r+1)*cols] {
			dst[c] += v
		}
	}
}

func scalarAxpy(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] += float32(a * v)
	}
}

func scalarMul(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] * y[i]
	}
}

func scalarSub(dst, x, y []float32) {
	x, y = x[:len(dst)], y[:len(dst)]
	for i := range dst {
		dst[i] = x[i] - y[i]
	}
}

func scalarScale(dst []float32, a float32, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] = a * v
	}
}

func scalarExp(dst, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] = Exp1(v)
	}
}

func scalarSoftplus(dst, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] = Softplus1(v)
	}
}

// scalarClamp sets dst to x, but to low where x is not above it and to high where x is above that. NaN stays NaN.
func scalarClamp(dst, x []float32, low, high float32) {
	x = x[:len(dst)]
	for i, v := range x {
		if v <= low {
			v = low
		}
		if v > high {
			v = high
		}
		dst[i] = v
	}
}

func scalarReLU(dst, x []float32, slope float32) {
	x = x[:len(dst)]
	for i, v := range x {
		if v <= 0 {
			v *= slope
		}
		dst[i] = v
	}
}

func scalarReLUGrad(dx, dy, x []float32, slope float32) {
	dy, x = dy[:len(dx)], x[:len(dx)]
	for i, v := range x {
		d := dy[i]
		if !(v > 0) {
			d *= slope
		}
		dx[i] = d
	}
}

func scalarTanh(dst, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] = Tanh1(v)
	}
}

func scalarSigmoid(dst, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] = Sigmoid1(v)
	}
}

func scalarTanhGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i := range dx {
		dx[i] = dy[i] * (1 - float32(y[i]*y[i]))
	}
}

func scalarSigmoidGrad(dx, dy, y []float32) {
	dy, y = dy[:len(dx)], y[:len(dx)]
	for i := range dx {
		d := dy[i] * float32(y[i]*(1-y[i]))
		if d > -leastSlope && d < leastSlope {
			d = 0
		}
		dx[i] = d
	}
}

func scalarMomentum(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	for i := range w {
		v[i] = float32(mu*v[i]) + g[i]
		w[i] -= float32(rate * v[i])
	}
}

func scalarNesterov(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	for i, d := range g {
		vi := float32(mu*v[i]) + d
		v[i] = vi
		w[i] -= float32(rate * (d + float32(mu*vi)))
	}
}

func scalarRMSProp(w, v, g []float32, keep, rest, rate, eps float32) {
	v, g = v[:len(w)], g[:len(w)]
	for i, d := range g {
		vi := float32(keep*v[i]) + float32(float32(rest*d)*d)
		v[i] = vi
		w[i] -= float32(rate*d) / (sqrt(vi) + eps)
	}
}

func scalarAdam(w, m, v, g []float32, k AdamStep) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	for i, d := range g {
		mi := float32(k.Beta1*m[i]) + float32(k.Rest1*d)
		vi := float32(k.Beta2*v[i]) + float32(float32(k.Rest2*d)*d)
		m[i], v[i] = mi, vi
		w[i] -= float32(k.Rate*mi) / (float32(sqrt(vi)*k.Root) + k.Eps)
	}
}
