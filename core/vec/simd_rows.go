//go:build goexperiment.simd && (amd64 || arm64 || wasm)

package vec

import (
	"simd/archsimd"
	"unsafe"
)

// The sums over rows and the optimisers in lanes.

func simdSumRows(dst, src []float32, rows int) {
	cols := len(dst)
	if rows == 0 {
		return
	}
	src = src[:rows*cols]
	d, s, c := unsafe.SliceData(dst), unsafe.SliceData(src), 0
	for ; c+4*lanes <= cols; c += 4 * lanes {
		s0, s1, s2, s3 := load(at(d, c)), load(at(d, c+lanes)), load(at(d, c+2*lanes)), load(at(d, c+3*lanes))
		for i := c; i < rows*cols; i += cols {
			s0, s1 = s0.Add(load(at(s, i))), s1.Add(load(at(s, i+lanes)))
			s2, s3 = s2.Add(load(at(s, i+2*lanes))), s3.Add(load(at(s, i+3*lanes)))
		}
		store(at(d, c), s0)
		store(at(d, c+lanes), s1)
		store(at(d, c+2*lanes), s2)
		store(at(d, c+3*lanes), s3)
	}
	for ; c+lanes <= cols; c += lanes {
		sum := load(at(d, c))
		for i := c; i < rows*cols; i += cols {
			sum = sum.Add(load(at(s, i)))
		}
		store(at(d, c), sum)
	}
	for ; c < cols; c++ {
		for i := c; i < rows*cols; i += cols {
			dst[c] += src[i]
		}
	}
}

func simdMomentum(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	pw, pv, pg := unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g)
	kmu, krate := archsimd.BroadcastFloat32x4(mu), archsimd.BroadcastFloat32x4(rate)
	i := 0
	for ; i+lanes <= len(w); i += lanes {
		vi := kmu.Mul(load(at(pv, i))).Add(load(at(pg, i)))
		store(at(pv, i), vi)
		store(at(pw, i), load(at(pw, i)).Sub(krate.Mul(vi)))
	}
	scalarMomentum(w[i:], v[i:], g[i:], mu, rate)
}

func simdNesterov(w, v, g []float32, mu, rate float32) {
	v, g = v[:len(w)], g[:len(w)]
	pw, pv, pg := unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g)
	kmu, krate := archsimd.BroadcastFloat32x4(mu), archsimd.BroadcastFloat32x4(rate)
	i := 0
	for ; i+lanes <= len(w); i += lanes {
		d := load(at(pg, i))
		vi := kmu.Mul(load(at(pv, i))).Add(d)
		store(at(pv, i), vi)
		store(at(pw, i), load(at(pw, i)).Sub(krate.Mul(d.Add(kmu.Mul(vi)))))
	}
	scalarNesterov(w[i:], v[i:], g[i:], mu, rate)
}

func simdRMSProp(w, v, g []float32, keep, rest, rate, eps float32) {
	v, g = v[:len(w)], g[:len(w)]
	pw, pv, pg := unsafe.SliceData(w), unsafe.SliceData(v), unsafe.SliceData(g)
	kkeep, krest := archsimd.BroadcastFloat32x4(keep), archsimd.BroadcastFloat32x4(rest)
	krate, keps := archsimd.BroadcastFloat32x4(rate), archsimd.BroadcastFloat32x4(eps)
	i := 0
	for ; i+lanes <= len(w); i += lanes {
		d := load(at(pg, i))
		vi := kkeep.Mul(load(at(pv, i))).Add(krest.Mul(d).Mul(d))
		store(at(pv, i), vi)
		store(at(pw, i), load(at(pw, i)).Sub(krate.Mul(d).Div(vi.Sqrt().Add(keps))))
	}
	scalarRMSProp(w[i:], v[i:], g[i:], keep, rest, rate, eps)
}

func simdAdam(w, m, v, g []float32, k AdamStep) {
	m, v, g = m[:len(w)], v[:len(w)], g[:len(w)]
	pw, pm, pv, pg := unsafe.SliceData(w), unsafe.SliceData(m), unsafe.SliceData(v), unsafe.SliceData(g)
	b1, r1 := archsimd.BroadcastFloat32x4(k.Beta1), archsimd.BroadcastFloat32x4(k.Rest1)
	b2, r2 := archsimd.BroadcastFloat32x4(k.Beta2), archsimd.BroadcastFloat32x4(k.Rest2)
	rate, root, eps := archsimd.BroadcastFloat32x4(k.Rate), archsimd.BroadcastFloat32x4(k.Root), archsimd.BroadcastFloat32x4(k.Eps)
	i := 0
	for ; i+lanes <= len(w); i += lanes {
		d := load(at(pg, i))
		mi := b1.Mul(load(at(pm, i))).Add(r1.Mul(d))
		vi := b2.Mul(load(at(pv, i))).Add(r2.Mul(d).Mul(d))
		store(at(pm, i), mi)
		store(at(pv, i), vi)
		store(at(pw, i), load(at(pw, i)).Sub(rate.Mul(mi).Div(vi.Sqrt().Mul(root).Add(eps))))
	}
	scalarAdam(w[i:], m[i:], v[i:], g[i:], k)
}
