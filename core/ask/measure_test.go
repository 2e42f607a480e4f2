package ask

import (
	"fmt"
	"math"
	"testing"

	"hourglass/core/ae"
	"hourglass/core/data"
	"hourglass/core/nn"
	"hourglass/core/pca"
	"hourglass/core/rng"
	"hourglass/core/train"
)

// With a linear twin, PCA's error is gonum's, and what lies over it is what the losses say.
func TestRival(t *testing.T) {
	s := small()
	s.Data = data.Crossed
	r := begin(t, s, change("unit", float64(nn.Linear)), change("output", 1), change("neck", 5))
	steps(r, 30)
	exact, err := pca.Fit(r.Set().TrainX(), train.TrainRows, data.Dim)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "pca", asked(t, r, "pca"), exact.Error(2), 1e-9)
	near(t, "over pca", asked(t, r, "over pca"), float64(r.Now().Loss)/exact.Error(2)-1, 1e-6)
	near(t, "twin pca", asked(t, r, "twin pca"), exact.Error(5), 1e-9)
	near(t, "twin", asked(t, r, "twin"), asked(t, r, "twin loss"), 0)
	near(t, "twin over pca", asked(t, r, "twin over pca"), float64(r.Twin().Now().Loss)/exact.Error(5)-1, 1e-6)
	unseen := leaves(exact, r.Set(), 2)
	near(t, "pca valid", asked(t, r, "pca valid"), unseen, 1e-9)
	near(t, "valid over pca", asked(t, r, "valid over pca"), float64(r.Now().Valid)/unseen-1, 1e-6)
	near(t, "twin pca valid", asked(t, r, "twin pca valid"), leaves(exact, r.Set(), 5), 1e-9)
	turn(t, r, "neck", 3)
	near(t, "pca valid of three", asked(t, r, "pca valid"), leaves(exact, r.Set(), 3), 1e-9)
	turn(t, r, "neck", 2)
	near(t, "pca valid of two again", asked(t, r, "pca valid"), unseen, 1e-9)
	turn(t, r, "data", float64(data.Blobs))
	blobs, err := pca.Fit(r.Set().TrainX(), train.TrainRows, data.Dim)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "pca of other data", asked(t, r, "pca"), blobs.Error(2), 1e-9)
	near(t, "pca valid of other data", asked(t, r, "pca valid"), leaves(blobs, r.Set(), 2), 1e-9)
	turn(t, r, "loss", float64(nn.BCE))
	if v, ok := r.Measure("over pca"); ok {
		t.Errorf("a cross-entropy is %v over a squared error", v)
	}
	points := small()
	points.Data, points.Straight = data.Arc, true
	if v, ok := begin(t, points).Measure("over pca"); ok {
		t.Errorf("two numbers of two lie %v over PCA, which makes no error", v)
	}
}

// leaves is the mean square error per number that PCA with k numbers leaves of the validation examples, by gonum's.
func leaves(m *pca.Model, set *data.Set, k int) float64 {
	code, back, sum := make([]float64, k), make([]float32, m.Dim), 0.0
	for i := set.Train; i < set.Train+set.Valid; i++ {
		m.Project(code, set.Picture(i))
		m.Rebuild(back, code)
		for j, v := range set.Picture(i) {
			sum += math.Pow(float64(back[j]-v), 2)
		}
	}
	return sum / float64(set.Valid*m.Dim)
}

