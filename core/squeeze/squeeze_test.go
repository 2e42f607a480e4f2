package squeeze

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/measure"
	"hourglass/core/rng"
)

func near(t rapid.TB, what string, got, want, most float64) {
	t.Helper()
	if !(math.Abs(got-want) <= most) {
		t.Errorf("%s is %v, not %v", what, got, want)
	}
}

// table draws codes (rows, dim), some columns of one number alone.
func table(t *rapid.T) (codes []float32, rows, dim int) {
	rows, dim = rapid.IntRange(1, 60).Draw(t, "rows"), rapid.IntRange(1, 5).Draw(t, "dim")
	one := rapid.Float32Range(-8, 8)
	for range rows * dim {
		codes = append(codes, one.Draw(t, "number"))
	}
	if rapid.Bool().Draw(t, "flat") {
		for i := 0; i < len(codes); i += dim {
			codes[i] = 0.3
		}
	}
	return codes, rows, dim
}

// The cells are those of a uniform grid laid to their middles, and so is their entropy; what is cut is at most half a cell off, and cut again stays.
func TestCellsAreThoseOfTheGrid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		codes, rows, dim := table(t)
		bits := rapid.IntRange(1, MostBits).Draw(t, "bits")
		var c Cells
		c.Fit(codes, dim, bits)
		cut := make([]float32, len(codes))
		c.Cut(cut, codes)
		again := make([]float32, len(codes))
		c.Cut(again, cut)
		if !slices.Equal(again, cut) {
			t.Fatalf("%v cut again is %v", cut, again)
		}
		grid, cells := make(measure.Grid, dim), make([]float32, len(codes))
		for k := range grid {
			grid[k] = 1
		}
		for i, v := range codes {
			k := i % dim
			if d := math.Abs(float64(v) - float64(cut[i])); d > float64(c.Step[k])/2+1e-5 {
				t.Fatalf("%v is cut to %v, a cell is %v wide", v, cut[i], c.Step[k])
			}
			cells[i] = float32(c.Of(k, v))
			if at := (float64(v) - float64(c.Mid(k, 0))) / float64(c.Step[k]); c.Step[k] > 0 && math.Abs(at-math.Floor(at)-0.5) > 1e-3 {
				if want := min(max(math.RoundToEven(at), 0), float64(int(1)<<bits-1)); float64(cells[i]) != want {
					t.Fatalf("%v is in cell %v, the grid has %v", v, cells[i], want)
				}
			}
		}
		each, err := grid.Entropies(cells, rows)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0.0
		for _, h := range each {
			sum += h
		}
		near(t, "the entropy", c.Entropy(codes), sum, 1e-9)
	})
}

// By hand: from 0 to 8 by two bits cells are two wide; what lies beyond goes into the end; what is no number into the first.
func TestCellsByHand(t *testing.T) {
	var c Cells
	c.Fit([]float32{0, 8, 3}, 1, 2)
	for v, want := range map[float32]float32{0: 1, 1.9: 1, 2: 3, 5: 5, 7.9: 7, 8: 7, 100: 7, -100: 1} {
		if got := c.Mid(0, c.Of(0, v)); got != want {
			t.Errorf("%v is cut to %v, not %v", v, got, want)
		}
	}
	if c.Of(0, float32(math.NaN())) != 0 {
		t.Error("no number is in a cell of its own")
	}
	c.Fit([]float32{5, 5}, 1, 8)
	if c.Mid(0, c.Of(0, 7)) != 5 {
		t.Error("a number that never changes comes back as another")
	}
}

