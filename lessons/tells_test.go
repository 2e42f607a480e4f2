package lessons

import (
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/data"
	"hourglass/core/train"
)

// told is what the page shows of a tell: no number where its words do not hold.
func told(s *ask.Run, l *Lesson, i int) float64 {
	return float64(s.Read(l.Watches()[l.FirstTell()+i]).Value)
}

// named are words that speak of some data alone, and the data that they are true of.
var named = []struct {
	word *regexp.Regexp
	of   func(data.Kind) bool
}{
	{regexp.MustCompile(`(?i)\bbars?\b`), func(k data.Kind) bool { return k == data.Bars || k == data.Crossed }},
	{regexp.MustCompile(`(?i)\b(place|lean)\b`), func(k data.Kind) bool { return k == data.Bars }},
	{regexp.MustCompile(`(?i)\bcircle\b`), func(k data.Kind) bool { return k == data.Circle }},
	{regexp.MustCompile(`(?i)\bspiral\b`), func(k data.Kind) bool { return k == data.Spiral }},
	{regexp.MustCompile(`(?i)\bface\b`), func(k data.Kind) bool { return k == data.Faces }},
	{regexp.MustCompile(`(?i)\b(points?|curves?|straight line)\b`), func(k data.Kind) bool { return k.Form() == data.Points }},
	{regexp.MustCompile(`(?i)\b(pictures?|pixels?)\b`), func(k data.Kind) bool { return k.Form() == data.Pictures }},
}

// choices are the data that a lesson offers.
func choices(t *testing.T, l *Lesson) (all []data.Kind) {
	t.Helper()
	k := &train.Knobs[train.KnobIndex("data")]
	for _, d := range l.Dials {
		if d.Knob != k.Name {
			continue
		}
		for _, name := range d.Only {
			v, err := k.Parse(name)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, data.Kind(v))
		}
	}
	if all == nil {
		all = append(all, l.Setup.Data)
	}
	return all
}

// extremes are the ends of the neck that a lesson offers.
func extremes(l *Lesson) (all []float64) {
	for _, d := range l.Dials {
		if d.Knob == "neck" {
			lo, hi := train.Knobs[train.KnobIndex("neck")].Range()
			if d.Max > 0 {
				lo, hi = d.Min, d.Max
			}
			return []float64{lo, hi}
		}
	}
	return []float64{float64(l.Setup.Neck)}
}

// Whatever data and neck the learner chooses, before any training and after some, no number stands beside words that speak of other data; and
// each tell has a number somewhere.
func TestTellsSpeakOfTheirData(t *testing.T) {
	claim(t)
	for _, l := range All {
		t.Run(l.ID, func(t *testing.T) {
			t.Parallel()
			shown := make([]bool, len(l.Tells))
			check := func(s *ask.Run) {
				for i, tell := range l.Tells {
					v := told(s, l, i)
					if math.IsNaN(v) {
						continue
					}
					shown[i] = true
					for _, n := range named {
						if n.word.MatchString(tell.Label) && !n.of(s.Setup.Data) {
							t.Errorf("on %v with %d numbers stands %q: %v", s.Setup.Data, s.Setup.Neck, tell.Label, v)
						}
					}
					if tell.What == "pca" && strings.Contains(tell.Label, "line") && s.Setup.Neck != 1 {
						t.Errorf("%d numbers draw more than %q", s.Setup.Neck, tell.Label)
					}
					if tell.Unit == "%" && v < 0 && !strings.Contains(tell.Label, "below 0") {
						t.Errorf("on %v with %d numbers stands %q: %v", s.Setup.Data, s.Setup.Neck, tell.Label, v)
					}
				}
			}
			for _, kind := range choices(t, l) {
				for _, neck := range extremes(l) {
					s := run(t, l, 1, 0)
					if kind.Form() == data.Points {
						turn(t, s, Turn{"output", 1})
					}
					turn(t, s, Turn{"data", float64(kind)}, Turn{"neck", neck})
					check(s)
					learn(s, 60)
					check(s)
					if l.ID == "imputation" { // its numbers are of holes
						turn(t, s, Turn{"holes", float64(train.Strewn)}, Turn{"missing", 0.3})
						check(s)
					}
					if train.KnobIndex("noise") >= 0 && l.ID == "noise" {
						turn(t, s, Turn{"noise", gaussian})
						check(s)
					}
					if l.ID == "compression" { // its bill waits until the network has learned
						learn(s, 300)
						check(s)
					}
					if l.ID == "labels" { // it opens before any label is known
						turn(t, s, Turn{"known", 4})
						check(s)
					}
				}
			}
			for i, tell := range l.Tells {
				if !shown[i] && tell.What != "factor 1" && tell.What != "factor 2" { // these wait for a trained network: see below
					t.Errorf("nowhere is there a number for %q", tell.Label)
				}
			}
		})
	}
}

// What is set aside for validation is drawn like the rest, and where there are few pictures to draw, as of crossed bars, half of it is among
// the rest by chance. No number is then said to be of what the network never saw.
func TestSetAsideIsNotUnseen(t *testing.T) {
	unseen := regexp.MustCompile(`(?i)never saw|unseen`)
	for _, l := range All {
		shared := data.Kind(0)
		most := 0
		for _, kind := range choices(t, l) {
			for _, seed := range seeds {
				spec := l.Setup
				spec.Data, spec.Seed = kind, seed
				set, err := data.Make(spec.Spec())
				if err != nil {
					t.Fatal(err)
				}
				if n := alike(set); n > most {
					shared, most = kind, n
				}
			}
		}
		for _, tell := range l.Tells {
			if most > 0 && unseen.MatchString(tell.Label) {
				t.Errorf("%s: %q, but of %v %d of the validation pictures are among those trained on", l.ID, tell.Label, shared, most)
			}
		}
	}
}