// A code that goes round the circle jumps where it begins again; one that lies across it jumps nowhere and says two places alike.
func TestTear(t *testing.T) {
	around, across := make([]float32, 256), make([]float32, 256)
	for i := range around {
		around[i] = float32(i)
		across[i] = float32(math.Cos(2 * math.Pi * float64(i) / 256))
	}
	for _, c := range []struct {
		what   string
		z      []float32
		closed bool
		want   float64
	}{{"round", around, true, 248.0 / 255}, {"along", around, false, 8.0 / 255}, {"across", across, true, math.Sin(math.Pi / 32)}} {
		got, ok := largestChange(c.z, 8, c.closed)
		if !ok {
			t.Error("no tear", c.what)
		}
		near(t, c.what, got, c.want, 1e-4)
	}
	if v, ok := largestChange(make([]float32, 9), 8, true); ok {
		t.Errorf("a code that never moves is torn by %v", v)
	}

	s := small()
	s.Data, s.Neck, s.Straight, s.Width, s.Depth, s.Batch, s.Rate = data.Circle, 1, true, 16, 2, 64, 0.01
	r := begin(t, s)
	first := asked(t, r, "tear")
	steps(r, 4000)
	if last := asked(t, r, "tear"); !(first < 0.12 && last > 0.4 && last <= 1) {
		t.Errorf("the tear of a circle through one number is %v at first and %v in the end, loss %v", first, last, r.Now().Loss)
	}
	x := make([]float32, 2*train.TrainRows)
	for i := range train.TrainRows {
		x[2*i], x[2*i+1] = data.Circle.On(float32(i) / train.TrainRows)
	}
	z, most, low, high := r.Codes(x), 0.0, math.Inf(1), math.Inf(-1)
	for i := range z {
		most = max(most, math.Abs(float64(z[i])-float64(z[(i+248)%256])))
		low, high = min(low, float64(z[i])), max(high, float64(z[i]))
	}
	near(t, "tear", asked(t, r, "tear"), most/(high-low), 1e-6)
	for _, k := range []data.Kind{data.Moons, data.Bars} {
		s.Data = k
		if v, ok := begin(t, s).Measure("tear"); ok {
			t.Errorf("the tear of %v is %v", k, v)
		}
	}
}

// What is mended is measured against the clean example, with the same dice at every look, beside the twin and the torn one itself.
func TestMended(t *testing.T) {
	s := train.Default()
	s.Noise, s.Amount = ae.Masking, 0.33
	s.Neck, s.Width, s.Batch = 8, 32, 32
	r := begin(t, s, change("noise", float64(ae.Clean)))
	steps(r, 1500)
	for _, what := range []string{"masking 0.33", "gaussian 0.2", "salt-and-pepper 0.1", "none 0"} {
		n, ok := parseNoise(what)
		if !ok {
			t.Fatalf("%q is no noise", what)
		}
		clean := r.Set().ValidX()
		torn, dice := make([]float32, len(clean)), rng.New(uint64(s.Seed), "mend")
		n.Tear(torn, clean, &dice)
		apart := func(x []float32) float64 {
			sum := 0.0
			for i := range x {
				sum += (float64(x[i]) - float64(clean[i])) * (float64(x[i]) - float64(clean[i])) / float64(len(x))
			}
			return sum
		}
		near(t, "raw mend "+what, asked(t, r, "raw mend "+what), apart(torn), 1e-9)
		near(t, "mend "+what, asked(t, r, "mend "+what), apart(r.Copies(torn)), 1e-9)
		near(t, "twin mend "+what, asked(t, r, "twin mend "+what), apart(r.Twin().Copies(torn)), 1e-9)
	}
	near(t, "what nothing tore", asked(t, r, "raw mend none 0"), 0, 0)
	mended, plain := asked(t, r, "mend masking 0.33"), asked(t, r, "twin mend masking 0.33")
	if raw := asked(t, r, "raw mend masking 0.33"); !(mended < plain && mended < raw) {
		t.Errorf("mended %v, by the plain twin %v, torn %v", mended, plain, raw)
	}
	for _, what := range []string{"mend", "mend masking", "mend masking 1.2", "mend masking -0.1", "mend masking x", "mend fire 0.1", "mend gaussian NaN", "mend masking 0.1 0.2", "raw mend"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%q is %v", what, v)
		}
	}
}

