package ask

import (
	"math"
	"slices"
	"testing"

	"hourglass/core/data"
	reference "hourglass/core/measure"
	"hourglass/core/squeeze"
	"hourglass/core/train"
)

// squeezing is a run on pictures of a kind, its dial set.
func squeezing(t *testing.T, kind data.Kind, neck, n, bits int, apart ...train.Change) *Run {
	t.Helper()
	s := train.Default()
	s.Data, s.Width, s.Neck, s.Rate = kind, 24, neck, 0.01
	r := begin(t, s, apart...)
	steps(r, n)
	_ = r.Dial(train.Bits, float64(bits))
	return r
}

// What is measured of cut codes is what cutting each number by hand gives, on a grid over the range of the codes of the examples trained on.
func TestCutCodesByHand(t *testing.T) {
	for _, bits := range []int{1, 3, 6} {
		r := squeezing(t, data.Bars, 3, 300, bits)
		set, neck := r.Set(), 3
		known := slices.Clone(r.Codes(set.TrainX()))
		codes := slices.Clone(r.Codes(set.ValidX()))
		low, high := slices.Clone(known[:neck]), slices.Clone(known[:neck])
		for i, v := range known {
			low[i%neck], high[i%neck] = min(low[i%neck], v), max(high[i%neck], v)
		}
		cells := make([]float32, len(codes))
		for i, v := range codes {
			k, n := i%neck, float64(int(1)<<bits)
			step := (float64(high[k]) - float64(low[k])) / n
			at := min(max(math.Floor((float64(v)-float64(low[k]))/step), 0), n-1)
			codes[i], cells[i] = float32(float64(low[k])+(at+0.5)*step), float32(at)
		}
		if v, want := asked(t, r, "cut"), MeanSquare(set.ValidX(), r.Drawn(codes)); math.Abs(v-want) > 1e-3*want {
			t.Errorf("%d bits: the error is %v, by hand %v", bits, v, want)
		}
		each, err := reference.Uniform(1, neck).Entropies(cells, set.Valid)
		if err != nil {
			t.Fatal(err)
		}
		if v := asked(t, r, "entropy"); math.Abs(v-each[0]-each[1]-each[2]) > 0.05 {
			t.Errorf("%d bits: the entropy is %v, by hand %v", bits, v, each)
		}
		if v := asked(t, r, "bits"); v != float64(neck*bits) {
			t.Errorf("%v bits a picture", v)
		}
		_ = r.Dial(train.Bits, 8)
		if a, b := asked(t, r, "cut"), asked(t, r, "valid"); math.Abs(a-b) > 0.1*b {
			t.Errorf("by eight bits a number the error is %v, uncut %v", a, b)
		}
		if a, b := asked(t, r, "cut 3"), asked(t, r, "cut"); a <= b {
			t.Errorf("three bits leave %v, eight %v", a, b)
		}
	}
}

// The rivals' copies, picture by picture, are off by what is said; as near as the network they are at the bits that are said, and at one bit less they are not.
func TestTheRivalsAtTheirBits(t *testing.T) {
	r := squeezing(t, data.Glyphs, 6, 600, 4)
	set := r.Set()
	for i, whose := range rivals {
		d, y := r.deals()[i], make([]float32, len(set.ValidX()))
		for k := range set.Valid {
			d.Copy(y[k*set.Dim():(k+1)*set.Dim()], set.Picture(set.Train+k), 24)
		}
		own, v := asked(t, r, "cut"), asked(t, r, "cut "+whose)
		if want := MeanSquare(set.ValidX(), y); math.Abs(v-want) > 1e-6 {
			t.Errorf("%s is off by %v, picture by picture by %v", whose, v, want)
		}
		if got, want := asked(t, r, "lags "+whose), own/v-1; math.Abs(got-want) > 1e-9 {
			t.Errorf("the network lags %s by %v, not %v", whose, got, want)
		}
		n := int(asked(t, r, "bits "+whose))
		if d.Error(n) > own || d.Error(n-1) <= own {
			t.Errorf("%s: at %d bits %v, at one less %v, the network %v", whose, n, d.Error(n), d.Error(n-1), own)
		}
	}
}

// At as many bits a picture as the twin takes: half the bits of each of twice as many numbers.
func TestEvenWithTheTwin(t *testing.T) {
	r := squeezing(t, data.Bars, 4, 300, 6, train.Change{Knob: train.KnobIndex("neck"), Value: 2})
	narrow := squeezing(t, data.Bars, 2, 300, 6)
	if v, want := asked(t, r, "even"), asked(t, r, "cut 3")/asked(t, narrow, "cut"); math.Abs(v-want) > 1e-9 {
		t.Errorf("%v, not %v", v, want)
	}
	_ = r.Dial(train.Bits, 5)
	if _, ok := r.Measure("even"); ok {
		t.Error("two bits and a half are a number of bits")
	}
	if _, ok := narrow.Measure("even"); ok {
		t.Error("there is no twin")
	}
}

