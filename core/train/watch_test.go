package train

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"hourglass/core/data"
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
		s := Default()
		s.Seed = seed
		r := begin(t, s)
		steps(r, 2000)
		names := len(r.set.Names)
		read := r.reread(r.set.ValidX())
		for f := range names {
			truth, got := make([]float32, data.ValidRows), make([]float32, data.ValidRows)
			for i := range truth {
				truth[i], got[i] = r.set.Factor(TrainRows+i, f), read[i*names+f]
			}
			if v := recovered(truth, got); v < 0.97 {
				t.Errorf("seed %d: of the %s of whole bars %v is read", seed, r.set.Names[f], v)
			}
			if v := r.Fidelity(f); v < 0.8 {
				t.Errorf("seed %d: of the %s %v comes back in the copies", seed, r.set.Names[f], v)
			}
		}
		if v := asked(t, r, "explained"); v < 0.65 {
			t.Errorf("seed %d: the copies explain %v", seed, v)
		}
		out := r.run.Model.Fan(len(r.run.Model.Show)-1, r.run.w)
		clear(out.W)
		clear(out.B)
		r.probe.forget(r.set)
		for f := range names {
			if v := r.Fidelity(f); v != 0 {
				t.Errorf("seed %d: of the %s %v comes back in grey pictures", seed, r.set.Names[f], v)
			}
		}
		if v := asked(t, r, "explained"); v > -0.1 {
			t.Errorf("seed %d: grey pictures explain %v", seed, v)
		}
	}
	// What is explained, of the definition: 1 less the error of the copies over that of the mean training picture.
	r := begin(t, small())
	steps(r, 300)
	mean, off, all := make([]float64, r.set.Dim()), 0.0, 0.0
	for i := range TrainRows {
		for k, v := range r.set.Picture(i) {
			mean[k] += float64(v) / TrainRows
		}
	}
	for i := TrainRows; i < TrainRows+data.ValidRows; i++ {
		back := r.look.Rebuild(r.run.w, r.set.Picture(i))
		for k, v := range r.set.Picture(i) {
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
	l, err := ParseLink(r.Link().Text(Default()), Default())
	if err != nil {
		t.Fatal(err)
	}
	l.Step = 20
	fresh := retrace(t, l)
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

func TestView(t *testing.T) {
	r := begin(t, small())
	if r.View.Sample != TrainRows || r.View.Held {
		t.Errorf("at first picture %d is shown, held %v", r.View.Sample, r.View.Held)
	}
	n := TrainRows + data.ValidRows
	for _, c := range [][2]int{{0, 0}, {n, 0}, {-1, n - 1}, {n - 1, n - 1}} {
		r.Show(c[0])
		if r.View.Sample != c[1] || r.View.Input[24] != r.set.Picture(c[1])[24] {
			t.Errorf("Show(%d) shows %d", c[0], r.View.Sample)
		}
	}
	r.Hold([]float32{3, 4})
	if !r.View.Held {
		t.Error("Hold does not hold")
	}
	r.Paint(5, 0.25)
	if r.View.Sample != -1 || r.View.Input[5] != 0.25 || r.View.Held {
		t.Errorf("after painting: %+v", r.View)
	}
	turn(t, r, "data", float64(data.Blobs))
	if r.View.Input[5] != 0.25 {
		t.Error("a learner's own picture is lost when the set changes")
	}
	r.Show(3)
	turn(t, r, "data", float64(data.Bars))
	if r.View.Input[24] != r.set.Picture(3)[24] {
		t.Error("the shown picture is not of the new set")
	}
	turn(t, r, "neck", 5)
	if len(r.View.Ring) != 5 || r.View.Held {
		t.Errorf("with a neck of five the ring has %d numbers", len(r.View.Ring))
	}
}
