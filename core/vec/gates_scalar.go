package vec

// The portable twins of the gates, from unit j on: those in lanes leave to them what does not fill a vector.

func scalarLSTMGates(h, c, tc, g, c0 []float32, j int) {
	n := len(h)
	i, f, a, o := g[:n], g[n:2*n], g[2*n:3*n], g[3*n:4*n]
	c, tc, c0 = c[:n], tc[:n], c0[:n]
	for ; j < n; j++ {
		i[j], f[j], a[j], o[j] = Sigmoid1(i[j]), Sigmoid1(f[j]), Tanh1(a[j]), Sigmoid1(o[j])
		c[j] = float32(f[j]*c0[j]) + float32(i[j]*a[j])
		tc[j] = Tanh1(c[j])
		h[j] = o[j] * tc[j]
	}
}

func scalarLSTMGatesGrad(dg, dc, dh, g, tc, c0 []float32, j int) {
	n := len(dh)
	i, f, a, o := g[:n], g[n:2*n], g[2*n:3*n], g[3*n:4*n]
	di, df, da, do := dg[:n], dg[n:2*n], dg[2*n:3*n], dg[3*n:4*n]
	dc, tc, c0 = dc[:n], tc[:n], c0[:n]
	for ; j < n; j++ {
		d := dh[j]
		s := dc[j] + float32(float32(d*o[j])*(1-float32(tc[j]*tc[j])))
		di[j] = float32(s*a[j]) * float32(i[j]*(1-i[j]))
		df[j] = float32(s*c0[j]) * float32(f[j]*(1-f[j]))
		da[j] = float32(s*i[j]) * (1 - float32(a[j]*a[j]))
		do[j] = float32(d*tc[j]) * float32(o[j]*(1-o[j]))
		dc[j] = s * f[j]
	}
}

func scalarGRUGates(h, g, h0 []float32, j int) {
	n := len(h)
	r, z, u, a := g[:n], g[n:2*n], g[2*n:3*n], g[3*n:4*n]
	h0 = h0[:n]
	for ; j < n; j++ {
		r[j], z[j] = Sigmoid1(r[j]), Sigmoid1(z[j])
		a[j] = Tanh1(a[j] + float32(r[j]*u[j]))
		h[j] = float32((1-z[j])*a[j]) + float32(z[j]*h0[j])
	}
}

func scalarGRUGatesGrad(dg, dh, g, h0 []float32, j int) {
	n := len(dh)
	r, z, u, a := g[:n], g[n:2*n], g[2*n:3*n], g[3*n:4*n]
	dr, dz, du, da := dg[:n], dg[n:2*n], dg[2*n:3*n], dg[3*n:4*n]
	h0 = h0[:n]
	for ; j < n; j++ {
		d := dh[j]
		s := float32(d*(1-z[j])) * (1 - float32(a[j]*a[j]))
		dr[j] = float32(s*u[j]) * float32(r[j]*(1-r[j]))
		dz[j] = float32(d*(h0[j]-a[j])) * float32(z[j]*(1-z[j]))
		du[j] = s * r[j]
		da[j] = s
		dh[j] = d * z[j]
	}
}
