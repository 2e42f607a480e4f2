package rng

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The first numbers of the streams that runs are made of. Should one change, so would every run and link ever made.
func TestFirstNumbers(t *testing.T) {
	for _, c := range []struct {
		seed   uint64
		name   string
		floats [3]uint32 // in units of 2^-24
		ints   [3]int    // below 1000, after those
		normal [3]uint32 // bits, after those
	}{
		{1, "init", [3]uint32{26003, 10453080, 12356122}, [3]int{51, 753, 669}, [3]uint32{0xbe9f3647, 0x3f34c122, 0x3ecb4aeb}},
		{999999999, "init", [3]uint32{6012076, 7391415, 10160407}, [3]int{259, 261, 884}, [3]uint32{0x3f1ffa3e, 0x3cc560a9, 0x3ed3d2bd}},
		{1, "order", [3]uint32{11535209, 8637524, 10042820}, [3]int{6, 922, 729}, [3]uint32{0xbecc1578, 0x3f84a0ba, 0x3d5be6db}},
		{999999999, "order", [3]uint32{10652805, 16343582, 8302627}, [3]int{549, 892, 976}, [3]uint32{0x3ee2bb4e, 0x3e13ddf5, 0x3fbaa5b1}},
		{1, "data", [3]uint32{10434797, 13810543, 1434367}, [3]int{43, 347, 821}, [3]uint32{0xbf96590a, 0x3fdcf236, 0xbd11634e}},
		{999999999, "data", [3]uint32{2074211, 4853602, 14182753}, [3]int{755, 652, 401}, [3]uint32{0x3f9506ea, 0x3fa8e908, 0x3e682ccd}},
		{1, "noise", [3]uint32{7357470, 10702375, 5406530}, [3]int{523, 333, 397}, [3]uint32{0x3ec99c82, 0xc0235606, 0xbf858f40}},
		{999999999, "noise", [3]uint32{4095397, 13738902, 10663748}, [3]int{566, 162, 567}, [3]uint32{0xbe8c40df, 0xbf11ee7a, 0x403a6759}},
		{1, "code", [3]uint32{9884227, 7878833, 12249954}, [3]int{907, 317, 142}, [3]uint32{0xbed4d204, 0xbfac3d86, 0xbe895a90}},
		{999999999, "code", [3]uint32{14249613, 11999793, 4632487}, [3]int{198, 161, 723}, [3]uint32{0xbe07f6c2, 0x3fb26902, 0xbf793ffa}},
	} {
		s := New(c.seed, c.name)
		for i, want := range c.floats {
			if got := s.Float32(); got != float32(want)/(1<<24) {
				t.Errorf("%d %s: number %d is %d, want %d", c.seed, c.name, i, int(got*(1<<24)), want)
			}
		}
		for i, want := range c.ints {
			if got := s.Intn(1000); got != want {
				t.Errorf("%d %s: integer %d is %d, want %d", c.seed, c.name, i, got, want)
			}
		}
		for i, want := range c.normal {
			if got := math.Float32bits(s.Normal()); got != want {
				t.Errorf("%d %s: normal %d is %#x, want %#x", c.seed, c.name, i, got, want)
			}
		}
	}
}

// moments returns mean, variance, skewness and kurtosis of n numbers.
func moments(n int, next func() float32) (m [4]float64) {
	x := make([]float64, n)
	for i := range x {
		x[i] = float64(next())
		m[0] += x[i] / float64(n)
	}
	var c [5]float64
	for _, v := range x {
		d := v - m[0]
		for p, q := 2, d*d; p <= 4; p, q = p+1, q*d {
			c[p] += q / float64(n)
		}
	}
	m[1], m[2], m[3] = c[2], c[3]/math.Pow(c[2], 1.5), c[4]/(c[2]*c[2])
	return m
}