// The file holds what cut codes are, and opening it paints the same pictures to the bit; its codes are as many bytes as they hold, within two in a hundred.
func TestTheFileOpensByItself(t *testing.T) {
	for _, c := range []struct {
		kind       data.Kind
		neck, bits int
	}{{data.Bars, 2, 5}, {data.Glyphs, 8, 3}, {data.Beats, 3, 8}} {
		r := squeezing(t, c.kind, c.neck, 300, c.bits)
		b, sizes, err := r.Pack()
		if err != nil {
			t.Fatal(err)
		}
		u, err := Unpack(b)
		if err != nil {
			t.Fatal(err)
		}
		s := r.cutTo(c.bits)
		codes := slices.Clone(r.codes())
		s.cells[c.bits].Cut(codes, codes)
		if want := r.Drawn(codes); !slices.Equal(u.Pictures, want) || u.Rows != r.Set().Valid || u.Sizes != sizes || u.Setup != r.Setup || u.Bits != c.neck*c.bits {
			t.Errorf("%v: other pictures come back, or other words of them: %+v", c.kind, u.Sizes)
		}
		if got, want := float64(8*sizes.Codes), s.entropy[c.bits]*float64(u.Rows); math.Abs(got-want) > 0.02*want {
			t.Errorf("%v: the codes take %v bits and hold %v", c.kind, got, want)
		}
		if sizes.All() != len(b) || sizes.Weights != 4*len(r.decoder()) {
			t.Errorf("%+v of %d bytes", sizes, len(b))
		}
	}
}

// The decoder is all that follows the neck.
func TestTheDecodersWeights(t *testing.T) {
	r := squeezing(t, data.Bars, 2, 0, 5)
	if n, want := len(r.decoder()), 2*24+24+24*49+49; n != want {
		t.Errorf("%d numbers, not %d", n, want)
	}
}

// After so many pictures the network's bits are fewer, and for one picture less they are not.
func TestWhenADecoderPays(t *testing.T) {
	r := squeezing(t, data.Bars, 2, 1500, 6)
	for i, whose := range []string{"plain", "pca", "dct"} {
		bill := r.Bill()
		n := asked(t, r, "pays "+whose)
		if own, other := bill[0], bill[1+i]; own.All(n) >= other.All(n) || own.All(n-1) < other.All(n-1) {
			t.Errorf("%s: it pays after %v of %+v, %+v", whose, n, own, other)
		}
	}
	g, _ := r.deals()[0].Reach(asked(t, r, "cut"))
	if want := float64(g.Kept*(49*32+68) + 49*32); r.Bill()[2] != (Charge{Once: want, Each: float64(g.Bits)}) || r.Bill()[1] != (Charge{Each: 392}) {
		t.Errorf("PCA asks for %+v, its patterns and mean take %v bits; the plain file asks for %+v", r.Bill()[2], want, r.Bill()[1])
	}
	one := Charge{Once: 100, Each: 10}
	for _, c := range []struct {
		other Charge
		want  float64
	}{{Charge{Each: 12}, 51}, {Charge{Each: 10}, math.Inf(1)}, {Charge{None: true}, 1}, {Charge{Once: 200, Each: 10}, 1}, {Charge{Once: 200, Each: 11}, 1}, {Charge{Each: 9}, math.Inf(1)}} {
		if got := one.Pays(c.other); got != c.want {
			t.Errorf("beside %+v it pays after %v, not %v", c.other, got, c.want)
		}
	}
}

// What cannot be squeezed has no such numbers, and no file.
func TestWhatCannotBeSqueezed(t *testing.T) {
	s := train.Default()
	s.Data, s.Neck, s.Straight = data.Circle, 1, true
	r := begin(t, s)
	for _, what := range []string{"cut", "cut pca", "cut 3", "bits pca", "entropy", "pays dct", "lags pca"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("points: %s is %v", what, v)
		}
	}
	bars := squeezing(t, data.Bars, 2, 0, 5)
	for _, what := range []string{"cut 9", "cut plain", "bits plain", "lags 3", "lags", "pays", "pays wax"} {
		if v, ok := bars.Measure(what); ok {
			t.Errorf("%s is %v", what, v)
		}
	}
}

// A file whose bytes are whole and whose words are not says so.
func TestStrangeFiles(t *testing.T) {
	good := squeeze.File{Setup: "neck=2", Cells: squeeze.Cells{Bits: 1, Low: []float32{0, 0}, Step: []float32{1, 1}}, Rows: 1, Codes: []uint8{0, 1}, Weights: make([]float32, 2*16+16+16*49+49)}
	b, _ := good.Append(nil)
	if _, err := Unpack(b); err != nil {
		t.Fatal(err)
	}
	for what, change := range map[string]func(f *squeeze.File){
		"a knob that is none": func(f *squeeze.File) { f.Setup = "colour=7" },
		"another neck":        func(f *squeeze.File) { f.Setup = "neck=3" },
		"another width":       func(f *squeeze.File) { f.Setup = "neck=2&width=17" },
		"points":              func(f *squeeze.File) { f.Setup = "neck=2&data=circle&output=straight" },
		"weights beyond all sizes": func(f *squeeze.File) {
			f.Weights = slices.Repeat([]float32{3e38, 3e38, 3e38, -3e38, -3e38, -3e38, -3e38}, len(f.Weights))[:len(f.Weights)]
		},
	} {
		f := good
		change(&f)
		b, _ := f.Append(nil)
		if u, err := Unpack(b); err == nil || u != nil {
			t.Errorf("%s is opened", what)
		}
	}
}

// Whatever bytes come as a file, they are opened or refused.
func FuzzUnpack(f *testing.F) {
	good := squeeze.File{Setup: "neck=2", Cells: squeeze.Cells{Bits: 1, Low: []float32{0, 0}, Step: []float32{1, 1}}, Rows: 1, Codes: []uint8{0, 1}, Weights: make([]float32, 2*16+16+16*49+49)}
	b, _ := good.Append(nil)
	f.Add("neck=2", b[:60])
	f.Fuzz(func(t *testing.T, setup string, b []byte) {
		file := good
		file.Setup = setup
		whole, _ := file.Append(nil)
		for _, bytes := range [][]byte{b, whole} {
			if u, err := Unpack(bytes); (u == nil) == (err == nil) {
				t.Errorf("%v and %v", u, err)
			}
		}
	})
}
