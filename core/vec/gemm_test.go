package vec

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// sameBits compares bit for bit; one NaN is as good as another, since WASM leaves their bits open.
func sameBits(a, b float32) bool {
	return math.Float32bits(a) == math.Float32bits(b) || a != a && b != b
}

// anyFloats are n numbers of all kinds: ordinary ones, any finite ones, and the special ones.
func anyFloats(n int) *rapid.Generator[[]float32] {
	special := []float32{0, float32(math.Copysign(0, -1)), float32(math.Inf(1)), float32(math.Inf(-1)), float32(math.NaN()),
		math.SmallestNonzeroFloat32, -math.SmallestNonzeroFloat32, math.MaxFloat32, -math.MaxFloat32,
		expLow, expHigh, tanhClamp, -tanhClamp, 1, -1, 0x1p-126}
	return rapid.SliceOfN(rapid.OneOf(rapid.Float32Range(-10, 10), rapid.Float32(), rapid.SampledFrom(special)), n, n)
}

// A product is one call of Gemm: its sizes and strides.
type product struct {
	m, k, n            int
	cs, as, ap, bp, bj int
}

func (s product) lengths() (c, a, b int) {
	c = s.m * s.n
	if c > 0 {
		c = (s.m-1)*s.cs + s.n
	}
	if c*s.k == 0 {
		return c, 0, 0
	}
	return c, (s.m-1)*s.as + (s.k-1)*s.ap + 1, (s.k-1)*s.bp + (s.n-1)*s.bj + 1
}

// naive is the meaning of Gemm: one sum after the other, each term rounded, in the order of p.
func (s product) naive(c, a, b []float32) {
	for i := range s.m {
		for j := range s.n {
			sum := c[i*s.cs+j]
			for p := range s.k {
				sum += float32(a[i*s.as+p*s.ap] * b[p*s.bp+j*s.bj])
			}
			c[i*s.cs+j] = sum
		}
	}
}

func (s product) gemm(c, a, b []float32) { Gemm(c, s.cs, a, s.as, s.ap, b, s.bp, s.bj, s.m, s.k, s.n) }

// products are calls of all sizes: small ones, sizes about the edge of a tile or a block, and strides of every kind, with room
// between the rows.
func products(t *rapid.T) product {
	size := func(name string, most int) int {
		return rapid.OneOf(rapid.IntRange(0, 13), rapid.SampledFrom([]int{15, 16, 17, 31, 32, 33, 49, 63, 64, 65}),
			rapid.IntRange(0, most)).Draw(t, name)
	}
	room := func(name string) int { return rapid.SampledFrom([]int{0, 0, 1, 3, 8}).Draw(t, name) }
	s := product{m: size("m", 40), k: rapid.OneOf(rapid.IntRange(0, 20), rapid.IntRange(0, 70),
		rapid.SampledFrom([]int{255, 256, 257, 300, 513})).Draw(t, "k"), n: size("n", 40)}
	if s.k > 200 {
		s.m, s.n = min(s.m, 9), min(s.n, 33)
	}
	s.cs = s.n + room("c")
	s.as, s.ap = s.k+room("a"), 1
	if rapid.Bool().Draw(t, "ta") {
		s.as, s.ap = 1, s.m+room("at")
	}
	s.bp, s.bj = s.n+room("b"), 1
	if rapid.Bool().Draw(t, "tb") {
		s.bp, s.bj = 1, s.k+room("bt")
	}
	if rapid.IntRange(0, 9).Draw(t, "odd strides") == 0 { // nothing lies together
		s.as, s.ap, s.bp, s.bj = 2*s.as, 2*s.ap, 3*s.bp, 3*s.bj
	}
	return s
}

// some are n numbers of about one, each another, quick to draw.
func some(n int, seed uint32) []float32 {
	s := make([]float32, n)
	for i := range s {
		seed = seed*1664525 + 1013904223
		s[i] = float32(int32(seed)) / (1 << 30)
	}
	return s
}

// Every product of any size and stride has the bits of a triple loop, and writes nowhere else.
func TestGemm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := products(t)
		nc, na, nb := s.lengths()
		seed := rapid.Uint32().Draw(t, "seed")
		c, a, b := some(nc, seed), some(na, seed+1), some(nb, seed+2)
		if nc+na+nb < 300 {
			a, b, c = anyFloats(na).Draw(t, "a"), anyFloats(nb).Draw(t, "b"), anyFloats(nc).Draw(t, "c")
		}
		got, intact := guarded(nc, func(i int) float32 { return c[i] })
		s.gemm(got, a, b)
		if !intact() {
			t.Fatalf("%+v writes outside its slice", s)
		}
		s.naive(c, a, b)
		for i := range c {
			if !sameBits(got[i], c[i]) {
				t.Fatalf("%+v at %d is %x, want %x", s, i, math.Float32bits(got[i]), math.Float32bits(c[i]))
			}
		}
	})
}

