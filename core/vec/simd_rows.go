//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import "unsafe"

// The sums over rows and the optimisers in lanes.

func simdSumRows(dst, src []float32, rows int) {
	cols := len(dst)
	if rows == 0 {
		return
	}
	src = src[:rows*cols]
	d, s, c := unsafe.SliceData(dst), unsafe.SliceData(src), 0
	for ; c+4*width <= cols; c += 4 * width {
		s0, s1, s2, s3 := fetch(at(d, c)), fetch(at(d, c+width)), fetch(at(d, c+2*width)), fetch(at(d, c+3*width))
		for i := c; i < rows*cols; i += cols {
			s0, s1 = s0.Add(fetch(at(s, i))), s1.Add(fetch(at(s, i+width)))
			s2, s3 = s2.Add(fetch(at(s, i+2*width))), s3.Add(fetch(at(s, i+3*width)))
		}
		put(at(d, c), s0)
		put(at(d, c+width), s1)
		put(at(d, c+2*width), s2)
		put(at(d, c+3*width), s3)
	}
	for ; c+width <= cols; c += width {
		sum := fetch(at(d, c))
		for i := c; i < rows*cols; i += cols {
			sum = sum.Add(fetch(at(s, i)))
		}
		put(at(d, c), sum)
	}
	rested()
	for ; c < cols; c++ {
		for i := c; i < rows*cols; i += cols {
			dst[c] += src[i]
		}
	}
}

func simdMomentum(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	pw, pv, pg := unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g)
	kmu, krate := broadcast(mu), broadcast(rate)
	i := 0
	for ; i+width <= len(w); i += width {
		vi := kmu.Mul(fetch(at(pv, i))).Add(fetch(at(pg, i)))
		put(at(pv, i), vi)
		put(at(pw, i), fetch(at(pw, i)).Sub(krate.Mul(vi)))
	}
	rested()
	scalarMomentum(w[i:], v[i:], g[i:], mu, rate)
}

func simdNesterov(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	pw, pv, pg := unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g)
	kmu, krate := broadcast(mu), broadcast(rate)
	i := 0
	for ; i+width <= len(w); i += width {
		d := fetch(at(pg, i))
		vi := kmu.Mul(fetch(at(pv, i))).Add(d)
		put(at(pv, i), vi)
		put(at(pw, i), fetch(at(pw, i)).Sub(krate.Mul(d.Add(kmu.Mul(vi)))))
	}
	rested()
	scalarNesterov(w[i:], v[i:], g[i:], mu, rate)
}

func simdRMSProp(w, v, g []float32, keep, rest, rate, eps float32) {
	v, g = v[:len(w)], g[:len(w)]
	pw, pv, pg := unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g)
	kkeep, krest := broadcast(keep), broadcast(rest)
	krate, keps := broadcast(rate), broadcast(eps)
	i := 0
	for ; i+width <= len(w); i += width {
		d := fetch(at(pg, i))
		vi := kkeep.Mul(fetch(at(pv, i))).Add(krest.Mul(d).Mul(d))
		put(at(pv, i), vi)
		put(at(pw, i), fetch(at(pw, i)).Sub(krate.Mul(d).Div(vi.Sqrt().Add(keps))))
	}
	rested()
	scalarRMSProp(w[i:], v[i:], g[i:], keep, rest, rate, eps)
}

func simdAdam(w, m, v, g []float32, k AdamStep) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	pw, pm, pv, pg := unsafe.SliceData(w), unsafe.SliceData(m), unsafe.SliceData(v), unsafe.SliceData(g)
	b1, r1 := broadcast(k.Beta1), broadcast(k.Rest1)
	b2, r2 := broadcast(k.Beta2), broadcast(k.Rest2)
	rate, root, eps := broadcast(k.Rate), broadcast(k.Root), broadcast(k.Eps)
	i := 0
	for ; i+width <= len(w); i += width {
		d := fetch(at(pg, i))
		mi := b1.Mul(fetch(at(pm, i))).Add(r1.Mul(d))
		vi := b2.Mul(fetch(at(pv, i))).Add(r2.Mul(d).Mul(d))
		put(at(pm, i), mi)
		put(at(pv, i), vi)
		put(at(pw, i), fetch(at(pw, i)).Sub(rate.Mul(mi).Div(vi.Sqrt().Mul(root).Add(eps))))
	}
	rested()
	scalarAdam(w[i:], m[i:], v[i:], g[i:], k)
}