// Units are counted as a hand counts them.
func TestFiring(t *testing.T) {
	codes := []float32{
		1, 0, 0.005, 0,
		-0.5, 0, 0, 0.02,
		0, 0, 0, 0.5,
	}
	awake, dead := firing(codes, 4)
	near(t, "awake", awake, 4.0/3, 1e-9)
	near(t, "dead", dead, 2, 0)
	if awake, dead := firing(make([]float32, 8), 4); awake != 0 || dead != 4 {
		t.Errorf("of a silent layer %v are awake and %v dead", awake, dead)
	}
	s := small()
	s.Data, s.Neck, s.Depth, s.Sparse, s.Keep = data.Crossed, 32, 0, ae.TopK, 3
	r := begin(t, s)
	if v := asked(t, r, "awake"); !(v > 0 && v <= 3) {
		t.Errorf("of three units that may speak %v are awake", v)
	}
	steps(r, 200)
	codes = r.Codes(r.Set().ValidX())
	wakes, top := map[int]bool{}, float32(0)
	for _, h := range codes {
		top = max(top, h)
	}
	for i, h := range codes {
		if h > top/100 {
			wakes[i%32] = true
		}
	}
	near(t, "dead", asked(t, r, "dead"), float64(32-len(wakes)), 0)
}

// How a unit goes with a bar is Pearson's correlation of how far it is from 0 with whether the bar is there: here by its definition.
func TestOwnersCorrelate(t *testing.T) {
	const rows, bars, units = 97, 3, 4
	r := rng.New(1, "owners")
	codes, factors := make([]float32, rows*units), make([]float32, rows*bars)
	for i := range rows {
		for k := range bars - 1 { // the last is never there
			if r.Float32() < 0.2+0.3*float32(k) {
				factors[i*bars+k] = 1
			}
		}
		for j := range units - 1 { // the last never varies
			codes[i*units+j] = r.Float32() - 0.5 + float32(j)*factors[i*bars]
		}
		codes[i*units+units-1] = -0.3
	}
	var o Owners
	o.Find(codes, units, factors, bars)
	for j := range units {
		for k := range bars {
			var x, y, xx, yy, xy float64
			for i := range rows {
				a, b := math.Abs(float64(codes[i*units+j])), float64(factors[i*bars+k])
				x, y, xx, yy, xy = x+a, y+b, xx+a*a, yy+b*b, xy+a*b
			}
			want := 0.0
			if j < units-1 && k < bars-1 {
				want = (xy - x*y/rows) / math.Sqrt((xx-x*x/rows)*(yy-y*y/rows))
			}
			near(t, fmt.Sprintf("unit %d with bar %d", j, k), o.r[k*units+j], want, 1e-9)
		}
	}
}

// A dictionary of fourteen bars, one a unit, owns fourteen; a code of all units at once owns next to none; neither two units
// for one bar nor one unit for two are counted twice.
func TestOwned(t *testing.T) {
	set, err := data.Make(data.Spec{Kind: data.Crossed, Train: train.TrainRows, Valid: data.ValidRows, Seed: 1})
	if err != nil {
		t.Fatal(err)
	}
	const bars, units = 14, 32
	factors := set.Factors[train.TrainRows*bars:]
	var owners Owners // one for all: what it remembers of the last code must not count
	own := func(unit func(j int, bars []float32) float32) int {
		codes := make([]float32, data.ValidRows*units)
		for p := range data.ValidRows {
			for j := range units {
				codes[p*units+j] = unit(j, factors[p*bars:(p+1)*bars])
			}
		}
		return owners.Find(codes, units, factors, bars)
	}
	for _, c := range []struct {
		what string
		want int
		unit func(j int, b []float32) float32
	}{
		{"a unit a bar, of either sign", 14, func(j int, b []float32) float32 {
			if j >= 14 {
				return 0
			}
			return []float32{2, -0.1}[j%2] * b[13-j]
		}},
		{"two units a bar", 14, func(j int, b []float32) float32 { return b[j%14] }},
		{"nobody tells the first bar", 13, func(j int, b []float32) float32 { return b[1+j%13] }},
		{"a unit for two bars", 0, func(j int, b []float32) float32 { return b[(j%7)*2] + b[(j%7)*2+1] }},
		{"a silent code", 0, func(int, []float32) float32 { return 0 }},
		{"a code that is always awake", 0, func(int, []float32) float32 { return 0.7 }},
	} {
		if n := own(c.unit); n != c.want {
			t.Errorf("%s: %d bars are owned, want %d", c.what, n, c.want)
		}
	}
	exact, err := pca.Fit(set.TrainX(), train.TrainRows, data.Dim)
	if err != nil {
		t.Fatal(err)
	}
	codes, code := make([]float32, 0, data.ValidRows*units), make([]float64, units)
	for p := range data.ValidRows {
		exact.Project(code, set.Picture(train.TrainRows+p))
		for _, v := range code {
			codes = append(codes, float32(v))
		}
	}
	if n := owners.Find(codes, units, factors, bars); n > 1 {
		t.Errorf("PCA's code owns %d bars", n)
	}
	s := small()
	if v, ok := begin(t, s).Measure("owned"); ok {
		t.Errorf("of a set without bars %v are owned", v)
	}
	s.Data = data.Crossed
	if v := asked(t, begin(t, s), "owned"); v > 2 {
		t.Errorf("a new network with two numbers owns %v bars", v)
	}
}