// Waves are of length 1 and at right angles, and are the cosines of the formula; the first is level, and zigzag goes from coarse to fine.
func TestWavesAreOrthonormal(t *testing.T) {
	for _, size := range [][2]int{{7, 7}, {8, 8}, {14, 14}, {32, 1}, {5, 3}} {
		w, h := size[0], size[1]
		dim := w * h
		axes := Waves(w, h, dim)
		if len(axes) != dim*dim {
			t.Fatalf("%v: %d numbers", size, len(axes))
		}
		for i := range dim {
			for k := range i + 1 {
				dot, want := 0.0, 0.0
				for j := range dim {
					dot += axes[i*dim+j] * axes[k*dim+j]
				}
				if i == k {
					want = 1
				}
				if math.Abs(dot-want) > 1e-12 {
					t.Fatalf("%v: waves %d and %d: %v", size, i, k, dot)
				}
			}
		}
		near(t, "the level wave", axes[0], 1/math.Sqrt(float64(dim)), 1e-12)
	}
	// The zigzag of JPEG (T.81, figure 5): across, then down and left, then down, ...
	axes := Waves(8, 8, 6)
	for i, uv := range [][2]int{{0, 0}, {1, 0}, {0, 1}, {0, 2}, {1, 1}, {2, 0}} {
		for y := range 8 {
			for x := range 8 {
				scale := 0.25
				for _, k := range uv {
					if k == 0 {
						scale /= math.Sqrt2
					}
				}
				want := scale * math.Cos(math.Pi*float64(uv[0])*(2*float64(x)+1)/16) * math.Cos(math.Pi*float64(uv[1])*(2*float64(y)+1)/16)
				near(t, "a wave", axes[i*64+8*y+x], want, 1e-12)
			}
		}
	}
}

// ripply draws pictures in which a few waves are strong.
func ripply(t *rapid.T, rows int) []float32 {
	axes := Waves(4, 4, 16)
	r := rng.New(rapid.Uint64().Draw(t, "seed"), "look")
	var x []float32
	for range rows {
		p := [16]float64{}
		for k := range 16 {
			a := (float64(r.Float32()) - 0.5) / float64(1+k)
			for j := range p {
				p[j] += a * axes[k*16+j]
			}
		}
		for _, v := range p {
			x = append(x, float32(0.5+v))
		}
	}
	return x
}

// However bits are dealt, the error that is said is that of the copies one by one; no more bits are dealt than there are, and all of them leave next to nothing.
func TestADealSaysWhatItsCopiesAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		practise, others := ripply(t, 12), ripply(t, 5)
		var mean []float64
		if rapid.Bool().Draw(t, "mean") {
			mean = slices.Repeat([]float64{0.4}, 16)
		}
		d := NewDeal(mean, Waves(4, 4, 16), 128, 0, 1, practise, others, 16)
		bits := rapid.IntRange(0, 128).Draw(t, "bits")
		sum, copied := 0.0, make([]float32, 16)
		for i := 0; i < len(others); i += 16 {
			d.Copy(copied, others[i:i+16], bits)
			for j, v := range copied {
				sum += float64(v-others[i+j]) * float64(v-others[i+j]) / float64(len(others))
			}
		}
		near(t, "the error", d.Error(bits), sum, 1e-7)
		spent, given, kept := 0, [16]int{}, 0
		for _, g := range d.Gifts {
			if given[g.Axis] == 0 {
				kept++
			}
			spent += g.To - given[g.Axis]
			given[g.Axis] = g.To
			if g.Bits != spent || g.Kept != kept || g.To > MostBits || spent > 128 {
				t.Fatalf("%+v after %d bits to %d axes", g, spent, kept)
			}
		}
		if g, ok := d.Reach(sum); ok && (d.Error(g.Bits) > sum || g.Bits > bits && d.Error(bits) < sum) {
			t.Fatalf("%v is reached at %+v", sum, g)
		}
	})
}

// A bit goes where it helps most: the strong wave is served before the weak, and of practise's error no single gift that was left out would take more.
func TestBitsGoWhereTheyHelp(t *testing.T) {
	axes := []float64{1, 0, 0, 1}
	var x []float32
	for i := range 64 {
		x = append(x, float32(i)/63, 0.5+0.1*float32(i%8)/7)
	}
	d := NewDeal([]float64{0.5, 0.55}, axes, 6, 0, 1, x, x, 2)
	if len(d.Gifts) == 0 || d.Gifts[0].Axis != 0 || d.given == nil {
		t.Fatalf("%+v", d.Gifts)
	}
	last := d.None
	for _, g := range d.Gifts {
		if g.Error > last {
			t.Errorf("bits do harm: %+v", d.Gifts)
		}
		last = g.Error
	}
	// five bits and one, by hand: the first axis from 1/12 to 1/12/1024
	if g := d.Gifts[len(d.Gifts)-1]; g.Bits != 6 || g.Kept != 2 {
		t.Errorf("%+v", d.Gifts)
	}
}

