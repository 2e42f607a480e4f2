package ask

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/data"
	"hourglass/core/internal/still"
	"hourglass/core/train"
)

func TestMeasure(t *testing.T) {
	r := begin(t, small())
	steps(r, 12)
	r.Paint(0, 1)
	r.Paint(1, 0.5)
	r.Paint(data.Dim, 1) // no pixel: does not count
	r.Paint(0, float32(math.NaN()))
	r.Hold([]float32{1, 2})
	r.Hold([]float32{1, float32(math.Inf(1))}) // no place
	r.Hold([]float32{1})
	r.Slow()
	r.Rewind(5)
	r.Rewind(-1)
	for what, want := range map[string]float64{"step": 12, "painted": 2, "held": 1, "slowed": 1, "rewound": 1, "exploded": 0, "knob neck": 2, "knob rate": 0.003,
		"loss": float64(r.Now().Loss), "valid": float64(r.Now().Valid), "factor 2": float64(r.Fidelity(1))} {
		if got, ok := r.Measure(what); !ok || got != want {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	for _, what := range []string{"", "factor 0", "factor 3", "factor x", "knob colour", "Step", "step 1", "knob", "factor", "kl x", "twin", "twin loss", "twin twin", "over", "mendmasking 0.3"} {
		if v, ok := r.Measure(what); ok {
			t.Errorf("there is a measure %q: %v", what, v)
		}
	}
}

func TestRead(t *testing.T) {
	r := begin(t, small())
	first := float64(r.Now().Loss)
	steps(r, 40)
	loss, none := float64(r.Now().Loss), float32(math.NaN())
	for _, c := range []struct {
		name string
		all  []Condition
		want Reading
	}{
		{"no conditions", nil, Reading{Value: none}},
		{"half the steps", []Condition{{"step", AtLeast, 80}}, Reading{Progress: 0.5, Value: 40}},
		{"all the steps", []Condition{{"step", AtLeast, 40}}, Reading{Reached: true, Progress: 1, Value: 40}},
		{"a loss already met", []Condition{{"loss", Below, first}}, Reading{Reached: true, Progress: 1, Value: float32(loss)}},
		{"half way on the scale of the curve", []Condition{{"loss", Below, loss * loss / first}}, Reading{Progress: 0.5, Value: float32(loss)}},
		{"the first that fails counts", []Condition{{"step", AtLeast, 1}, {"step", AtLeast, 80}, {"step", AtLeast, 1}}, Reading{Progress: 0.5, Value: none}},
		{"the value is the last one's alone", []Condition{{"step", AtLeast, 1}, {"knob neck", Is, 3}}, Reading{Value: 2}},
		{"words that do not hold have no number", []Condition{{"knob neck", Is, 3}, {"loss", AtLeast, math.Inf(1)}}, Reading{Value: none}},
		{"words that hold have one", []Condition{{"knob neck", Is, 2}, {"loss", AtLeast, math.Inf(1)}}, Reading{Value: float32(loss)}},
		{"an unknown measure", []Condition{{"joy", AtLeast, 1}}, Reading{Value: none}},
	} {
		got := r.Read(Watch{All: c.all})
		if got.Reached != c.want.Reached || math.Abs(float64(got.Progress-c.want.Progress)) > 1e-4 || !(got.Value == c.want.Value || got.Value != got.Value && c.want.Value != c.want.Value) {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

// A reading that is the truth recovers it all; one that is noise, or the same for every copy, nothing, and none less than that.
func TestRecovered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		truth := rapid.SliceOfN(rapid.Float32Range(0, 1), 2, 120).Draw(t, "truth")
		read := rapid.SliceOfN(rapid.Float32Range(0, 1), len(truth), len(truth)).Draw(t, "read")
		if v := recovered(truth, read); !(v >= 0 && v <= 1) {
			t.Fatalf("a share of %v", v)
		}
		constant := make([]float32, len(truth))
		if v := recovered(constant, read); v != 0 {
			t.Fatalf("of a factor that does not vary %v comes back", v)
		}
		if v := recovered(truth, constant); v != 0 {
			t.Fatalf("copies that are all alike bring back %v", v)
		}
	})
	n := 200
	truth, noise := make([]float32, n), make([]float32, n)
	for i := range n {
		truth[i] = float32(i) / float32(n)
		noise[i] = float32(i*7919%211) / 211
	}
	if v := recovered(truth, truth); v != 1 {
		t.Errorf("of the truth itself %v comes back", v)
	}
	if v := recovered(truth, noise); v > 0.1 {
		t.Errorf("of noise %v comes back", v)
	}
}

// Place and lean are looked for in the copies, not in the code: whole pictures that are read as copies hold all of them; a decoder that paints
// one grey picture for every code holds nothing, whatever the code knows, and explains nothing.
func TestFidelityIsOfTheCopies(t *testing.T) {
	for _, seed := range []uint32{1, 2, 3} {
		s := train.Default()
		s.Seed = seed
		r := begin(t, s)
		steps(r, 2000)
		names := len(r.Set().Names)
		read := r.reread(r.Set().ValidX())
		for f := range names {
			truth, got := make([]float32, data.ValidRows), make([]float32, data.ValidRows)
			for i := range truth {
				truth[i], got[i] = r.Set().Factor(train.TrainRows+i, f), read[i*names+f]
			}
			if v := recovered(truth, got); v < 0.97 {
				t.Errorf("seed %d: of the %s of whole bars %v is read", seed, r.Set().Names[f], v)
			}
			if v := r.Fidelity(f); v < 0.8 {
				t.Errorf("seed %d: of the %s %v comes back in the copies", seed, r.Set().Names[f], v)
			}
		}
		if v := asked(t, r, "explained"); v < 0.65 {
			t.Errorf("seed %d: the copies explain %v", seed, v)
		}
		s.Decay = 0.1 // every copy is the same by then
		dead := begin(t, s)
		steps(dead, 1500)
		for f := range names {
			if v := dead.Fidelity(f); v > 0.001 {
				t.Errorf("seed %d: of the %s %v comes back in pictures that are all alike", seed, r.Set().Names[f], v)
			}
		}
		if v := asked(t, dead, "explained"); v > 0.001 {
			t.Errorf("seed %d: pictures that are all alike explain %v", seed, v)
		}
	}
	// What is explained, of the definition: 1 less the error of the copies over that of the mean training picture.
	r := begin(t, small())
	steps(r, 300)
	mean, off, all := make([]float64, r.Set().Dim()), 0.0, 0.0
	for i := range train.TrainRows {
		for k, v := range r.Set().Picture(i) {
			mean[k] += float64(v) / train.TrainRows
		}
	}
	for i := train.TrainRows; i < train.TrainRows+data.ValidRows; i++ {
		back := r.Copies(r.Set().Picture(i))
		for k, v := range r.Set().Picture(i) {
			off += (float64(v) - float64(back[k])) * (float64(v) - float64(back[k]))
			all += (float64(v) - mean[k]) * (float64(v) - mean[k])
		}
	}
	near(t, "explained", asked(t, r, "explained"), 1-off/all, 1e-5)
}

// What is remembered of the code is forgotten when the run is another one, also at the same step.
func TestFidelityForgets(t *testing.T) {
	r := begin(t, small())
	steps(r, 20)
	r.Fidelity(0)
	turn(t, r, "data", float64(data.Blobs))
	after := r.Fidelity(0)
	l, err := train.ParseLink(r.Link().Text(train.Default()), train.Default())
	if err != nil {
		t.Fatal(err)
	}
	l.Step = 20
	replay := must(train.Open(l))
	for replay.Next() {
	}
	fresh := Of(replay.Session)
	turn(t, fresh, "data", float64(data.Blobs))
	if got := fresh.Fidelity(0); got != after {
		t.Errorf("with another set the code knows %v, a fresh session says %v", after, got)
	}
	s := small()
	s.Seed = 2
	other := begin(t, s)
	steps(other, 20)
	turn(t, r, "data", float64(data.Bars))
	turn(t, r, "seed", 2)
	steps(r, 20)
	if got, want := r.Fidelity(0), other.Fidelity(0); got != want {
		t.Errorf("after a new start the code knows %v, a fresh session says %v", got, want)
	}
}

// Looking back takes no goal away and reaches none, but is told of the step that is looked at.
func TestGoalsAreOfThePresent(t *testing.T) {
	s := begin(t, small(), change("noise", 1))
	first := s.Now().Loss
	steps(s, 300)
	now := s.Now().Loss
	low, high := Watch{[]Condition{{"loss", Below, float64(first+now) / 2}}}, Watch{[]Condition{{"loss", AtLeast, float64(first)}}}
	s.Rewind(0)
	if r := s.Read(low); !r.Reached || r.Value != first {
		t.Errorf("a goal that was reached reads %+v", r)
	}
	if r := s.Read(high); r.Reached {
		t.Error("looking back reached a goal")
	}
	if s.View.Back != 0 || s.Twin().View.Back != 0 {
		t.Errorf("reading a watch turned the eyes to %d and %d", s.View.Back, s.Twin().View.Back)
	}
	if v := asked(t, s, "rewound"); v != 1 {
		t.Errorf("it was looked back %v times", v)
	}
}

// Measures may read a dial, and are asked anew when it turns, though the network stays.
func TestDialMeasure(t *testing.T) {
	r := begin(t, small())
	if v, ok := r.Measure("dial rare"); !ok || v != 0.1 {
		t.Errorf("dial rare is %v, %v", v, ok)
	}
	_, _ = r.Measure("explained")
	_ = r.Dial(train.Rare, 0.5)
	if v, ok := r.Measure("dial rare"); !ok || v != 0.5 || len(r.fresh().known) > 0 {
		t.Errorf("dial rare is %v, %v, and %d measures are remembered", v, ok, len(r.memo.known))
	}
	if _, ok := r.Measure("dial neck"); ok {
		t.Error("a knob is a dial")
	}
}

// Who has no twin has none to ask; who has one asks the same one again.
func TestTwin(t *testing.T) {
	alone, two := begin(t, small()), begin(t, small(), change("rate", 0.1))
	for _, what := range []string{"twin", "twin loss"} {
		if v, ok := alone.Measure(what); ok {
			t.Errorf("%q of a run alone is %v", what, v)
		}
	}
	if alone.Twin() != nil || two.Twin() != two.Twin() || two.Twin().Setup.Rate != 0.1 {
		t.Error("the twin is another one")
	}
}

// What a pull reads, in memory that has been used once, looking back too.
func TestReadingAllocatesNothing(t *testing.T) {
	r := begin(t, small())
	steps(r, 20)
	watch := Watch{All: []Condition{{"step", AtLeast, 0}, {"knob neck", Is, 2}, {"loss", Below, 1e-9}}}
	r.Rewind(3)
	still.Nothing(t, "reading while looking back", 100, func() { r.Read(watch) })
	still.Nothing(t, "reading", 400, func() {
		r.Step()
		r.Read(watch)
	})
}

func TestMeanSquareRefuses(t *testing.T) {
	defer func() {
		if got, _ := recover().(string); got != "ask: the mean square of 2 numbers against 3" {
			t.Errorf("panics with %q", got)
		}
	}()
	MeanSquare(make([]float32, 2), make([]float32, 3))
}