// alike counts the validation examples that are training examples too.
func alike(set *data.Set) (n int) {
	for i := range set.Valid {
		for k := range set.Train {
			if slices.Equal(set.Picture(set.Train+i), set.Picture(k)) {
				n++
				break
			}
		}
	}
	return n
}

// On crossed bars that is about half of them.
func TestCrossedBarsAreDrawnTwice(t *testing.T) {
	for _, seed := range seeds {
		s := Sparsity.Setup
		s.Seed = seed
		set, err := data.Make(s.Spec())
		if err != nil {
			t.Fatal(err)
		}
		if n := alike(set); n < data.ValidRows*2/5 || n > data.ValidRows*3/5 {
			t.Errorf("seed %d: %d of %d", seed, n, data.ValidRows)
		}
	}
}

// Nor does a goal speak of data that it does not ask for.
func TestGoalsSpeakOfTheirData(t *testing.T) {
	for _, l := range All {
		kinds := choices(t, l)
		for _, c := range l.Goal.Watch.All {
			if c.What == "knob data" && c.Op == ask.Is {
				kinds = []data.Kind{data.Kind(c.Value)}
			}
		}
		for _, n := range named {
			for _, k := range kinds {
				if n.word.MatchString(l.Goal.Label) && !n.of(k) {
					t.Errorf("%s: on %v it says %q", l.ID, k, l.Goal.Label)
				}
			}
		}
	}
}

// Before any training there is no number for place and lean, whatever the neck; trained, there are both, between 0 and 1.
func TestUntrainedCopiesTellNothing(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		for _, neck := range []float64{1, 2, 8} {
			s := run(t, &Hourglass, seed, 0, Turn{"neck", neck})
			for i, tell := range Hourglass.Tells {
				if v := told(s, &Hourglass, i); strings.HasPrefix(tell.What, "factor") && !math.IsNaN(v) {
					t.Errorf("seed %d: an untrained neck of %v: %q: %v", seed, neck, tell.Label, v)
				}
			}
			learn(s, 400)
			for i, tell := range Hourglass.Tells {
				if v := told(s, &Hourglass, i); strings.HasPrefix(tell.What, "factor") && !(v >= 0 && v <= 1) {
					t.Errorf("seed %d: a trained neck of %v: %q: %v", seed, neck, tell.Label, v)
				}
			}
			s.Rewind(0)
			for i, tell := range Hourglass.Tells {
				if v := told(s, &Hourglass, i); strings.HasPrefix(tell.What, "factor") && !math.IsNaN(v) {
					t.Errorf("seed %d: looking back at the start, with a neck of %v: %q: %v", seed, neck, tell.Label, v)
				}
			}
		}
	}
}

// No option says of other data, or under another loss, what is true of bars: what the question's answer says happened, happened.
func TestOptionsSpeakOfWhatHappened(t *testing.T) {
	claim(t)
	for _, seed := range seeds {
		for _, turns := range [][]Turn{{{"data", blobs}}, {{"data", crossed}}, {{"data", float64(data.Glyphs)}}, {{"loss", 2}}, {{"rate", 1e-4}}} {
			s := run(t, &Hourglass, seed, 0, append(turns, Hourglass.Question.Turns...)...)
			learn(s, Hourglass.Question.Steps)
			if got := chosen(s, &Hourglass.Question); got >= 0 {
				t.Errorf("seed %d: with %v option %d happened, copies explain %.2f", seed, turns, got, measure(t, s, "explained"))
			}
		}
		// The same picture of bars, whatever the score of a copy.
		s := run(t, &Hourglass, seed, 0, append([]Turn{{"loss", 1}}, Hourglass.Question.Turns...)...)
		learn(s, Hourglass.Question.Steps)
		if got := chosen(s, &Hourglass.Question); got != 1 {
			t.Errorf("seed %d: under cross-entropy option %d happened", seed, got)
		}
		// A circle that is pressed flat is not cut open, however small its scale makes the loss.
		flat := run(t, alone(&Line), seed, Line.Question.Steps, append([]Turn{{"unit", linear}}, Line.Question.Turns...)...)
		if tear := measure(t, flat, "tear"); flat.Read(ask.Watch{All: Line.Question.Options[1].All[2:]}).Reached || tear > 0.12 {
			t.Errorf("seed %d: a flat circle is torn by %.3f", seed, tear)
		}
	}
}

// A code costs so many nats, and tells at most so much: no words of the course say that it tells them.
func TestNatsAreCosts(t *testing.T) {
	nats := regexp.MustCompile(`(?i)\b(tells?|told|dicen?) [^.|]*\bnats?\b`)
	honest := regexp.MustCompile(`(?i)at most|apart|next to nothing|como mucho|casi nada`)
	check := func(where, text string) {
		for _, m := range nats.FindAllString(text, -1) {
			if !honest.MatchString(m) {
				t.Errorf("%s: %q", where, m)
			}
		}
	}
	for _, pattern := range []string{"*.md", "es/*.md"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) < 2 {
			t.Fatal(pattern, files, err)
		}
		for _, f := range files {
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			check(f, string(text))
		}
	}
	for _, l := range All {
		check(l.ID, l.Goal.Label)
		for _, tell := range l.Tells {
			if check(l.ID, tell.Label); strings.HasPrefix(tell.What, "kl") && !regexp.MustCompile(`(?i)\bcosts?\b`).MatchString(tell.Label) {
				t.Errorf("%s calls its divergence %q", l.ID, tell.Label)
			}
		}
	}
	for _, k := range train.Knobs {
		check(k.Name, k.Doc())
	}
}