// Sizes about the edges of blocks, panels and tiles, too large to draw at random, in every order of a and b.
func TestGemmBlocks(t *testing.T) {
	for _, d := range [][3]int{{300, 7, 9}, {129, 5, 2}, {20, 300, 49}, {33, 257, 130}, {9, 600, 8}, {10, 513, 29}, {1, 300, 61}} {
		for form := range 4 {
			s := product{m: d[0], k: d[1], n: d[2], cs: d[2] + 3, as: d[1] + 1, ap: 1, bp: d[2] + 2, bj: 1}
			if form&1 > 0 {
				s.as, s.ap = 1, s.m
			}
			if form&2 > 0 {
				s.bp, s.bj = 1, s.k
			}
			nc, na, nb := s.lengths()
			c, a, b := some(nc, 1), some(na, 2), some(nb, 3)
			got, intact := guarded(nc, func(i int) float32 { return c[i] })
			if n := testing.AllocsPerRun(1, func() { copy(got, c); s.gemm(got, a, b) }); n > 0 {
				t.Errorf("%+v allocates %g times", s, n)
			}
			s.naive(c, a, b)
			for i := range c {
				if !sameBits(got[i], c[i]) {
					t.Fatalf("%+v at %d is %x, want %x", s, i, math.Float32bits(got[i]), math.Float32bits(c[i]))
				}
			}
			if !intact() {
				t.Errorf("%+v writes outside its slice", s)
			}
		}
	}
}

// A matrix that is one element too short is a mistake that shows at once.
func TestGemmShort(t *testing.T) {
	s := product{m: 5, k: 7, n: 3, cs: 4, as: 9, ap: 1, bp: 1, bj: 8}
	nc, na, nb := s.lengths()
	for short := range 3 {
		n := [3]int{nc, na, nb}
		n[short]--
		c, a, b := make([]float32, n[0]), make([]float32, n[1]), make([]float32, n[2])
		if !panics(func() { s.gemm(c[:n[0]:n[0]], a[:n[1]:n[1]], b[:n[2]:n[2]]) }) {
			t.Errorf("Gemm takes matrix %d of %d elements, one too few", short, n[short])
		}
	}
}

// The three dense forms against a triple loop in float64.
func TestMatMul(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, k, n := rapid.IntRange(0, 11).Draw(t, "m"), rapid.IntRange(0, 19).Draw(t, "k"), rapid.IntRange(0, 37).Draw(t, "n")
		a, b, c := drawn(m*k).Draw(t, "a"), drawn(k*n).Draw(t, "b"), drawn(m*n).Draw(t, "c")
		at, bt := make([]float32, m*k), make([]float32, k*n)
		Transpose(at, a, m, k)
		Transpose(bt, b, k, n)
		for name, run := range map[string]func(c []float32){
			"MatMul":   func(c []float32) { MatMul(c, a, b, m, k, n) },
			"MatMulTA": func(c []float32) { MatMulTA(c, at, b, m, k, n) },
			"MatMulTB": func(c []float32) { MatMulTB(c, a, bt, m, k, n) },
		} {
			got, intact := guarded(m*n, func(i int) float32 { return c[i] })
			run(got)
			if !intact() {
				t.Fatalf("%s %dx%dx%d writes outside its slice", name, m, k, n)
			}
			for i := range m {
				for j := range n {
					want, size := float64(c[i*n+j]), math.Abs(float64(c[i*n+j]))
					for p := range k {
						term := float64(a[i*k+p]) * float64(b[p*n+j])
						want, size = want+term, size+math.Abs(term)
					}
					// each of k products and k sums rounds once, by 2^-24 of at most size, or of the least number
					if d := math.Abs(float64(got[i*n+j]) - want); d > float64(k+1)*(0x1p-23*size+0x1p-149) {
						t.Fatalf("%s %dx%dx%d at %d,%d is %g, want %g", name, m, k, n, i, j, got[i*n+j], want)
					}
				}
			}
		}
	})
}