// Means and variances as they should be, within five standard errors of n draws and what they come to for the higher ones.
func TestMoments(t *testing.T) {
	const n = 200_000
	s := New(11, "moments")
	for _, c := range []struct {
		name string
		next func() float32
		want [4]float64
	}{
		{"Float32", s.Float32, [4]float64{0.5, 1.0 / 12, 0, 1.8}},
		{"Range(-3, 1)", func() float32 { return s.Range(-3, 1) }, [4]float64{-1, 16.0 / 12, 0, 1.8}},
		{"Normal", s.Normal, [4]float64{0, 1, 0, 3}},
	} {
		got := moments(n, c.next)
		for i, bound := range [4]float64{0.015, 0.02, 0.03, 0.06} {
			if math.Abs(got[i]-c.want[i]) > bound {
				t.Errorf("%s: moment %d is %.4f, want %.4f", c.name, i+1, got[i], c.want[i])
			}
		}
	}
}

func TestFloat32Range(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New(rapid.Uint64().Draw(t, "seed"), rapid.String().Draw(t, "name"))
		for range 50 {
			if v := s.Float32(); !(v >= 0 && v < 1) || v*(1<<24) != float32(int(v*(1<<24))) {
				t.Fatalf("Float32 = %v", v)
			}
			n := rapid.IntRange(1, 1<<20).Draw(t, "n")
			if v := s.Intn(n); v < 0 || v >= n {
				t.Fatalf("Intn(%d) = %d", n, v)
			}
		}
	})
}

// Every integer comes up about equally often.
func TestIntnEven(t *testing.T) {
	s := New(2, "intn")
	const n, draws = 7, 70_000
	var count [n]int
	for range draws {
		count[s.Intn(n)]++
	}
	for v, c := range count {
		if math.Abs(float64(c)-draws/n) > 5*math.Sqrt(draws/n) {
			t.Errorf("%d came up %d times in %d", v, c, draws)
		}
	}
	defer func() {
		if recover() == nil {
			t.Error("Intn(0) does not panic")
		}
	}()
	s.Intn(0)
}

// Streams with another name or a near seed go their own ways: they never agree on the order of two draws more often than
// chance would have it.
func TestStreamsApart(t *testing.T) {
	const n = 20_000
	draw := func(seed uint64, name string) []float64 {
		s, x := New(seed, name), make([]float64, n)
		for i := range x {
			x[i] = float64(s.Float32()) - 0.5
		}
		return x
	}
	base := draw(1, "init")
	for _, o := range []struct {
		seed uint64
		name string
	}{{1, "order"}, {1, "noise"}, {1, "init "}, {1, "tini"}, {1, ""}, {0, "init"}, {2, "init"}, {1 << 32, "init"}} {
		r := 0.0
		for i, v := range draw(o.seed, o.name) {
			r += 12 * v * base[i] / n
		}
		if math.Abs(r) > 5/math.Sqrt(n) {
			t.Errorf("stream %d %q correlates with 1 \"init\": %.4f", o.seed, o.name, r)
		}
	}
}

// A copy goes on as its original would, at any place, in the middle of a pair of normals too; and leaves the original alone.
func TestCopy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := New(rapid.Uint64().Draw(t, "seed"), "copy")
		draw := func(s *Stream) float32 {
			switch rapid.IntRange(0, 2).Draw(t, "what") {
			case 0:
				return s.Float32()
			case 1:
				return s.Normal()
			}
			return float32(s.Intn(1000))
		}
		for range rapid.IntRange(0, 9).Draw(t, "before") {
			draw(&s)
		}
		c, want := s, s
		var first [8]float32
		for i := range first {
			first[i] = c.Normal()
		}
		for i := range first {
			if got := want.Normal(); got != first[i] {
				t.Fatalf("normal %d of the copy is %v, of the original %v", i, first[i], got)
			}
		}
		if s.Normal() != first[0] {
			t.Fatal("drawing from a copy moved the original")
		}
	})
}

func TestShuffle(t *testing.T) {
	s := New(4, "order")
	const n, rounds = 5, 20_000
	var seen [n][n]int
	for range rounds {
		p := []int32{0, 1, 2, 3, 4}
		s.Shuffle(p)
		for at, v := range p {
			seen[at][v]++
		}
	}
	for at := range seen { // every place holds every number equally often; a lost or doubled one would show
		for v, c := range seen[at] {
			if math.Abs(float64(c)-rounds/n) > 5*math.Sqrt(rounds/n) {
				t.Errorf("%d stood at place %d %d times in %d", v, at, c, rounds)
			}
		}
	}
}