// The nats of a cloud are the divergence of each number's normal distributions, worked out here from mean and logarithm of the variance.
func TestNats(t *testing.T) {
	s := small()
	s.Cloud, s.Neck, s.Beta = true, 3, 0.2
	r := begin(t, s)
	steps(r, 300)
	model, snap := must(ae.New(s.Recipe())), train.Snapshot{}
	r.Snapshot(&snap, 0)
	pass := model.NewPass(data.ValidRows, false)
	model.Encode(pass.Mem, snap.Params, r.Set().ValidX(), data.ValidRows)
	both := pass.Mem.Out(model.Neck - 1) // means, then logarithms of variances
	want, sum := make([]float64, 3), 0.0
	for p := range data.ValidRows {
		for k := range want {
			mu, lv := float64(both[p*6+k]), float64(both[p*6+3+k])
			want[k] += (mu*mu + math.Exp(lv) - lv - 1) / 2 / data.ValidRows
		}
	}
	still := 0.0
	for k, v := range want {
		near(t, "kl of a number", asked(t, r, "kl "+string(rune('1'+k))), v, 1e-4*max(v, 1))
		sum += v
		if v < 0.01 {
			still++
		}
	}
	near(t, "kl", asked(t, r, "kl"), sum, 1e-4*sum)
	near(t, "silent", asked(t, r, "silent"), still, 0)
	for _, what := range []string{"kl 0", "kl 4", "kl x"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("%q is %v", what, v)
		}
	}
	s.Beta = 10
	pressed := begin(t, s)
	steps(pressed, 600)
	if v := asked(t, pressed, "silent"); v != 3 {
		t.Errorf("under a beta of 10 %v numbers are silent, with %v nats", v, asked(t, pressed, "kl"))
	}
	for _, what := range []string{"kl", "kl 1", "silent"} {
		if v, ok := begin(t, small()).Measure(what); ok {
			t.Errorf("%q of a point is %v", what, v)
		}
	}
}

// How near drawn pictures are is what looking at every training picture finds, for a cloud and for a point.
func TestNearness(t *testing.T) {
	s := small()
	s.Cloud, s.Beta = true, 0.1
	r := begin(t, s, change("code", 0))
	steps(r, 400)
	brute := func(r *Run, cloud bool) (total, holes float64) {
		dice, z := rng.New(uint64(s.Seed), "fit"), make([]float32, 2*sampleDraws)
		for i := range z {
			z[i] = dice.Normal()
		}
		if !cloud {
			codes := r.Codes(r.Set().TrainX())
			for k := range 2 {
				sum, square := 0.0, 0.0
				for p := range train.TrainRows {
					v := float64(codes[2*p+k])
					sum, square = sum+v, square+v*v
				}
				mean := sum / train.TrainRows
				for i := k; i < len(z); i += 2 {
					z[i] = float32(mean + float64(z[i])*math.Sqrt(square/train.TrainRows-mean*mean))
				}
			}
		}
		drawn, unseen := r.Drawn(z), 0.0
		for v := range train.ValidRows {
			unseen += leastOff(r.Set(), r.Set().Picture(train.TrainRows+v)) / train.ValidRows
		}
		for d := range sampleDraws {
			off := leastOff(r.Set(), drawn[d*data.Dim:(d+1)*data.Dim])
			total += off / sampleDraws
			if off > 3*unseen {
				holes += 1.0 / sampleDraws
			}
		}
		return total, holes
	}
	fit, holes := brute(r, true)
	near(t, "fit", asked(t, r, "fit"), fit, 1e-7)
	near(t, "holes", asked(t, r, "holes"), holes, 0)
	fit, holes = brute(r.Twin(), false)
	near(t, "twin fit", asked(t, r, "twin fit"), fit, 1e-6)
	near(t, "twin holes", asked(t, r, "twin holes"), holes, 0)
}

