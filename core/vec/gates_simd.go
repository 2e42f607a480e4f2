//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

// The gates in lanes. Their callers have checked the lengths; what does not fill a vector goes to the portable twin.

func sigmoidGate(v, one vector) vector {
	return one.Div(one.Add(expLanes(v.Neg())))
}

// slope returns y·(1-y), the slope of a sigmoid whose value is y.
func slope(y, one vector) vector { return y.Mul(one.Sub(y)) }

func simdLSTMGates(h, c, tc, g, c0 []float32) {
	n, j := len(h), 0
	one := broadcast(1)
	if n >= width {
		ph, pc, pt, p0 := &h[0], &c[0], &tc[0], &c0[0]
		pi, pf, pa, po := &g[0], &g[n], &g[2*n], &g[3*n]
		for ; j+width <= n; j += width {
			i, f := sigmoidGate(fetch(at(pi, j)), one), sigmoidGate(fetch(at(pf, j)), one)
			a, o := tanhLanes(fetch(at(pa, j))), sigmoidGate(fetch(at(po, j)), one)
			s := f.Mul(fetch(at(p0, j))).Add(i.Mul(a))
			t := tanhLanes(s)
			put(at(pi, j), i)
			put(at(pf, j), f)
			put(at(pa, j), a)
			put(at(po, j), o)
			put(at(pc, j), s)
			put(at(pt, j), t)
			put(at(ph, j), o.Mul(t))
		}
	}
	rested()
	scalarLSTMGates(h, c, tc, g, c0, j)
}

func simdLSTMGatesGrad(dg, dc, dh, g, tc, c0 []float32) {
	n, j := len(dh), 0
	one := broadcast(1)
	if n >= width {
		pd, pc, pt, p0 := &dh[0], &dc[0], &tc[0], &c0[0]
		pi, pf, pa, po := &g[0], &g[n], &g[2*n], &g[3*n]
		qi, qf, qa, qo := &dg[0], &dg[n], &dg[2*n], &dg[3*n]
		for ; j+width <= n; j += width {
			i, f, a, o := fetch(at(pi, j)), fetch(at(pf, j)), fetch(at(pa, j)), fetch(at(po, j))
			d, t := fetch(at(pd, j)), fetch(at(pt, j))
			s := fetch(at(pc, j)).Add(d.Mul(o).Mul(one.Sub(t.Mul(t))))
			put(at(qi, j), s.Mul(a).Mul(slope(i, one)))
			put(at(qf, j), s.Mul(fetch(at(p0, j))).Mul(slope(f, one)))
			put(at(qa, j), s.Mul(i).Mul(one.Sub(a.Mul(a))))
			put(at(qo, j), d.Mul(t).Mul(slope(o, one)))
			put(at(pc, j), s.Mul(f))
		}
	}
	rested()
	scalarLSTMGatesGrad(dg, dc, dh, g, tc, c0, j)
}

func simdGRUGates(h, g, h0 []float32) {
	n, j := len(h), 0
	one := broadcast(1)
	if n >= width {
		ph, p0 := &h[0], &h0[0]
		pr, pz, pu, pa := &g[0], &g[n], &g[2*n], &g[3*n]
		for ; j+width <= n; j += width {
			r, z := sigmoidGate(fetch(at(pr, j)), one), sigmoidGate(fetch(at(pz, j)), one)
			a := tanhLanes(fetch(at(pa, j)).Add(r.Mul(fetch(at(pu, j)))))
			put(at(pr, j), r)
			put(at(pz, j), z)
			put(at(pa, j), a)
			put(at(ph, j), one.Sub(z).Mul(a).Add(z.Mul(fetch(at(p0, j)))))
		}
	}
	rested()
	scalarGRUGates(h, g, h0, j)
}

func simdGRUGatesGrad(dg, dh, g, h0 []float32) {
	n, j := len(dh), 0
	one := broadcast(1)
	if n >= width {
		pd, p0 := &dh[0], &h0[0]
		pr, pz, pu, pa := &g[0], &g[n], &g[2*n], &g[3*n]
		qr, qz, qu, qa := &dg[0], &dg[n], &dg[2*n], &dg[3*n]
		for ; j+width <= n; j += width {
			r, z, a, d := fetch(at(pr, j)), fetch(at(pz, j)), fetch(at(pa, j)), fetch(at(pd, j))
			s := d.Mul(one.Sub(z)).Mul(one.Sub(a.Mul(a)))
			put(at(qr, j), s.Mul(fetch(at(pu, j))).Mul(slope(r, one)))
			put(at(qz, j), d.Mul(fetch(at(p0, j)).Sub(a)).Mul(slope(z, one)))
			put(at(qu, j), s.Mul(r))
			put(at(qa, j), s)
			put(at(pd, j), d.Mul(z))
		}
	}
	rested()
	scalarGRUGatesGrad(dg, dh, g, h0, j)
}
