package ask

import (
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	_ "hourglass/core/data/measured"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// holey is a run with a cloud for a code, on bars with holes.
func holey(t *testing.T, n int, turns func(s *train.Setup)) *Run {
	t.Helper()
	s := train.Default()
	s.Cloud, s.Beta, s.Rate, s.Masked = true, 0.05, 0.01, true
	if turns != nil {
		turns(&s)
	}
	r := begin(t, s)
	steps(r, n)
	if err := r.Dial(train.Hole, float64(train.Strewn)); err != nil {
		t.Fatal(err)
	}
	return r
}

// unseen are the examples that are filled, with their holes, worked out anew.
func unseen(r *Run) (x, truth, hole []float32, rows int) {
	set := r.Set()
	dim, from := set.Dim(), set.Train*set.Dim()
	rows = min(set.Valid, filledRows)
	hole = make([]float32, rows*dim)
	for i := range rows {
		train.HoleKind(r.View.Dials[train.Hole]).Hole(hole[i*dim:(i+1)*dim], set, set.Train+i)
	}
	return set.X[from : from+rows*dim], set.Truth[from : from+rows*dim], hole, rows
}

// rms is the root mean square of y less x where hole is 1.
func rms(y, x, hole []float32) float64 {
	sum, n := 0.0, 0.0
	for i := range y {
		if hole[i] != 0 {
			d := float64(y[i]) - float64(x[i])
			sum, n = sum+d*d, n+1
		}
	}
	return math.Sqrt(sum / n)
}

func isNear(t *testing.T, r *Run, what string, want float64) {
	t.Helper()
	if v := asked(t, r, what); math.Abs(v-want) > 1e-5 {
		t.Errorf("%s is %v, want %v", what, v, want)
	}
}

// Fillings by means, by a pass and by going round are what their words say, put together from means and copies.
func TestFillings(t *testing.T) {
	r := holey(t, 200, nil)
	set, dim := r.Set(), r.Set().Dim()
	x, truth, hole, rows := unseen(r)
	y := append([]float32(nil), x...)
	for j := range dim {
		mean := 0.0
		for i := range set.Train {
			mean += float64(set.X[i*dim+j]) / float64(set.Train)
		}
		for i := range rows {
			if hole[i*dim+j] != 0 {
				y[i*dim+j] = float32(mean)
			}
		}
	}
	isNear(t, r, "fill mean", rms(y, truth, hole))
	for n := 1; n <= 5; n++ {
		copies := append([]float32(nil), r.Copies(y)...)
		for i := range y {
			if hole[i] != 0 {
				y[i] = copies[i]
			}
		}
		if n == 1 {
			isNear(t, r, "fill once", rms(y, truth, hole))
		}
	}
	isNear(t, r, "fill rounds", rms(y, truth, hole))
	for i, v := range x {
		if hole[i] == 0 && y[i] != v {
			t.Fatal("what was seen is filled")
		}
	}
	c := r.rival().NewCompleter(components)
	copy(y, x)
	for i := range rows {
		c.Complete(y[i*dim:(i+1)*dim], hole[i*dim:(i+1)*dim])
	}
	isNear(t, r, "fill pca", rms(y, truth, hole))
	_ = r.Dial(train.Rounds, 0)
	isNear(t, r, "fill rounds", asked(t, r, "fill mean"))
}

// drawnBy fills x as its words say: twelve times round with codes of their clouds, and where left is not nil with what copies leave open.
func drawnBy(r *Run, x, hole []float32, rows, rounds int, left []float32) (all [Draws][]float32) {
	m, mem, w := r.Network()
	dim, dice := r.Set().Dim(), rng.New(uint64(r.Setup.Seed), "fill")
	for n := range all {
		y := append([]float32(nil), x...)
		for i := range y {
			if hole[i] != 0 {
				y[i] = float32(r.rival().Mean[i%dim])
			}
		}
		for range rounds {
			z := append([]float32(nil), m.EncodeMasked(mem, w, y, nil, rows)...)
			sent := mem.Out(m.Neck - 1) // means and log-variances
			for i := range z {
				logvar := float64(sent[i/m.Code*2*m.Code+m.Code+i%m.Code])
				z[i] += float32(math.Exp(logvar/2)) * dice.Normal()
			}
			for i, v := range m.Decode(mem, w, z, rows) {
				if hole[i] == 0 {
					continue
				}
				if y[i] = v; left != nil {
					y[i] += left[i%dim] * dice.Normal()
				}
			}
		}
		all[n] = y
	}
	return all
}

// The twelve: their mean, how far they are apart, and that as a share of the error; the same at every look, other by other dice, and one where the code is a
// point.
func TestTwelve(t *testing.T) {
	r := holey(t, 300, nil)
	x, truth, hole, rows := unseen(r)
	f := NewFiller(r.Set(), r.rival(), rows)
	m, mem, w := r.Network()
	f.Leave(Net{m, mem, w})
	for throw, left := range [][]float32{nil, f.Left} {
		_ = r.Dial(train.Throw, float64(throw))
		all, mean := drawnBy(r, x, hole, rows, 5, left), make([]float32, len(x))
		for _, y := range all {
			for i, v := range y {
				mean[i] += v / Draws
			}
		}
		spread, n := 0.0, 0.0
		for i, m := range mean {
			if hole[i] == 0 {
				continue
			}
			n++
			for d := range all {
				spread += float64(all[d][i]-m) * float64(all[d][i]-m) / (Draws - 1)
			}
		}
		isNear(t, r, "fill draws", rms(mean, truth, hole))
		isNear(t, r, "doubt", math.Sqrt(spread/n))
		isNear(t, r, "honest", math.Sqrt(spread/n)/rms(mean, truth, hole))
	}
	wide := asked(t, r, "doubt")
	_ = r.Dial(train.Throw, float64(train.ThrowCode))
	if narrow := asked(t, r, "doubt"); narrow <= 0 || narrow >= wide {
		t.Errorf("the doubt is %v, with dice for the copy too %v", narrow, wide)
	}
	p := holey(t, 50, func(s *train.Setup) { s.Cloud = false })
	isNear(t, p, "doubt", 0)
	isNear(t, p, "fill draws", asked(t, p, "fill rounds"))
}

// What copies leave open is how far off they are at each place.
func TestLeave(t *testing.T) {
	r := holey(t, 100, nil)
	f, set := NewFiller(r.Set(), r.rival(), 1), r.Set()
	m, mem, w := r.Network()
	f.Leave(Net{m, mem, w})
	dim := set.Dim()
	copies := r.Copies(set.X[:leftRows*dim])
	for j, v := range f.Left {
		sum := 0.0
		for i := j; i < len(copies); i += dim {
			d := float64(copies[i]) - float64(set.X[i])
			sum += d * d / leftRows
		}
		if math.Abs(float64(v)-math.Sqrt(sum)) > 1e-5 {
			t.Fatalf("at place %d copies leave %v open, want %v", j, v, math.Sqrt(sum))
		}
	}
}

// A network that practised with holes is shown 0 there first; any other the mean.
func TestHolesAsPractised(t *testing.T) {
	r := holey(t, 100, func(s *train.Setup) { s.Noise, s.Amount = ae.Masking, 0.3 })
	x, truth, hole, _ := unseen(r)
	torn := append([]float32(nil), x...)
	for i, h := range hole {
		if h != 0 {
			torn[i] = 0
		}
	}
	isNear(t, r, "fill once", rms(r.Copies(torn), truth, hole))
}

// Gaps are scored apart from holes, against what was there; what nobody knows is scored by nobody.
func TestGapsAreScoredApart(t *testing.T) {
	r := holey(t, 200, func(s *train.Setup) { s.Missing, s.Bright = 0.3, true })
	set := r.Set()
	x, truth, hole, rows := unseen(r)
	gap, from := make([]float32, len(hole)), set.Train*set.Dim()
	for i := range gap {
		if set.Mask[from+i] == 0 {
			gap[i], hole[i] = 1, 1
		}
	}
	f, y := NewFiller(set, SeenPCA(set), rows), make([]float32, len(x))
	m, mem, w := r.Network()
	f.Fill(y, ByRounds, Net{m, mem, w}, x, hole, 5)
	lean, n := 0.0, 0.0
	for i, g := range gap {
		if g != 0 {
			hole[i] = 0
			lean, n = lean+float64(y[i])-float64(truth[i]), n+1
		}
	}
	isNear(t, r, "fill rounds", rms(y, truth, hole))
	isNear(t, r, "gaps rounds", rms(y, truth, gap))
	isNear(t, r, "lean rounds", lean/n)
	if v := asked(t, r, "honest gaps"); !(v > 0) {
		t.Errorf("the doubt in gaps is %v of the error", v)
	}
	birds := holey(t, 20, func(s *train.Setup) { s.Data = data.Penguins })
	if _, ok := birds.Measure("gaps mean"); ok {
		t.Error("somebody knows of penguins' gaps")
	}
	_, truth, hole, rows = unseen(birds)
	set, from = birds.Set(), birds.Set().Train*birds.Set().Dim()
	y = make([]float32, len(truth))
	for i := range y {
		y[i] = float32(SeenPCA(set).Mean[3])
		if i%8 != 3 || set.Mask[from+i] == 0 {
			hole[i] = 0
		}
	}
	mass := set.Kind.Columns()[3]
	isNear(t, birds, "fill mean 4", rms(y, truth, hole)*(mass.Out(1)-mass.Out(0)))
	_ = rows
}

// Holes by hand hold for all unseen examples, and each new one is scored anew.
func TestHolesByHand(t *testing.T) {
	r := holey(t, 50, nil)
	_ = r.Dial(train.Hole, float64(train.ByHand))
	if _, ok := r.Measure("fill once"); ok {
		t.Error("nothing is hidden, and something is off")
	}
	last := 0.0
	for i, at := range []int{24, 25, 10} {
		r.Hide(at, true)
		v := asked(t, r, "fill mean")
		set, sum := r.Set(), 0.0
		for _, j := range []int{24, 25, 10}[:i+1] {
			for k := range min(set.Valid, filledRows) {
				d := float64(set.Picture(set.Train + k)[j]) - r.rival().Mean[j]
				sum += d * d
			}
		}
		if want := math.Sqrt(sum / float64((i+1)*min(set.Valid, filledRows))); math.Abs(v-want) > 1e-5 || v == last {
			t.Errorf("%d holes: off by %v, want %v", i+1, v, want)
		}
		last = v
	}
	isNear(t, r, "hidden", 3)
	isNear(t, r, "holed", 3)
	x, dim := r.View.Input, r.Set().Dim()
	y := append([]float32(nil), x...)
	for j, h := range r.View.Holes {
		if h != 0 {
			y[j] = float32(r.rival().Mean[j])
		}
	}
	isNear(t, r, "filled mean", rms(y, x, r.View.Holes))
	if v := asked(t, r, "unsure"); !(v > 0) || dim != len(x) {
		t.Errorf("the twelve of the shown are apart by %v", v)
	}
	isNear(t, r, "blank", 0)
}

// What is missing in a row of the learner's own is a hole, of which nobody knows what was there.
func TestGapsOfOnesOwn(t *testing.T) {
	r := holey(t, 0, func(s *train.Setup) { s.Data = data.Penguins })
	r.Show(0)
	r.Paint(2, 0.5)
	before, none := asked(t, r, "hidden"), asked(t, r, "blank")
	r.Paint(2, 0)
	isNear(t, r, "hidden", before+1)
	isNear(t, r, "blank", none+1)
}

// What is no way, no column or no place is no measure.
func TestFillRefuses(t *testing.T) {
	r := holey(t, 1, nil)
	for _, what := range []string{"fill", "fill luck", "fill once 1", "gaps once", "honest gaps", "filled luck", "lean pca"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%q is %v", what, v)
		}
	}
	b := holey(t, 1, func(s *train.Setup) { s.Data = data.Penguins })
	for _, what := range []string{"fill once 0", "fill once 9", "fill once x"} {
		if v, ok := b.Measure(what); ok {
			t.Errorf("%q is %v", what, v)
		}
	}
}