// leastOff is the mean square distance of a picture to the nearest training picture, by looking at every one.
func leastOff(set *data.Set, x []float32) float64 {
	least := math.Inf(1)
	for p := range set.Train {
		sum := 0.0
		for i, v := range set.Picture(p) {
			e := float64(x[i]) - float64(v)
			sum += e * e / float64(len(x))
		}
		least = min(least, sum)
	}
	return least
}

// Whatever is measured, and in whatever order, moves no bit of a run, and is the same again; also while looking back.
func TestMeasuringMovesNothing(t *testing.T) {
	names := []string{"pca", "over pca", "mend masking 0.33", "raw mend gaussian 0.1", "awake", "dead", "owned", "kl", "kl 2", "silent", "fit", "holes", "factor 1", "tear", "cuts", "order", "field 0.1",
		"twin over pca", "twin mend masking 0.33", "twin fit", "twin holes", "twin", "twin awake"}
	for _, kind := range []data.Kind{data.Crossed, data.Circle} {
		s := small()
		s.Data, s.Cloud, s.Straight = kind, kind == data.Crossed, true
		if kind == data.Circle {
			s.Neck = 1
		}
		alone, watched := begin(t, s, change("noise", 1)), begin(t, s, change("noise", 1))
		early := map[string]float64{}
		for i := range 120 {
			alone.Step()
			watched.Step()
			for _, what := range names {
				v, _ := watched.Measure(what)
				if again, _ := watched.Measure(what); again != v {
					t.Fatalf("%s is %v and then %v", what, v, again)
				}
				if i == 19 {
					early[what] = v
				}
			}
			if alone.Hash() != watched.Hash() || alone.Twin().Hash() != watched.Twin().Hash() {
				t.Fatalf("measuring moved step %d", i)
			}
		}
		for _, what := range names {
			if a, b := first2(alone.Measure(what)), first2(watched.Measure(what)); a != b {
				t.Errorf("%s is %v, asked for often %v", what, a, b)
			}
		}
		watched.Rewind(20)
		for _, what := range names {
			if got, _ := watched.Measure(what); got != early[what] {
				t.Errorf("%v: looking back, %s is %v, it was %v", kind, what, got, early[what])
			}
		}
		watched.Rewind(-1)
		for _, what := range names {
			if a, b := first2(alone.Measure(what)), first2(watched.Measure(what)); a != b {
				t.Errorf("back in the present %s is %v, want %v", what, b, a)
			}
		}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

func first2(v float64, ok bool) float64 { return v }

// Progress towards something small runs from where the run began.
func TestProgressOfAnyMeasure(t *testing.T) {
	r := begin(t, small())
	begun := asked(t, r, "mend masking 0.2")
	steps(r, 300)
	now := asked(t, r, "mend masking 0.2")
	if now > 0.8*begun {
		t.Fatalf("mended to %v from %v", now, begun)
	}
	got := r.Read(Watch{All: []Condition{{"mend masking 0.2", Below, now * now / begun}}})
	if math.Abs(float64(got.Progress)-0.5) > 1e-3 || got.Reached {
		t.Errorf("half way: %+v", got)
	}
	if r.View.Back != present {
		t.Error("it still looks back")
	}
}

// What was measured before a dial was turned is measured anew.
func TestATurnedDialIsMeasuredAnew(t *testing.T) {
	s := train.Default()
	s.Data, s.Straight, s.Noise, s.Amount = data.Circle, true, ae.Gaussian, 0.25
	r := begin(t, s)
	steps(r, 50)
	before := asked(t, r, "field")
	if err := r.Turn(train.KnobIndex("amount"), 0.1); err != nil {
		t.Fatal(err)
	}
	if after := asked(t, r, "field"); after == before {
		t.Errorf("the field is %v at either amount", after)
	}
}
