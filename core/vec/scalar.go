package vec

// The portable twins. Each is the meaning of its kernel: what the SIMD version must equal bit for bit.

// scalarMatMul adds a·b to c, where a(i,p) = a[i*as+p*ap]: with (as, ap) = (k, 1) that is a itself, with (1, m) its transpose.
// Rows go by two and columns by four, so that eight sums stay in registers; each still runs over p in order.
func scalarMatMul(c, a, b []float32, m, k, n, as, ap int) {
	i := 0
	for ; i+2 <= m; i += 2 {
		c0, c1 := c[i*n:(i+1)*n], c[(i+1)*n:(i+2)*n]
		j := 0
		for ; j+4 <= n; j += 4 {
			s00, s01, s02, s03 := c0[j], c0[j+1], c0[j+2], c0[j+3]
			s10, s11, s12, s13 := c1[j], c1[j+1], c1[j+2], c1[j+3]
			ia, ib := i*as, j
			for range k {
				x0, x1 := a[ia], a[ia+as]
				row := b[ib : ib+4 : ib+4]
				s00 += float32(x0 * row[0])
				s01 += float32(x0 * row[1])
				s02 += float32(x0 * row[2])
				s03 += float32(x0 * row[3])
				s10 += float32(x1 * row[0])
				s11 += float32(x1 * row[1])
				s12 += float32(x1 * row[2])
				s13 += float32(x1 * row[3])
				ia += ap
				ib += n
			}
			c0[j], c0[j+1], c0[j+2], c0[j+3] = s00, s01, s02, s03
			c1[j], c1[j+1], c1[j+2], c1[j+3] = s10, s11, s12, s13
		}
		scalarMatMulEdge(c, a, b, i, i+2, j, n, k, as, ap)
	}
	scalarMatMulEdge(c, a, b, i, m, 0, n, k, as, ap)
}

// scalarMatMulEdge does rows i0 to i1 and columns j0 to n of the product, one sum at a time.
func scalarMatMulEdge(c, a, b []float32, i0, i1, j0, n, k, as, ap int) {
	for i := i0; i < i1; i++ {
		for j := j0; j < n; j++ {
			s := c[i*n+j]
			ia, ib := i*as, j
			for range k {
				s += float32(a[ia] * b[ib])
				ia += ap
				ib += n
			}
			c[i*n+j] = s
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

func scalarLog(dst, x []float32) {
	x = x[:len(dst)]
	for i, v := range x {
		dst[i] = Log1(v)
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
		dx[i] = dy[i] * float32(y[i]*(1-y[i]))
	}
}

func scalarMomentum(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	for i := range w {
		v[i] = float32(mu*v[i]) + g[i]
		w[i] -= float32(rate * v[i])
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
