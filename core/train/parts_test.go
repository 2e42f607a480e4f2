package train

import (
	"reflect"
	"slices"
	"testing"
)

// opened is the run of a link.
func opened(t *testing.T, link string) *Session {
	t.Helper()
	l, err := ParseLink(link, Default())
	if err != nil {
		t.Fatalf("%s: %v", link, err)
	}
	return retrace(t, l)
}

// What cannot stand together is refused in one sentence, at the start and when a knob is turned to it, and the run stays as it was.
func TestPartsRefuse(t *testing.T) {
	for _, c := range []struct{ from, knob, to, want string }{
		{"tied=yes", "convs", "1", "Only a network of dense layers can be tied."},
		{"state=4", "tied", "yes", "Only a network of dense layers can be tied."},
		{"data=heartbeats", "convs", "1", "A convolution wants pictures, whose neighbours lie beside each other."},
		{"data=arc&output=straight", "convs", "1", "A convolution wants pictures, whose neighbours lie beside each other."},
		{"convs=1", "kernel", "1", "A stride beyond the kernel passes over pixels: it must be at most the kernel."},
		{"data=arc&output=straight", "state", "4", "A point is no sequence: a recurrent network wants pictures or signals."},
		{"state=4&loss=bce", "writes", "yes", "A decoder that reads what it wrote needs the MSE or L1 loss."},
		{"state=4&writes=yes&forced=yes&missing=0.2", "masked", "left-out", "Teacher forcing shows the whole example, and a masked loss knows only a part of it."},
		{"judge=4", "output", "straight", "A critic judges whole pictures in grey: it takes no sequence, no masked loss and no straight output."},
		{"judge=4&masked=left-out", "missing", "0.1", "A critic judges whole pictures in grey: it takes no sequence, no masked loss and no straight output."},
		{"state=4", "judge", "4", "A critic judges whole pictures in grey: it takes no sequence, no masked loss and no straight output."},
		{"contract=0.1", "convs", "1", "The contractive penalty is worked out for dense layers without layer norm."},
		{"norm=yes", "contract", "0.1", "The contractive penalty is worked out for dense layers without layer norm."},
		{"state=4", "contract", "0.1", "The contractive penalty is worked out for dense layers without layer norm."},
	} {
		r := opened(t, c.from+"&step=3")
		k, was := KnobIndex(c.knob), r.Hash()
		v, err := Knobs[k].Parse(c.to)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Turn(k, v); err == nil || err.Error() != c.want || r.Hash() != was {
			t.Errorf("%s, then %s to %s: %v, want %q", c.from, c.knob, c.to, err, c.want)
		}
		s := r.Setup
		Knobs[k].set(&s, v)
		if _, err := New(s); err == nil || err.Error() != c.want {
			t.Errorf("%s with %s at %s: %v, want %q", c.from, c.knob, c.to, err, c.want)
		}
	}
}

// Whatever part is off waits: its knobs may stand anywhere, also where they could not if it were on.
func TestPartsWait(t *testing.T) {
	for _, link := range []string{"kernel=1&stride=3&tied=yes", "masked=left-out&judge=4", "writes=yes&loss=bce", "forced=yes&data=arc&output=straight",
		"state=4&convs=2&kernel=1", "classify=yes", "judge=4&loss=bce&output=straight"} {
		opened(t, link+"&step=2")
	}
}

// With fewer examples a run practises on the first of them alone, and is measured on the same unseen ones.
func TestFewExamples(t *testing.T) {
	all, few := opened(t, "step=5"), opened(t, "step=5&examples=7&batch=3")
	if !slices.Equal(all.set.ValidX(), few.set.ValidX()) {
		t.Error("other examples are set aside")
	}
	if !slices.Equal(all.set.TrainX()[:7*few.set.Dim()], few.run.Data.X) || few.run.rows != 7 {
		t.Errorf("it practises on %d examples", few.run.rows)
	}
	if err := few.Turn(KnobIndex("examples"), TrainRows); err != nil || few.run.rows != TrainRows || few.run.step != 5 {
		t.Errorf("with all examples again: %v, %d of them at step %d", err, few.run.rows, few.run.step)
	}
}

