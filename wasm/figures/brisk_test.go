package figures

import (
	"slices"
	"testing"

	"hourglass/core/ask"
	"hourglass/core/train"
	"hourglass/lessons"
	"hourglass/wasm/scene"
)

// seen is what a builder has worked out of all examples, by the run and by its twin.
func seen(b *scene.Builder) (all [2][][]float32) {
	score := func(i int) []float32 {
		if len(b.Codes) == 0 { // no figure asks for it
			return nil
		}
		s := b.Scored(i)
		return []float32{float32(s.Loss), float32(s.Fresh)}
	}
	all[0] = [][]float32{b.Codes, b.ValidCodes(), b.Pairs, b.Spreads, b.Sent, score(0)}
	all[1] = [][]float32{b.Twin.Codes, b.Twin.ValidCodes(), b.Twin.Pairs, score(1)}
	for i := range all {
		if f, ok := b.Panel("darts").(*darts); ok {
			all[i] = append(all[i], f.sides[i].seen[:dartCount*b.Set.Dim()])
		}
		if f, ok := b.Panel("rivals").(*rivals); ok {
			all[i] = append(all[i], f.sides[[2]int{byRun, byTwin}[i]].flat)
		}
		if f, ok := b.Panel("mend").(*mend); ok {
			all[i] = append(all[i], f.back[i].x, f.back[i].off)
		}
		if f, ok := b.Panel("errors").(*alarms); ok {
			all[i] = append(all[i], f.sides[i].back)
		}
		if f, ok := b.Panel("worst").(*worst); ok {
			all[i] = append(all[i], f.sides[i].back)
		}
		for k := range all[i] {
			all[i][k] = slices.Clone(all[i][k])
		}
	}
	return all
}

func alike(a, b [][]float32) bool { return slices.EqualFunc(a, b, slices.Equal[[]float32]) }

// A brisk builder knows, of run and twin in turn, what a patient one knows of this snapshot or of the one before; and all of this one once it is
// brisk no more, or shows another run.
func TestBrisk(t *testing.T) {
	for _, l := range lessons.All {
		if len(l.Twin) == 0 {
			continue
		}
		setup := l.Setup
		setup.Known = max(setup.Known, 4) // a twin that learns from labels alone stands still without
		session, err := ask.New(setup, l.Apart()...)
		if err != nil {
			t.Fatal(err)
		}
		patient, brisk := scene.New(l.Stage()), scene.New(l.Stage())
		brisk.Brisk = true
		var before [2][][]float32
		var turns [2]int
		for i := range 9 {
			for range 4 {
				session.Step()
			}
			if i == 4 {
				if err := session.Again(); err != nil {
					t.Fatal(err)
				}
			}
			if i == 6 { // another network
				neck := 3.0
				if l.Setup.Neck == 3 {
					neck = 4
				}
				if err := session.Turn(train.KnobIndex("neck"), neck); err != nil {
					t.Fatal(err)
				}
			}
			brisk.Brisk = i < 8
			show(t, patient, session)
			show(t, brisk, session)
			now, got := seen(patient), seen(brisk)
			for k := range got {
				switch {
				case alike(got[k], now[k]):
					turns[k]++
				case i == 0 || i == 6 || i == 8:
					t.Errorf("%s: part %d of look %d is not of it", l.ID, k, i)
				case !alike(got[k], before[k]):
					t.Errorf("%s: part %d of look %d is neither of it nor of the one before", l.ID, k, i)
				}
			}
			before = now
		}
		nothing := func(parts [][]float32) bool {
			return !slices.ContainsFunc(parts, func(p []float32) bool { return len(p) > 0 })
		}
		if nothing(before[0]) && nothing(before[1]) { // figures of bits look by themselves: see TestRatesCatchUp
			continue
		}
		if turns != [2]int{5, 7} {
			t.Errorf("%s: of nine looks %v were whole for run and twin", l.ID, turns)
		}
	}
}

// Of the examples no more are looked at than the figures of a lesson ask for: the codes of those set aside where none asks for all, and of those that are
// copied alone none.
func TestNeeds(t *testing.T) {
	b, _ := run(t, &lessons.Sparsity, 30)
	if len(b.Codes) != 0 || len(b.Twin.Codes) != 0 {
		t.Errorf("%d and %d numbers of codes that nobody asks for", len(b.Codes), len(b.Twin.Codes))
	}
	mem := b.Model.Net.NewMemory(b.Set.Valid, false)
	same(t, "code", b.ValidCodes(), scene.Encode(b.Model, mem, b.Snap.Params, b.Set.ValidX(), b.Set.Valid))
	same(t, "the twin's code", b.Twin.ValidCodes(), scene.Encode(b.Twin.Model, mem, b.Twin.Params, b.Set.ValidX(), b.Set.Valid))
	for _, figures := range [][]string{{"pairs"}, {"pairs", "map"}} {
		b, _ := figured(t, 30, figures, nil)
		if asked := len(figures) > 1; (len(b.Codes) > 0) != asked || (len(b.ValidCodes()) > 0) != asked || len(b.Pairs) == 0 {
			t.Errorf("%v: %d and %d numbers of codes, %d of copies", figures, len(b.Codes), len(b.ValidCodes()), len(b.Pairs))
		}
		mem, dim := b.Model.Net.NewMemory(b.Set.Valid, false), b.Set.Dim()
		same(t, "copy", b.Pairs, scene.Rebuild(b.Model, mem, b.Snap.Params, b.Set.ValidX()[:scene.MaxPairs*dim], scene.MaxPairs))
	}
}
