//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import "simd/archsimd"

// The gates in lanes. Their callers have checked the lengths; what does not fill a vector goes to the portable twin.

func sigmoidGate(v, one archsimd.Float32x4) archsimd.Float32x4 {
	return one.Div(one.Add(expLanes(v.Neg())))
}

// slope returns y·(1-y), the slope of a sigmoid whose value is y.
func slope(y, one archsimd.Float32x4) archsimd.Float32x4 { return y.Mul(one.Sub(y)) }

func simdLSTMGates(h, c, tc, g, c0 []float32) {
	n, j := len(h), 0
	one := archsimd.BroadcastFloat32x4(1)
	if n >= lanes {
		ph, pc, pt, p0 := &h[0], &c[0], &tc[0], &c0[0]
		pi, pf, pa, po := &g[0], &g[n], &g[2*n], &g[3*n]
		for ; j+lanes <= n; j += lanes {
			i, f := sigmoidGate(load(at(pi, j)), one), sigmoidGate(load(at(pf, j)), one)
			a, o := tanhLanes(load(at(pa, j))), sigmoidGate(load(at(po, j)), one)
			s := f.Mul(load(at(p0, j))).Add(i.Mul(a))
			t := tanhLanes(s)
			store(at(pi, j), i)
			store(at(pf, j), f)
			store(at(pa, j), a)
			store(at(po, j), o)
			store(at(pc, j), s)
			store(at(pt, j), t)
			store(at(ph, j), o.Mul(t))
		}
	}
	scalarLSTMGates(h, c, tc, g, c0, j)
}

func simdLSTMGatesGrad(dg, dc, dh, g, tc, c0 []float32) {
	n, j := len(dh), 0
	one := archsimd.BroadcastFloat32x4(1)
	if n >= lanes {
		pd, pc, pt, p0 := &dh[0], &dc[0], &tc[0], &c0[0]
		pi, pf, pa, po := &g[0], &g[n], &g[2*n], &g[3*n]
		qi, qf, qa, qo := &dg[0], &dg[n], &dg[2*n], &dg[3*n]
		for ; j+lanes <= n; j += lanes {
			i, f, a, o := load(at(pi, j)), load(at(pf, j)), load(at(pa, j)), load(at(po, j))
			d, t := load(at(pd, j)), load(at(pt, j))
			s := load(at(pc, j)).Add(d.Mul(o).Mul(one.Sub(t.Mul(t))))
			store(at(qi, j), s.Mul(a).Mul(slope(i, one)))
			store(at(qf, j), s.Mul(load(at(p0, j))).Mul(slope(f, one)))
			store(at(qa, j), s.Mul(i).Mul(one.Sub(a.Mul(a))))
			store(at(qo, j), d.Mul(t).Mul(slope(o, one)))
			store(at(pc, j), s.Mul(f))
		}
	}
	scalarLSTMGatesGrad(dg, dc, dh, g, tc, c0, j)
}

func simdGRUGates(h, g, h0 []float32) {
	n, j := len(h), 0
	one := archsimd.BroadcastFloat32x4(1)
	if n >= lanes {
		ph, p0 := &h[0], &h0[0]
		pr, pz, pu, pa := &g[0], &g[n], &g[2*n], &g[3*n]
		for ; j+lanes <= n; j += lanes {
			r, z := sigmoidGate(load(at(pr, j)), one), sigmoidGate(load(at(pz, j)), one)
			a := tanhLanes(load(at(pa, j)).Add(r.Mul(load(at(pu, j)))))
			store(at(pr, j), r)
			store(at(pz, j), z)
			store(at(pa, j), a)
			store(at(ph, j), one.Sub(z).Mul(a).Add(z.Mul(load(at(p0, j)))))
		}
	}
	scalarGRUGates(h, g, h0, j)
}

func simdGRUGatesGrad(dg, dh, g, h0 []float32) {
	n, j := len(dh), 0
	one := archsimd.BroadcastFloat32x4(1)
	if n >= lanes {
		pd, p0 := &dh[0], &h0[0]
		pr, pz, pu, pa := &g[0], &g[n], &g[2*n], &g[3*n]
		qr, qz, qu, qa := &dg[0], &dg[n], &dg[2*n], &dg[3*n]
		for ; j+lanes <= n; j += lanes {
			r, z, a, d := load(at(pr, j)), load(at(pz, j)), load(at(pa, j)), load(at(pd, j))
			s := d.Mul(one.Sub(z)).Mul(one.Sub(a.Mul(a)))
			store(at(qr, j), s.Mul(load(at(pu, j))).Mul(slope(r, one)))
			store(at(qz, j), d.Mul(load(at(p0, j)).Sub(a)).Mul(slope(z, one)))
			store(at(qu, j), s.Mul(r))
			store(at(qa, j), s)
			store(at(pd, j), d.Mul(z))
		}
	}
	scalarGRUGatesGrad(dg, dh, g, h0, j)
}