// What is known of the examples reaches the run: which entries were observed, and as many labels as it is told.
func TestKnown(t *testing.T) {
	r := opened(t, "data=glyphs&missing=0.3&masked=left-out&classify=yes&known=20&step=3")
	d, size := r.run.Data, r.set.Dim()
	if !slices.Equal(d.Mask, r.set.Mask[:TrainRows*size]) || !slices.Equal(r.held.Mask, r.set.Mask[TrainRows*size:]) {
		t.Error("the mask is not that of the set")
	}
	if !slices.Equal(d.Labels[:20], r.set.Labels[:20]) || slices.Max(d.Labels[20:]) != -1 || !slices.Equal(r.held.Labels, r.set.Labels[TrainRows:]) {
		t.Errorf("labels %v", d.Labels)
	}
	if err := r.Turn(KnobIndex("known"), 30); err != nil || !slices.Equal(r.run.Data.Labels[:30], r.set.Labels[:30]) || r.run.step != 3 {
		t.Errorf("ten labels more: %v, %v at step %d", err, r.run.Data.Labels[:30], r.run.step)
	}
	if err := r.Turn(KnobIndex("masked"), 0); err != nil || r.run.Data.Mask != nil || r.held.Mask != nil {
		t.Errorf("with what is missing counted as 0: %v, and a mask", err)
	}
}

// Data of as many classes keep a classifier, those of others begin anew, the twin's too; so does a link that was made up.
func TestClassesBeginAnew(t *testing.T) {
	r := opened(t, "data=glyphs&classify=yes&step=4")
	if err := r.Turn(KnobIndex("data"), float64(12)); err != nil || r.run.step != 0 || r.run.Model.Label.Classes != 8 {
		t.Errorf("from glyphs to drawings: %v, step %d, %d classes", err, r.run.step, r.run.Model.Label.Classes)
	}
	s := small()
	s.Data = 3
	twins, err := New(s, Change{KnobIndex("classify"), 1})
	if err != nil {
		t.Fatal(err)
	}
	steps(twins, 4)
	if err := twins.Turn(KnobIndex("data"), 0); err != nil || twins.run.step != 0 || twins.twin.run.Model.Label.Classes != 0 {
		t.Errorf("from glyphs to bars, of which the twin has no classes: %v, step %d", err, twins.run.step)
	}
	plain := opened(t, "data=glyphs&step=4")
	if err := plain.Turn(KnobIndex("data"), 0); err != nil || plain.run.step != 4 {
		t.Errorf("without a classifier: %v, step %d", err, plain.run.step)
	}
	if made := opened(t, "data=glyphs&classify=yes&step=6&log=3.data.bars"); made.Setup.Data != 3 {
		t.Errorf("a link turns a classifier to %v", made.Setup.Data)
	}
}

// A knob that a step merely reads reaches the model and the method of a run that goes on, as it would a new one.
func TestDialKnobsReachTheRun(t *testing.T) {
	for _, kind := range []string{"noise=gaussian&code=cloud", "sparse=kl&contract=0.2", "optimiser=momentum&classify=yes&data=glyphs&judge=4"} {
		for i := range Knobs {
			if !Knobs[i].dial {
				continue
			}
			r := opened(t, kind+"&step=3")
			lo, hi := Knobs[i].Range()
			v := (lo + hi) / 3
			if Knobs[i].Form != Log && Knobs[i].Form != Even {
				v = lo + 1
			}
			if err := r.Turn(i, v); err != nil {
				continue // what cannot stand beside the kind
			}
			if r.run.step != 3 || !reflect.DeepEqual(r.run.Model.Recipe, r.Setup.Recipe()) || r.run.Method != r.Setup.Method() || r.run.Batch != r.Setup.Batch {
				t.Errorf("%s, then %s to %v: step %d, %+v", kind, Knobs[i].Name, v, r.run.step, r.run.Model.Recipe)
			}
		}
	}
}

// A loss that rose because the question changed is forgiven: the run goes on, and is held against the new loss from then on.
func TestAnotherQuestionIsForgiven(t *testing.T) {
	for _, to := range []string{"loss", "data"} {
		r := opened(t, "step=300")
		v := 1.0 // cross-entropy, blobs
		if to == "data" {
			v = 3 // glyphs
			r = opened(t, "unit=linear&output=straight&loss=l1&step=300")
		}
		was := r.now.Loss
		if err := r.Turn(KnobIndex(to), v); err != nil {
			t.Fatal(err)
		}
		if r.base < r.now.Loss || r.worse != 0 {
			t.Errorf("%s: the loss rose from %v to %v, and the run is held against %v", to, was, r.now.Loss, r.base)
		}
		if steps(r, 100); r.Exploded() >= 0 || r.run.step != 400 {
			t.Errorf("%s: the run stands at step %d, blamed on %d", to, r.run.step, r.Exploded())
		}
	}
}