// drawn are cells whose columns lean to one side, as those of a code do.
func drawn(t *rapid.T, rows, dim, size int) []uint8 {
	cells := make([]uint8, rows*dim)
	lean := rapid.IntRange(1, size).Draw(t, "lean")
	for i := range cells {
		cells[i] = uint8(rapid.IntRange(0, rapid.IntRange(0, lean).Draw(t, "most")%size).Draw(t, "cell"))
	}
	return cells
}

// What is coded comes back, in hardly more than its entropy.
func TestTheCoderMeetsTheEntropy(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows, dim, bits := rapid.IntRange(1, 400).Draw(t, "rows"), rapid.IntRange(1, 4).Draw(t, "dim"), rapid.IntRange(1, 8).Draw(t, "bits")
		cells := drawn(t, rows, dim, 1<<bits)
		counts := tally(cells, dim, 1<<bits)
		b := encode(nil, cells, counts, dim)
		if got := decode(b, counts, rows, dim); !bytes.Equal(got, cells) {
			t.Fatalf("%v came back as %v", cells, got)
		}
		want := 0.0
		for _, n := range counts {
			if n > 0 {
				want -= float64(n) * math.Log2(float64(n)/float64(rows))
			}
		}
		if got := float64(8 * len(b)); got > want*1.0001+16 || got < want-8 {
			t.Fatalf("%v bits for an entropy of %v", got, want)
		}
	})
}

// file draws one.
func file(t *rapid.T) File {
	codes, rows, dim := table(t)
	f := File{Setup: rapid.StringMatching(`[a-z=0-9]{0,20}`).Draw(t, "setup"), Rows: rows}
	f.Fit(codes, dim, rapid.IntRange(1, MostBits).Draw(t, "bits"))
	for i, v := range codes {
		f.Codes = append(f.Codes, uint8(f.Of(i%dim, v)))
	}
	for range rapid.IntRange(0, 30).Draw(t, "weights") {
		f.Weights = append(f.Weights, rapid.Float32Range(-9, 9).Draw(t, "weight"))
	}
	return f
}

// A file holds what was put in, to the bit, and its parts add up to it; cut short, or with one bit turned, it is refused.
func TestFilesComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := file(t)
		b, s := f.Append(nil)
		if s.All() != len(b) {
			t.Fatalf("%+v are %d bytes, not %d", s, s.All(), len(b))
		}
		g, err := Read(b)
		if err != nil {
			t.Fatal(err)
		}
		if g.Setup != f.Setup || g.Rows != f.Rows || g.Bits != f.Bits || !slices.Equal(g.Weights, f.Weights) || !slices.Equal(g.Codes, f.Codes) || !slices.Equal(g.Cut(nil), f.Cut(nil)) {
			t.Fatalf("%+v came back as %+v", f, g)
		}
		if _, err := Read(b[:rapid.IntRange(0, len(b)-1).Draw(t, "cut")]); err == nil {
			t.Fatal("a part is taken for the whole")
		}
		b[rapid.IntRange(0, len(b)-1).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		if _, err := Read(b); err == nil {
			t.Fatal("a turned bit is not seen")
		}
	})
}

// Whatever bytes come, with a check sum that fits them: a file or a fault, and never more than they warrant.
func FuzzRead(f *testing.F) {
	one := File{Setup: "neck=2", Weights: []float32{1, 2}, Cells: Cells{2, []float32{0, 1}, []float32{1, 0}}, Rows: 3, Codes: []uint8{0, 0, 3, 0, 1, 0}}
	b, _ := one.Append(nil)
	f.Add(b)
	f.Add(b[:9])
	f.Add([]byte(mark + "\xff\xff\xff\xff\x0f"))
	f.Fuzz(func(t *testing.T, b []byte) {
		b = binary.LittleEndian.AppendUint32(b, sum(b))
		g, err := Read(b)
		if err != nil {
			if g != nil {
				t.Error("a file and a fault")
			}
			return
		}
		for i, c := range g.Codes {
			if int(c) >= 1<<g.Bits {
				t.Fatalf("code %d is %d of %d bits", i, c, g.Bits)
			}
		}
		if len(g.Codes) != g.Rows*len(g.Low) || len(g.Weights) > len(b) || len(g.Codes) > mostRows*mostDim {
			t.Fatalf("%d codes, %d weights of %d bytes", len(g.Codes), len(g.Weights), len(b))
		}
	})
}
