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
	all[0] = [][]float32{b.Codes, b.Pairs, b.Spreads, b.Sent, score(0)}
	all[1] = [][]float32{b.Twin.Codes, b.Twin.Pairs, score(1)}
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
		session, err := ask.New(l.Setup, l.Apart()...)
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
				if err := session.Turn(train.KnobIndex("neck"), 3); err != nil {
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
		if turns != [2]int{5, 7} {
			t.Errorf("%s: of nine looks %v were whole for run and twin", l.ID, turns)
		}
	}
}
